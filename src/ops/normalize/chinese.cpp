// chinese: between simplified and traditional Chinese, and their regional standards, as OpenCC converts.
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/op_spec.h"
#include "dsprep/text_rewriter.h"
#include "models/chinese_conversion.h"
#include "text/utf8.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::string conversion = "t2s";
  std::vector<std::string> text_fields = {"text"};
  void fields(ParamFields& f) {
    f("conversion", conversion,
      {.meaning = "from what to what: OpenCC's name of it",
       .choices = {"s2t", "t2s", "s2tw", "s2twp", "tw2s", "tw2sp", "tw2t", "t2tw", "s2hk", "hk2s", "hk2t", "t2hk",
                   "t2jp", "jp2t"}});
    describe_text_fields(f, text_fields);
  }
};

struct ChineseRules {
  using Scratch = models::ChineseConversion::Scratch;
  std::shared_ptr<const models::ChineseConversion> conversion;

  bool rewrite_escaped(std::string_view escaped, TextDraft& draft, Scratch& scratch) const {
    if (!conversion->spares_escapes() && escaped.find('\\') != escaped.npos) return false;
    rewrite(escaped, draft, scratch);
    return true;
  }
  void rewrite(std::string_view text, TextDraft& draft, Scratch& scratch) const {
    if (text::is_ascii(text)) return;
    conversion->convert(text, draft, scratch);
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  DSPREP_TRY(std::shared_ptr<const models::ChineseConversion> conversion,
             models::ChineseConversion::load(params.conversion));
  return text_rewriter(ChineseRules{std::move(conversion)}, params.text_fields, binder);
}

constexpr Example examples[] = {
    {"Traditional to simplified, the default", "",
     "{\"text\":\"羣賢畢至，少長鹹集。乾隆年間，乾燥\"}\n{\"text\":\"没有要转换的\"}\n",
     "{\"text\":\"群贤毕至，少长咸集。乾隆年间，干燥\"}\n{\"text\":\"没有要转换的\"}\n"},
    {"Simplified to traditional: phrases decide what a character becomes", "conversion = \"s2t\"",
     "{\"text\":\"理发，发展，面条，里面，皇后，以后\"}\n", "{\"text\":\"理髮，發展，麪條，裏面，皇后，以後\"}\n"},
    {"To Taiwan's standard, with its words", "conversion = \"s2twp\"", "{\"text\":\"移动鼠标，打开软件和网络\"}\n",
     "{\"text\":\"移動滑鼠，開啟軟體和網路\"}\n"},
};

}  // namespace

extern const OpSpec normalize_chinese;
const OpSpec normalize_chinese = {
    .name = "chinese",
    .family = Family::normalize,
    .summary = "Convert between simplified and traditional Chinese and their regional standards, as OpenCC does",
    .details =
        R"(`conversion` is one of OpenCC's configurations, from the left of the `2` to its right: `s` simplified, `t`
traditional (OpenCC's own standard), `tw` Taiwan, `hk` Hong Kong, `jp` Japanese kanji (new forms); with `p` at the end
words change as well, not only characters (`软件` → `軟體`).

The text is cut at the phrases of a dictionary, the longest from the left, and what one character becomes depends on the
phrase it is in (`发展` → `發展`, `理发` → `理髮`). Characters that no dictionary knows stay: text of other languages
comes out byte for byte, but for kanji, which these dictionaries do not tell from Chinese: keep Japanese records
out (`language`). The dictionaries are those of the installed OpenCC, and so is the result, character for character; a
text with U+0000 is converted behind it, too.

**Not idempotent**, as OpenCC is not: what a conversion has written may be other words to it. A second `s2t` makes
`進製` of `進制`, a second `tw2s` `什幺` of `什么`, a second `s2twp` `檔案` of a `文件` it had left; between traditional
standards (`tw2t`, `t2tw`, `hk2t`, `t2hk`, `t2jp`, `jp2t`) a second run changed none of 25,000 lines, and `t2s` two.
Convert once, and
behind `unicode`, since the dictionaries know no compatibility ideographs. A label follows the characters it covers;
where
a phrase becomes a shorter or longer one, it covers the new phrase.)",
    .source = "OpenCC 1.1 (libopencc), its configurations and dictionaries",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
};

}  // namespace dsprep::ops
