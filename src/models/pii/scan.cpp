#include "models/pii/scan.h"

#include <algorithm>

#include "base/ascii.h"
#include "text/classes.h"
#include "text/utf8.h"

namespace dsprep::models::pii {
namespace {

// A letter of a script that has upper and lower case, so writes words with spaces: é, ж, not 字.
bool goes_on(char32_t c) { return text::classes_of(c) & (text::uppercase | text::lowercase); }

// What may stand between two members of a list, quotation marks included.
bool list_mark(char c) { return std::string_view(" ,;/|\"'-").find(c) != std::string_view::npos; }

constexpr std::string_view ideographic_comma = "、";

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
      const std::size_t last = end + (end < window.size() && window[end] == 's');  // a plural
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
    std::transform(window_.begin(), window_.end(), window_.begin(), base::ascii_lower);
    return window_;
  };
  if (holds(lowered(begin - std::min(begin, bytes_before), begin), words)) return true;
  return behind && holds(lowered(end, std::min(text.size(), end + bytes_behind)), words);
}

bool Scan::ideographs_near(std::size_t begin, std::size_t end) const {
  constexpr std::size_t bytes = 12;
  const auto any = [&](std::size_t from, std::size_t to) {
    return std::any_of(text.begin() + static_cast<std::ptrdiff_t>(from), text.begin() + static_cast<std::ptrdiff_t>(to),
                       [](char c) {
                         const auto b = static_cast<unsigned char>(c);
                         return b >= 0xe4 && b <= 0xe9;
                       });
  };
  return any(begin - std::min(begin, bytes), begin) || any(end, std::min(text.size(), end + bytes));
}

const Found* Scan::listed_after(Kind kind, std::size_t begin, bool spaces_will_do) const {
  constexpr std::size_t furthest = 4, looked_at = 4;
  for (std::size_t k = 1; k <= std::min(looked_at, found.size()); ++k) {
    const Found& last = found[found.size() - k];
    if (last.kind != kind || last.end > begin || begin - last.end > furthest) continue;
    std::string_view between = text.substr(last.end, begin - last.end);
    if (!spaces_will_do && between.find_first_not_of(' ') == between.npos) continue;  // a row, not a list
    while (!between.empty()) {
      const bool wide = between.starts_with(ideographic_comma);
      if (!wide && !list_mark(between[0])) break;
      between.remove_prefix(wide ? ideographic_comma.size() : 1);
    }
    if (between.empty()) return &last;
  }
  return nullptr;
}

bool Scan::found_up_to(std::size_t end) const {
  constexpr std::size_t looked_at = 4;
  for (std::size_t k = 1; k <= std::min(looked_at, found.size()); ++k)
    if (found[found.size() - k].end == end) return true;
  return false;
}

bool Scan::path_before(std::size_t i) const {
  constexpr std::size_t furthest = 96;
  if (found_up_to(i - 1)) return false;
  std::size_t begin = i - 1;
  const auto path_char = [](char c) {
    return is_word(c) || std::string_view("/.-~%+@=&?").find(c) != std::string_view::npos;
  };
  for (; begin > 0 && i - begin < furthest && path_char(text[begin - 1]); --begin)
    if (is_alpha(text[begin - 1])) return true;
  if (text[begin] != '/') return i - begin >= furthest;
  return begin == 0 || static_cast<signed char>(text[begin - 1]) >= 0;
}

// Whether nothing goes into the digit at `begin` from the left: a list's comma or slash does not.
bool Scan::bordered_at(NumberRun& run, std::size_t begin) const {
  const char left = before(begin);
  if (!free_before(begin)) return false;
  if (left == '+') return found_up_to(begin - 1);
  if (left == '/') return !path_before(begin);
  const char further = begin >= 2 ? text[begin - 2] : '\0';
  if (!is_word(further)) return true;
  // After a word, a dot or a colon ends it; a digit or a dash would go on.
  if (left == '-') return found_up_to(begin - 1);
  if (left == '.') return !is_digit(further);
  if (left == ':') return !is_digit(further) || found_up_to(begin - 1);
  if (left != ',' || !is_digit(further)) return true;
  std::size_t digits = begin - 1;
  while (digits > 0 && begin - digits < 6 && is_digit(text[digits - 1])) --digits;
  run.fraction = begin - 1 - digits <= 3 && before(digits) != ',';
  return true;
}

NumberRun Scan::run_at(std::size_t begin) const {
  NumberRun run;
  run.bordered = bordered_at(run, begin);
  std::size_t start = begin;
  for (std::size_t i = begin; run.group_count < NumberRun::most_groups;) {
    std::size_t end = i;
    while (end < text.size() && is_digit(text[end]) && end - i <= NumberRun::most_digits) ++end;
    if (end == i || run.size + (end - i) > NumberRun::most_digits) break;
    if (run.group_count > 0 && !free_after(end)) break;
    for (; i < end; ++i) run.digits[run.size++] = static_cast<std::uint8_t>(text[i] - '0');
    run.groups[run.group_count] = {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)};
    const char separator = at(end);
    const bool one = separator == ' ' || separator == '-' || separator == '.' || separator == '/' || separator == ':';
    std::size_t next = end;
    char sign = '\0';
    if (one && is_digit(at(end + 1))) {
      next = end + 1, sign = separator;
    } else if (separator == ' ' && at(end + 1) == '-' && at(end + 2) == ' ' && is_digit(at(end + 3))) {
      next = end + 3, sign = '~';
    }
    run.separators[run.group_count++] = sign;
    if (sign == '\0') break;
    i = start = next;
  }
  if (run.group_count > 0 && run.fraction && at(run.groups[0].end) == ',') run.fraction = false;
  return run;
}

std::size_t Scan::shape(const NumberRun& run, std::initializer_list<unsigned> lengths, std::string_view separators,
                        bool dash_may_follow) const {
  if (!run.bordered || run.group_count < lengths.size()) return 0;
  std::size_t i = 0;
  for (const unsigned length : lengths) {
    if (run.groups[i].size() != length) return 0;
    if (i > 0 && (run.separators[i - 1] != run.separators[0] || separators.find(run.separators[0]) == separators.npos))
      return 0;
    ++i;
  }
  const char next = run.separators[i - 1];
  if ((next == '-' && !dash_may_follow) || next == '.' || (next == '~' && i > 1 && run.separators[0] == '~')) return 0;
  return free_after(run.groups[i - 1].end) ? run.groups[i - 1].end : 0;
}

Scan::Row Scan::row_beside(std::size_t begin, std::size_t end, std::size_t size) const {
  constexpr unsigned most = 16;
  // 12/26, 12:30, 100.00, 5% and $5 are not groups by themselves.
  const auto joins = [](char c) { return std::string_view("/:.,-+%$#").find(c) != std::string_view::npos; };
  const auto alone = [&](std::size_t from, std::size_t to) {
    if (to - from != size) return false;
    if (from > 0 && (is_word(text[from - 1]) || (joins(text[from - 1]) && from > 1 && is_word(text[from - 2]))))
      return false;
    if (before(from) == '$' || before(from) == '#' || at(to) == '%') return false;
    return !is_word(at(to)) && !(joins(at(to)) && is_word(at(to + 1)));
  };
  Row row;
  for (std::size_t at_digit = begin; row.before < most && before(at_digit) == ' '; ++row.before) {
    std::size_t from = at_digit - 1;
    while (from > 0 && is_digit(text[from - 1]) && at_digit - from < 8) --from;
    if (from == at_digit - 1 || !alone(from, at_digit - 1)) break;
    at_digit = from;
  }
  for (std::size_t behind = end; row.behind < most && at(behind) == ' '; ++row.behind) {
    std::size_t to = behind + 1;
    while (is_digit(at(to)) && to - behind < 8) ++to;
    if (to == behind + 1 || !alone(behind + 1, to)) break;
    behind = to;
  }
  return row;
}

bool Scan::apart_in_row(const NumberRun& run, std::size_t end, unsigned groups, std::size_t size) const {
  if (run.separators[0] != ' ') return true;
  const Row row = row_beside(run.begin(), end, size);
  const auto year = [&](std::size_t i) { return size == 4 && year_at(i); };
  const bool before = row.before % groups == 0 || (row.before == 1 && year(run.begin() - 1 - size));
  const bool behind = row.behind % groups == 0 || (row.behind == 1 && year(end + 1));
  return before && behind;
}

}  // namespace dsprep::models::pii
