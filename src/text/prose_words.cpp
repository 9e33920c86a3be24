#include "text/prose_words.h"

#include <array>
#include <cstdint>

namespace dsprep::text {
namespace {

enum Kind : std::uint8_t { gap, letter, sign, joining_sign, blocks };

constexpr std::array<std::uint8_t, 256> make_kinds() {
  std::array<std::uint8_t, 256> kinds{};
  for (unsigned c = 0x21; c < 0x7f; ++c) kinds[c] = sign;
  for (unsigned c = 'a'; c <= 'z'; ++c) kinds[c] = kinds[c - 'a' + 'A'] = letter;
  for (unsigned c = '0'; c <= '9'; ++c) kinds[c] = blocks;
  for (const char c : std::string_view("/@\\_#=&<>{}[]|~^$%+`")) kinds[static_cast<unsigned char>(c)] = blocks;
  for (const char c : std::string_view(".:-")) kinds[static_cast<unsigned char>(c)] = joining_sign;
  for (unsigned c = 0xc3; c <= 0xdf; ++c) kinds[c] = letter;  // alphabets: U+00C0 to U+07FF, two bytes each
  return kinds;
}
constexpr std::array<std::uint8_t, 256> kinds = make_kinds();

std::uint8_t kind_at(std::string_view text, std::size_t i) { return kinds[static_cast<unsigned char>(text[i])]; }

// Is the last byte the second one of an alphabet's letter?
bool ends_in_letter(std::string_view text) {
  if (text.size() < 2 || static_cast<unsigned char>(text.back()) < 0x80) return false;
  const auto lead = static_cast<unsigned char>(text[text.size() - 2]);
  return lead >= 0xc3 && lead <= 0xdf;
}

}  // namespace

void find_prose_words(std::string_view text, std::span<const TextSpan> words, std::vector<TextSpan>& prose) {
  prose.clear();
  std::size_t end = 0;  // of the stretch looked at last: everything before it has been judged
  bool good = true, address = false;
  for (const TextSpan& word : words) {
    if (word.begin >= end && kind_at(text, word.begin) == gap) {  // Chinese, Thai: by itself, unless an address goes on
      for (std::size_t i = end; address && i < word.begin; ++i) address = kind_at(text, i) != gap;
      if (!address) prose.push_back(word);
      end = word.end;
      good = !address;
      continue;
    }
    if (word.begin >= end) {
      std::size_t begin = word.begin;
      while (begin > end && (kind_at(text, begin - 1) != gap || ends_in_letter(text.substr(end, begin - end)))) --begin;
      good = !(address && begin == end && begin > 0);
      address = !good;
      end = begin;
      for (std::uint8_t before = gap; end < text.size() && kind_at(text, end) != gap;) {
        const std::uint8_t kind = kind_at(text, end);
        good &= kind != blocks && !(kind == letter && before == joining_sign);
        address |= text[end] == ':' && text.substr(end, 3) == "://";
        before = kind;
        end += static_cast<unsigned char>(text[end]) >= 0x80 ? 2 : 1;
      }
    }
    if (good) prose.push_back(word);
  }
}

}  // namespace dsprep::text
