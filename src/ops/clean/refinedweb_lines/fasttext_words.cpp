#include "ops/clean/refinedweb_lines/fasttext_words.h"

#include <array>

#include "text/char_facts.h"
#include "text/code_point_table.h"
#include "text/utf8.h"

namespace dsprep::ops::refinedweb_lines {
namespace {

enum : std::uint8_t { other, cuts, alphanumeric, beyond };

std::array<std::uint8_t, 256> make_kinds() {
  std::array<std::uint8_t, 256> kinds{};
  for (std::size_t b = 0; b < 0x80; ++b)
    kinds[b] = (text::char_facts().ascii()[b] & text::fact_alnum) ? alphanumeric : other;
  for (std::size_t b = 0x80; b < 0x100; ++b) kinds[b] = beyond;
  for (const char c : {' ', '\t', '\n', '\v', '\f', '\r', '\0'}) kinds[static_cast<unsigned char>(c)] = cuts;
  return kinds;
}

}  // namespace

std::uint64_t count_fasttext_words(std::string_view text, std::uint64_t enough) {
  static const std::array<std::uint8_t, 256> kinds = make_kinds();
  static const text::CodePointTable& facts = text::char_facts();
  std::uint64_t words = 0;
  bool after_cut = true;
  for (std::size_t i = 0; i < text.size() && words < enough; ++i) {
    const std::uint8_t kind = kinds[static_cast<unsigned char>(text[i])];
    if (kind == beyond && after_cut) {
      std::size_t at = i;
      words += (facts[text::decode(text, at)] & text::fact_alnum) != 0;
    }
    words += after_cut && kind == alphanumeric;
    after_cut = kind == cuts;
  }
  return words;
}

}  // namespace dsprep::ops::refinedweb_lines
