#include "html/block_facts.h"

#include <algorithm>

namespace dsprep::html {
namespace {

bool is_space(unsigned char c) { return c == ' ' || c == '\n' || c == '\t'; }

// Parts of a word that a character of scripts written without spaces is worth, by its first two bytes; 0: of others.
float word_share(unsigned char lead, unsigned char next) {
  if (lead >= 0xE3 && lead <= 0xE9) return 0.5f;                                                    // U+3000–U+9FFF
  if (lead == 0xF0 && next >= 0xA0 && next <= 0xB3) return 0.5f;                                    // ideographs beyond
  if (lead == 0xE0 && next >= 0xB8 && next <= 0xBB) return 0.2f;                                    // Thai, Lao
  if (lead == 0xE1 && (next == 0x9E || next == 0x9F || next == 0x80 || next == 0x81)) return 0.2f;  // Khmer, Burmese
  return 0;
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return text.ends_with(end); });
}

}  // namespace

BlockFacts facts_of(std::string_view text) {
  BlockFacts facts;
  std::size_t digits = 0, capitals = 0, commas = 0, separators = 0, words = 0;
  float dense = 0;  // words of scripts without spaces
  bool in_word = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (is_space(c)) {
      in_word = false;
      facts.lines += c == '\n';
      continue;
    }
    if (c >= 0xC0) {  // the first byte of several
      const unsigned char next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
      const unsigned char third = i + 2 < text.size() ? static_cast<unsigned char>(text[i + 2]) : 0;
      if (const float share = word_share(c, next); share != 0) {
        dense += share;
        if (c == 0xE3 && next == 0x80 && third == 0x82) ++facts.sentences;  // 。
        if (c == 0xE3 && next == 0x80 && third == 0x81) ++commas;           // 、
        continue;
      }
      if (c == 0xEF && next == 0xBC) {
        commas += third == 0x8C;                            // ，
        facts.sentences += third == 0x81 || third == 0x9F;  // ！ ？
        continue;
      }
      if (c == 0xD8 && next == 0x8C) ++commas;                                          // Arabic comma
      if (c == 0xE2 && next == 0x80 && (third == 0xBA || third == 0xA2)) ++separators;  // › •
      if (c == 0xC2 && (next == 0xBB || next == 0xB7 || next == 0xAB)) ++separators;    // » · «
      if (c == 0xE2 && next == 0x86) ++separators;                                      // arrows
    }
    if (!in_word) {
      in_word = true;
      ++words;
      capitals += (c >= 'A' && c <= 'Z') || (c == 0xC3 && i + 1 < text.size() && (text[i + 1] & 0x20) == 0);
    }
    digits += c >= '0' && c <= '9';
    commas += c == ',';
    separators += c == '|' || c == '/' || c == '>';
    if ((c == '.' || c == '!' || c == '?') &&
        (i + 1 == text.size() || is_space(static_cast<unsigned char>(text[i + 1]))))
      ++facts.sentences;
  }
  facts.words = static_cast<float>(words) + dense;
  facts.letters = static_cast<float>(text.size());
  const float some = std::max(facts.words, 1.0f);
  facts.digits = static_cast<float>(digits) / std::max(facts.letters, 1.0f);
  facts.capitals = static_cast<float>(capitals) / some;
  facts.commas = static_cast<float>(commas) / some;
  facts.separators = static_cast<float>(separators) / some;
  std::string_view end = text;
  while (ends_with_any(end, {"\"", "'", ")", "]"})) end.remove_suffix(1);
  while (ends_with_any(end, {"”", "’", "»", "）", "」"})) end.remove_suffix(end.ends_with("»") ? 2 : 3);
  facts.ends_sentence = ends_with_any(end, {".", "!", "?", "。", "！", "？", "…", "؟", "।", "۔"});
  facts.ends_colon = ends_with_any(end, {":", "："});
  facts.question = ends_with_any(end, {"?", "？"});
  facts.begins_lower = !text.empty() && text.front() >= 'a' && text.front() <= 'z';
  return facts;
}

}  // namespace dsprep::html
