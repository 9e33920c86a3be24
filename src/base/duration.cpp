#include "base/duration.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace dsprep::base {
namespace {

constexpr std::uint32_t second = 1'000'000'000;

struct Unit {
  std::string_view names;  // between spaces
  std::int64_t seconds;    // 0: a thousandth
};
constexpr Unit units[] = {
    {" ms millisecond milliseconds ", 0},
    {" s sec second seconds ", 1},
    {" min minute minutes ", 60},
    {" h hour hours ", 3600},
    {" d day days ", 86'400},
    {" w week weeks ", 604'800},
};

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
  const std::string_view number = text.substr(0, end);
  std::string_view unit = text.substr(end);
  while (unit.starts_with(' ')) unit.remove_prefix(1);
  if (unit.empty() || unit.find(' ') != std::string_view::npos) return std::nullopt;
  const std::string wanted = " " + std::string(unit) + " ";
  const auto* const found = std::find_if(std::begin(units), std::end(units),
                                         [&](const Unit& of) { return of.names.find(wanted) != of.names.npos; });
  if (found == std::end(units)) return std::nullopt;
  const std::optional<Moment> value = moment_of_number(number, found->seconds == 0 ? 3 : 0);
  if (!value) return std::nullopt;
  const std::int64_t times = std::max<std::int64_t>(found->seconds, 1);
  constexpr std::int64_t longest = 10'000LL * 366 * 86'400;
  if (value->seconds > longest / times) return std::nullopt;
  const std::int64_t nanos = std::int64_t{value->nanos} * times;
  return Duration{value->seconds * times + nanos / second, static_cast<std::uint32_t>(nanos % second)};
}

Moment later(const Moment& moment, const Duration& by) {
  const std::uint32_t nanos = moment.nanos + by.nanos;
  return {moment.seconds + by.seconds + nanos / second, nanos % second};
}

Moment earlier(const Moment& moment, const Duration& by) {
  const bool borrow = moment.nanos < by.nanos;
  return {moment.seconds - by.seconds - borrow, moment.nanos + (borrow ? second : 0) - by.nanos};
}

Duration between(const Moment& from, const Moment& to) {
  const Moment difference = earlier(to, {from.seconds, from.nanos});
  return {difference.seconds, difference.nanos};
}

}  // namespace dsprep::base
