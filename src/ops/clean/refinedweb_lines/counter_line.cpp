#include "ops/clean/refinedweb_lines/counter_line.h"

#include "base/ascii.h"
#include "text/char_facts.h"
#include "text/code_point_table.h"
#include "text/space_at.h"
#include "text/utf8.h"

namespace dsprep::ops::refinedweb_lines {
namespace {

constexpr std::string_view counted[] = {"likes",     "shares",  "comments",  "retweets",  "reposts", "quotes",
                                        "bookmarks", "upvotes", "downvotes", "downloads", "views",   "followers"};

// How many bytes at line[i] are `letter` once lower-cased, or 0. Only k has another capital, KELVIN SIGN.
std::size_t letter_length(std::string_view line, std::size_t i, char letter) {
  if (i < line.size() && base::ascii_lower(line[i]) == letter) return 1;
  return letter == 'k' && line.substr(i, 3) == "\xe2\x84\xaa" ? 3 : 0;
}

std::size_t word_length(std::string_view line, std::size_t i, std::string_view word) {
  const std::size_t begin = i;
  for (const char letter : word) {
    const std::size_t size = letter_length(line, i, letter);
    if (size == 0) return 0;
    i += size;
  }
  return i - begin;
}

}  // namespace

bool is_counter_line(std::string_view line) {
  static const text::CodePointTable& facts = text::char_facts();
  std::size_t i = 0, next = 0;
  char32_t c = 0;
  const auto peek = [&] {
    if (i >= line.size()) return false;
    next = i;
    c = text::decode(line, next);
    return true;
  };
  while (peek() && !text::is_word_character(facts, c)) i = next;
  if (i >= line.size() || !(facts[c] & text::fact_decimal)) return false;
  while (peek() && (c == U',' || c == U'.' || (facts[c] & text::fact_decimal))) i = next;
  for (const char suffix : {'k', 'm', 'b'}) {
    if (const std::size_t size = letter_length(line, i, suffix)) {
      i += size;
      break;
    }
  }
  const std::size_t before = i;
  while (const std::size_t size = text::space_at(line, i)) i += size;
  if (i == before) return false;
  for (const std::string_view word : counted) {
    const std::size_t size = word_length(line, i, word);
    if (size == 0) continue;
    for (i += size; peek(); i = next)
      if (text::is_word_character(facts, c)) return false;
    return true;
  }
  return false;
}

}  // namespace dsprep::ops::refinedweb_lines
