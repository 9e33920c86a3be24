#include "base/date.h"

#include <cstdint>

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
  // Digits behind a decimal point, at least one.
  bool fraction(double& value) {
    double unit = 1;
    const std::size_t before = rest_.size();
    for (value = 0; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; rest_.remove_prefix(1)) {
      unit /= 10;
      value += unit * (rest_.front() - '0');
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

}  // namespace

std::optional<double> parse_date(std::string_view text) {
  Reader in(text);
  int year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, offset = 0;
  double fraction = 0;
  if (!in.digits(4, 0, 9999, year)) return std::nullopt;
  if (in.skip('-')) {
    if (!in.digits(2, 1, 12, month)) return std::nullopt;
    if (in.skip('-')) {
      if (!in.digits(2, 1, days_in(year, month), day)) return std::nullopt;
      if (in.skip('T') || in.skip('t') || in.skip(' ')) {
        if (!in.digits(2, 0, 23, hour) || !in.skip(':') || !in.digits(2, 0, 59, minute)) return std::nullopt;
        if (in.skip(':')) {
          if (!in.digits(2, 0, 60, second)) return std::nullopt;
          if (in.skip('.') && !in.fraction(fraction)) return std::nullopt;
        }
        if (!in.done() && !read_offset(in, offset)) return std::nullopt;
      }
    }
  }
  if (!in.done()) return std::nullopt;
  return static_cast<double>(days_since_1970(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset) +
         fraction;
}

}  // namespace dsprep::base
