#include "columnar/civil_time.h"

namespace dsprep::columnar {
namespace {

constexpr std::int64_t nanos_per_second = 1'000'000'000, seconds_per_day = 86'400;

struct Floored {
  std::int64_t quotient, rest;  // rest in 0 … divisor - 1
};
Floored floor_divide(std::int64_t value, std::int64_t divisor) {
  Floored result{value / divisor, value % divisor};
  if (result.rest < 0) {
    result.rest += divisor;
    --result.quotient;
  }
  return result;
}

void append_digits(std::string& out, std::uint64_t value, std::size_t least) {
  char digits[20];
  std::size_t n = 0;
  for (; n < least || value != 0; value /= 10) digits[n++] = static_cast<char>('0' + value % 10);
  while (n > 0) out.push_back(digits[--n]);
}

void append_seconds_of_day(std::string& out, std::int64_t seconds, std::int64_t nanos) {
  append_digits(out, static_cast<std::uint64_t>(seconds / 3600), 2);
  out.push_back(':');
  append_digits(out, static_cast<std::uint64_t>(seconds / 60 % 60), 2);
  out.push_back(':');
  append_digits(out, static_cast<std::uint64_t>(seconds % 60), 2);
  if (nanos == 0) return;
  out.push_back('.');
  if (nanos % 1000 == 0) append_digits(out, static_cast<std::uint64_t>(nanos / 1000), 6);
  else append_digits(out, static_cast<std::uint64_t>(nanos), 9);
}

// The days before the first of March of a year, counted from 0000-03-01, make months regular.
std::int64_t days_of(std::int64_t year, unsigned month, unsigned day) {
  year -= month <= 2;
  const std::int64_t era = floor_divide(year, 400).quotient;
  const auto year_of_era = static_cast<unsigned>(year - era * 400);
  const unsigned day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const unsigned day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + static_cast<std::int64_t>(day_of_era) - 719'468;
}

// Takes what it reads off the front of a text.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  // A number of `least` to `most` digits.
  std::optional<std::int64_t> number(std::size_t least, std::size_t most) {
    std::int64_t value = 0;
    std::size_t n = 0;
    for (; n < most && n < rest_.size() && rest_[n] >= '0' && rest_[n] <= '9'; ++n)
      value = value * 10 + (rest_[n] - '0');
    if (n < least) return std::nullopt;
    rest_.remove_prefix(n);
    return value;
  }
  std::size_t left() const { return rest_.size(); }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

constexpr std::size_t most_year_digits = 12;
constexpr std::int64_t last_year = 292'277'026'596;  // of those whose seconds fit in 64 bits

std::optional<std::int64_t> take_date(Scanner& text) {
  const bool negative = text.take('-');
  const bool signed_year = negative || text.take('+');
  const auto year = text.number(4, signed_year ? most_year_digits : 4);
  if (!year || *year > last_year || !text.take('-')) return std::nullopt;
  const auto month = text.number(2, 2);
  if (!month || *month < 1 || *month > 12 || !text.take('-')) return std::nullopt;
  const auto day = text.number(2, 2);
  if (!day) return std::nullopt;
  const std::int64_t y = negative ? -*year : *year;
  const bool leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
  constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (*day < 1 || *day > lengths[*month - 1] + (*month == 2 && leap)) return std::nullopt;
  return days_of(y, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

struct TimeOfDay {
  std::int64_t seconds, nanos;
};
std::optional<TimeOfDay> take_time(Scanner& text) {
  const auto hour = text.number(2, 2);
  if (!hour || *hour > 23 || !text.take(':')) return std::nullopt;
  const auto minute = text.number(2, 2);
  if (!minute || *minute > 59 || !text.take(':')) return std::nullopt;
  const auto second = text.number(2, 2);
  if (!second || *second > 59) return std::nullopt;
  TimeOfDay time{*hour * 3600 + *minute * 60 + *second, 0};
  if (!text.take('.')) return time;
  const std::size_t before = text.left();
  const auto fraction = text.number(1, 9);
  if (!fraction) return std::nullopt;
  time.nanos = *fraction;
  for (std::size_t n = before - text.left(); n < 9; ++n) time.nanos *= 10;
  return time;
}

// Seconds east of UTC.
std::optional<std::int64_t> take_offset(Scanner& text) {
  if (text.take('Z')) return 0;
  const bool west = text.take('-');
  if (!west && !text.take('+')) return std::nullopt;
  const auto hours = text.number(2, 2);
  if (!hours || *hours > 23) return std::nullopt;
  text.take(':');
  const auto minutes = text.number(2, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  const std::int64_t seconds = *hours * 3600 + *minutes * 60;
  return west ? -seconds : seconds;
}

// Wide enough for every count while it is put together: the seconds of a day before the first one do not fit alone.
__extension__ using Wide = __int128;

// Seconds and nanoseconds as a count of units; nothing where that is no whole number, or too large.
std::optional<std::int64_t> count_of(Wide seconds, std::int64_t nanos, UnitsPerSecond units) {
  const std::int64_t nanos_per_unit = nanos_per_second / units;
  if (nanos % nanos_per_unit != 0) return std::nullopt;
  const Wide count = seconds * units + nanos / nanos_per_unit;
  const auto narrow = static_cast<std::int64_t>(count);
  return narrow == count ? std::optional(narrow) : std::nullopt;
}

}  // namespace

void append_date(std::string& out, std::int64_t days) {
  const Floored era = floor_divide(days + 719'468, 146'097);
  const auto day_of_era = static_cast<unsigned>(era.rest);
  const unsigned year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const unsigned day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned shifted = (5 * day_of_year + 2) / 153;  // from March
  const unsigned month = shifted < 10 ? shifted + 3 : shifted - 9;
  const std::int64_t year = era.quotient * 400 + static_cast<std::int64_t>(year_of_era) + (month <= 2);
  if (year < 0) out.push_back('-');
  else if (year > 9999) out.push_back('+');
  append_digits(out, static_cast<std::uint64_t>(year < 0 ? -year : year), 4);
  out.push_back('-');
  append_digits(out, month, 2);
  out.push_back('-');
  append_digits(out, day_of_year - (153 * shifted + 2) / 5 + 1, 2);
}

void append_time(std::string& out, std::int64_t count, UnitsPerSecond units) {
  const Floored time = floor_divide(count, units);
  append_seconds_of_day(out, floor_divide(time.quotient, seconds_per_day).rest, time.rest * (nanos_per_second / units));
}

void append_timestamp(std::string& out, std::int64_t count, UnitsPerSecond units, bool utc) {
  const Floored time = floor_divide(count, units);
  const Floored day = floor_divide(time.quotient, seconds_per_day);
  append_date(out, day.quotient);
  out.push_back('T');
  append_seconds_of_day(out, day.rest, time.rest * (nanos_per_second / units));
  if (utc) out.push_back('Z');
}

std::optional<std::int64_t> read_date(std::string_view text) {
  Scanner scanner(text);
  const auto days = take_date(scanner);
  return scanner.at_end() ? days : std::nullopt;
}

std::optional<std::int64_t> read_time(std::string_view text, UnitsPerSecond units) {
  Scanner scanner(text);
  const auto time = take_time(scanner);
  if (!time || !scanner.at_end()) return std::nullopt;
  return count_of(time->seconds, time->nanos, units);
}

std::optional<std::int64_t> read_timestamp(std::string_view text, UnitsPerSecond units, bool utc) {
  Scanner scanner(text);
  const auto days = take_date(scanner);
  if (!days || !scanner.take('T')) return std::nullopt;
  const auto time = take_time(scanner);
  if (!time) return std::nullopt;
  std::int64_t offset = 0;
  if (utc) {
    const auto east = take_offset(scanner);
    if (!east) return std::nullopt;
    offset = *east;
  }
  if (!scanner.at_end()) return std::nullopt;
  return count_of(Wide{*days} * seconds_per_day + time->seconds - offset, time->nanos, units);
}

}  // namespace dsprep::columnar
