// dedup_lines: removes lines, paragraphs or sentences that stand in several records.
//
// Inverted index: the observer notes (hash of the unit, where it stands) for every unit. Sorted, equal units stand
// together in the order of the input; those that are too many become rows by RecordId, which tell the mapper which
// units of its record go. Which unit is the first, and how many there are, is thus exact, whatever the memory.
//
// A unit is a line, a paragraph, or a run of sentences; with `ngram` it has as many hashes as it has different word
// n-grams, and goes where more than a share of them are repeated. Other units have one hash.
#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "ops/clean/dedup_lines/cut_units.h"
#include "ops/clean/dedup_lines/line_key.h"
#include "ops/clean/dedup_lines/repeated_units.h"
#include "ops/clean/dedup_lines/text_units.h"
#include "ops/clean/dedup_lines/unit_beginnings.h"
#include "ops/clean/dedup_lines/unit_cuts.h"
#include "spill/ordered_number.h"
#include "spill/sorted_observer.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"
#include "spill/workspace.h"
#include "text/field_texts.h"
#include "text/word_model.h"

namespace dsprep::ops {
namespace {

enum : Rule { min_chars_left, min_words_left, min_units_left, min_share_left };

constexpr RuleInfo rules[] = {
    {"min_chars_left", Judge::Limit::Compare::at_least, "min_chars_left",
     "characters left (code points), where something was removed"},
    {"min_words_left", Judge::Limit::Compare::at_least, "min_words_left", "words left, where something was removed"},
    {"min_units_left", Judge::Limit::Compare::at_least, "min_units_left", "units left, where something was removed"},
    {"min_share_left", Judge::Limit::Compare::at_least, "min_share_left",
     "share of characters left, 0 to 1, where something was removed"},
};

struct Params {
  std::string field = "text", variant = "plain", unit = "line", count = "records", keep = "first", form = "simple",
              words = "uax29";
  std::int64_t min_count = 2, sentences = 3, min_length = 10;
  std::optional<std::int64_t> ngram;
  double overlap = 0.8;
  std::optional<std::int64_t> min_chars_left = 1, min_words_left, min_units_left;
  std::optional<double> min_share_left;

  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text to take repeated units from", .field = true});
    f("variant", variant,
      {.meaning = "whose defaults: our own, CCNet's lines, datatrove's sentences, or dolma's paragraphs",
       .choices = {"plain", "ccnet", "datatrove", "dolma"}});
    f("unit", unit,
      {.meaning = "what is compared: lines, paragraphs (between blank lines), or runs of sentences",
       .choices = {"line", "paragraph", "sentence"}});
    f("sentences", sentences, {.meaning = "sentences in a run, where the unit is a sentence", .min = 1, .max = 1000});
    f("min_count", min_count, {.meaning = "how often a unit must come to be repeated", .min = 2, .max = 1e15});
    f("count", count,
      {.meaning = "what is counted: records that hold the unit, or all its occurrences, those within one record too",
       .choices = {"records", "occurrences"}});
    f("keep", keep,
      {.meaning = "what stays of a repeated unit: its first occurrence in the input (counting records: the first "
                  "record's), or nothing",
       .choices = {"first", "none"}});
    f("form", form,
      {.meaning = "in which form units are compared: as they are but for white space at both ends; as CCNet has it; or "
                  "simplified (case, digits, punctuation, accents, white space)",
       .choices = {"trimmed", "ccnet", "simple"}});
    f("min_length", min_length,
      {.meaning = "shortest unit that is compared, in characters of its form; shorter ones always stay",
       .min = 1,
       .max = 1e9});
    f("ngram", ngram, {.meaning = "compare a unit's runs of so many words instead of the whole", .min = 1, .max = 64});
    f("overlap", overlap,
      {.meaning = "share of a unit's word runs above which it is repeated (with ngram)", .min = 0, .max = 1});
    f("min_chars_left", min_chars_left,
      {.meaning = "fewest characters (code points) a record must keep where something is removed", .min = 0});
    f("min_words_left", min_words_left, {.meaning = "fewest words it must keep", .min = 0});
    f("min_units_left", min_units_left,
      {.meaning = "fewest units (lines, paragraphs, single sentences) that are not blank it must keep", .min = 0});
    f("min_share_left", min_share_left,
      {.meaning = "smallest share of its characters it must keep", .min = 0, .max = 1});
    f("words", words,
      {.meaning = "what a word is, for ngram and min_words_left", .choices = {"whitespace", "uax29", "unicode"}});
  }
};

constexpr VariantDefault variants[] = {
    {"ccnet", "form", {}, "ccnet"},
    {"ccnet", "count", {}, "occurrences"},
    {"ccnet", "keep", {}, "none"},
    {"ccnet", "min_length", 1},
    {"ccnet", "min_chars_left", 300},
    {"datatrove", "unit", {}, "sentence"},
    {"datatrove", "count", {}, "occurrences"},
    {"datatrove", "min_length", 1},
    {"datatrove", "min_words_left", 50},
    {"datatrove", "min_units_left", 3},
    {"dolma", "count", {}, "occurrences"},
    {"dolma", "form", {}, "trimmed"},
    {"dolma", "min_length", 1},
    {"dolma", "ngram", 13},
};

using dedup_lines::Unit;

struct Plan {
  Field field;
  std::string pointer;
  Params params;
  dedup_lines::UnitRules units;
  Counter units_removed, chars_removed;
  spill::Workspace* workspace;
};

// Entries: the units of each record, for RepeatedUnits.
class UnitExtractor {
 public:
  struct Totals {
    std::uint64_t records = 0, units = 0;
    dedup_lines::UnitBeginnings beginnings;
    auto all() { return std::tie(records, units, beginnings); }
  };

  explicit UnitExtractor(const Plan& plan) : plan_(plan), units_(plan.units) {}

  Status extract(const Record& record, Totals& totals, spill::Sorter& entries) {
    if (need_text(record, plan_.field, plan_.pointer)) return {};
    ++totals.records;
    const RecordId id = record.id();
    where_.clear();
    spill::append_ordered(where_, id);
    dedup_lines::UnitBeginnings& beginnings = totals.beginnings;
    const bool shown = beginnings.wants(id);
    if (shown) beginnings.start(id);
    Status status;
    std::size_t before = 0;  // units of the texts before this one
    text::for_each_text(record, plan_.field, scratch_, [&](std::size_t, const TextView& view) {
      units_.read(view);
      for (std::size_t i = 0; i < units_.size() && status.ok(); ++i) {
        const auto hashes = units_.hashes(i);
        if (hashes.empty()) continue;
        ++totals.units;
        for (const std::uint64_t hash : hashes) {
          entry_.clear();
          dedup_lines::append_unit(entry_, hash, where_, before + i);
          if (status.ok()) status = entries.add(entry_);
        }
        if (shown && hashes.size() == 1 && dedup_lines::UnitBeginnings::shows(i, units_.size()))
          beginnings.add(hashes[0], dedup_lines::beginning_of(units_.text_of(i), dedup_lines::UnitBeginnings::longest));
      }
      before += units_.size();
    });
    if (shown) beginnings.finish();
    return status;
  }

 private:
  const Plan& plan_;
  dedup_lines::TextUnits units_;
  TextView scratch_;
  std::string where_, entry_;
};

using UnitObserver = spill::SortedObserver<UnitExtractor>;

void report(const Plan& plan, const UnitExtractor::Totals& totals, const dedup_lines::RepeatedUnits& repeats,
            Decider& decider) {
  Findings& findings = decider.findings();
  findings.title = "Repeated " + plan.params.unit + "s";
  findings.metrics.push_back({"records", static_cast<double>(totals.records)});
  findings.metrics.push_back({"units", static_cast<double>(totals.units)});
  findings.metrics.push_back({"repeated", static_cast<double>(repeats.repeated())});
  findings.metrics.push_back({"repeated_occurrences", static_cast<double>(repeats.occurrences())});
  if (repeats.most_repeated().empty()) return;
  std::map<std::uint64_t, std::string> beginnings;
  for (const auto& group : repeats.most_repeated()) beginnings[group.hash];
  totals.beginnings.look_up(beginnings);
  Finding table{
      "most_repeated",
      "What is repeated most",
      "Its beginning is shown where it was met in a sample of records; file and line are of its first occurrence",
      Finding::Chart::none,
      {"beginning", "records", "occurrences", "file", "line"},
      {}};
  for (const auto& group : repeats.most_repeated())
    table.rows.push_back({beginnings[group.hash], static_cast<std::int64_t>(group.records),
                          static_cast<std::int64_t>(group.occurrences), decider.input_name(group.first.shard),
                          static_cast<std::int64_t>(group.first.line)});
  findings.sections.push_back(std::move(table));
}

// What has been decided, shared by all workers.
struct Decision {
  const Plan plan;
  const std::shared_ptr<const spill::SortedTable>
      rows;  // unit numbers (4 bytes, big-endian), once for each repeated hash
};

class LineMapper final : public Mapper {
 public:
  explicit LineMapper(const Decision& decision)
      : decision_(decision), plan_(decision.plan), units_(plan_.units), cursor_(decision.rows), cuts_(plan_.units) {}

  Verdict map(Record& record, Context& context) override {
    if (auto verdict = need_text(record, plan_.field, plan_.pointer)) return *std::move(verdict);
    if (decision_.rows->size() == 0) return Verdict::keep();
    const auto found = cursor_.find(record.id());
    if (!found.ok()) return context.fail(found.error());
    if (!found.value()) return Verdict::keep();
    std::string_view rows = *found.value();

    const std::uint64_t chars_before = record.view(plan_.field).chars();
    std::size_t before = 0;
    std::uint64_t removed = 0, left = 0;
    elements_.clear();
    text::for_each_text(record, plan_.field, scratch_, [&](std::size_t element, const TextView& view) {
      units_.read(view);
      if (cuts_.take(rows, units_, before)) {
        elements_.push_back({element, {}});
        cuts_.find_ranges(view.text(), units_, elements_.back().ranges);
      }
      removed += cuts_.removed();
      left += cuts_.count_left(view.text(), units_);
      before += units_.size();
    });
    for (const Element& element : elements_)
      text::remove_spans(record.edit(plan_.field, element.index), element.ranges);
    if (removed == 0) return Verdict::keep();

    const TextView& view = record.view(plan_.field);
    context.count(plan_.units_removed, removed);
    context.count(plan_.chars_removed, chars_before - view.chars());
    Judge& judge = context.judge();
    if (judge.wants(min_chars_left)) judge.check(min_chars_left, static_cast<double>(view.chars()));
    if (judge.wants(min_words_left))
      judge.check(min_words_left, static_cast<double>(view.words(plan_.units.words).size()));
    if (judge.wants(min_units_left)) judge.check(min_units_left, static_cast<double>(left));
    if (judge.wants(min_share_left))
      judge.check(min_share_left, static_cast<double>(view.chars()) / static_cast<double>(chars_before));
    if (judge.failed()) judge.attach("units_removed", std::to_string(removed));
    return judge.verdict();
  }

 private:
  struct Element {
    std::size_t index;
    std::vector<TextSpan> ranges;
  };

  const Decision& decision_;
  const Plan& plan_;
  dedup_lines::TextUnits units_;
  spill::SortedTable::Cursor cursor_;
  TextView scratch_;
  dedup_lines::UnitCuts cuts_;
  std::vector<Element> elements_;
};

class DedupLines final : public GlobalOp {
 public:
  explicit DedupLines(Plan plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<UnitObserver>(*plan_.workspace, plan_);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    UnitObserver& observed = UnitObserver::main_of(observers);
    // With n-grams a hash is not a unit that could be shown.
    const Params& params = plan_.params;
    const dedup_lines::RepeatedUnits::Rules how{params.count == "records", params.keep == "first",
                                                static_cast<std::uint64_t>(params.min_count), !params.ngram};
    dedup_lines::RepeatedUnits repeats(*plan_.workspace, how, decider);
    DSPREP_CHECK(repeats.read(observed.entries()));
    report(plan_, observed.totals(), repeats, decider);
    DSPREP_TRY(auto table, repeats.table());
    return map_with<LineMapper>(Decision{plan_, std::move(table)});
  }

 private:
  Plan plan_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  Plan plan;
  plan.params = bind_params<Params>(values);
  DSPREP_TRY(plan.field, binder.write(plan.params.field));
  plan.pointer = binder.pointer(plan.field);
  const Params& params = plan.params;
  dedup_lines::UnitRules& units = plan.units;
  units.unit = params.unit == "line" ? Unit::line : params.unit == "paragraph" ? Unit::paragraph : Unit::sentence;
  units.run = units.unit == Unit::sentence ? static_cast<std::size_t>(params.sentences) : 1;
  units.form = params.form == "trimmed" ? dedup_lines::LineForm::trimmed
               : params.form == "ccnet" ? dedup_lines::LineForm::ccnet
                                        : dedup_lines::LineForm::simple;
  units.min_length = static_cast<std::uint64_t>(params.min_length);
  if (params.ngram) units.ngram = static_cast<int>(*params.ngram);
  units.words = text::word_model(params.words);
  units.overlap = params.overlap;
  plan.units_removed = binder.counter("units_removed");
  plan.chars_removed = binder.counter("chars_removed");
  plan.workspace = &binder.workspace();
  return AnyOp(std::make_unique<DedupLines>(std::move(plan)));
}

constexpr Example examples[] = {
    {"Lines that several records share stay in the first of them", "",
     "{\"text\":\"Home | News | Contact\\nRain is expected in the north.\"}\n"
     "{\"text\":\"HOME - NEWS - CONTACT\\nThe museum opens on Sunday.\"}\n"
     "{\"text\":\"版权所有，未经授权不得转载。\\n今天北方有雨。\"}\n"
     "{\"text\":\"博物馆周日开放。\\n版权所有，未经授权不得转载。\"}\n"
     "{\"text\":\"Home | News | Contact\"}\n",
     "{\"text\":\"Home | News | Contact\\nRain is expected in the north.\"}\n"
     "{\"text\":\"The museum opens on Sunday.\"}\n"
     "{\"text\":\"版权所有，未经授权不得转载。\\n今天北方有雨。\"}\n"
     "{\"text\":\"博物馆周日开放。\"}\n",
     "{\"text\":\"Home | News | Contact\"}\n"},
    {"As CCNet: every copy goes, and pages of which too little is left", "variant = \"ccnet\"\nmin_chars_left = 10",
     "{\"text\":\"Cookies help us.\\nA page with words of its own.\"}\n"
     "{\"text\":\"cookies help us.\\nshort\"}\n",
     "{\"text\":\"A page with words of its own.\"}\n", "{\"text\":\"cookies help us.\\nshort\"}\n"},
};

constexpr std::string_view metrics[] = {"records", "units", "repeated", "repeated_occurrences"};

}  // namespace

extern const OpSpec clean_dedup_lines;
const OpSpec clean_dedup_lines = {
    .name = "dedup_lines",
    .family = Family::clean,
    .summary = "Remove lines, paragraphs or sentences that several records share",
    .details =
        R"(Cuts the text of `field` into units, and removes those that are repeated over the whole dataset: menus, notices, signatures,
disclaimers, quoted replies. A unit is a line (between LF), a paragraph (between blank lines), or a run of `sentences` sentences,
one beginning at each sentence (a text of fewer is one unit); where a run goes, all its sentences go.

Two units are the same when their forms are equal: `trimmed`, without white space at both ends; `ccnet`, that lower-cased, each
decimal digit 0, without the 34 characters of CCNet's Unicode punctuation and control characters (ASCII punctuation stays);
`simple`, lower-cased, digits 0, without ASCII and that punctuation and control characters, NFD without nonspacing marks, white
space one space. Units whose form is shorter than `min_length` characters are neither counted nor removed: short lines
("}", "Introduction") are rightly alike. Forms are compared by their XXH3-64.

A unit is repeated when it stands in at least `min_count` records, or with `count = "occurrences"` stands there that often in
all, in one record or several. Of a repeated unit the first occurrence in input order stays (counting records: all of the first record
that has it), or with `keep = "none"` nothing stays.

With `ngram`, a unit's different runs of so many words are counted each like a unit, and the unit goes where more than
`overlap` of them are repeated and not the first; a unit with fewer than two such runs is compared whole. This finds
paragraphs that were slightly changed, at many times the price.

A removed line or paragraph takes the line ends behind it along, the last of a text those before it; a removed sentence takes the white
space on one side. Records from which something was removed are judged by what is left: a dropped record carries the rule with
its value, and `units_removed` in `_dsprep`. Other records are not judged. The counters `units_removed` and
`chars_removed` stand in the manifest; the report shows the 50 units that stand in the most records.

Variants: `ccnet` (lines, all occurrences, nothing kept, 300 characters left), `datatrove` (runs of three sentences, first kept, 50
words and 3 sentences left), `dolma` (13-grams of lines as they are, overlap 0.8). Against the tools: counts are exact and over the
whole dataset, not over a group of shards that fits in memory or by a Bloom filter; the first copy is the first of the input.

Elements of a field with `*` are cut one by one; units do not reach over their borders. A missing, null or non-text field makes the record malformed.
Needs one more pass over the input, and about 40 bytes of memory per unit, of which what is beyond `--memory` goes to `--tmp`.)",
    .source =
        "CCNet (Wenzek et al. 2020) line deduplication; C4 and datatrove sentence deduplication; dolma and BFF "
        "paragraph n-grams",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .variants = variants,
    .metrics = metrics,
};

}  // namespace dsprep::ops
