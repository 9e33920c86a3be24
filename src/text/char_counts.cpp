#include "text/char_counts.h"

#include <array>
#include <cstdint>
#include <cstring>

#include "text/classes.h"
#include "text/code_point_table.h"
#include "text/utf8.h"

// Most text is ASCII, whose characters are of seven kinds. Each kind gets one byte of a 64-bit word, and each ASCII
// character a word with a 1 in its kind's byte: adding these words counts all kinds at once, with one load and one
// addition a character, and no counter in memory that the next character would have to wait for. A byte overflows after
// 255 additions, so the sum is emptied before that.

namespace dsprep::text {
namespace {

constexpr std::array<CharKind, 7> ascii_kinds = {kind_upper,  kind_lower,      kind_digit, kind_punctuation,
                                                 kind_symbol, kind_whitespace, kind_other};

std::array<std::uint64_t, 128> make_increments() {
  std::array<std::uint64_t, 128> increments{};
  for (std::size_t c = 0; c < increments.size(); ++c) {
    for (std::size_t k = 0; k < ascii_kinds.size(); ++k) {
      if (char_kinds_table().ascii()[c] == ascii_kinds[k]) increments[c] = std::uint64_t{1} << (8 * k);
    }
  }
  return increments;
}

using KindCounts = std::array<std::uint64_t, char_kinds>;

// Eight ASCII characters at a time from `i` on, for as long as there are eight. Returns where it stopped.
std::size_t count_ascii(std::string_view text, std::size_t i, const std::array<std::uint64_t, 128>& increments,
                        KindCounts& kinds) {
  bool more = true;
  while (more) {
    std::uint64_t even = 0, odd = 0;
    for (int round = 0; round < 63; ++round, i += 8) {
      std::uint64_t word = 0;
      more = i + 8 <= text.size();
      if (more) std::memcpy(&word, text.data() + i, 8);
      more = more && (word & 0x8080808080808080ull) == 0;
      if (!more) break;
      for (int k = 0; k < 8; k += 2) {
        even += increments[word >> (8 * k) & 0x7f];
        odd += increments[word >> (8 * k + 8) & 0x7f];
      }
    }
    for (std::size_t k = 0; k < ascii_kinds.size(); ++k) {
      kinds[ascii_kinds[k]] += (even >> (8 * k) & 0xff) + (odd >> (8 * k) & 0xff);
    }
  }
  return i;
}

}  // namespace

CharCounts count_classes(std::string_view text) {
  static const std::array<std::uint64_t, 128> increments = make_increments();
  static const CodePointTable& table = char_kinds_table();
  KindCounts kinds{}, others{};  // by turns, so that two of a kind in a row do not wait for each other
  std::size_t i = 0;
  while (i < text.size()) {
    i = count_ascii(text, i, increments, kinds);
    // The next eight bytes are not all ASCII. Runs of other scripts stay in here for 64 bytes.
    const std::size_t until = i + 64;
    while (i < text.size() && i < until) {
      ++kinds[table[decode(text, i)]];
      if (i < text.size()) ++others[table[decode(text, i)]];
    }
  }
  CharCounts counts;
  for (std::size_t k = 0; k < char_kinds; ++k) counts.total += kinds[k] += others[k];
  counts.uppercase = kinds[kind_upper];
  counts.lowercase = kinds[kind_lower];
  counts.ideographs = kinds[kind_ideograph];
  counts.letters = counts.uppercase + counts.lowercase + counts.ideographs + kinds[kind_other_letter];
  counts.marks = kinds[kind_mark];
  counts.digits = kinds[kind_digit];
  counts.other_numbers = kinds[kind_other_number];
  counts.punctuation = kinds[kind_punctuation];
  counts.symbols = kinds[kind_symbol];
  counts.whitespace = kinds[kind_whitespace];
  counts.other = kinds[kind_other];
  return counts;
}

}  // namespace dsprep::text
