#include "base/date.h"

#include <cstdint>

#include "support/catch.h"

using dsprep::base::parse_date;

TEST_CASE("date: the first moment of what is written") {
  CHECK(parse_date("1970") == 0.0);
  CHECK(parse_date("1970-01-02") == 86400.0);
  CHECK(parse_date("1969-12") == -31.0 * 86400);
  CHECK(parse_date("2000-03-01") == 951868800.0);
  CHECK(parse_date("2024-02-29T12:30") == 1709209800.0);
  CHECK(parse_date("2024-05-17T08:30:00+08:00") == parse_date("2024-05-17T00:30:00Z"));
  CHECK(parse_date("2024-05-17 08:30:00-0530") == parse_date("2024-05-17T14:00:00"));
  CHECK(parse_date("2024-05-17T00:00:00.25Z") == *parse_date("2024-05-17") + 0.25);
  CHECK(parse_date("0000-01-01") == -62167219200.0);
  CHECK(parse_date("9999-12-31T23:59:60Z") == 253402300800.0);
  CHECK(parse_date("1900-02-28") == -2203977600.0);
}

TEST_CASE("date: everything else is none") {
  for (const char* text : {"",
                           "24",
                           "20240517",
                           "2024-5-17",
                           "2024-13",
                           "2023-02-29",
                           "1900-02-29",
                           "2024-04-31",
                           "2024-05-17T",
                           "2024-05-17T24:00",
                           "2024-05-17T08",
                           "2024-05-17T08:30:",
                           "2024-05-17T08:30:00.",
                           "2024-05-17T08:30+",
                           "2024-05-17T08:30+8",
                           "2024-05-17Z",
                           " 2024",
                           "2024 ",
                           "-2024",
                           "May 17, 2024",
                           "２０２４"})
    CHECK_FALSE(parse_date(text).has_value());
}

using dsprep::base::format_moment;
using dsprep::base::Moment;
using dsprep::base::moment_of_number;
using dsprep::base::parse_moment;

TEST_CASE("date: moments are exact to the nanosecond") {
  CHECK(parse_moment("2024-05-17T00:00:00.000000001Z")->nanos == 1);
  CHECK(parse_moment("1969-12-31T23:59:59.75Z") == Moment{-1, 750'000'000});
  CHECK(parse_moment("2024-05-17T00:00:00.1234567899Z")->nanos == 123'456'789);
}

TEST_CASE("date: numbers as JSON writes them, in seconds or milliseconds") {
  CHECK(moment_of_number("1700000000", 0) == Moment{1'700'000'000, 0});
  CHECK(moment_of_number("1700000000.000000001", 0) == Moment{1'700'000'000, 1});
  CHECK(moment_of_number("1700000000123", 3) == Moment{1'700'000'000, 123'000'000});
  CHECK(moment_of_number("1.7e9", 0) == Moment{1'700'000'000, 0});
  CHECK(moment_of_number("17E+8", 0) == Moment{1'700'000'000, 0});
  CHECK(moment_of_number("5e-1", 0) == Moment{0, 500'000'000});
  CHECK(moment_of_number("-1", 3) == Moment{-1, 999'000'000});
  CHECK(moment_of_number("-1.5", 0) == Moment{-2, 500'000'000});
  CHECK(moment_of_number("-0", 0) == Moment{});
  CHECK(moment_of_number("253402300799", 0) == Moment{253'402'300'799, 0});
  CHECK(moment_of_number("-62167219200", 0) == Moment{-62'167'219'200, 0});
  for (const char* text : {"", "-", "1.", ".5", "1e", "1e9999", "253402300800", "-62167219201", "12 ", "+1", "0x10",
                           "99999999999999999999999999", "１"})
    CHECK_FALSE(moment_of_number(text, 0).has_value());
}

TEST_CASE("date: what is written reads back") {
  CHECK(format_moment({0, 0}) == "1970-01-01");
  CHECK(format_moment({951'782'400, 0}) == "2000-02-29");
  CHECK(format_moment({-1, 250'000'000}) == "1969-12-31T23:59:59.25Z");
  for (std::int64_t seconds = -62'167'219'200; seconds <= 253'402'300'799; seconds += 86'399'989) {
    const Moment moment{seconds, 1};
    REQUIRE(parse_moment(format_moment(moment)) == moment);
  }
}
