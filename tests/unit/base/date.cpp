#include "base/date.h"

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
