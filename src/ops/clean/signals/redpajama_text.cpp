#include "ops/clean/signals/redpajama_text.h"

#include <array>

#include "base/ascii.h"
#include "text/char_facts.h"
#include "text/code_point_table.h"
#include "text/normalize.h"
#include "text/space_at.h"
#include "text/utf8.h"

namespace dsprep::ops::signals {
namespace {

enum Kind : std::uint8_t { word, space, mark };

std::array<Kind, 128> make_kinds() {
  std::array<Kind, 128> kinds{};
  for (std::size_t c = 0; c < 128; ++c) {
    const char byte = static_cast<char>(c);
    kinds[c] = text::space_at({&byte, 1}, 0) > 0                                       ? space
               : text::is_word_character(text::char_facts(), static_cast<char32_t>(c)) ? word
                                                                                       : mark;
  }
  return kinds;
}

// Of the character at text[i], moving i behind it.
Kind next_kind(std::string_view text, std::size_t& i) {
  static const std::array<Kind, 128> kinds = make_kinds();
  static const text::CodePointTable& facts = text::char_facts();
  const auto byte = static_cast<unsigned char>(text[i]);
  if (byte < 0x80) {
    ++i;
    return kinds[byte];
  }
  const bool is_space = text::space_at(text, i) > 0;
  const char32_t c = text::decode(text, i);
  return is_space ? space : text::is_word_character(facts, c) ? word : mark;
}

// What becomes of each ASCII character: itself or its small letter, ' ' for white space, 0 for punctuation.
std::array<char, 128> make_ascii() {
  std::array<char, 128> table{};
  for (std::size_t b = 0; b < 128; ++b) {
    const char c = static_cast<char>(b);
    table[b] = text::space_at({&c, 1}, 0) > 0                              ? ' '
               : base::is_ascii_punctuation(static_cast<unsigned char>(c)) ? '\0'
               : c >= 'A' && c <= 'Z'                                      ? static_cast<char>(c + ('a' - 'A'))
                                                                           : c;
  }
  return table;
}

// Appends `text` with white space unified.
void unify_spaces(std::string_view text, std::string& out) {
  out.clear();
  for (std::size_t i = 0; i < text.size();) {
    if (const std::size_t size = text::space_at(text, i)) {
      if (!out.empty() && out.back() != ' ') out += ' ';
      i += size;
    } else {
      out += text[i++];
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
}

}  // namespace

void split_wordpunct(std::string_view text, std::vector<TextSpan>& words) {
  words.clear();
  Kind last = space;
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto at = static_cast<std::uint32_t>(i);
    const Kind kind = next_kind(text, i);
    if (kind == last) continue;
    if (last != space) words.push_back({begin, at});
    begin = at;
    last = kind;
  }
  if (last != space) words.push_back({begin, static_cast<std::uint32_t>(text.size())});
}

void normalize_redpajama(std::string_view text, std::string& out, std::string& scratch) {
  static const std::array<char, 128> ascii = make_ascii();
  if (text::is_ascii(text)) {
    out.resize(text.size());  // never longer
    std::size_t size = 0;
    bool after_space = true;
    for (const char byte : text) {
      const char c = ascii[static_cast<unsigned char>(byte)];
      const bool is_space = c == ' ';
      // NUL is a character like any other; what ascii[] maps to it is punctuation.
      if ((c == '\0' && byte != '\0') || (is_space && after_space)) continue;
      out[size++] = c;
      after_space = is_space;
    }
    if (size > 0 && out[size - 1] == ' ') --size;
    out.resize(size);
    return;
  }
  scratch.clear();
  for (const char c : text)
    if (!base::is_ascii_punctuation(static_cast<unsigned char>(c))) scratch += c;
  text::to_lower(scratch, out);
  unify_spaces(out, scratch);
  text::normalize(scratch, text::Form::nfd, out);
}

std::uint64_t count_redpajama_sentences(std::string_view text) {
  std::uint64_t sentences = 0;
  bool word_before = false;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t next = i;
    const char c = text[i];
    const bool is_word = next_kind(text, next) == word;
    const bool ends = c == '.' || c == '!' || c == '?';
    if (is_word == word_before || ends) {
      word_before = is_word;
      i = next;
      continue;
    }
    ++sentences;
    while (i < text.size() && text[i] != '.' && text[i] != '!' && text[i] != '?') ++i;
    while (i < text.size() && (text[i] == '.' || text[i] == '!' || text[i] == '?')) ++i;
    word_before = false;  // behind a mark, or at the end
  }
  return sentences;
}

bool is_upper(std::string_view word) {
  bool capital = false;
  for (std::size_t i = 0; i < word.size();) {
    const std::uint8_t facts = text::char_facts()[text::decode(word, i)];
    if (facts & (text::fact_lower | text::fact_title)) return false;
    capital |= (facts & text::fact_upper) != 0;
  }
  return capital;
}

bool starts_with_bullet(std::string_view line) {
  if (line.size() < 3 || line[0] != '\xe2') return false;
  std::size_t i = 0;
  switch (text::decode(line, i)) {
    case 0x2022:
    case 0x2023:
    case 0x25b6:
    case 0x25c0:
    case 0x25e6:
    case 0x25a0:
    case 0x25a1:
    case 0x25aa:
    case 0x25ab:
    case 0x2013: return true;
    default: return false;
  }
}

std::uint64_t count_word(std::string_view normalized, std::string_view word) {
  std::uint64_t found = 0;
  for (std::size_t at = normalized.find(word); at != std::string_view::npos; at = normalized.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    found += (at == 0 || normalized[at - 1] == ' ') && (end == normalized.size() || normalized[end] == ' ');
  }
  return found;
}

}  // namespace dsprep::ops::signals
