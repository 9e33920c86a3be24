#include "base/human.h"

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>

#include "base/rng.h"
#include "support/catch.h"

using namespace dsprep::base;

TEST_CASE("parse_size reads sizes") {
  CHECK(parse_size("1000") == 1000u);
  CHECK(parse_size("0") == 0u);
  CHECK(parse_size("12B") == 12u);
  CHECK(parse_size("64k") == 65536u);
  CHECK(parse_size("512M") == 512ull << 20);
  CHECK(parse_size("512mb") == 512ull << 20);
  CHECK(parse_size("1.5GiB") == 3ull << 29);
  CHECK(parse_size("1.5 GiB") == 3ull << 29);
  CHECK(parse_size("2TIB") == 2ull << 40);
  CHECK(parse_size("0.3k") == 307u);
  CHECK(parse_size("0.33333333333333333333333333333333333k") == 341u);
  CHECK(parse_size("18446744073709551615") == std::numeric_limits<std::uint64_t>::max());
  CHECK(parse_size("16777215T") == 16777215ull << 40);
}

TEST_CASE("parse_size refuses what is not a size") {
  const char* const bad[] = {
      "",          "M",
      "-1",        "+1",
      "1.5",       "1.5B",
      "1.M",       ".5M",
      "1e3",       "12iB",
      "1P",        "1 ",
      "1  M",      " 1",
      "1M ",       "1,000",
      "0x10",      "18446744073709551616",
      "16777216T", "99999999999999999999999999999999999999999999T",
      "1MiBs",     "1KK",
      "1.5.5M",
  };
  for (const char* text : bad) {
    INFO(text);
    CHECK_FALSE(parse_size(text).has_value());
  }
}

TEST_CASE("format_size writes sizes") {
  CHECK(format_size(0) == "0 B");
  CHECK(format_size(1023) == "1023 B");
  CHECK(format_size(1024) == "1 KiB");
  CHECK(format_size(3ull << 29) == "1.5 GiB");
  CHECK(format_size((1ull << 20) - 1) == "1 MiB");
  CHECK(format_size(1ull << 63) == "8 EiB");
  CHECK(format_size(std::numeric_limits<std::uint64_t>::max()) == "16 EiB");
  for (const char* text : {"7 B", "1.5 KiB", "64 MiB", "2.3 GiB"}) {
    CHECK(format_size(*parse_size(text)) == text);
  }
}

TEST_CASE("format_count groups by three") {
  CHECK(format_count(0) == "0");
  CHECK(format_count(999) == "999");
  CHECK(format_count(1000) == "1,000");
  CHECK(format_count(12345678) == "12,345,678");
  CHECK(format_count(std::numeric_limits<std::uint64_t>::max()) == "18,446,744,073,709,551,615");
}

TEST_CASE("format_counted") {
  CHECK(format_counted(0, "file") == "0 files");
  CHECK(format_counted(1, "file") == "1 file");
  CHECK(format_counted(12345, "record") == "12,345 records");
}

TEST_CASE("format_number is short and reads back the same") {
  CHECK(format_number(3) == "3");
  CHECK(format_number(0.1) == "0.1");
  CHECK(format_number(-2.5) == "-2.5");
  CHECK(format_number(100000) == "100000");
  CHECK(format_number(1e300) == "1e+300");
  CHECK(format_number(0.0001) == "0.0001");
  CHECK(format_number(1e-9) == "1e-09");
  CHECK(format_number(0) == "0");
  CHECK(format_number(123456789012345.0) == "123456789012345");
  Rng rng(1);
  for (int i = 0; i < 100000; ++i) {
    const std::uint64_t bits = rng.next();
    double value;
    std::memcpy(&value, &bits, sizeof value);
    if (i % 2 == 0) value = (rng.uniform() - 0.5) * 1e6;
    if (!std::isfinite(value)) continue;
    REQUIRE(std::strtod(format_number(value).c_str(), nullptr) == value);
  }
}

TEST_CASE("format_fixed keeps the decimals") {
  CHECK(format_fixed(0.125, 2) == "0.12");
  CHECK(format_fixed(2, 3) == "2.000");
  CHECK(format_fixed(99.999, 0) == "100");
  CHECK(format_fixed(-0.001, 2) == "0.00");
  CHECK(format_fixed(-0.0, 0) == "0");
  CHECK(format_fixed(-1.5, 1) == "-1.5");
  CHECK(format_fixed(std::numeric_limits<double>::max(), 100).size() == 309 + 1 + 100);
  CHECK(format_fixed(1, -5) == "1");
}

TEST_CASE("format_duration") {
  CHECK(format_duration(0) == "0.0 s");
  CHECK(format_duration(-1) == "0.0 s");
  CHECK(format_duration(std::numeric_limits<double>::quiet_NaN()) == "0.0 s");
  CHECK(format_duration(12.49) == "12.5 s");
  CHECK(format_duration(59.94) == "59.9 s");
  CHECK(format_duration(59.96) == "1 min 00 s");
  CHECK(format_duration(185) == "3 min 05 s");
  CHECK(format_duration(3599.6) == "1 h 00 min");
  CHECK(format_duration(8040) == "2 h 14 min");
  CHECK_FALSE(format_duration(std::numeric_limits<double>::infinity()).empty());
}
