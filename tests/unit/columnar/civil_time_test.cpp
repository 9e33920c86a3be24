#include "columnar/civil_time.h"

#include <limits>

#include "columnar/binary_text.h"
#include "support/catch.h"

using namespace dsprep::columnar;

namespace {

std::string date(std::int64_t days) {
  std::string out;
  append_date(out, days);
  return out;
}
std::string timestamp(std::int64_t count, UnitsPerSecond units, bool utc) {
  std::string out;
  append_timestamp(out, count, units, utc);
  return out;
}

}  // namespace

TEST_CASE("dates: every day of 800 years reads back, and the ends of the range") {
  CHECK(date(0) == "1970-01-01");
  CHECK(date(-719'162) == "0001-01-01");
  CHECK(date(-719'528) == "0000-01-01");
  CHECK(date(-719'529) == "-0001-12-31");
  CHECK(date(2'932'897) == "+10000-01-01");
  for (std::int64_t days = -150'000; days < 150'000; ++days) REQUIRE(read_date(date(days)) == days);
  for (const std::int64_t days : {-2'147'483'648LL, 2'147'483'647LL}) CHECK(read_date(date(days)) == days);
  for (const char* text : {"2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "10000-01-01", "2026-11-30x", "", "-"})
    CHECK_FALSE(read_date(text));
  CHECK(read_date("2024-02-29"));
}

TEST_CASE("timestamps: exact in every unit, on both sides of 1970, to the last count") {
  constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min(),
                         most = std::numeric_limits<std::int64_t>::max();
  CHECK(timestamp(-1, 1'000'000'000, true) == "1969-12-31T23:59:59.999999999Z");
  CHECK(timestamp(1'500, 1'000, false) == "1970-01-01T00:00:01.500000");
  for (const UnitsPerSecond units : {1LL, 1'000LL, 1'000'000LL, 1'000'000'000LL})
    for (const std::int64_t count :
         {least, least + 1, std::int64_t{-86'401}, std::int64_t{-1}, std::int64_t{0}, most - 1, most})
      for (const bool utc : {false, true}) {
        INFO(count << " " << units);
        CHECK(read_timestamp(timestamp(count, units, utc), units, utc) == count);
      }
  CHECK(read_timestamp("2026-11-30T08:00:00+08:00", 1, true) == read_timestamp("2026-11-30T00:00:00Z", 1, true));
  CHECK_FALSE(read_timestamp("2026-11-30T00:00:00Z", 1, false));  // of local time
  CHECK_FALSE(read_timestamp("2026-11-30T00:00:00", 1, true));
  CHECK_FALSE(read_timestamp("2026-11-30T00:00:00.5Z", 1, true));  // no whole second
  CHECK_FALSE(read_timestamp("2026-11-30T24:00:00Z", 1, true));
  CHECK_FALSE(read_timestamp("999999999999-01-01T00:00:00Z", 1, true));
}

TEST_CASE("times of day") {
  std::string out;
  append_time(out, 86'399'999'999, 1'000'000);
  CHECK(out == "23:59:59.999999");
  CHECK(read_time(out, 1'000'000) == 86'399'999'999);
  CHECK(read_time("00:00:00", 1) == 0);
  CHECK_FALSE(read_time("00:00:00.001", 1));
  CHECK_FALSE(read_time("7:00:00", 1));
}

TEST_CASE("base64 and UUIDs are read as they are written, and nothing else") {
  CHECK(read_base64("") == "");
  CHECK(read_base64("AP8=") == std::string("\0\xff", 2));
  CHECK(read_base64("YWJj") == "abc");
  for (const char* text : {"YWJ", "YW=j", "====", "Y===", "AP9=", "YW Jj", "汉字汉字"}) CHECK_FALSE(read_base64(text));
  CHECK(read_uuid("00000000-0000-0000-0000-0000000000Ff")->back() == '\xff');
  CHECK_FALSE(read_uuid("00000000-0000-0000-0000_0000000000ff"));
  CHECK_FALSE(read_uuid("g0000000-0000-0000-0000-0000000000ff"));
}
