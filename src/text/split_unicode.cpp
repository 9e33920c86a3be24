#include <unicode/ubrk.h>

#include <array>

#include "text/break_iterator.h"
#include "text/segment.h"
#include "text/word_break.h"

// ICU's iterator is slow (50 MB/s), and most text is ASCII, where its rules come to this: letters, digits and low lines
// make runs, and some marks join the letters or the digits beside them. Which marks is asked of ICU itself, once: it
// differs from UAX-29 and between its versions (in ICU 72, ":" no longer joins letters, and "@" is a letter).
//
// A text is cut at spaces and LFs, where ICU always breaks, into stretches of ASCII, done here, and the rest, done by
// ICU.

namespace dsprep::text {
namespace {

BreakIterator& icu_words() {
  thread_local BreakIterator iterator(&icu::BreakIterator::createWordInstance);
  return iterator;
}

enum AsciiRole : std::uint8_t {
  role_letter = 1, role_digit = 2, role_joiner = 4,         // joiner: "_"
  role_mid_letter = 8, role_mid_digit = 16,                 // joins the letters, the digits around it
  role_alphanumeric = 32,                                   // makes its segment a word
};
constexpr unsigned role_in_run = role_letter | role_digit | role_joiner;
using AsciiRoles = std::array<std::uint8_t, 128>;

bool is_one_segment(std::initializer_list<char> text) {
  int segments = 0;
  icu_words().run({text.begin(), text.size()}, [&](std::size_t, std::size_t, std::int32_t) { ++segments; });
  return segments == 1;
}

std::uint8_t ask_role(char c) {
  switch (word_break_table()[static_cast<char32_t>(c)] & word_break_mask) {
    case wb_letter: return role_letter | role_alphanumeric;
    case wb_numeric: return role_digit | role_alphanumeric;
    case wb_extend_num_let: return role_joiner;
    default: break;
  }
  if (is_one_segment({c, 'a'})) return role_letter;
  unsigned role = 0;
  if (is_one_segment({'a', c, 'a'})) role |= role_mid_letter;
  if (is_one_segment({'1', c, '1'})) role |= role_mid_digit;
  return static_cast<std::uint8_t>(role);
}

AsciiRoles ask_roles() {
  AsciiRoles roles{};
  for (std::size_t c = 0; c < roles.size(); ++c) roles[c] = ask_role(static_cast<char>(c));
  return roles;
}

// Appends the words of text[begin, end). REQUIRES ASCII.
void split_ascii(std::string_view text, std::size_t begin, std::size_t end, const AsciiRoles& roles,
                 std::vector<TextSpan>& spans) {
  const auto role = [&](std::size_t i) -> unsigned { return i < end ? roles[static_cast<unsigned char>(text[i])] : 0; };
  for (std::size_t i = begin; i < end;) {
    const std::size_t first = i;
    unsigned seen = 0;
    for (unsigned here = role(i); here != 0; here = role(++i)) {
      seen |= here;
      if ((here & role_in_run) != 0) continue;
      const unsigned around = i > first ? role(i - 1) & role(i + 1) : 0;
      const bool joins = ((here & role_mid_letter) && (around & role_letter)) ||
                         ((here & role_mid_digit) && (around & role_digit));
      if (!joins) break;
    }
    if (seen & role_alphanumeric) spans.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(i)});
    if (i == first) ++i;
  }
}

// ICU calls a run of low lines letters.
bool holds_alphanumeric(std::string_view word) {
  for (std::size_t i = 0; i < word.size();) {
    if (word_break_table()[decode(word, i)] & is_alphanumeric_bit) return true;
  }
  return false;
}

void split_icu(std::string_view text, std::size_t begin, std::size_t end, std::vector<TextSpan>& spans) {
  icu_words().run(text.substr(begin, end - begin), [&](std::size_t from, std::size_t to, std::int32_t status) {
    if (status < UBRK_WORD_NONE_LIMIT || !holds_alphanumeric(text.substr(begin + from, to - from))) return;
    spans.push_back({static_cast<std::uint32_t>(begin + from), static_cast<std::uint32_t>(begin + to)});
  });
}

// Behind the first (or last) space or LF of text[begin, end), or npos.
std::size_t behind_first_gap(std::string_view text, std::size_t begin, std::size_t end) {
  const std::size_t at = text.substr(0, end).find_first_of(" \n", begin);
  return at == std::string_view::npos ? at : at + 1;
}
std::size_t behind_last_gap(std::string_view text, std::size_t begin, std::size_t end) {
  const std::size_t at = text.substr(begin, end - begin).find_last_of(" \n");
  return at == std::string_view::npos ? at : begin + at + 1;
}

// Where the first stretch of ASCII behind `from` begins that is worth leaving ICU for, or the text's end.
std::size_t next_ascii_stretch(std::string_view text, std::size_t from) {
  constexpr std::size_t worthwhile = 64;
  while (from < text.size()) {
    if (static_cast<signed char>(text[from]) < 0) {
      ++from;
      continue;
    }
    const std::size_t end = from + ascii_prefix(text.substr(from));
    if (end - from >= worthwhile || end == text.size()) {
      const std::size_t gap = behind_first_gap(text, from, end);
      if (gap != std::string_view::npos) return gap;
    }
    from = end;
  }
  return text.size();
}

}  // namespace

void split_words_unicode(std::string_view text, std::vector<TextSpan>& spans) {
  static const AsciiRoles roles = ask_roles();
  spans.clear();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t foreign = at + ascii_prefix(text.substr(at));
    if (foreign == text.size()) return split_ascii(text, at, foreign, roles, spans);
    const std::size_t gap = behind_last_gap(text, at, foreign);
    if (gap != std::string_view::npos) {
      split_ascii(text, at, gap, roles, spans);
      at = gap;
    }
    const std::size_t end = next_ascii_stretch(text, foreign);
    split_icu(text, at, end, spans);
    at = end;
  }
}

}  // namespace dsprep::text
