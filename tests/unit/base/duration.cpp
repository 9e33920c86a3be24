#include "base/duration.h"

#include "support/catch.h"

using namespace dsprep::base;

TEST_CASE("duration: as people write them") {
  CHECK(parse_duration("7d") == Duration{604'800, 0});
  CHECK(parse_duration("1.5 hours") == Duration{5'400, 0});
  CHECK(parse_duration("2 weeks") == Duration{1'209'600, 0});
  CHECK(parse_duration("30min") == Duration{1'800, 0});
  CHECK(parse_duration("250ms") == Duration{0, 250'000'000});
  CHECK(parse_duration("0.000000001s") == Duration{0, 1});
  CHECK(parse_duration("0d") == Duration{});
  for (const char* text : {"", "7", "d", "3m", "1 month", "1y", "-1d", "1e3d", "1.d", "7 d d", "9999999999w", "七天"})
    CHECK_FALSE(parse_duration(text).has_value());
}

TEST_CASE("duration: moments later and earlier, across seconds") {
  const Moment moment{10, 900'000'000};
  const Duration by{1, 200'000'000};
  CHECK(later(moment, by) == Moment{12, 100'000'000});
  CHECK(earlier(later(moment, by), by) == moment);
  CHECK(between(moment, later(moment, by)) == by);
}
