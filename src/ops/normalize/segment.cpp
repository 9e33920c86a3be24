// segment: parts the words of a text by spaces, or writes them into a list.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/map_with.h"
#include "dsprep/op_spec.h"
#include "dsprep/text_rewriter.h"
#include "text/utf8.h"
#include "words/into_field.h"
#include "words/segmenter.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::vector<std::string> text_fields = {"text"};
  words::WordParams words;
  bool punctuation = true;
  std::optional<std::string> into;
  bool offsets = false;
  void fields(ParamFields& f) {
    describe_text_fields(f, text_fields);
    words.fields(f);
    f("punctuation", punctuation,
      {.meaning = "whether punctuation and symbols are kept, as tokens of their own; if not, they are removed"});
    f("into", into,
      {.meaning = "the field that gets the list of tokens, while the text stays as it is; none: the text is rewritten",
       .field = true,
       .result = true});
    f("offsets", offsets,
      {.meaning = "whether the list says where each token stands: {\"start\", \"end\", \"text\"}, in code points"});
  }
};

struct SegmentScratch {
  words::Segmenter::Scratch segmenter;
  std::vector<TextSpan> tokens;
};

void find_tokens(const words::Segmenter& segmenter, bool punctuation, std::string_view text, SegmentScratch& scratch) {
  if (punctuation) segmenter.tokens(text, scratch.segmenter, scratch.tokens);
  else segmenter.words(text, scratch.segmenter, scratch.tokens);
}

struct SegmentRules {
  using Scratch = SegmentScratch;
  words::Segmenter segmenter;
  bool punctuation;

  // Only tokens that touch are parted, so that lines stay lines.
  void rewrite(std::string_view text, TextDraft& draft, Scratch& scratch) const {
    find_tokens(segmenter, punctuation, text, scratch);
    std::size_t at = 0;
    for (const TextSpan& token : scratch.tokens) {
      part(text, at, token.begin, false, draft);
      draft.keep_to(at = token.end);
    }
    part(text, at, text.size(), true, draft);
  }

 private:
  // The stretch between two tokens, or a token and an end of the text: its white space, and a space where there is
  // none.
  static void part(std::string_view text, std::size_t begin, std::size_t end, bool last, TextDraft& draft) {
    bool parted = begin == 0 || last;
    std::size_t from = begin;  // of what is neither a token nor white space
    for (std::size_t i = begin; i < end;) {
      const std::size_t at = i;
      if (!words::is_space(text::decode(text, i))) continue;
      if (from < at) draft.keep_to(from).replace(at - from, "");
      draft.keep_to(from = i);
      parted = true;
    }
    if (from < end) draft.keep_to(from).replace(end - from, parted ? "" : " ");
    else if (!parted) draft.keep_to(end).replace(0, " ");
  }
};

// The list.
struct ListPlan {
  words::IntoField fields;
  words::Segmenter segmenter;
  bool punctuation, offsets;
};

class ListMapper final : public Mapper {
 public:
  explicit ListMapper(const ListPlan& plan) : plan_(plan) {}
  Verdict map(Record& record, Context&) override {
    if (auto verdict = plan_.fields.need(record)) return *std::move(verdict);
    const std::string_view text = *record.text(plan_.fields.field);
    find_tokens(plan_.segmenter, plan_.punctuation, text, scratch_);
    return plan_.fields.write(record, array_.json(text, scratch_.tokens, plan_.offsets));
  }

 private:
  const ListPlan& plan_;
  SegmentScratch scratch_;
  words::PieceArray array_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  if (!params.into && params.offsets)
    return usage_error("offsets are written into a list: name its field with into, such as into = \"tokens\"");
  if (params.into && params.text_fields.size() != 1)
    return usage_error("into holds the tokens of one text: name one in fields");
  DSPREP_TRY(words::Segmenter segmenter, words::Segmenter::make(params.words, binder));
  if (!params.into)
    return text_rewriter(SegmentRules{std::move(segmenter), params.punctuation}, params.text_fields, binder);
  DSPREP_TRY(words::IntoField fields, words::IntoField::bind(params.text_fields.front(), *params.into, binder));
  return map_with<ListMapper>(ListPlan{std::move(fields), std::move(segmenter), params.punctuation, params.offsets});
}

constexpr ExampleFile dictionary[] = {{"dict.txt",
                                       "北京 34488 ns\n北京大学 2053 nt\n大学 20025 n\n我们 62466 r\n在 727867 p\n"
                                       "南京市 8 ns\n长江大桥 20 nz\n市长 3000 n\n"}};

constexpr Example examples[] = {
    {"ICU's words: Chinese, Japanese and Thai by its dictionaries", "",
     "{\"text\":\"我们在北京大学。\"}\n{\"text\":\"東京都\"}\n{\"text\":\"ภาษาไทย\"}\n"
     "{\"text\":\"Hello, world!\"}\n",
     "{\"text\":\"我们 在 北京 大学 。\"}\n{\"text\":\"東京 都\"}\n{\"text\":\"ภาษา ไทย\"}\n"
     "{\"text\":\"Hello , world !\"}\n"},
    {"Chinese by a dictionary, as jieba cuts it", "dictionary = \"dict.txt\"",
     "{\"text\":\"我们在北京大学，南京市长江大桥。\"}\n", "{\"text\":\"我们 在 北京大学 ， 南京市 长江大桥 。\"}\n", "",
     dictionary},
    {"A list of words with their places, in code points", "into = \"words\"\noffsets = true\npunctuation = false",
     "{\"text\":\"你好，world!\"}\n",
     "{\"text\":\"你好，world!\",\"words\":[{\"start\":0,\"end\":2,\"text\":\"你好\"},"
     "{\"start\":3,\"end\":8,\"text\":\"world\"}]}\n"},
};

}  // namespace

extern const OpSpec normalize_segment;
const OpSpec normalize_segment = {
    .name = "segment",
    .family = Family::normalize,
    .summary = "Part the words of a text by spaces, Chinese, Japanese and Thai too, or write them into a list",
    .details =
        R"(A text becomes its tokens: words, and each mark of punctuation and each symbol (an emoji with its joiners is
one). Where two tokens touch, a space is put between them; white space that is there stays, so lines stay lines. With
`punctuation = false` what is no word is removed. With `into` the text stays, and the field gets an array of the tokens,
with `offsets` of objects with their place in code points.

- `unicode`: the words of ICU's word break iterator: UAX-29, and its dictionaries for Chinese, Japanese, Thai, Lao, Khmer and
  Burmese. What lies between them is cut by UAX-29.
- `uax29`: the same without dictionaries: every ideograph is a word.
- `whitespace`: what stands between white space.
- `dictionary`: as jieba's `cut` with HMM off and the same file, without the tokens of white space. Runs of Han characters
  (U+4E00–U+9FD5), ASCII letters, digits and `+#&._%-` are cut along the path with the highest product of frequencies; a
  character that is no word counts as seen once; ASCII letters and digits left by themselves are put together again.
  Every other character is a token of its own: kana, Hangul and accented letters too, so this is for Chinese. The file has a
  word, a frequency and perhaps a tag a line, one space between them; blank lines and lines that begin with `#` are passed over.

A field with `*` is rewritten element by element; a list holds the tokens of its elements joined by LF. A missing, null or
non-text field makes the record malformed.)",
    .source = "Unicode Standard Annex #29 by ICU; jieba 0.42.1 (cut with HMM=False)",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .idempotent = true,
};

}  // namespace dsprep::ops
