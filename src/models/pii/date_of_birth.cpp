// Dates of birth: a date with words before it that say so. A date by itself is not personal.
#include <string>
#include <string_view>

#include "base/ascii.h"
#include "models/pii/check_digits.h"
#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {

constexpr std::string_view words[] = {
    "born",    "birth",         "birthdate",    "birthday",   "dob",           "d.o.b",   "b-day",
    "geboren", "geb.",          "geburtsdatum", "geburtstag", "né le",         "née le",  "date de naissance",
    "nacido",  "nacida",        "nacimiento",   "nascita",    "nato il",       "nata il", "nascimento",
    "出生",    "生日",          "生年月日",     "생년월일",   "дата рождения", "родился", "родилась",
    "д.р.",    "تاريخ الميلاد", "जन्म"};
constexpr std::string_view months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                       "jul", "aug", "sep", "oct", "nov", "dec"};

bool year(unsigned y) { return y >= 1880 && y <= 2030; }

bool is_date(unsigned a, unsigned b, unsigned y) { return year(y) && (valid_date(y, a, b) || valid_date(y, b, a)); }

// The number at i, at most `most` digits; moves i. 0 where there is none.
unsigned number_at(const Scan& scan, std::size_t& i, std::size_t most) {
  const std::size_t begin = i;
  unsigned value = 0;
  while (is_digit(scan.at(i)) && i - begin < most) value = value * 10 + static_cast<unsigned>(scan.text[i++] - '0');
  return is_digit(scan.at(i)) ? 0 : value;
}

// A month's name at i; moves i behind it. 0 where there is none.
unsigned month_at(const Scan& scan, std::size_t& i) {
  const std::size_t begin = i;
  char low[3] = {};
  while (is_alpha(scan.at(i)) && i - begin < 10) {
    if (i - begin < 3) low[i - begin] = base::ascii_lower(scan.text[i]);
    ++i;
  }
  for (unsigned m = 0; m < 12; ++m)
    if (i - begin >= 3 && months[m] == std::string_view(low, 3)) {
      if (scan.at(i) == '.') ++i;
      return m + 1;
    }
  return 0;
}

void skip(const Scan& scan, std::size_t& i, std::string_view any) {
  const auto skipped = [&](char c) {  // a few characters: quicker than find()
    for (const char one : any)
      if (c == one) return true;
    return false;
  };
  while (i < scan.text.size() && skipped(scan.text[i])) ++i;
}

// 5 May 1990, 5th of May, 1990: from the day.
std::size_t day_first(const Scan& scan, std::size_t i) {
  const unsigned day = number_at(scan, i, 2);
  for (const std::string_view suffix : {"st", "nd", "rd", "th", "."})
    if (scan.text.substr(i, suffix.size()) == suffix) {
      i += suffix.size();
      break;
    }
  skip(scan, i, " -");
  if (scan.text.substr(i, 3) == "of ") i += 3;
  const unsigned month = month_at(scan, i);
  skip(scan, i, " ,-");
  const unsigned y = number_at(scan, i, 4);
  return month != 0 && year(y) && valid_date(y, month, day) ? i : 0;
}

// May 5, 1990: `day` is where the day begins; sets begin to the month's.
std::size_t month_first(const Scan& scan, std::size_t day_at, std::size_t& begin) {
  std::size_t i = day_at;
  while (i > 0 && (scan.text[i - 1] == ' ' || scan.text[i - 1] == '.') && day_at - i < 2) --i;
  begin = i;
  while (begin > 0 && is_alpha(scan.text[begin - 1]) && i - begin < 10) --begin;
  std::size_t from = begin;
  const unsigned month = month_at(scan, from);
  i = day_at;
  const unsigned day = number_at(scan, i, 2);
  for (const std::string_view suffix : {"st", "nd", "rd", "th"})
    if (scan.text.substr(i, 2) == suffix) {
      i += 2;
      break;
    }
  skip(scan, i, " ,");
  const unsigned y = number_at(scan, i, 4);
  return month != 0 && year(y) && valid_date(y, month, day) ? i : 0;
}

// 1990年5月5日, 1990년 5월 5일.
std::size_t east_asian(const Scan& scan, std::size_t i) {
  const unsigned y = number_at(scan, i, 4);
  const auto sign = [&](std::string_view chinese, std::string_view korean) {
    const bool found = scan.text.substr(i, 3) == chinese || scan.text.substr(i, 3) == korean;
    if (found) i += 3;
    skip(scan, i, " ");
    return found;
  };
  if (!year(y) || !sign("年", "년")) return 0;
  const unsigned month = number_at(scan, i, 2);
  if (!sign("月", "월")) return 0;
  const unsigned day = number_at(scan, i, 2);
  const std::size_t before_sign = i;
  if (sign("日", "일") || scan.text.substr(i, 3) == "号") i = before_sign + 3;
  return valid_date(y, month, day) ? i : 0;
}

// 5 May 1990 or May 5, 1990, from the day; moves `begin` to the month where that comes first.
std::size_t in_words(const Scan& scan, std::size_t& begin) {
  if (const std::size_t end = day_first(scan, begin)) return end;
  std::size_t month = begin;
  const std::size_t end = month_first(scan, begin, month);
  if (end != 0) begin = month;
  return end;
}

}  // namespace

// "5th" is a token of its own.
void date_of_birth_token(Scan& scan, Token token) {
  const std::string_view t = token.of(scan.text);
  if (t.size() < 3 || t.size() > 4 || !is_digit(t[0]) || is_digit(t[t.size() - 1]) || is_digit(t[t.size() - 2])) return;
  std::size_t begin = token.begin;
  const std::size_t end = in_words(scan, begin);
  if (end != 0 && scan.free_after(end) && scan.free_before(begin) && scan.really_near(begin, begin, words, false))
    scan.add(Kind::date_of_birth, begin, end, "context", false);
}

void date_of_birth_number(Scan& scan, const NumberRun& run) {
  if (run.groups[0].size() > 4 || !scan.free_before(run.begin())) return;
  std::size_t begin = run.begin(), end = 0;
  if (run.group_count >= 3 && run.separators[0] == run.separators[1] &&
      std::string_view("/-.").find(run.separators[0]) != std::string_view::npos) {
    const auto group = [&](std::size_t g) {
      std::size_t i = run.groups[g].begin;
      return number_at(scan, i, 4);
    };
    const bool year_first = run.groups[0].size() == 4;
    const std::size_t last = run.groups[2].size();
    unsigned y = year_first ? group(0) : group(2);
    if (!year_first && last == 2) y += y > 30 ? 1900 : 2000;
    if ((year_first ? last <= 2 : last == 4 || last == 2) && is_date(group(1), year_first ? group(2) : group(0), y) &&
        run.separators[2] != run.separators[0])
      end = run.groups[2].end;
  } else if (run.groups[0].size() == 4) {
    end = east_asian(scan, begin);
  } else if (run.groups[0].size() <= 2) {
    end = in_words(scan, begin);
  }
  if (end != 0 && scan.free_after(end) && scan.really_near(begin, begin, words, false))
    scan.add(Kind::date_of_birth, begin, end, "context", false);
}

}  // namespace dsprep::models::pii
