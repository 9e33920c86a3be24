// dedup_substring: removes stretches of text that stand in the dataset before, of at least `length` words, characters
// or bytes.
//
// What is exact. Window p of a text is its tokens [p, p + length). A window is repeated where an equal one stands
// before it (keep = "first"), or anywhere else (keep = "none"); what goes is the union of all repeated windows. Any
// common stretch of at least `length` tokens is a union of windows, so the result is that of a suffix array. Windows of
// different records never join.
//
// How it is done in bounded memory, in time linear in the input. Three passes.
//
// 1. Winnowing: the windows of each text fall into blocks (ops/clean/dedup_substring/window_blocks.h), a few for every
//    `length` tokens: equal windows have equal anchors, and equal stretches have equal blocks. Of each block we note
//    (anchor, hash of its whole text, where). Sorted: a block whose anchor comes once holds no repeated window, and is
//    forgotten: nearly all text is. A block whose whole text was there before holds only repeated windows: nearly all
//    repeated text is. What is left are the edges, and first copies.
// 2. The windows of these blocks are noted one by one, (hash, where), sorted, and compared. Leaving out the windows of
//    blocks that were there before is safe: the first of equal windows is never in such a block, since that block's
//    first copy would hold an equal window before it. So the first is always among those compared. With keep = "none"
//    it must meet a second one: the second is left out only if it lies in a block that was there before, whose first
//    copy then holds the first; and that block is known to be repeated as a whole.
// 3. The rows (RecordId, tokens from, to) tell the mapper what goes.
//
// Hashes are 128 bits. The anchor's are 64: two texts with the same anchor cost a comparison, no more.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "ops/clean/dedup_substring/block_sieve.h"
#include "ops/clean/dedup_substring/extractors.h"
#include "ops/clean/dedup_substring/plan.h"
#include "ops/clean/dedup_substring/repeated_windows.h"
#include "ops/clean/dedup_substring/window_tokens.h"
#include "spill/record_rows.h"
#include "spill/sorted_observer.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"
#include "text/field_texts.h"
#include "text/word_model.h"

namespace dsprep::ops {
namespace {

enum : Rule { min_chars_left, min_words_left, min_share_left };

constexpr RuleInfo rules[] = {
    {"min_chars_left", Judge::Limit::Compare::at_least, "min_chars_left",
     "characters left (code points), where something was removed"},
    {"min_words_left", Judge::Limit::Compare::at_least, "min_words_left", "words left, where something was removed"},
    {"min_share_left", Judge::Limit::Compare::at_least, "min_share_left",
     "share of characters left, 0 to 1, where something was removed"},
};

struct Params {
  std::string field = "text", unit = "words", keep = "first", words = "uax29";
  std::int64_t length = 50;
  std::optional<std::int64_t> min_chars_left = 1, min_words_left;
  std::optional<double> min_share_left;

  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text to take repeated stretches from", .field = true});
    f("length", length, {.meaning = "shortest stretch that is removed, in units", .min = 2, .max = 100000});
    f("unit", unit,
      {.meaning = "what is compared and counted: words (what stands between them does not count), characters (code "
                  "points), or bytes",
       .choices = {"words", "characters", "bytes"}});
    f("words", words, {.meaning = "what a word is", .choices = {"whitespace", "uax29", "unicode"}});
    f("keep", keep,
      {.meaning = "what stays of a repeated stretch: its first occurrence in the input, or nothing",
       .choices = {"first", "none"}});
    f("min_chars_left", min_chars_left,
      {.meaning = "fewest characters (code points) a record must keep where something is removed", .min = 0});
    f("min_words_left", min_words_left, {.meaning = "fewest words it must keep", .min = 0});
    f("min_share_left", min_share_left,
      {.meaning = "smallest share of its characters it must keep", .min = 0, .max = 1});
  }
};

using dedup_substring::BlockObserver;
using dedup_substring::Plan;
using dedup_substring::WindowObserver;

void report(const dedup_substring::BlockExtractor::Totals& totals, std::uint64_t blocks,
            const dedup_substring::BlockSieve& sieve, Decider& decider) {
  Findings& findings = decider.findings();
  findings.title = "Repeated stretches";
  findings.metrics.push_back({"records", static_cast<double>(totals.records)});
  findings.metrics.push_back({"units", static_cast<double>(totals.tokens)});
  findings.metrics.push_back({"blocks", static_cast<double>(blocks)});
  findings.metrics.push_back({"later_blocks", static_cast<double>(sieve.later_blocks())});
  if (sieve.most_repeated().empty()) return;
  Finding table{"most_repeated",
                "Records with the stretches that come most often",
                "File and line of the first copy; the most copies of a stretch of it",
                Finding::Chart::none,
                {"file", "line", "copies"},
                {}};
  for (const auto& [copies, first] : sieve.most_repeated())
    table.rows.push_back(
        {decider.input_name(first.shard), static_cast<std::int64_t>(first.line), static_cast<std::int64_t>(copies)});
  findings.sections.push_back(std::move(table));
}

struct Decision {
  const Plan plan;
  const std::shared_ptr<const spill::SortedTable> ranges;  // tokens of the record that go: (from, to)*
};

class SubstringMapper final : public Mapper {
 public:
  explicit SubstringMapper(const Decision& decision)
      : decision_(decision), plan_(decision.plan), tokens_(plan_.tokens()), cursor_(decision.ranges) {}

  Verdict map(Record& record, Context& context) override {
    if (auto verdict = need_text(record, plan_.field, plan_.pointer)) return *std::move(verdict);
    if (decision_.ranges->size() == 0) return Verdict::keep();
    const auto found = cursor_.find(record.id());
    if (!found.ok()) return context.fail(found.error());
    if (!found.value()) return Verdict::keep();
    std::string_view rows = *found.value();
    const std::uint64_t chars_before = record.view(plan_.field).chars();
    std::uint64_t before = 0;
    elements_.clear();
    text::for_each_text(record, plan_.field, scratch_, [&](std::size_t element, const TextView& view) {
      tokens_.read(view);
      elements_.push_back({element, {}});
      while (!rows.empty() && spill::read_be32(rows) < before + tokens_.size()) {
        const std::size_t begin = spill::read_be32(rows) - before;
        std::size_t end = spill::read_be32(rows.substr(4)) - before;
        rows.remove_prefix(8);
        while (!rows.empty() && end < tokens_.size() &&
               spill::read_be32(rows) == before + end) {  // touching ones are one
          end = spill::read_be32(rows.substr(4)) - before;
          rows.remove_prefix(8);
        }
        const TextSpan range = dedup_substring::with_gap(view.text(), tokens_.bytes(begin, end));
        auto& ranges = elements_.back().ranges;
        if (range.size() == 0) continue;
        if (!ranges.empty() && range.begin <= ranges.back().end)
          ranges.back().end = std::max(ranges.back().end, range.end);
        else ranges.push_back(range);
      }
      before += tokens_.size();
    });
    std::uint64_t removed = 0;
    for (const Element& element : elements_) {
      if (element.ranges.empty()) continue;
      removed += element.ranges.size();
      text::remove_spans(record.edit(plan_.field, element.index), element.ranges);
    }
    if (removed == 0) return Verdict::keep();
    const TextView& view = record.view(plan_.field);
    context.count(plan_.spans_removed, removed);
    context.count(plan_.chars_removed, chars_before - view.chars());
    Judge& judge = context.judge();
    if (judge.wants(min_chars_left)) judge.check(min_chars_left, static_cast<double>(view.chars()));
    if (judge.wants(min_words_left)) judge.check(min_words_left, static_cast<double>(view.words(plan_.words).size()));
    if (judge.wants(min_share_left))
      judge.check(min_share_left, static_cast<double>(view.chars()) / static_cast<double>(chars_before));
    if (judge.failed()) judge.attach("spans_removed", std::to_string(removed));
    return judge.verdict();
  }

 private:
  struct Element {
    std::size_t index;
    std::vector<TextSpan> ranges;
  };

  const Decision& decision_;
  const Plan& plan_;
  dedup_substring::WindowTokens tokens_;
  spill::SortedTable::Cursor cursor_;
  TextView scratch_;
  std::vector<Element> elements_;
};

class CompareWindows final : public GlobalOp {
 public:
  CompareWindows(Plan plan, std::shared_ptr<const spill::SortedTable> blocks)
      : plan_(std::move(plan)), blocks_(std::move(blocks)) {}
  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<WindowObserver>(*plan_.workspace, plan_, blocks_);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    WindowObserver& observed = WindowObserver::main_of(observers);
    spill::RecordRows& rows = observed.totals().rows;
    decider.findings().metrics.push_back({"windows_compared", static_cast<double>(observed.entries().records())});
    DSPREP_CHECK(
        dedup_substring::find_repeated_windows(observed.entries(), plan_.length, plan_.keep_first, rows, decider));
    DSPREP_TRY(auto table, dedup_substring::join_tokens(*plan_.workspace, rows));
    return map_with<SubstringMapper>(Decision{plan_, std::move(table)});
  }

 private:
  Plan plan_;
  std::shared_ptr<const spill::SortedTable> blocks_;
};

class DedupSubstring final : public GlobalOp {
 public:
  explicit DedupSubstring(Plan plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<BlockObserver>(*plan_.workspace, plan_);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    BlockObserver& observed = BlockObserver::main_of(observers);
    dedup_substring::BlockSieve sieve(*plan_.workspace, decider);
    const std::uint64_t blocks = observed.entries().records();
    DSPREP_CHECK(sieve.read(observed.entries()));
    report(observed.totals(), blocks, sieve, decider);
    DSPREP_TRY(auto table, sieve.table());
    return AnyOp(std::make_unique<CompareWindows>(plan_, std::move(table)));
  }

 private:
  Plan plan_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  Plan plan;
  const Params params = bind_params<Params>(values);
  DSPREP_TRY(plan.field, binder.write(params.field));
  plan.pointer = binder.pointer(plan.field);
  plan.unit = params.unit == "words"        ? dedup_substring::TokenUnit::words
              : params.unit == "characters" ? dedup_substring::TokenUnit::characters
                                            : dedup_substring::TokenUnit::bytes;
  plan.words = text::word_model(params.words);
  plan.length = static_cast<std::size_t>(params.length);
  plan.keep_first = params.keep == "first";
  plan.spans_removed = binder.counter("spans_removed");
  plan.chars_removed = binder.counter("chars_removed");
  plan.workspace = &binder.workspace();
  return AnyOp(std::make_unique<DedupSubstring>(std::move(plan)));
}

constexpr Example examples[] = {
    {"What stands in two records stays in the first", "length = 5",
     "{\"text\":\"Rain is expected in the north. All rights are reserved by the owner. 明天天气晴朗。\"}\n"
     "{\"text\":\"The museum opens on Sunday. All rights are reserved by the owner.\"}\n"
     "{\"text\":\"据预报，明天天气晴朗。出门记得防晒。\"}\n",
     "{\"text\":\"Rain is expected in the north. All rights are reserved by the owner. 明天天气晴朗。\"}\n"
     "{\"text\":\"The museum opens on Sunday. .\"}\n"
     "{\"text\":\"据预报，。出门记得防晒。\"}\n"},
    {"Every copy goes; characters are counted, words stay whole", "unit = \"characters\"\nlength = 12\nkeep = \"none\"",
     "{\"text\":\"one. A sentence that repeats. two\"}\n"
     "{\"text\":\"three, A sentence that repeats, four\"}\n"
     "{\"text\":\"A sentence that repeats\"}\n",
     "{\"text\":\"one.. two\"}\n"
     "{\"text\":\"three,, four\"}\n",
     "{\"text\":\"A sentence that repeats\"}\n"},
};

constexpr std::string_view metrics[] = {"records", "units", "blocks", "later_blocks", "windows_compared"};

}  // namespace

extern const OpSpec clean_dedup_substring;
const OpSpec clean_dedup_substring = {
    .name = "dedup_substring",
    .family = Family::clean,
    .summary = "Remove stretches of text that stand in the dataset before",
    .details =
        R"(Finds every stretch of at least `length` units (words, characters or bytes) of the text of `field` that comes more than once in the dataset, in
two records or twice in one, and removes all its copies but the first in input order, or with `keep = "none"` all of them.

Exactly: window p of a text is its units [p, p + length). A window is repeated where an equal one stands before it (`keep = "none"`: anywhere else);
what goes is the union of all repeated windows. So a copy that is longer than another goes as far as they agree, copies that overlap within a text are
copies too (of one word repeated a thousand times one stays, of a refrain repeated without a break its first time), and stretches never reach over the border of a record.

Words are compared by themselves: white space and punctuation between them does not count (with `words = "whitespace"` punctuation is part of
words), and goes with them when it stands between two words that go. An ideograph is a word. Of characters and bytes, what goes is
shortened to whole characters and words: not before a combining mark, nor between two letters or digits, unless one is an ideograph.
The white space on one side goes too: that with fewer line ends, so that paragraphs stay apart.

Records from which something was removed are judged by what is left; a dropped record carries the rule with its value, and `spans_removed` in
`_dsprep`. The counters `spans_removed` and `chars_removed` stand in the manifest.

Windows are compared by their XXH3-128. Elements of a field with `*` are searched one by one. A missing, null or non-text field makes the record malformed.

Needs two more passes over the input. Time and space are linear: about 45 bytes for every quarter of `length` units, and for each window at the edge of a
repeated stretch or in its first copy; what is beyond `--memory` goes to `--tmp`.)",
    .source =
        "ExactSubstr (Lee et al. 2022, deduplicate-text-datasets), by winnowed blocks (Schleimer et al. 2003) instead "
        "of a suffix array; 50 words are RefinedWeb's 50 tokens",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .metrics = metrics,
};

}  // namespace dsprep::ops
