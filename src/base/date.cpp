#include "base/date.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <system_error>

namespace dsprep::base {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}
  bool done() const { return rest_.empty(); }
  bool skip(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  // Exactly that many digits, as a number within [least, most].
  bool digits(int count, int least, int most, int& value) {
    value = 0;
    for (int k = 0; k < count; ++k) {
      const auto at = static_cast<std::size_t>(k);
      if (at >= rest_.size() || rest_[at] < '0' || rest_[at] > '9') return false;
      value = value * 10 + (rest_[at] - '0');
    }
    rest_.remove_prefix(static_cast<std::size_t>(count));
    return value >= least && value <= most;
  }
  // Digits behind a decimal point, at least one: nanoseconds.
  bool fraction(std::uint32_t& nanos) {
    std::uint32_t unit = 100'000'000;
    const std::size_t before = rest_.size();
    for (nanos = 0; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; rest_.remove_prefix(1)) {
      nanos += unit * static_cast<std::uint32_t>(rest_.front() - '0');
      unit /= 10;
    }
    return rest_.size() < before;
  }

 private:
  std::string_view rest_;
};

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in(int year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

std::int64_t days_before_year(std::int64_t year) {
  return 365 * year + (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400;
}

std::int64_t days_since_1970(int year, int month, int day) {
  std::int64_t days = days_before_year(year) - days_before_year(1970) + day - 1;
  for (int m = 1; m < month; ++m) days += days_in(year, m);
  return days;
}

// "Z", "+08:00", "-0530", "+09": seconds east of UTC.
bool read_offset(Reader& in, int& seconds) {
  seconds = 0;
  if (in.skip('Z') || in.skip('z')) return true;
  const bool west = in.skip('-');
  if (!west && !in.skip('+')) return false;
  int hours = 0, minutes = 0;
  if (!in.digits(2, 0, 23, hours)) return false;
  if (!in.done()) {
    in.skip(':');
    if (!in.digits(2, 0, 59, minutes)) return false;
  }
  seconds = (hours * 60 + minutes) * (west ? -60 : 60);
  return true;
}

constexpr std::int64_t day = 86400, first_second = -62'167'219'200, last_second = 253'402'300'799;  // of 0000, 9999

// The digits of a JSON number, and how far its exponent moves the decimal point to the right.
struct Decimal {
  bool negative = false;
  std::string_view whole, fraction;
  std::int64_t exponent = 0;

  std::int64_t point() const { return static_cast<std::int64_t>(whole.size()) + exponent; }
  int digit(std::int64_t at) const {
    if (at < 0) return 0;
    auto i = static_cast<std::size_t>(at);
    if (i < whole.size()) return whole[i] - '0';
    i -= whole.size();
    return i < fraction.size() ? fraction[i] - '0' : 0;
  }
};

std::string_view take_digits(std::string_view& text) {
  const std::string_view digits = text.substr(0, std::min(text.find_first_not_of("0123456789"), text.size()));
  text.remove_prefix(digits.size());
  return digits;
}

std::optional<Decimal> read_decimal(std::string_view text) {
  Decimal read;
  read.negative = text.starts_with('-');
  if (read.negative) text.remove_prefix(1);
  read.whole = take_digits(text);
  if (read.whole.empty()) return std::nullopt;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    read.fraction = take_digits(text);
    if (read.fraction.empty()) return std::nullopt;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(text.substr(1).starts_with('+') ? 2 : 1);
    constexpr std::int64_t largest = 1000;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), read.exponent);
    if (error != std::errc() || read.exponent > largest || read.exponent < -largest) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  }
  return text.empty() ? std::optional(read) : std::nullopt;
}

}  // namespace

std::optional<Moment> parse_moment(std::string_view text) {
  Reader in(text);
  int year = 0, month = 1, of_month = 1, hour = 0, minute = 0, second = 0, offset = 0;
  std::uint32_t nanos = 0;
  if (!in.digits(4, 0, 9999, year)) return std::nullopt;
  if (in.skip('-')) {
    if (!in.digits(2, 1, 12, month)) return std::nullopt;
    if (in.skip('-')) {
      if (!in.digits(2, 1, days_in(year, month), of_month)) return std::nullopt;
      if (in.skip('T') || in.skip('t') || in.skip(' ')) {
        if (!in.digits(2, 0, 23, hour) || !in.skip(':') || !in.digits(2, 0, 59, minute)) return std::nullopt;
        if (in.skip(':')) {
          if (!in.digits(2, 0, 60, second)) return std::nullopt;
          if (in.skip('.') && !in.fraction(nanos)) return std::nullopt;
        }
        if (!in.done() && !read_offset(in, offset)) return std::nullopt;
      }
    }
  }
  if (!in.done()) return std::nullopt;
  return Moment{days_since_1970(year, month, of_month) * day + hour * 3600 + minute * 60 + second - offset, nanos};
}

std::optional<double> parse_date(std::string_view text) {
  const std::optional<Moment> moment = parse_moment(text);
  if (!moment) return std::nullopt;
  return static_cast<double>(moment->seconds) + static_cast<double>(moment->nanos) / 1e9;
}

std::optional<Moment> moment_of_number(std::string_view number, int decimals) {
  const std::optional<Decimal> read = read_decimal(number);
  if (!read) return std::nullopt;
  const std::int64_t point = read->point() - decimals;
  Moment moment;
  for (std::int64_t at = 0; at < point; ++at) {
    moment.seconds = moment.seconds * 10 + read->digit(at);
    if (moment.seconds > last_second) return std::nullopt;
  }
  for (std::int64_t at = point; at < point + 9; ++at)
    moment.nanos = moment.nanos * 10 + static_cast<std::uint32_t>(read->digit(at));
  if (read->negative) {
    moment.seconds = -moment.seconds - (moment.nanos > 0);
    moment.nanos = moment.nanos > 0 ? 1'000'000'000 - moment.nanos : 0;
  }
  return moment.seconds >= first_second ? std::optional(moment) : std::nullopt;
}

std::string format_moment(const Moment& moment) {
  std::int64_t days = moment.seconds / day, seconds = moment.seconds % day;
  if (seconds < 0) {
    seconds += day;
    --days;
  }
  // The year whose first day is the last one not behind it.
  auto year = static_cast<int>(1970 + days / 366);
  while (days_since_1970(year, 1, 1) > days) --year;
  while (days_since_1970(year + 1, 1, 1) <= days) ++year;
  int month = 1;
  while (month < 12 && days_since_1970(year, month + 1, 1) <= days) ++month;
  const auto of_month = static_cast<int>(days - days_since_1970(year, month, 1)) + 1;
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, of_month);
  std::string shown = text;
  if (seconds == 0 && moment.nanos == 0) return shown;
  std::snprintf(text, sizeof text, "T%02d:%02d:%02d", static_cast<int>(seconds / 3600),
                static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
  shown += text;
  if (moment.nanos > 0) {
    std::snprintf(text, sizeof text, ".%09u", moment.nanos);
    shown += text;
    shown.resize(shown.find_last_not_of('0') + 1);
  }
  return shown + "Z";
}

}  // namespace dsprep::base
