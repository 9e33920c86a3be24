// length: keeps records whose text is neither too short nor too long, in characters or words.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "dsprep/op_spec.h"
#include "dsprep/text_filter.h"
#include "text/word_limits.h"
#include "text/word_model.h"

namespace dsprep::ops {
namespace {

enum : Rule { min_chars, max_chars, min_words, max_words };

constexpr RuleInfo rules[] = {
    {"min_chars", Judge::Limit::Compare::at_least, "min_chars", "characters (code points)"},
    {"max_chars", Judge::Limit::Compare::at_most, "max_chars", "characters (code points)"},
    {"min_words", Judge::Limit::Compare::at_least, "min_words", "words"},
    {"max_words", Judge::Limit::Compare::at_most, "max_words", "words"},
};

struct Params {
  std::string field = "text";
  std::optional<std::int64_t> min_chars, max_chars, min_words, max_words;
  std::string words = "whitespace";
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text to measure", .field = true});
    f("min_chars", min_chars, {.meaning = "fewest characters, in code points", .min = 0});
    f("max_chars", max_chars, {.meaning = "most characters, in code points", .min = 0});
    f("min_words", min_words, {.meaning = "fewest words", .min = 0});
    f("max_words", max_words, {.meaning = "most words", .min = 0});
    f("words", words,
      {.meaning = "what a word is: a run between white space, a UAX-29 segment (every ideograph is one), or one of "
                  "ICU's words (with dictionaries for Chinese, Japanese, Thai, Lao, Khmer, Burmese)",
       .choices = {"whitespace", "uax29", "unicode"}});
  }
};

struct Rules {
  WordModel model;
  struct Scratch {};
  void judge(const TextView& text, Scratch&, Judge& judge) const {
    check_between(judge, min_chars, max_chars, [&] { return static_cast<double>(text.chars()); });
    // Where nobody sees how many there are, long texts need not be counted to their end.
    if (model == WordModel::whitespace && !judge.keeps_all() && judge.wants(min_words) && !judge.wants(max_words) &&
        text::has_words(text.text(), static_cast<std::uint64_t>(judge.limit(min_words))))
      return;
    check_between(judge, min_words, max_words, [&] { return static_cast<double>(text.words(model).size()); });
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  return text_filter(Rules{text::word_model(params.words)}, params.field, binder);
}

constexpr Example examples[] = {
    {"At least three words", "min_words = 3",
     "{\"text\":\"too short\"}\n"
     "{\"text\":\"exactly three words\"}\n",
     "{\"text\":\"exactly three words\"}\n", "{\"text\":\"too short\"}\n"},
    {"Characters are code points: a Chinese sentence is as long as it looks, not three times as long",
     "min_chars = 5\nmax_chars = 12",
     "{\"text\":\"今天天气很好。\"}\n"
     "{\"text\":\"你好\"}\n"
     "{\"text\":\"A much longer sentence than that.\"}\n",
     "{\"text\":\"今天天气很好。\"}\n",
     "{\"text\":\"你好\"}\n"
     "{\"text\":\"A much longer sentence than that.\"}\n"},
    {"Text without spaces is one word by white space; UAX-29 counts its ideographs", "min_words = 4\nwords = \"uax29\"",
     "{\"text\":\"我爱北京。\"}\n"
     "{\"text\":\"Hello, world!\"}\n",
     "{\"text\":\"我爱北京。\"}\n", "{\"text\":\"Hello, world!\"}\n"},
};

}  // namespace

extern const OpSpec clean_length;
const OpSpec clean_length = {
    .name = "length",
    .family = Family::clean,
    .summary = "Drop records whose text is too short or too long, in characters or words",
    .details =
        R"(A record is kept when `min_chars` ≤ characters ≤ `max_chars` and `min_words` ≤ words ≤ `max_words`. The
limits themselves pass. A limit that is not set is not tested, and without any limit every record is kept.

- **Characters** are Unicode code points of the decoded text, white space included: neither bytes nor what a reader
  sees as one character. `é` may be one or two (normalize with `unicode` first), a family emoji is seven.
- **Words** are, by `words`: `whitespace`, maximal runs of characters without the property White_Space, as Python's
  `str.split()`, punctuation glued on; `uax29`, Unicode word segments that hold a letter, a digit or an ideograph,
  each ideograph being one; `unicode`, ICU's word iterator, which knows the words of Chinese, Japanese, Thai, Lao,
  Khmer and Burmese. `whitespace` is the fastest and means nothing for scripts without spaces.

A field with `*` is measured as its elements joined by LF; the LFs count as characters. A missing, null or non-text
field makes the record malformed.)",
    .source = "Code points as in the Unicode Standard; word segments of UAX #29, by ICU",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .idempotent = true,
};

}  // namespace dsprep::ops
