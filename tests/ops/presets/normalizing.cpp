// The presets configs/search-text.toml and configs/zh-normalize.toml.
#include <fstream>
#include <iterator>

#include "support/catch.h"
#include "support/run_op.h"
#include "support/source_dir.h"

using namespace dsprep::test;

namespace {

std::string preset(const std::string& name) {
  std::ifstream file(source_dir() + "/configs/" + name + ".toml");
  return {std::istreambuf_iterator<char>(file), {}};
}

// What becomes of the text, which a second run leaves alone.
std::string normalized(const std::string& name, std::string_view text) {
  const RunOp once = run_toml(preset(name), record(text));
  REQUIRE(once.error == "");
  const RunOp twice = run_toml(preset(name), once.output);
  CHECK(twice.output == once.output);
  return once.output;
}

}  // namespace

TEST_CASE("search-text: what differs in spelling alone is one text") {
  CHECK(normalized("search-text", "“Ｃａｆé” – STRASSE,\n\n  Łódź; ١٢٣ ①") == record("cafe strasse\nlodz 123 1"));
  CHECK(normalized("search-text", "'CAFE\u0301': straße, LODZ (123) 1") == record("cafe strasse lodz 123 1"));
  CHECK(normalized("search-text", "你好，世界！（二）ﾃｽﾄ") == record("你好 世界 二 テスト"));
  CHECK(normalized("search-text", "don't e-mail 3.14") == record("don't e-mail 3.14"));
}

TEST_CASE("zh-normalize: simplified characters, ASCII digits, full-width marks") {
  CHECK(normalized("zh-normalize", "繁體中文,１２３元!  (說明)。") == record("繁体中文，123元！ （说明）。"));
  CHECK(normalized("zh-normalize", "English stays, as it is (3.5).") == record("English stays, as it is (3.5)."));
}
