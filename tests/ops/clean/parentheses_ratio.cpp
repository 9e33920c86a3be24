#include "support/judged.h"

using namespace dsprep::test;

TEST_CASE("parentheses_ratio: eight brackets among all characters") {
  const auto is = [](std::string_view text, double value) {
    CHECK(measured("parentheses_ratio", "", "max_ratio", text) == value);
  };
  is("", 1);
  is("abc", 0);
  is("()[]{}⟨⟩", 1);
  is("⟨中文⟩", 0.5);
  is("（中文）<>«»", 0);
  is("⟧⟪\u27e5\u27ea", 0);
  CHECK(kept("parentheses_ratio", "", "(12345678)0123456789"));
  CHECK(failed("parentheses_ratio", "", "((12345678901234)") != "");
}
