#include "words/language_code.h"

#include <string>

#include "support/catch.h"

using namespace dsprep;

namespace {

std::string code(std::string_view label) {
  std::string out = "old";
  words::language_code(label, out);
  return out;
}

}  // namespace

TEST_CASE("language code: whatever tool wrote the label") {
  for (const char* label : {"en", "EN", "en-US", "en_GB", "eng", "eng_Latn", "__label__en", "__label__eng_Latn"})
    CHECK(code(label) == "en");
  for (const char* label : {"zh", "zh-Hant", "zh_CN", "cmn_Hans", "zho", "chi"}) CHECK(code(label) == "zh");
  for (const char* label : {"no", "nb", "nn-NO", "nob_Latn"}) CHECK(code(label) == "no");
  CHECK(code("tlh") == "tlh");
  CHECK(code("English") == "english");
  CHECK(code("") == "");
  CHECK(code("-") == "");
  CHECK(code("中文") == "中文");
}
