// Telephone numbers, by libphonenumber's metadata. A candidate is a row of digit groups with the marks people write
// between them; only candidates that look like a number to call are handed to the library, which takes microseconds for
// each:
//   +49 30 1234567        international: valid in its country's plan, no words needed
//   +41 (0)96 123 45 67   the same, as long as a number there: what has a trunk zero in brackets is nothing else
//   (415) 555-0132        national: valid in one of the regions, and written in groups as there
//   785 8949, 4155550132  anything else of 7 to 15 digits only beside words such as phone or 电话, or in a list behind
//   one
// The longest row of groups that is one wins.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "models/phone_numbers.h"
#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {

// Words that stand beside numbers to call and little else, and words that also stand elsewhere.
constexpr std::string_view strong_words[] = {
    "phone",     "phones",    "telephone",   "tel",          "mobile",      "cellphone", "cell",
    "fax",       "whatsapp",  "hotline",     "phone_number", "phonenumber", "phone_no",  "mobile_number",
    "cn number", "us number", "telefon",     "telefono",     "teléfono",    "téléphone", "telefone",
    "móvil",     "celular",   "handynummer", "тел",          "телефон",     "моб",       "电话",
    "電話",      "手机",      "手機",        "联系方式",     "热线",        "致电",      "传真",
    "携帯",      "전화",      "휴대폰",      "फ़ोन",          "هاتف",        "جوال"};
constexpr std::string_view weak_words[] = {"call",     "call me",  "sms",       "text me", "dial",  "reach you",
                                           "reach me", "reach us", "answering", "office",  "handy", "desk"};
constexpr std::size_t weak_before = 28, weak_behind = 12;

struct Group {
  std::size_t begin, end;
};

struct Row {
  static constexpr std::size_t most = 8;
  std::size_t begin = 0;  // with '+' and '('
  Group groups[most];
  std::size_t size = 0;
  bool plus = false, bracket = false;
  std::size_t trunk = most;  // which group is "(0)"
};

bool mark(char c) { return c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')'; }

// The groups from the digit at i on.
Row row_at(const Scan& scan, std::size_t i) {
  Row row;
  row.begin = i;
  if (scan.before(row.begin) == '(') {
    --row.begin;
    row.bracket = true;
  }
  if (scan.before(row.begin) == '+') {
    --row.begin;
    row.plus = true;
  }
  if (row.plus && !row.bracket && scan.before(row.begin) == '(') {
    --row.begin;
    row.bracket = true;
  }
  unsigned digits = 0;
  while (row.size < Row::most) {
    std::size_t end = i;
    while (is_digit(scan.at(end)) && end - i < 18) ++end;
    digits += static_cast<unsigned>(end - i);
    if (end == i || digits > 17) break;
    const bool zero_in_brackets = end - i == 1 && scan.text[i] == '0' && scan.before(i) == '(' && scan.at(end) == ')';
    if (row.plus && row.trunk == Row::most && zero_in_brackets) row.trunk = row.size;
    row.groups[row.size++] = {i, end};
    std::size_t next = end;
    while (next - end < 3 && mark(scan.at(next))) ++next;
    if (next == end || !is_digit(scan.at(next))) break;
    i = next;
  }
  return row;
}

// x123, ext. 123, #123 behind the number: the end of it, else `end`.
std::size_t with_extension(const Scan& scan, std::size_t end) {
  std::size_t i = end;
  while (i - end < 2 && (scan.at(i) == ' ' || scan.at(i) == ',')) ++i;
  for (const std::string_view word : {"extension", "ext.", "ext", "x"}) {
    if (scan.text.substr(i, word.size()) != word) continue;
    i += word.size();
    while (scan.at(i) == ' ') ++i;
    std::size_t stop = i;
    while (is_digit(scan.at(stop)) && stop - i < 8) ++stop;
    return stop > i && stop - i < 8 && scan.free_after(stop) ? stop : end;
  }
  return end;
}

// A comma or a slash may lead to the next number of a list; a comma with three digits or fewer is a decimal one.
bool ends_here(const Scan& scan, const Row& row, std::size_t end) {
  const char c = scan.at(end), d = scan.at(end + 1);
  if (!scan.free_after(end) || ((c == '-' || c == '.' || c == ':') && is_digit(d)) || (c == '-' && d == 'X'))
    return false;  // ISBN 0-…-X
  if (c != ',' || !is_digit(d) || row.plus || scan.at(row.groups[0].end) == '-') return true;
  std::size_t i = end + 1;
  while (is_digit(scan.at(i)) && i - end < 6) ++i;
  return i - end > 4;
}

// The "2," of 2,008 161: not of a list.
bool thousands_before(const Scan& scan, const Row& row) {
  if (row.groups[0].end - row.groups[0].begin != 3 || scan.at(row.groups[0].end) == '-' ||
      scan.found_up_to(row.begin - 1))
    return false;
  std::size_t i = row.begin - 1;
  while (i > 0 && row.begin - i < 6 && is_digit(scan.text[i - 1])) --i;
  return row.begin - 1 - i <= 3;
}

// 2024-01-31, 31.01.2024, 10.0.0.1, 1.234.567: numbers of another kind.
bool another_kind(const Row& row, std::size_t groups, std::string_view text) {
  const auto size = [&](std::size_t g) { return row.groups[g].end - row.groups[g].begin; };
  if (row.plus) return false;
  if (groups >= 3 && !row.bracket) {
    if (size(0) == 4 && size(1) == 2 && size(2) == 2 &&
        (text[row.groups[0].begin] == '1' || text[row.groups[0].begin] == '2'))
      return true;
    if (size(0) == 2 && size(1) == 2 && size(2) == 4 && groups == 3) return true;
  }
  if (groups == 2 && size(0) == 4 && size(1) == 4) {  // 1999-2014
    const auto year = [&](std::size_t g) {
      return text.substr(row.groups[g].begin, 2) == "19" || text.substr(row.groups[g].begin, 2) == "20";
    };
    if (year(0) && year(1)) return true;
  }
  if (groups == 4) {
    bool dots = true;
    for (std::size_t g = 0; g < 4; ++g) dots &= size(g) <= 3 && (g == 3 || text[row.groups[g].end] == '.');
    if (dots) return true;
  }
  for (std::size_t g = 0; g < groups; ++g)
    if (size(g) == 1 && g > 0 && g + 1 < groups) return true;
  return size(groups - 1) < 2;
}

// Written as people write numbers to call: groups with one kind of mark (after a bracket), none of them tiny.
bool well_grouped(const Row& row, std::size_t groups, std::string_view text) {
  if (groups < 2) return false;
  if (groups == 2 && !row.bracket && text[row.groups[0].end] == '.') return false;  // 0.3910648272
  char first = '\0';
  for (std::size_t g = 0; g + 1 < groups; ++g) {
    const std::string_view between = text.substr(row.groups[g].end, row.groups[g + 1].begin - row.groups[g].end);
    if (between.find_first_of("()") != between.npos) {
      if (between.find_first_of("./") != between.npos) return false;
      continue;
    }
    if (g + 1 == row.trunk || g == row.trunk) continue;
    if (between.size() != 1 || between[0] == '/' || (first != '\0' && between[0] != first)) return false;
    first = between[0];
  }
  for (std::size_t g = row.groups[0].end - row.groups[0].begin == 1 ? 1 : 0; g < groups; ++g)
    if (g != row.trunk && row.groups[g].end - row.groups[g].begin < 2) return false;
  return true;
}

unsigned digits_in(const Row& row, std::size_t groups) {
  unsigned digits = 0;
  for (std::size_t g = 0; g < groups; ++g) digits += static_cast<unsigned>(row.groups[g].end - row.groups[g].begin);
  return digits;
}

// Whether a number of as many digits stands before it in a list.
bool listed(const Scan& scan, const Row& row, unsigned digits) {
  const Found* last = scan.listed_after(Kind::phone, row.begin);
  if (last == nullptr) return false;
  const std::string_view other = scan.text.substr(last->begin, last->end - last->begin);
  return static_cast<unsigned>(std::count_if(other.begin(), other.end(), is_digit)) == digits;
}

// The rule by which [row.begin, end) is a telephone number, or "". `crowded`: other numbers stand beside it, spaces
// between.
std::string_view judged(Scan& scan, const Row& row, std::size_t groups, std::size_t end, bool crowded) {
  const unsigned digits = digits_in(row, groups);
  if (digits < 7 || digits > 15 || another_kind(row, groups, scan.text)) return "";
  const std::string_view number = scan.text.substr(row.begin, end - row.begin);
  const PhoneNumbers& phones = PhoneNumbers::get();
  if (row.plus && phones.valid(number, "")) return "international";
  const bool grouped = well_grouped(row, groups, scan.text);
  if (grouped && row.trunk < groups && phones.possible(number)) return "international";
  if (!grouped && groups > 1) return "";
  // Digits without marks may be anything: the word must stand close by.
  const bool strong = scan.really_near(row.begin, end, strong_words, true,
                                       grouped ? Scan::words_before : Scan::words_before / 2, weak_behind + 4);
  const bool weak = !strong && scan.really_near(row.begin, end, weak_words, true, weak_before, weak_behind);
  if (crowded) {  // only what is written as a number of the region is
    if (!strong || !grouped) return "";
    const auto& regions = scan.settings.regions;
    const auto as_there = [&](const std::string& region) { return phones.written_as_in(number, region); };
    return std::any_of(regions.begin(), regions.end(), as_there) ? "context" : "";
  }
  if (strong || (weak && grouped) || listed(scan, row, digits)) return "context";
  // Without words: a bracket, a leading 0, or marks that are not spaces, and written as the region does.
  const bool shown = grouped && digits >= 9 &&
                     (row.bracket || scan.text[row.groups[0].begin] == '0' || scan.text[row.groups[0].end] != ' ');
  if (!row.plus && (shown || weak))
    for (const std::string& region : scan.settings.regions)
      if (weak ? phones.valid(number, region) : phones.written_as_in(number, region))
        return weak ? "context" : "national";
  return "";
}

}  // namespace

void phone_number(Scan& scan, const NumberRun& run) {
  if (run.begin() < scan.phone_until) return;
  const Row row = row_at(scan, run.begin());
  if (digits_in(row, row.size) < 7) return;
  const char before = scan.before(row.begin);
  const bool number_before = row.begin >= 2 && is_digit(scan.text[row.begin - 2]);
  bool glued = (before == '-' || before == '.' || before == ':' || before == '=') && row.begin >= 2 &&
               is_word(scan.text[row.begin - 2]) && !(before == ':' && !number_before);
  if (before == ',' && number_before) glued = thousands_before(scan, row);
  if (before == '/') glued = row.begin >= 2 && is_word(scan.text[row.begin - 2]) && scan.path_before(row.begin);
  if (!scan.free_before(row.begin) || before == '#' || before == '$' || before == '%' || before == '&' ||
      before == '*' || (glued && !row.plus))
    return;
  // Groups with spaces between them are one row: 4111 1111 1111 is no number where 1111 goes on.
  const bool spaced = !row.plus && scan.at(row.groups[0].end) == ' ',
             behind_number = spaced && before == ' ' && number_before;
  for (std::size_t groups = row.size; groups > 0; --groups) {
    std::size_t end = row.groups[groups - 1].end;
    const bool crowded = behind_number || (spaced && scan.at(end) == ' ' && is_digit(scan.at(end + 1)));
    const std::size_t extended = with_extension(scan, end);
    if (extended == end && !ends_here(scan, row, end)) continue;
    const std::string_view rule = judged(scan, row, groups, end, crowded);
    if (rule.empty()) continue;
    end = extended;
    if (row.bracket && scan.text.substr(row.begin, end - row.begin).find(')') == std::string_view::npos) {
      // The bracket is around the whole, not around an area code.
      scan.add(Kind::phone, row.begin + (scan.text[row.begin] == '('), end, rule, false);
    } else {
      scan.add(Kind::phone, row.begin, end, rule, false);
    }
    scan.phone_until = end;
    return;
  }
}

}  // namespace dsprep::models::pii
