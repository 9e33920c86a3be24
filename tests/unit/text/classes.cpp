#include "text/classes.h"

#include <unicode/uchar.h>

#include "support/catch.h"
#include "support/random_text.h"
#include "text/char_counts.h"

using namespace dsprep;
using namespace dsprep::text;

namespace {

// Asks ICU, one code point and one property at a time.
std::uint16_t slow_classes(char32_t c) {
  const auto u = static_cast<UChar32>(c);
  if (u_isUWhiteSpace(u)) return whitespace;
  const std::uint32_t mask = U_GET_GC_MASK(u);
  if (mask & U_GC_L_MASK) {
    std::uint16_t bits = letter;
    if (mask & (U_GC_LU_MASK | U_GC_LT_MASK)) bits |= uppercase;
    if (mask & U_GC_LL_MASK) bits |= lowercase;
    if (u_hasBinaryProperty(u, UCHAR_IDEOGRAPHIC)) bits |= ideograph;
    return bits;
  }
  if (mask & U_GC_M_MASK) return mark;
  if (mask & U_GC_ND_MASK) return digit;
  if (mask & U_GC_N_MASK) return other_number;
  if (mask & U_GC_P_MASK) return punctuation;
  if (mask & U_GC_S_MASK) return symbol;
  return other;
}

CharCounts slow_counts(std::string_view text) {
  CharCounts n;
  for (std::size_t i = 0; i < text.size();) {
    const std::uint16_t bits = slow_classes(decode(text, i));
    ++n.total;
    n.letters += (bits & letter) != 0, n.marks += (bits & mark) != 0, n.digits += (bits & digit) != 0;
    n.other_numbers += (bits & other_number) != 0, n.punctuation += (bits & punctuation) != 0;
    n.symbols += (bits & symbol) != 0, n.whitespace += (bits & whitespace) != 0, n.other += (bits & other) != 0;
    n.uppercase += (bits & uppercase) != 0, n.lowercase += (bits & lowercase) != 0;
    n.ideographs += (bits & ideograph) != 0;
  }
  return n;
}

void check_equal(const CharCounts& a, const CharCounts& b) {
  const auto all = [](const CharCounts& n) {
    return std::vector<std::uint64_t>{n.total,   n.letters,    n.marks, n.digits,    n.other_numbers, n.punctuation,
                                      n.symbols, n.whitespace, n.other, n.uppercase, n.lowercase,     n.ideographs};
  };
  REQUIRE(all(a) == all(b));
}

}  // namespace

TEST_CASE("classes_of agrees with ICU on every code point") {
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (classes_of(c) != slow_classes(c)) FAIL("U+" << std::hex << static_cast<unsigned>(c));
  }
  CHECK(classes_of(0x110000) == other);
  CHECK(classes_of(0xffffffff) == other);
}

TEST_CASE("classes_of knows its textbook cases") {
  CHECK(classes_of('A') == (letter | uppercase));
  CHECK(classes_of(0x1c5) == (letter | uppercase));  // titlecase
  CHECK(classes_of(0x4e2d) == (letter | ideograph));
  CHECK(classes_of(0x3042) == letter);
  CHECK(classes_of(0x3007) == other_number);
  CHECK(classes_of('\t') == whitespace);
  CHECK(classes_of(0x3000) == whitespace);
  CHECK(classes_of(0x200b) == other);
  CHECK(classes_of(0x1f) == other);
  CHECK(classes_of(0x660) == digit);
  CHECK(classes_of(0x1f600) == symbol);
  CHECK(classes_of(0x301) == mark);
  CHECK(is_alphanumeric(U'é'));
  CHECK_FALSE(is_alphanumeric('_'));
  CHECK(is_whitespace(0x85));
}

TEST_CASE("count_classes agrees with its slow twin") {
  base::Rng rng(3);
  for (int round = 0; round < 1500; ++round) {
    const std::string text = test::random_text(rng, rng.below(300), round % 3 == 0 ? 100 : rng.below(101));
    check_equal(count_classes(text), slow_counts(text));
  }
  check_equal(count_classes(""), CharCounts{});
}

TEST_CASE("count_classes does not overflow its bytes") {
  for (const char* piece : {"a", "A", "7", ".", "+", " ", "\x01", "\u4e2d", "\u00e9", "aaaaaaa\u00e9"}) {
    std::string text;
    for (int i = 0; i < 3000; ++i) text += piece;
    INFO(piece);
    check_equal(count_classes(text), slow_counts(text));
  }
}
