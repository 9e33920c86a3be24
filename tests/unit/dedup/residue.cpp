#include "dedup/residue.h"

#include <string>
#include <vector>

#include "base/rng.h"
#include "support/catch.h"
#include "text/utf8.h"

using namespace dsprep;
using namespace dsprep::text;
using namespace dsprep::dedup;

namespace {

Residue of(std::string_view text) {
  Residue residue;
  residue.read(text);
  return residue;
}
bool equal(std::string_view a, std::string_view b) {
  const Residue x = of(a), y = of(b);
  CHECK((x.sequence() == y.sequence()) <=
        std::equal(x.hashes().begin(), x.hashes().end(), y.hashes().begin(), y.hashes().end()));
  return x.sequence() == y.sequence();
}

}  // namespace

TEST_CASE("residue: case, spacing, and what parts sentences and encloses words make no difference") {
  for (const auto& [a, b] :
       std::vector<std::pair<const char*, const char*>>{{"Hello,  World!", "hello world"},
                                                        {"“Main-Street” (old)", "main street -- old"},
                                                        {"你好，世界！", "你好 世界"},
                                                        {"好", "好!"},
                                                        {"１２ + ３４", "12 + 34"},
                                                        {"Café", "Cafe\u0301"},
                                                        {"❤️", "❤"},
                                                        {"A.", "a"},
                                                        {"- item", "item"},
                                                        {"3. punkt", "3 punkt"}}) {
    INFO(a << " | " << b);
    CHECK(equal(a, b));
  }
}

TEST_CASE("residue: numbers, signs, marks and emoji do") {
  for (const auto& [a, b] : std::vector<std::pair<const char*, const char*>>{{"C++", "C#"},
                                                                             {"C", "C++"},
                                                                             {"x > 0", "x < 0"},
                                                                             {"x = 1", "x = 2"},
                                                                             {"x == 1", "x = 1"},
                                                                             {"b != 0", "b = 0"},
                                                                             {"12 + 34", "99 * 71"},
                                                                             {"12 - 34", "34 - 12"},
                                                                             {"-5", "5"},
                                                                             {"5 - 3", "5 + 3"},
                                                                             {"1.5", "15"},
                                                                             {"٣", "٤"},
                                                                             {"f(x)", "f x"},
                                                                             {"x.y", "x y"},
                                                                             {"$5", "€5"},
                                                                             {"かき", "がぎ"},
                                                                             {"ハハ", "パパ"},
                                                                             {"ปิดประตู", "ปัดประตู"},
                                                                             {"mā", "mǎ"},
                                                                             {"ma", "mā"},
                                                                             {"كَتَبَ", "كُتِبَ"},
                                                                             {"कि", "की"},
                                                                             {"कल", "कुल"},
                                                                             {"😀", "😡"},
                                                                             {"👍", "👎"},
                                                                             {"👍", "👍🏽"},
                                                                             {"😀", "😀😀"},
                                                                             {"a → b", "a ← b"},
                                                                             {"café", "cafe"},
                                                                             {"물 ①", "불 ①"}}) {
    INFO(a << " | " << b);
    CHECK_FALSE(equal(a, b));
  }
  CHECK(of("").sequence() == 0);
  CHECK(of("?! — …").sequence() == 0);
  CHECK(of("").tokens() == 0);
}

TEST_CASE("residue: a token is a word, a number, a sign, or a letter where words are not set apart") {
  CHECK(of("What is 12 + 34?").tokens() == 5);
  CHECK(of("What is 12 + 34?").hashes().size() == 3);
  CHECK(of("C++").tokens() == 2);
  CHECK(of("ปิดประตู").tokens() == 6);
  CHECK(of("ปิดประตู").hashes().size() == 2);
  CHECK(of("がぎ").tokens() == 2);
  CHECK(of("1,234.5 cups").tokens() == 2);
  CHECK(of("plain words alone").hashes().empty());
  CHECK(of("- 1\n- 1\n- 1\n").hashes().size() == 2);  // behind nothing, and behind itself
}

TEST_CASE("residue: any valid text is read, and the same again") {
  base::Rng rng(5);
  Residue again;
  for (int n = 0; n < 3000; ++n) {
    std::string text;
    const std::uint64_t around = rng.below(0x3000);
    for (std::uint64_t i = rng.below(60); i > 0; --i) {
      std::uint64_t c = rng.below(3) == 0   ? rng.below(0x110000)
                        : rng.below(3) == 0 ? rng.below(0x80)
                                            : around + rng.below(60);
      if (c >= 0xd800 && c < 0xe000) c = ' ';
      append_utf8(text, static_cast<char32_t>(c));
    }
    again.read(text);
    const Residue once = of(text);
    CHECK(once.sequence() == again.sequence());
    CHECK(once.tokens() == again.tokens());
    CHECK(std::equal(once.hashes().begin(), once.hashes().end(), again.hashes().begin(), again.hashes().end()));
  }
}
