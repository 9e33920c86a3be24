#include "ops/normalize/rewritten.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {
std::string converted(std::string_view conversion, std::string_view text) {
  return rewritten("chinese", "conversion = \"" + std::string(conversion) + "\"", text);
}
}  // namespace

TEST_CASE("chinese: phrases decide, by every conversion") {
  CHECK(converted("s2t", "理发，发展，面条，里面，皇后，以后") == "理髮，發展，麪條，裏面，皇后，以後");
  CHECK(converted("t2s", "羣賢畢至，少長鹹集。乾隆，乾燥") == "群贤毕至，少长咸集。乾隆，干燥");
  CHECK(converted("s2tw", "米线面粉里面启发吊钩") == "米線麵粉裡面啟發吊鉤");
  CHECK(converted("s2twp", "我打个出租车打到了一辆奔驰") == "我打個計程車打到了一輛賓士");
  CHECK(converted("tw2s", "為你我用了半年的積蓄") == "为你我用了半年的积蓄");
  CHECK(converted("tw2sp", "今年想去紐西蘭和馬爾地夫旅遊") == "今年想去新西兰和马尔代夫旅游");
  CHECK(converted("tw2t", "為你") == "爲你");
  CHECK(converted("t2tw", "羣賢畢至") == "群賢畢至");
  CHECK(converted("s2hk", "米线面粉里面启发吊钩") == "米線麪粉裏面啓發吊鈎");
  CHECK(converted("hk2s", "為你我用了半年的積蓄") == "为你我用了半年的积蓄");
  CHECK(converted("hk2t", "為你") == "爲你");
  CHECK(converted("t2hk", "一隻憂鬱的臺灣烏龜") == "一隻憂鬱的台灣烏龜");
  CHECK(converted("t2jp", "藝術 缺航 飲料罐") == "芸術 欠航 飲料缶");
  CHECK(converted("jp2t", "旧字体歴史仮名遣") == "舊字體歷史假名遣");
}

TEST_CASE("chinese: other languages, ASCII, escapes and U+0000") {
  for (const std::string_view text : {"plain", "Ünïcödé ภาษาไทย العربية 한국어 😀", ""})
    CHECK(converted("s2t", text) == text);
  const std::string line = "{ \"text\" : \"没有要转换的 \\/ \\u0041\"}\n";
  CHECK(run_op("chinese", "", line).output == line);
  CHECK(run_op("chinese", "conversion = \"s2t\"", "{\"text\":\"\\n发展\\\"发\\u0000展发\"}\n").output ==
        "{\"text\":\"\\n發展\\\"發\\u0000展發\"}\n");
  CHECK(run_op("chinese", "", "{\"text\":3}\n").malformed != "");
  CHECK(run_op("chinese", "conversion = \"s2x\"", "").error != "");
}

TEST_CASE("chinese: labels follow their characters, or the new phrase") {
  const RunOp run = run_toml("[dataset]\nspans = \"/spans\"\n[[step]]\nop = \"chinese\"\nconversion = \"s2twp\"\n",
                             "{\"text\":\"我打个出租车打到了一辆奔驰\",\"spans\":[{\"start\":2,\"end\":3},{\"start\":3,"
                             "\"end\":6},{\"start\":11,\"end\":13}]}\n");
  CHECK(run.output ==
        "{\"text\":\"我打個計程車打到了一輛賓士\",\"spans\":[{\"start\":2,\"end\":3},{\"start\":3,\"end\":6},{"
        "\"start\":11,\"end\":13}]}\n");
}
