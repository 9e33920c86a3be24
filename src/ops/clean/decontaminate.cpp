// decontaminate: finds the items of evaluation sets in the dataset, and drops, cuts or marks the records that hold
// them.
//
// Three steps. The evaluation sets are read, each in a pass of its own, and become an inverted index
// (ops/clean/decontaminate/known_items.h, item_index.h). Then the dataset is searched, once: what is found where is
// gathered by record (ops/clean/decontaminate/contamination.h). Now it is known in how many records each n-gram stands,
// so that common ones can be set aside, and the report can be written. Last, the mapper looks up what was found in its
// record.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_stem.h"
#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "ops/clean/decontaminate/contamination.h"
#include "ops/clean/decontaminate/cut_around.h"
#include "ops/clean/decontaminate/found_items.h"
#include "ops/clean/decontaminate/item_index.h"
#include "ops/clean/decontaminate/item_tally.h"
#include "ops/clean/decontaminate/known_items.h"
#include "ops/clean/decontaminate/plan.h"
#include "ops/clean/decontaminate/record_texts.h"
#include "spill/sorted_observer.h"
#include "spill/sorted_table.h"
#include "text/field_texts.h"
#include "text/utf8.h"

namespace dsprep::ops {
namespace {

enum : Rule { contaminated, max_pieces, min_chars_left };

constexpr RuleInfo rules[] = {
    {"contaminated", Judge::Limit::Compare::at_most, "", "items of evaluation sets found (action drop)", 0},
    {"max_pieces", Judge::Limit::Compare::at_most, "max_pieces", "pieces the text was cut into (action cut)"},
    {"min_chars_left", Judge::Limit::Compare::at_least, "min_chars_left", "characters (code points) left (action cut)"},
};

struct Benchmark {
  std::string path, name;
  std::vector<std::string> fields_ = {"text"};
  void fields(ParamFields& f) {
    f("path", path, {.meaning = "its file, directory or glob", .required = true, .path = true});
    f("name", name, {.meaning = "what it is called in hits and reports; without it, its file's name"});
    f("fields", fields_, {.meaning = "the texts of an item, each found by itself", .field = true});
  }
};

struct Params {
  std::string field = "text", action = "drop", into = "contamination";
  std::vector<std::string> against, item_fields = {"text"}, items;
  std::vector<Benchmark> benchmarks;
  std::int64_t ngram = 13, min_words = 3, near_words = 8, margin = 200, min_piece = 200;
  std::optional<std::int64_t> max_records, max_pieces = 10, min_chars_left = 1;
  bool near = true;
  double near_score = 0.7, min_share = 0;

  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text to search", .field = true});
    f("benchmarks", benchmarks, {.meaning = "the evaluation sets"});
    f("against", against, {.meaning = "further evaluation sets by path alone, named by their files", .path = true});
    f("item_fields", item_fields, {.meaning = "the texts of an item of those, each found by itself", .field = true});
    f("items", items, {.meaning = "further items, by their texts"});
    f("ngram", ngram,
      {.meaning = "words in a row that an item and a record must share; shorter items must be found whole",
       .min = 5,
       .max = 64});
    f("min_words", min_words,
      {.meaning = "shortest item that is looked for, in words; numbers and single letters are halves", .min = 1});
    f("near", near, {.meaning = "whether items with a few changed words are found"});
    f("near_words", near_words, {.meaning = "shortest item that is found with changed words", .min = 4});
    f("near_score", near_score,
      {.meaning = "share of an item's words, weighted by their rarity, that must stand there in order",
       .min = 0.3,
       .max = 1});
    f("min_share", min_share,
      {.meaning = "smallest share of an item's n-grams that must stand in one record; 0: any one", .min = 0, .max = 1});
    f("max_records", max_records,
      {.meaning = "an n-gram or short item in more records than this says nothing and is set aside; none: all count",
       .min = 1});
    f("action", action,
      {.meaning = "what becomes of a record with an item: dropped, cut around the item, or marked",
       .choices = {"drop", "cut", "annotate"}});
    f("margin", margin, {.meaning = "characters (code points) cut on each side of an item (action cut)", .min = 0});
    f("min_piece", min_piece, {.meaning = "shorter pieces between cuts, in characters, go too (action cut)", .min = 0});
    f("max_pieces", max_pieces, {.meaning = "most pieces a text may be cut into (action cut)", .min = 1});
    f("min_chars_left", min_chars_left, {.meaning = "fewest characters that must be left (action cut)", .min = 0});
    f("into", into,
      {.meaning = "the field that is given the list of what was found (action annotate)",
       .field = true,
       .result = true});
  }
};

using decontaminate::Action;
using decontaminate::HitObserver;
using decontaminate::Plan;
using decontaminate::Source;

constexpr std::size_t most_told = 20;  // items a record names

// ---- the evaluation sets ----

class ItemObserver final : public Observer {
 public:
  explicit ItemObserver(const Source& source) : source_(source) {}

  Status observe(const Record& record) override {
    decontaminate::RecordTexts::Texts item{record.id(), record.name(), {}};
    for (const Field field : source_.fields)
      for (std::size_t i = 0; i < record.count(field); ++i)
        if (const auto text = record.text(field, i)) item.texts.emplace_back(*text);
    items_.add(std::move(item));
    return {};
  }
  Status merge(Observer&& next) override {
    items_.merge(std::move(static_cast<ItemObserver&>(next).items_));
    return {};
  }
  Status save(ByteSink& sink) override { return items_.save(sink); }
  Status load(ByteSource& from) override { return items_.load(from); }
  std::vector<decontaminate::RecordTexts::Texts> take() { return items_.take(); }

 private:
  const Source& source_;
  decontaminate::RecordTexts items_;
};

// ---- what is done ----

struct Decision {
  const Plan plan;
  const std::shared_ptr<const decontaminate::KnownItems> known;
  const std::shared_ptr<const spill::SortedTable> found;
};

class DecontaminateMapper final : public Mapper {
 public:
  explicit DecontaminateMapper(const Decision& decision)
      : decision_(decision), plan_(decision.plan), cursor_(decision.found) {}

  Verdict map(Record& record, Context& context) override {
    if (auto verdict = need_text(record, plan_.field, plan_.pointer)) return *std::move(verdict);
    if (decision_.found->size() == 0) return Verdict::keep();
    const auto found = cursor_.find(record.id());
    if (!found.ok()) return context.fail(found.error());
    if (!found.value()) return Verdict::keep();
    decontaminate::read_found_items(*found.value(), found_);
    context.count(plan_.items_found, found_.size());
    Judge& judge = context.judge();
    switch (plan_.action) {
      case Action::drop:
        judge.check(contaminated, static_cast<double>(found_.size()));
        judge.attach("contamination", told(record));
        break;
      case Action::annotate: {
        const std::string list = told(record);
        if (!record.set_raw(plan_.into, list)) return Verdict::malformed(cannot_be_added(plan_.into_pointer));
        break;
      }
      case Action::cut:
        judge.attach("contamination", told(record));
        cut(record, context);
        break;
    }
    return judge.verdict();
  }

 private:
  // The items as JSON, offsets in code points.
  std::string told(const Record& record) const {
    ValueBuilder list;
    list.begin_array();
    for (std::size_t i = 0; i < found_.size() && i < most_told; ++i) {
      const decontaminate::FoundItem& found = found_[i];
      const decontaminate::KnownItems::Item& item = decision_.known->items()[found.item];
      const std::string_view text = *record.text(plan_.field, found.element);
      list.begin_object()
          .member("benchmark", decision_.known->sets()[item.set].name)
          .member("item", item.name)
          .member("line", item.id.line)
          .member("by", decontaminate::name_of(found.by))
          .member("score", found.score / 1000.0);
      if (record.count(plan_.field) > 1) list.member("element", std::uint64_t{found.element});
      list.member("begin", text::count_chars(text.substr(0, found.begin)))
          .member("end", text::count_chars(text.substr(0, found.end)))
          .end_object();
    }
    return list.end_array().take();
  }

  // Takes out what was found with a margin on both sides, and what is then too short to stand for itself.
  void cut(Record& record, Context& context) {
    const std::uint64_t before = record.view(plan_.field).chars();
    std::uint64_t pieces = 0;
    for (const std::size_t element : text_elements(record, plan_.field)) {
      const std::string_view text = *record.text(plan_.field, element);
      ranges_.clear();
      for (const decontaminate::FoundItem& found : found_)
        if (found.element == element) ranges_.push_back({found.begin, found.end});
      if (ranges_.empty()) continue;
      decontaminate::cut_around(text, plan_.margin, plan_.min_piece, ranges_);
      pieces += text::remove_spans(record.edit(plan_.field, element), ranges_, "\n");
    }
    const std::uint64_t chars = record.view(plan_.field).chars();
    context.count(plan_.chars_removed, before - std::min(before, chars));
    Judge& judge = context.judge();
    if (judge.wants(max_pieces)) judge.check(max_pieces, static_cast<double>(pieces));
    if (judge.wants(min_chars_left)) judge.check(min_chars_left, static_cast<double>(chars));
  }

  const Decision& decision_;
  const Plan& plan_;
  spill::SortedTable::Cursor cursor_;
  std::vector<decontaminate::FoundItem> found_;
  std::vector<TextSpan> ranges_;  // of an element
};

// The second step: the dataset is searched for what is known.
class Search final : public GlobalOp {
 public:
  Search(Plan plan, std::shared_ptr<const decontaminate::KnownItems> known)
      : plan_(std::move(plan)), known_(std::move(known)) {}
  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<HitObserver>(*plan_.workspace, plan_, *known_);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    DSPREP_TRY(auto table, decontaminate::gather(plan_, *known_, HitObserver::main_of(observers), decider));
    return map_with<DecontaminateMapper>(Decision{plan_, known_, std::move(table)});
  }

 private:
  Plan plan_;
  std::shared_ptr<const decontaminate::KnownItems> known_;
};

// The first: the evaluation sets are read, the dataset is not.
class Decontaminate final : public GlobalOp {
 public:
  explicit Decontaminate(Plan plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Observer> observer() const override { return nullptr; }
  std::unique_ptr<Observer> reference_observer(Reference reference) const override {
    return std::make_unique<ItemObserver>(plan_.sources[reference.index]);  // those with a file come first
  }

  Result<AnyOp> decide(Observers observers, Decider&) const override {
    auto known = std::make_shared<decontaminate::KnownItems>(plan_.options);
    for (const Source& source : plan_.sources) {
      known->start_set(source.name);
      if (source.fields.empty()) {
        for (std::size_t i = 0; i < plan_.items.size(); ++i)
          known->add({0, i + 1, 0}, std::to_string(i + 1), {&plan_.items[i], 1});
      } else {
        auto& observed = static_cast<ItemObserver&>(*observers.references[source.reference.index]);
        for (auto& item : observed.take()) known->add(item.id, std::move(item.name), item.texts);
      }
      // An evaluation set that silently says nothing is worse than none.
      const decontaminate::KnownItems::Set& set = known->sets().back();
      if (set.texts == 0)
        return usage_error(source.path + ": none of its " + std::to_string(set.items) + " records has a text at " +
                           source.pointers + ": say which fields hold the texts of an item");
    }
    known->finish();
    return AnyOp(std::make_unique<Search>(plan_, std::move(known)));
  }

 private:
  Plan plan_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  plan.action = params.action == "drop" ? Action::drop : params.action == "cut" ? Action::cut : Action::annotate;
  if (plan.action == Action::cut) {
    DSPREP_TRY(plan.field, binder.write(params.field));
  } else {
    DSPREP_TRY(plan.field, binder.read(params.field));
  }
  if (plan.action == Action::annotate) {
    DSPREP_TRY(plan.into, binder.write(params.into));
    plan.into_pointer = binder.pointer(plan.into);
  }
  plan.pointer = binder.pointer(plan.field);
  std::vector<Benchmark> benchmarks = params.benchmarks;
  for (const std::string& path : params.against) benchmarks.push_back({path, "", params.item_fields});
  if (benchmarks.empty() && params.items.empty())
    return usage_error(
        "decontaminate needs an evaluation set: give benchmarks = [{ path = \"eval.jsonl\", fields = [\"question\"] "
        "}]");
  for (const Benchmark& benchmark : benchmarks) {
    Source source{
        benchmark.path, benchmark.name.empty() ? base::file_stem(benchmark.path) : benchmark.name, {}, "", {}};
    if (benchmark.fields_.empty()) return usage_error(benchmark.path + ": say which fields hold the texts of an item");
    for (const std::string& name : benchmark.fields_) {
      DSPREP_TRY(const Field field, binder.read(name));
      source.fields.push_back(field);
      source.pointers += (source.pointers.empty() ? "" : " or ") + binder.pointer(field);
    }
    DSPREP_TRY(source.reference, binder.dataset(benchmark.path));
    plan.sources.push_back(std::move(source));
  }
  if (!params.items.empty()) plan.sources.push_back({"items", "items", {}, "", {}});
  plan.items = params.items;
  plan.options.ngram = static_cast<std::size_t>(params.ngram);
  plan.options.min_words = static_cast<std::size_t>(params.min_words);
  plan.options.near_words = static_cast<std::size_t>(params.near_words);
  plan.options.near = params.near;
  plan.options.near_score = params.near_score;
  if (params.max_records) plan.max_records = static_cast<std::uint64_t>(*params.max_records);
  plan.min_share = params.min_share;
  plan.margin = static_cast<std::uint64_t>(params.margin);
  plan.min_piece = static_cast<std::uint64_t>(params.min_piece);
  plan.items_found = binder.counter("items_found");
  plan.chars_removed = binder.counter("chars_removed");
  plan.workspace = &binder.workspace();
  return AnyOp(std::make_unique<Decontaminate>(std::move(plan)));
}

constexpr ExampleFile quiz[] = {
    {"quiz.jsonl", "{\"question\":\"请问水在标准大气压下的沸点是多少摄氏度？\",\"answer\":\"100\"}\n"}};

constexpr Example examples[] = {
    {"In other case and punctuation, and with a word changed; an item that is short must stand by itself",
     "items = [\"How many eggs do Janet's ducks lay per day, and how many does she sell at the market?\", \"What is "
     "erythema?\", "
     "\"请问水在标准大气压下的沸点是多少摄氏度？\"]",
     "{\"text\":\"Q: how many eggs do janets ducks lay per day and how many does she sell at the market A: 9\"}\n"
     "{\"text\":\"How many eggs do Janet's ducks lay each day, and how many does she sell at the market?\"}\n"
     "{\"text\":\"1. WHAT IS ERYTHEMA?\"}\n"
     "{\"text\":\"Nobody knows what is erythema and what is not.\"}\n"
     "{\"text\":\"问：请问水在标准大气压下的沸点是多少摄氏度\"}\n"
     "{\"text\":\"Janet's ducks lay eggs.\"}\n",
     "{\"text\":\"Nobody knows what is erythema and what is not.\"}\n"
     "{\"text\":\"Janet's ducks lay eggs.\"}\n",
     "{\"text\":\"Q: how many eggs do janets ducks lay per day and how many does she sell at the market A: 9\"}\n"
     "{\"text\":\"How many eggs do Janet's ducks lay each day, and how many does she sell at the market?\"}\n"
     "{\"text\":\"1. WHAT IS ERYTHEMA?\"}\n"
     "{\"text\":\"问：请问水在标准大气压下的沸点是多少摄氏度\"}\n"},
    {"Records are marked and kept", "action = \"annotate\"\nitems = [\"The capital of France\"]",
     "{\"text\":\"The capital of France: Paris\"}\n"
     "{\"text\":\"Rome\"}\n",
     "{\"text\":\"The capital of France: "
     "Paris\",\"contamination\":[{\"benchmark\":\"items\",\"item\":\"1\",\"line\":1,\"by\":\"whole\",\"score\":1,"
     "\"begin\":0,\"end\":21}]}\n"
     "{\"text\":\"Rome\"}\n"},
    {"An evaluation set in a file, by the field that holds its questions",
     "benchmarks = [{ path = \"quiz.jsonl\", fields = [\"question\"] }]",
     "{\"text\":\"问：请问水在标准大气压下的沸点是多少摄氏度\"}\n{\"text\":\"水的沸点与气压有关。\"}\n",
     "{\"text\":\"水的沸点与气压有关。\"}\n", "{\"text\":\"问：请问水在标准大气压下的沸点是多少摄氏度\"}\n", quiz},
};

constexpr std::string_view metrics[] = {"records", "contaminated", "contaminated_share", "items_found", "set_aside"};

}  // namespace

extern const OpSpec clean_decontaminate;
const OpSpec clean_decontaminate = {
    .name = "decontaminate",
    .family = Family::clean,
    .summary = "Find the items of evaluation sets in the dataset; drop, cut or mark the records that hold them",
    .details =
        R"(Reads the evaluation sets (each a file, directory or glob in any format that inputs may have; its `fields` are the texts of an
item) and searches the text of `field` for them. Words are compared: runs of letters and numbers, without case, punctuation, accents,
apostrophes and width (NFKC_Casefold, NFD, no nonspacing marks); an ideograph, a hiragana letter and a letter of Thai, Lao, Khmer or
Burmese is a word.

Where words are not set apart by spaces, 1.7 ideographs or hiragana letters, or four letters of Thai and the like, are counted as one
word in all lengths that are asked for below: an n-gram of 13 words is one of 22 ideographs.

An item is found
- by `ngram`: a text of at least `ngram` words, of which any run of so many words stands in the record (with `min_share`: such a share of its
  different runs in one record; the score is that share). A run that more than 32 texts share is a template ("which of the following …") and says nothing,
  nor does one of which two thirds are numbers and single letters;
- `whole`: all words of a text of any length stand there one behind the other. One of fewer than 8 words, or 10 ideographs, must stand by itself, between
  line ends, ends of sentences, brackets, quotation marks, bars and the like (not commas, and no signs that join, as in paths and names), without punctuation
  between its words where it has none. Texts of fewer than `min_words` words, and those of numbers and single letters alone, are not looked
  for (a number or a single letter is half a word here), and the report says how many;
- `near`: a text of at least `near_words` words of which a part stands there in order and close together whose words have `near_score` of the weight of
  all its words, where a word weighs ln(1 + texts / texts with it). A fifth of its words may be missing: one of eight, two of ten. One of fewer than 13 words must
  stand by itself as short whole ones do, its missing words included.

Each text of an item is found by itself: a short answer is one too, so name only fields that identify an item.
With `max_records`, n-grams and whole items that stand in more records of the dataset are set aside: quotations that everybody uses.
Texts of items that are equal word for word are one, named by the first.

Actions: `drop` drops the record (rule `contaminated`: items found). `cut` removes what was found and `margin` characters on each side, and pieces
between cuts shorter than `min_piece`, puts an LF where two pieces meet, and drops records cut into more than `max_pieces` pieces or left with fewer than
`min_chars_left` characters. `annotate` keeps the record and puts the list into the field `into`. Dropped records have the same list in
`_dsprep.contamination`: of up to 20 items the `benchmark`, `item` (its id, or its hash), `line` in its file, `by`, `score`, and `begin` and `end` in code points.

The report counts for each set how many of its items were found, by what, and in how many records, and names the items in the most records.

An evaluation set of which no record has any of the fields is an error. Elements of a field with `*` are searched one by one. A missing, null or non-text field makes
the record malformed. Needs one pass over the evaluation sets, one over the dataset and the last; memory for the evaluation sets (about 100 bytes a word),
and for what was found, of which what is beyond `--memory` goes to `--tmp`.)",
    .source =
        "GPT-3 (Brown et al. 2020, appendix C): 13-grams, ±200 characters, at most 10 pieces; decon (AI2): "
        "IDF-weighted overlap; whole items are our own",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .metrics = metrics,
};

}  // namespace dsprep::ops
