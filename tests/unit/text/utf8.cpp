#include "text/utf8.h"

#include "support/catch.h"
#include "support/random_text.h"

using namespace dsprep;
using namespace dsprep::text;

namespace {

// The slow twins.
bool slow_is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) > 0x7f) return false;
  }
  return true;
}

std::uint64_t slow_count(std::string_view text) {
  std::uint64_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  return count;
}

// Decodes without trust; then what counts is that encoding again gives the same bytes.
bool slow_valid(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xc0 && lead < 0xe0 ? 2
                               : lead >= 0xe0 && lead < 0xf0 ? 3
                               : lead >= 0xf0 && lead < 0xf8 ? 4
                                                             : 0;
    if (length == 0 || i + length > text.size()) return false;
    char32_t c = length == 1 ? lead : lead & (0xff >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) c = c << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3f);
    if (c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) return false;
    std::string again;
    append_utf8(again, c);
    if (again != text.substr(i, length)) return false;
    i += length;
  }
  return true;
}

}  // namespace

TEST_CASE("decode and append_utf8 are inverse for every code point") {
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c >= 0xd800 && c < 0xe000) continue;
    std::string text;
    append_utf8(text, c);
    std::size_t i = 0;
    if (decode(text, i) != c || i != text.size() || !valid_utf8(text)) {
      FAIL("U+" << std::hex << static_cast<unsigned>(c));
    }
  }
}

TEST_CASE("valid_utf8 refuses what Unicode refuses") {
  const char* const bad[] = {
      "\x80",
      "\xbf",
      "\xc0\x80",
      "\xc1\xbf",
      "\xc2",
      "\xc2\x41",
      "\xe0\x80\x80",
      "\xe0\x9f\xbf",
      "\xe1\x80",
      "\xed\xa0\x80",
      "\xed\xbf\xbf",
      "\xf0\x80\x80\x80",
      "\xf0\x8f\xbf\xbf",
      "\xf4\x90\x80\x80",
      "\xf5\x80\x80\x80",
      "\xf8\x88\x80\x80\x80",
      "\xfe",
      "\xff",
      "\xe2\x28\xa1",
      "\xf0\x9f\x98",
  };
  for (const char* text : bad) {
    INFO(text);
    for (const std::size_t before : {0, 1, 7, 8, 63, 64, 65}) {
      CHECK_FALSE(valid_utf8(std::string(before, 'x') + text));
      CHECK_FALSE(valid_utf8(std::string(before, 'x') + text + std::string(70, 'y')));
      CHECK_FALSE(valid_utf8(std::string(before, 'x') + "\u4e2d" + text + "\u4e2d"));
    }
  }
  CHECK(valid_utf8(""));
  CHECK(valid_utf8(std::string_view("\0", 1)));
  CHECK(valid_utf8("\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf\xef\xbf\xbf"));
}

TEST_CASE("valid_utf8 agrees with its slow twin on damaged texts") {
  base::Rng rng(1);
  int valid = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text = test::random_text(rng, rng.below(40), rng.below(101));
    for (std::uint64_t damage = rng.below(3); damage > 0 && !text.empty(); --damage) {
      if (rng.below(2) == 0) text.erase(rng.below(text.size()), 1);
      else text[rng.below(text.size())] = static_cast<char>(rng.below(256));
    }
    valid += slow_valid(text);
    REQUIRE(valid_utf8(text) == slow_valid(text));
  }
  CHECK(valid > 1000);
  CHECK(valid < 19000);
}

TEST_CASE("Every pair and triple of bytes around the borders is judged as by the slow twin") {
  const unsigned char edges[] = {0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0,
                                 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf7, 0xf8, 0xff};
  for (const unsigned char a : edges)
    for (const unsigned char b : edges)
      for (const unsigned char c : edges) {
        for (const unsigned char d : edges) {
          const std::string text = {static_cast<char>(a), static_cast<char>(b), static_cast<char>(c),
                                    static_cast<char>(d)};
          for (std::size_t n = 1; n <= 4; ++n) {
            const std::string_view part = std::string_view(text).substr(0, n);
            if (valid_utf8(part) != slow_valid(part)) FAIL(int(a) << " " << int(b) << " " << int(c) << " " << int(d));
          }
        }
      }
}

TEST_CASE("is_ascii, count_chars and byte_offset agree with their slow twins") {
  base::Rng rng(2);
  for (int round = 0; round < 3000; ++round) {
    const std::string whole = test::random_text(rng, rng.below(400), round % 3 == 0 ? 100 : rng.below(101));
    std::size_t from = rng.below(whole.size() + 1);  // at every alignment
    while (from < whole.size() && is_continuation(whole[from])) ++from;
    const std::string_view text = std::string_view(whole).substr(from);
    REQUIRE(is_ascii(text) == slow_is_ascii(text));
    REQUIRE(count_chars(text) == slow_count(text));
    REQUIRE(slow_is_ascii(text.substr(0, ascii_prefix(text))));
    REQUIRE((ascii_prefix(text) == text.size() || static_cast<unsigned char>(text[ascii_prefix(text)]) > 0x7f));
    std::uint64_t n = 0;
    for (std::size_t i = 0; i < text.size(); decode(text, i), ++n) REQUIRE(byte_offset(text, n) == i);
    REQUIRE(byte_offset(text, n) == text.size());
    REQUIRE(byte_offset(text, n + 1000) == text.size());
  }
}

TEST_CASE("count_chars does not overflow its bytes") {
  for (const std::size_t size : {63 * 64 - 1, 63 * 64, 63 * 64 + 1, 255 * 64, 256 * 64, 100001}) {
    CHECK(count_chars(std::string(size, 'x')) == size);
    std::string wide;
    for (std::size_t i = 0; i < size / 3; ++i) wide += "\u4e2d";
    CHECK(count_chars(wide) == size / 3);
  }
}
