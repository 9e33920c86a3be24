#include "ops/normalize/rewritten.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {
std::string marks(std::string_view text, const std::string& params = "") {
  return rewritten("punctuation", params, text);
}
const std::string everywhere = "in_cjk = \"as_elsewhere\"\n";
}  // namespace

TEST_CASE("punctuation: one spelling of quotes, dashes, ellipses and widths") {
  CHECK(marks("“a” „b“ «c» ‘d’ it’s ‹e› 5′ 6″") == "\"a\" \"b\" \"c\" 'd' it's 'e' 5' 6\"");
  CHECK(marks("a‐b 1–2 −3 x—y ⸺ z――") == "a-b 1-2 -3 x--y -- z--");
  CHECK(marks("a… b…… c‥") == "a... b... c..");
  CHECK(marks("ok！ａ，b：【x】") == "ok!ａ,b:[x]");
  CHECK(marks("“a” – b…", "unify = [\"dashes\"]") == "“a” - b…");
  CHECK(marks("“a” – b…", "unify = []") == "“a” – b…");
  CHECK(marks("¿qué? ، ؟ । ·") == "¿qué? ، ؟ । ·");
}

TEST_CASE("punctuation: lines of Chinese and Japanese keep their marks") {
  for (const std::string_view text :
       {"他说：“你好，世界……”——完。", "「日本語」、カタカナ。", "我喜欢 Python，也用 C++。",
        "作者：[Jane Doe and others](https://example.com)，见上。\n中文正文在这里，有很多字。", "“……”\n中文"})
    CHECK(marks(text) == text);
  CHECK(marks("“English” line\n“中文” 行") == "\"English\" line\n“中文” 行");
  CHECK(marks("The word 好 in a long English sentence means “good”, they say.") ==
        "The word 好 in a long English sentence means \"good\", they say.");
  CHECK(marks("他说：“你好，世界……”", everywhere) == "他说:\"你好,世界...\"");
  CHECK(marks("한국어 “인용” – 문장") == "한국어 \"인용\" - 문장");
}

TEST_CASE("punctuation: full-width marks for Chinese") {
  const auto wide = [](std::string_view text) { return marks(text, "in_cjk = \"wide\""); };
  CHECK(wide("你好,世界!真的?是;好:对.") == "你好，世界！真的？是；好：对。");
  CHECK(wide("版本3.14,见http://a.example/b?c=d.") == "版本3.14,见http://a.example/b?c=d.");
  CHECK(wide("函数(function)和(说明)。f(x)") == "函数（function）和（说明）。f(x)");
  CHECK(wide("（半)开") == "（半）开");
  CHECK(wide("等等... 中.com 好..") == "等等... 中.com 好..");
  CHECK(wide("日本語｡ｶﾅ､") == "日本語。ｶﾅ、");
  CHECK(wide("Plain, English (text).") == "Plain, English (text).");
  CHECK(wide("未闭合(好, 后面") == "未闭合(好， 后面");
}

TEST_CASE("punctuation: marks spaced out, replaced by spaces, removed") {
  const std::string text = "Hello, world! It’s 3.14 (e-mail: a@b.c)... 1,000 12:30 snake_case";
  CHECK(marks(text, "action = \"space_out\"") ==
        "Hello , world ! It's 3.14 ( e-mail : a@b.c ) ... 1,000 12:30 snake_case");
  CHECK(marks("a,b", "action = \"space_out\"") == "a , b");
  CHECK(marks("a!!b", "action = \"space_out\"") == "a !! b");
  CHECK(marks("(a).", "action = \"space_out\"") == "( a ) .");
  CHECK(marks("a — b", "action = \"space_out\"") == "a -- b");
  CHECK(marks(text, "action = \"space\"") == "Hello world It's 3.14 e-mail a@b.c 1,000 12:30 snake_case");
  CHECK(marks("a,b;c", "action = \"space\"") == "a b c");
  CHECK(marks("a,b;c", "action = \"remove\"") == "abc");
  CHECK(marks("#a-b #", "action = \"remove\"\nkeep = \"#\"") == "#a-b #");
  CHECK(marks("你好，世界！", "action = \"space\"") == "你好，世界！");
  CHECK(marks("你好，世界！", everywhere + "action = \"space\"") == "你好 世界");
  CHECK(marks("สวัสดี, ¿qué? العربية،", "action = \"remove\"") == "สวัสดี qué العربية");
  CHECK(marks("$5 + 3 = 8", "action = \"remove\"") == "5  3  8");
}

TEST_CASE("punctuation: Data-Juicer's map, everywhere") {
  CHECK(marks("，。、„”“«»１」「《》´∶：？！（）；–—．～’…━〈〉【】％►", "variant = \"data_juicer\"") ==
        ",.,\"\"\"\"\"\"\"\"\"\"'::?!();- - . ~'...-<>[]%-");
  CHECK(marks("你好，世界。‐ ″", "variant = \"data_juicer\"") == "你好,世界.‐ ″");
}

TEST_CASE("punctuation: what is settled comes out byte for byte; quotes are escaped; labels; counters") {
  for (const std::string line :
       {"{ \"text\" : \"plain \\/ text, \\u0041\"}\n", "{\"text\":\"他说：“好\\/的”\\n。\"}\n"})
    CHECK(run_op("punctuation", "", line).output == line);
  CHECK(run_op("punctuation", "", "{\"text\":\"a\\n“b”\"}\n").output == "{\"text\":\"a\\n\\\"b\\\"\"}\n");
  const RunOp run = run_toml("[dataset]\nspans = \"/spans\"\n[[step]]\nop = \"punctuation\"\n",
                             "{\"text\":\"a… b\",\"spans\":[{\"start\":1,\"end\":2},{\"start\":3,\"end\":4}]}\n");
  CHECK(run.output == "{\"text\":\"a... b\",\"spans\":[{\"start\":1,\"end\":4},{\"start\":5,\"end\":6}]}\n");
  CHECK(run.result.books.steps[0].counters[0] == 1);
  CHECK(run_op("punctuation", "", "{\"text\":true}\n").malformed != "");
  CHECK(run_op("punctuation", "unify = [\"commas\"]", "").error != "");
}

TEST_CASE("punctuation: many short lines and one long take no more than linear time") {
  std::string lines, brackets;
  for (int i = 0; i < 200000; ++i) lines += "…\n";
  CHECK(marks(lines).size() == 4 * 200000);
  for (int i = 0; i < 100000; ++i) brackets += "(";
  CHECK(marks("中文" + brackets, "in_cjk = \"wide\"").size() == brackets.size() + 6);
}
