// vocabulary: the words of a dataset that are frequent enough stay, all others become one token.
//
// The observer counts words (spill/word_counts.h); sorted by word, the counts of chunks are added up; sorted again
// by count, the first are the vocabulary (vocabulary/vocabulary.h), which is saved. A saved one needs no pass.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/given.h"
#include "dsprep/map_with.h"
#include "dsprep/op_spec.h"
#include "dsprep/text_rewriter.h"
#include "ops/normalize/vocabulary/vocabulary.h"
#include "spill/scan.h"
#include "spill/sorter.h"
#include "spill/word_counts.h"
#include "spill/workspace.h"
#include "words/into_field.h"
#include "words/segmenter.h"

namespace dsprep::ops {
namespace {

using vocabulary::Vocabulary;

struct Params {
  std::vector<std::string> text_fields = {"text"};
  std::optional<std::int64_t> size = 50'000;
  std::int64_t min_count = 1;
  std::string unknown = "<unk>";
  std::optional<std::string> file, save = "vocabulary.tsv", into;
  words::WordParams words;
  void fields(ParamFields& f) {
    describe_text_fields(f, text_fields);
    f("size", size, {.meaning = "most words, the most frequent ones; none: all", .min = 1, .max = 2'000'000'000});
    f("min_count", min_count, {.meaning = "how often a word must have come", .min = 1});
    f("unknown", unknown, {.meaning = "what stands for all other words"});
    f("file", file,
      {.meaning = "a saved vocabulary, or a list with one word a line: nothing is counted then", .path = true});
    f("save", save, {.meaning = "file in the output directory that gets the vocabulary; none: it is not saved"});
    f("into", into,
      {.meaning =
           "the field that gets the list of the words' numbers, while the text stays as it is; none: the text is "
           "rewritten",
       .field = true,
       .result = true});
    words.fields(f);
  }
};

struct Plan {
  words::Segmenter segmenter = words::Segmenter(WordModel::unicode);
  std::vector<BoundText> texts;
  std::vector<Counter> counters;
  std::optional<words::IntoField> into;
  std::string unknown;
  std::optional<std::uint64_t> size;
  std::uint64_t min_count = 1;
  std::optional<Artifact> saved;
  spill::Workspace* workspace = nullptr;
};

// The tokens of a text. Where an earlier run has put the token for unknown words, that is one of them.
struct Tokens {
  words::Segmenter::Scratch segmenter;
  std::vector<TextSpan> spans;
  std::string with;

  void find(const Plan& plan, std::string_view text) {
    plan.segmenter.tokens(text, segmenter, spans);
    std::size_t at = text.find(plan.unknown);
    if (at == text.npos) return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < spans.size();) {
      while (at < spans[i].begin) at = text.find(plan.unknown, at + 1);  // npos is behind all of them
      std::size_t behind = i + 1;
      if (at == spans[i].begin)
        while (behind < spans.size() && spans[behind - 1].end < at + plan.unknown.size()) ++behind;
      const bool whole = at == spans[i].begin && spans[behind - 1].end == at + plan.unknown.size();
      if (!whole) behind = i + 1;
      spans[kept++] = {spans[i].begin, spans[behind - 1].end};
      i = behind;
    }
    spans.resize(kept);
  }
};

// ---- counting ----

class CountObserver final : public Observer {
 public:
  explicit CountObserver(const Plan& plan) : plan_(plan), words_(*plan.workspace) {}

  Status observe(const Record& record) override {
    for (const BoundText& text : plan_.texts) {
      if (need_text(record, text.field, text.pointer)) return {};  // the mapper makes it malformed
    }
    for (const BoundText& text : plan_.texts)
      for (const std::size_t i : text_elements(record, text.field)) {
        const std::string_view bytes = *record.text(text.field, i);
        tokens_.find(plan_, bytes);
        for (const TextSpan& span : tokens_.spans)
          if (span.of(bytes) != plan_.unknown) words_.add(span.of(bytes));
      }
    return words_.spill_large();
  }
  Status merge(Observer&& next) override { return words_.merge(std::move(static_cast<CountObserver&>(next).words_)); }
  Status save(ByteSink& sink) override { return words_.save(sink); }
  Status load(ByteSource& source) override { return words_.load(source); }
  spill::CountedWords& words() { return words_; }

 private:
  const Plan& plan_;
  Tokens tokens_;
  spill::CountedWords words_;
};

// ---- applying ----

struct Words {
  std::shared_ptr<const Vocabulary> vocabulary;
  std::shared_ptr<const Plan> plan;
};

struct VocabularyRules {
  static constexpr std::string_view counts[] = {"unknown"};
  using Scratch = Tokens;
  Words words;

  // What takes a token's place is parted from those that touch it: it is to be read as a token again.
  void rewrite(std::string_view text, TextDraft& draft, Scratch& tokens) const {
    tokens.find(*words.plan, text);
    const std::vector<TextSpan>& spans = tokens.spans;
    for (std::size_t i = 0; i < spans.size(); ++i) {
      if (!is_replaced(spans[i].of(text))) continue;
      const bool touches = i > 0 && spans[i - 1].end == spans[i].begin;
      const bool is_touched =
          i + 1 < spans.size() && spans[i + 1].begin == spans[i].end && !is_replaced(spans[i + 1].of(text));
      tokens.with.assign(touches ? " " : "").append(words.plan->unknown).append(is_touched ? " " : "");
      draft.keep_to(spans[i].begin).replace(spans[i].size(), tokens.with).count(0);
    }
  }
  bool is_replaced(std::string_view token) const {
    return token != words.plan->unknown && words.vocabulary->number(token) == Vocabulary::none;
  }
};

class NumberMapper final : public Mapper {
 public:
  explicit NumberMapper(const Words& words) : words_(words), unknown_(words.vocabulary->number(words.plan->unknown)) {}

  Verdict map(Record& record, Context& context) override {
    const words::IntoField& fields = *words_.plan->into;
    if (auto verdict = fields.need(record)) return *std::move(verdict);
    const std::string_view text = *record.text(fields.field);
    tokens_.find(*words_.plan, text);
    numbers_.clear();
    numbers_.begin_array();
    std::uint64_t unknown = 0;
    for (const TextSpan& span : tokens_.spans) {
      const std::uint32_t number = words_.vocabulary->number(span.of(text));
      unknown += number == Vocabulary::none;
      numbers_.unsigned_integer(number == Vocabulary::none ? unknown_ : number);
    }
    context.count(words_.plan->counters[0], unknown);
    return fields.write(record, numbers_.end_array().json());
  }

 private:
  const Words& words_;
  const std::uint32_t unknown_;
  Tokens tokens_;
  ValueBuilder numbers_;
};

AnyOp with_vocabulary(std::shared_ptr<const Plan> plan, Vocabulary vocabulary) {
  Words words{std::make_shared<const Vocabulary>(std::move(vocabulary)), std::move(plan)};
  if (words.plan->into) return map_with<NumberMapper>(std::move(words));
  const std::vector<BoundText> texts = words.plan->texts;
  const std::vector<Counter> counters = words.plan->counters;
  return AnyOp(std::make_unique<TextRewriter<VocabularyRules>>(VocabularyRules{std::move(words)}, texts, counters));
}

// ---- deciding ----

class CountWords final : public GlobalOp {
 public:
  explicit CountWords(std::shared_ptr<const Plan> plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Observer> observer() const override { return std::make_unique<CountObserver>(*plan_); }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    std::uint64_t all = 0, distinct = 0, kept = 0;
    spill::Sorter by_count(*plan_->workspace);
    std::string key;
    const auto close = [&](std::string_view word, std::uint64_t count) -> Status {
      ++distinct;
      all += count;
      if (count < plan_->min_count) return {};
      key.clear();
      spill::append_be64(key, ~count);
      key += word;
      return by_count.add(key);
    };
    spill::CountedWords& words = static_cast<CountObserver&>(*observers.main).words();
    DSPREP_CHECK(spill::scan_counts(words, decider, "counting words", close));

    Vocabulary vocabulary;
    vocabulary.add(plan_->unknown);
    std::string lines;
    const auto choose = [&](std::string_view entry) -> Status {
      const std::string_view chosen = entry.substr(8);
      if (vocabulary.size() > plan_->size.value_or(~std::uint64_t{0}) || !vocabulary.add(chosen)) return {};
      const std::uint64_t times = ~spill::read_be64(entry);
      kept += times;
      if (plan_->saved) lines.append(chosen).append("\t").append(std::to_string(times)).append("\n");
      return {};
    };
    DSPREP_CHECK(spill::scan(by_count, decider, "choosing words", choose));
    if (plan_->saved) {
      const std::string first = plan_->unknown + "\t" + std::to_string(all - kept) + "\n";
      DSPREP_CHECK(decider.write_artifact(*plan_->saved, first + lines));
    }
    Findings& findings = decider.findings();
    findings.title = "Vocabulary";
    findings.metrics.push_back({"tokens", static_cast<double>(all), 0, "tokens"});
    findings.metrics.push_back({"distinct_words", static_cast<double>(distinct), 0, "words"});
    findings.metrics.push_back({"vocabulary_size", static_cast<double>(vocabulary.size() - 1), 0, "words"});
    findings.metrics.push_back(
        {"coverage", all == 0 ? 1 : static_cast<double>(kept) / static_cast<double>(all), 0, "share"});
    return with_vocabulary(plan_, std::move(vocabulary));
  }

 private:
  std::shared_ptr<const Plan> plan_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  auto plan = std::make_shared<Plan>();
  if (params.unknown.empty() || params.unknown.find_first_of(" \t\r\n") != std::string::npos)
    return usage_error("unknown = \"" + params.unknown +
                       "\" is no token: give one without white space, such as \"<unk>\"");
  for (const char* name : {"size", "min_count", "save"})
    if (params.file && is_given(values, name))
      return usage_error(std::string(name) + " is of a vocabulary that is counted, and " + *params.file +
                         " is one already: leave one of them out");
  plan->unknown = params.unknown;
  if (params.size) plan->size = static_cast<std::uint64_t>(*params.size);
  plan->min_count = static_cast<std::uint64_t>(params.min_count);
  DSPREP_TRY(plan->segmenter, words::Segmenter::make(params.words, binder));
  if (params.into) {
    if (params.text_fields.size() != 1) return usage_error("into holds the numbers of one text: name one in fields");
    DSPREP_TRY(plan->into, words::IntoField::bind(params.text_fields.front(), *params.into, binder));
    plan->texts = {{plan->into->field, plan->into->pointer}};
  } else {
    DSPREP_TRY(plan->texts, bind_texts(params.text_fields, binder));
  }
  plan->counters = {binder.counter(VocabularyRules::counts[0])};
  plan->workspace = &binder.workspace();
  if (!params.file) {
    if (params.save) {
      DSPREP_TRY(plan->saved, binder.artifact(*params.save));
    }
    return AnyOp(std::make_unique<CountWords>(std::move(plan)));
  }
  DSPREP_TRY(const Resource file, binder.resource(*params.file));
  DSPREP_TRY(Vocabulary vocabulary, Vocabulary::read(*file));
  if (params.into && vocabulary.number(params.unknown) == Vocabulary::none)
    return usage_error(file->path + " has no line \"" + params.unknown +
                       "\", whose number other words get: name it with unknown, or add it");
  return with_vocabulary(std::move(plan), std::move(vocabulary));
}

constexpr ExampleFile saved[] = {{"vocabulary.tsv", "<unk>\t1\n我们\t2\n城市\t1\n"}};

constexpr Example examples[] = {
    {"The two most frequent words", "size = 2", "{\"text\":\"the cat and the dog\"}\n{\"text\":\"the cat sat\"}\n",
     "{\"text\":\"the cat <unk> the <unk>\"}\n{\"text\":\"the cat <unk>\"}\n"},
    {"Chinese: words that came twice", "min_count = 2", "{\"text\":\"我们 的 城市\"}\n{\"text\":\"我们 的 大学\"}\n",
     "{\"text\":\"我们 的 <unk>\"}\n{\"text\":\"我们 的 <unk>\"}\n"},
    {"Numbers by a saved vocabulary", "file = \"vocabulary.tsv\"\ninto = \"ids\"", "{\"text\":\"我们爱城市\"}\n",
     "{\"text\":\"我们爱城市\",\"ids\":[1,0,2]}\n", "", saved},
};

constexpr std::string_view metrics[] = {"tokens", "distinct_words", "vocabulary_size", "coverage"};

}  // namespace

extern const OpSpec normalize_vocabulary;
const OpSpec normalize_vocabulary = {
    .name = "vocabulary",
    .family = Family::normalize,
    .summary = "Make a vocabulary of the dataset's words, and replace all others",
    .details =
        R"(Counts the tokens of all texts: words, and marks of punctuation and symbols, as `segment` finds them; of a text that is
segmented already with `words = "whitespace"`. Those that came at least `min_count` times, and of them the `size` most frequent, are
the vocabulary; of equally frequent ones those whose bytes are smaller. Every other token becomes `unknown`, with a space where it would
touch another; what lies between tokens stays. Where `unknown` stands in a text it stays, and is not counted. Case matters: lower-case the text first where it should not.

The vocabulary is saved in the output directory: `unknown` with the number of other tokens, then a word and its count a line,
parted by a TAB, the most frequent first. A word's number is that of its line, from 0. With `file` a saved one is used without counting,
on other parts of the data or later: then any list with one word a line will do. With `into` the text stays, and the field gets an
array of the numbers of its tokens, that of `unknown` for all others.

Counting needs one more pass; memory is bounded, and what is beyond `--memory` goes to `--tmp`; the vocabulary itself is held in memory,
some 30 bytes a word. Count: `unknown` tokens. Metrics: `tokens`, `distinct_words`, `vocabulary_size`, `coverage` (the share of tokens that
are in the vocabulary).

A field with `*` is rewritten element by element; numbers are of its elements joined by LF. A missing, null or non-text field
makes the record malformed, and it is not counted.)",
    .source = "dsprep's own",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .idempotent = true,
    .metrics = metrics,
};

}  // namespace dsprep::ops
