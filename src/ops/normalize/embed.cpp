// embed: a text's words as vectors: their mean, or their numbers.
#include <charconv>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/map_with.h"
#include "dsprep/op_spec.h"
#include "models/word_vectors.h"
#include "spill/workspace.h"
#include "text/normalize.h"
#include "words/into_field.h"
#include "words/segmenter.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::string field = "text", into = "embedding", file, output = "mean";
  bool lower = false;
  std::optional<std::int64_t> unknown;
  words::WordParams words;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text", .field = true});
    f("into", into, {.meaning = "the field that gets the list of numbers", .field = true, .result = true});
    f("file", file,
      {.meaning = "the vectors: word2vec (text or binary), GloVe or fastText (.vec)", .required = true, .path = true});
    f("output", output,
      {.meaning =
           "what is written: the mean of the words' vectors, or the words' numbers, their places in the file from 0",
       .choices = {"mean", "ids"}});
    f("lower", lower, {.meaning = "whether words are looked up in lower case"});
    f("unknown", unknown, {.meaning = "the number of words that the file does not have; none: they are left out"});
    words.fields(f);
  }
};

struct Plan {
  words::IntoField fields;
  words::Segmenter segmenter;
  std::shared_ptr<const models::WordVectors> vectors;
  bool mean, lower;
  std::optional<std::int64_t> unknown;
  Counter known_words, unknown_words, without;
};

class EmbedMapper final : public Mapper {
 public:
  explicit EmbedMapper(const Plan& plan) : plan_(plan), reader_(*plan.vectors) {}

  Verdict map(Record& record, Context& context) override {
    if (auto verdict = plan_.fields.need(record)) return *std::move(verdict);
    find_numbers(*record.text(plan_.fields.field), context);
    json_.assign("[");
    if (!plan_.mean) {
      for (const std::int64_t number : numbers_) append(number);
    } else if (numbers_.empty()) {
      context.count(plan_.without);
      return plan_.fields.write(record, "null");
    } else {
      sums_.assign(plan_.vectors->dimensions(), 0);
      for (const std::int64_t number : numbers_) {
        const auto vector = reader_.vector(static_cast<std::uint32_t>(number));
        if (!vector.ok()) return context.fail(vector.error());
        for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i] += static_cast<double>((*vector)[i]);
      }
      for (const double sum : sums_) append(static_cast<float>(sum / static_cast<double>(numbers_.size())));
    }
    json_ += ']';
    return plan_.fields.write(record, json_);
  }

 private:
  void find_numbers(std::string_view text, Context& context) {
    plan_.segmenter.tokens(text, segmenter_, tokens_);
    numbers_.clear();
    std::uint64_t known = 0;
    for (const TextSpan& token : tokens_) {
      std::string_view word = token.of(text);
      if (plan_.lower) {
        text::to_lower(word, lowered_);
        word = lowered_;
      }
      const std::uint32_t number = plan_.vectors->number(word);
      known += number != models::WordVectors::none;
      if (number != models::WordVectors::none) numbers_.push_back(number);
      else if (plan_.unknown) numbers_.push_back(*plan_.unknown);
    }
    context.count(plan_.known_words, known);
    context.count(plan_.unknown_words, tokens_.size() - known);
  }

  template <class Number>
  void append(Number number) {  // the shortest that reads back the same
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    if (json_.size() > 1) json_ += ',';
    json_.append(digits, end);
  }

  const Plan& plan_;
  models::WordVectorReader reader_;
  words::Segmenter::Scratch segmenter_;
  std::vector<TextSpan> tokens_;
  std::vector<std::int64_t> numbers_;
  std::vector<double> sums_;
  std::string json_, lowered_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  const bool mean = params.output == "mean";
  if (mean && params.unknown)
    return usage_error("unknown is the number of a word, and a mean has none: give output = \"ids\", or leave it out");
  DSPREP_TRY(words::IntoField fields, words::IntoField::bind(params.field, params.into, binder));
  DSPREP_TRY(words::Segmenter segmenter, words::Segmenter::make(params.words, binder));
  DSPREP_TRY(auto vectors, models::WordVectors::open(binder.workspace().files(), params.file));
  DSPREP_CHECK(binder.depend_on(params.file));
  return map_with<EmbedMapper>(Plan{std::move(fields), std::move(segmenter), std::move(vectors), mean, params.lower,
                                    params.unknown, binder.counter("known_words"), binder.counter("unknown_words"),
                                    binder.counter("without_a_known_word")});
}

constexpr ExampleFile glove[] = {{"vectors.txt", "我们 1 0.5\n城市 0 0.25\nthe 0.1 -2\n"}};
constexpr ExampleFile fasttext[] = {{"vectors.vec", "2 2\ncat 1 2\ndog 3 4\n"}};

constexpr Example examples[] = {
    {"The mean of two words' vectors; null where no word has one", "file = \"vectors.txt\"",
     "{\"text\":\"我们的城市\"}\n{\"text\":\"the\"}\n{\"text\":\"Katze\"}\n",
     "{\"text\":\"我们的城市\",\"embedding\":[0.5,0.375]}\n{\"text\":\"the\",\"embedding\":[0.1,-2]}\n"
     "{\"text\":\"Katze\",\"embedding\":null}\n",
     "", glove},
    {"Numbers of words", "file = \"vectors.vec\"\noutput = \"ids\"\ninto = \"ids\"\nlower = true\nunknown = 2",
     "{\"text\":\"The Dog, a cat\"}\n", "{\"text\":\"The Dog, a cat\",\"ids\":[2,1,2,2,0]}\n", "", fasttext},
};

}  // namespace

extern const OpSpec normalize_embed;
const OpSpec normalize_embed = {
    .name = "embed",
    .family = Family::normalize,
    .summary = "Write the mean of a text's word vectors, or the numbers of its words, into a field",
    .details =
        R"(The tokens of a text (words, punctuation and symbols, as `segment` finds them) are looked up in a file of word vectors, as they
are spelled or with `lower` in lower case.

- `mean`: the sum of the vectors of those that are found, in order and as doubles, divided by their number and rounded to a float; each
  number in the shortest spelling that reads back as the same float. `null` where none is found (`without_a_known_word`).
- `ids`: the places of the words in the file, from 0; of others `unknown`, or nothing.

Formats, told by their bytes: word2vec's text and fastText's `.vec` (first line: words and dimensions), word2vec's binary (the same first
line; little-endian floats), GloVe (no first line; words with spaces too). fastText's own `.bin` is a model and refused: `fasttext` prints
its vectors. The file is read once before anything else, and what is wrong anywhere (another number of dimensions on one line, a
number that is none, an end too soon) is said with its line; of a word that stands twice the first vector counts. The vectors stay in
the file: up to 80 bytes a word are held, and each worker keeps up to 16 MiB of vectors that it has used.

What is in the field is replaced. A field with `*` is taken as its elements joined by LF. A missing, null or non-text field makes
the record malformed.)",
    .source = "word2vec, GloVe and fastText file formats",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .idempotent = true,
};

}  // namespace dsprep::ops
