#include "text/word_facts.h"

#include <algorithm>
#include <cstdint>

#include "text/classes.h"
#include "text/code_point_table.h"
#include "text/pack8.h"
#include "text/utf8.h"

// Most words begin with an ASCII letter, which settles all but their length. In the others, and in words with bytes
// beyond ASCII, eight bytes are looked at as one number; only a word without an ASCII letter is decoded.

namespace dsprep::text {
namespace {

constexpr std::uint64_t ones = 0x0101010101010101ull, high_bits = 0x80 * ones;
constexpr std::uint32_t most_chars = (std::uint32_t{1} << 30) - 1;

// How many of eight bytes go on with a code point: 10xxxxxx.
std::uint64_t continuations(std::uint64_t bytes) { return ((bytes >> 7 & ~bytes >> 6 & ones) * ones) >> 56; }

bool has_ascii_letter(std::uint64_t bytes) {
  const std::uint64_t low = (bytes | 0x20 * ones) & 0x7f * ones;  // lower case; nothing else becomes a letter by it
  const std::uint64_t from_a = low + (0x80 - 'a') * ones,
                      above_z = low + (0x7f - 'z') * ones;  // in each byte's top bit
  return (from_a & ~above_z & ~bytes & high_bits) != 0;
}

bool is_letter(std::uint8_t kind) { return kind <= kind_other_letter; }
bool is_letter_or_number(std::uint8_t kind) {
  return is_letter(kind) || kind == kind_digit || kind == kind_other_number;
}

WordFacts facts_of(std::string_view text, TextSpan word, const CodePointTable& kinds) {
  WordFacts facts{};
  std::uint64_t chars = word.size(), beyond_ascii = 0;
  bool has_letter = false;
  for (std::size_t i = word.begin; i < word.end; i += 8) {
    const std::uint64_t bytes = pack8(text, i, word.end - i);
    chars -= continuations(bytes);
    beyond_ascii |= bytes & high_bits;
    has_letter = has_letter || has_ascii_letter(bytes);
  }
  std::size_t i = word.begin;
  const std::uint8_t first = kinds[decode(text, i)];
  has_letter = has_letter || is_letter(first);
  while (!has_letter && beyond_ascii != 0 && i < word.end) has_letter = is_letter(kinds[decode(text, i)]);
  facts.chars = static_cast<std::uint32_t>(std::min<std::uint64_t>(chars, most_chars));
  facts.starts_alphanumeric = is_letter_or_number(first);
  facts.has_letter = has_letter;
  return facts;
}

}  // namespace

void find_word_facts(std::string_view text, std::span<const TextSpan> words, bool ascii,
                     std::vector<WordFacts>& facts) {
  static const CodePointTable& kinds = char_kinds_table();
  const std::uint8_t* const of_ascii = kinds.ascii();
  facts.resize(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    const TextSpan& word = words[i];
    const auto first = static_cast<unsigned char>(text[word.begin]);
    const bool plain = first < 0x80 && of_ascii[first] <= kind_lower && word.size() < most_chars;
    if (plain && (ascii || word.size() <= 8)) {
      facts[i].chars =
          ascii ? word.size()
                : word.size() - static_cast<std::uint32_t>(continuations(pack8(text, word.begin, word.size())));
      facts[i].has_letter = facts[i].starts_alphanumeric = 1;
    } else {
      facts[i] = facts_of(text, word, kinds);
    }
  }
}

}  // namespace dsprep::text
