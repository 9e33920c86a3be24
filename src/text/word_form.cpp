#include "text/word_form.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "text/classes.h"
#include "text/normalize.h"
#include "text/utf8.h"

namespace dsprep::text {
namespace {

CodePointTable make_not_in_words() {
  std::vector<std::uint8_t> flat(code_points);
  for (char32_t c = 0; c < code_points; ++c) flat[c] = (classes_of(c) & (letter | mark | digit | other_number)) == 0;
  return CodePointTable(flat);
}

}  // namespace

const CodePointTable& not_in_words_table() {
  static const CodePointTable table = make_not_in_words();
  return table;
}

std::string_view trim_word(std::string_view word, const CodePointTable& trimmed) {
  const std::uint8_t* const ascii = trimmed.ascii();
  while (!word.empty()) {
    const auto first = static_cast<unsigned char>(word.front());
    std::size_t size = 1;
    if (first < 0x80 ? ascii[first] == 0 : (size = 0, trimmed[decode(word, size)] == 0)) break;
    word.remove_prefix(size);
  }
  while (!word.empty()) {
    std::size_t at = word.size() - 1;
    while (is_continuation(word[at])) --at;
    std::size_t i = at;
    if (trimmed[decode(word, i)] == 0) break;
    word = word.substr(0, at);
  }
  return word;
}

std::string_view WordForm::lower(std::string_view word) {
  bool plain = true;  // nearly every word is
  for (const char c : word) plain &= static_cast<signed char>(c) >= 0 && static_cast<unsigned char>(c - 'A') >= 26;
  if (plain) return word;
  to_lower(word, lowered_);
  return lowered_;
}

}  // namespace dsprep::text
