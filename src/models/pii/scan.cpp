#include "models/pii/scan.h"

#include <algorithm>

#include "text/classes.h"
#include "text/utf8.h"

namespace dsprep::models::pii {
namespace {

// A letter of a script that has upper and lower case, so writes words with spaces: é, ж, not 字.
bool goes_on(char32_t c) { return text::classes_of(c) & (text::uppercase | text::lowercase); }

std::size_t code_point_start(std::string_view s, std::size_t i) {
  while (i > 0 && i < s.size() && text::is_continuation(s[i])) --i;
  return i;
}

}  // namespace

bool Scan::free_before(std::size_t i) const {
  if (i == 0) return true;
  const char c = text[i - 1];
  if (static_cast<signed char>(c) >= 0) return !is_word(c);
  std::size_t start = code_point_start(text, i - 1);
  return !goes_on(text::decode(text, start));
}

bool Scan::free_after(std::size_t i) const {
  if (i >= text.size()) return true;
  const char c = text[i];
  if (static_cast<signed char>(c) >= 0) return !is_word(c);
  return !goes_on(text::decode(text, i));
}

bool Scan::holds(std::string_view window, ContextWords words) const {
  for (const std::string_view word : words) {
    const bool ascii_front = is_alnum(word.front()), ascii_back = is_alnum(word.back());
    for (std::size_t at = window.find(word); at != window.npos; at = window.find(word, at + 1)) {
      const std::size_t end = at + word.size();
      if (ascii_front && at > 0 && is_alnum(window[at - 1])) continue;
      const std::size_t last = end + (end < window.size() && window[end] == 's');   // a plural
      if (ascii_back && last < window.size() && (is_alpha(window[last]) || window[last] == '_')) continue;
      return true;
    }
  }
  return false;
}

bool Scan::really_near(std::size_t begin, std::size_t end, ContextWords words, bool behind, std::size_t bytes_before,
                       std::size_t bytes_behind) {
  const auto lowered = [&](std::size_t from, std::size_t to) -> std::string_view {
    window_.assign(text.substr(from, to - from));
    std::transform(window_.begin(), window_.end(), window_.begin(), lower);
    return window_;
  };
  if (holds(lowered(begin - std::min(begin, bytes_before), begin), words)) return true;
  return behind && holds(lowered(end, std::min(text.size(), end + bytes_behind)), words);
}

bool Scan::ideographs_near(std::size_t begin, std::size_t end) const {
  constexpr std::size_t bytes = 12;
  const auto any = [&](std::size_t from, std::size_t to) {
    return std::any_of(text.begin() + static_cast<std::ptrdiff_t>(from), text.begin() + static_cast<std::ptrdiff_t>(to),
                       [](char c) { const auto b = static_cast<unsigned char>(c); return b >= 0xe4 && b <= 0xe9; });
  };
  return any(begin - std::min(begin, bytes), begin) || any(end, std::min(text.size(), end + bytes));
}

NumberRun Scan::run_at(std::size_t begin) const {
  NumberRun run;
  const char left = before(begin);
  const bool glued = (left == '-' || left == '.' || left == ',' || left == ':') && begin >= 2 && is_word(text[begin - 2]);
  // After a word, a dot or a colon ends it; a digit or a dash would go on.
  const bool word_mark = glued && (left == ':' || left == ',' || left == '.') && !is_digit(text[begin - 2]);
  run.bordered = free_before(begin) && (!glued || word_mark) && left != '/' && left != '+';
  for (std::size_t i = begin; run.group_count < NumberRun::most_groups;) {
    std::size_t end = i;
    while (end < text.size() && is_digit(text[end]) && end - i <= NumberRun::most_digits) ++end;
    if (end == i || run.size + (end - i) > NumberRun::most_digits) break;
    if (run.group_count > 0 && !free_after(end)) break;
    for (; i < end; ++i) run.digits[run.size++] = static_cast<std::uint8_t>(text[i] - '0');
    run.groups[run.group_count] = {static_cast<std::uint32_t>(run.group_count ? run.groups[run.group_count - 1].end + 1 : begin),
                                   static_cast<std::uint32_t>(end)};
    const char separator = at(end);
    const bool more = (separator == ' ' || separator == '-' || separator == '.' || separator == '/' || separator == ':') &&
                      is_digit(at(end + 1));
    run.separators[run.group_count++] = more ? separator : '\0';
    if (!more) break;
    i = end + 1;
  }
  return run;
}

std::size_t Scan::shape(const NumberRun& run, std::initializer_list<unsigned> lengths, std::string_view separators) const {
  if (!run.bordered || run.group_count < lengths.size()) return 0;
  // "0000 8000 8000 0080" is a row of numbers, not one with something before it.
  if (lengths.size() > 1 && run.separators[0] == ' ' && before(run.begin()) == ' ' && run.begin() >= 2 && is_digit(text[run.begin() - 2])) return 0;
  std::size_t i = 0;
  for (const unsigned length : lengths) {
    if (run.groups[i].size() != length) return 0;
    if (i > 0 && (run.separators[i - 1] != run.separators[0] || separators.find(run.separators[0]) == separators.npos)) return 0;
    ++i;
  }
  const char next = run.separators[i - 1];
  if (next == '-' || next == '.' || next == '/' || (next == ' ' && lengths.size() > 1 && run.separators[0] == ' ')) return 0;
  return free_after(run.groups[i - 1].end) ? run.groups[i - 1].end : 0;
}

}  // namespace dsprep::models::pii
