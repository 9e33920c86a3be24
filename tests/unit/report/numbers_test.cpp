#include "report/numbers.h"

#include <limits>

#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::report;

TEST_CASE("numbers as people read them") {
  CHECK(shown_count(0) == "0");
  CHECK(shown_count(999) == "999");
  CHECK(shown_count(1'000) == "1\u202F000");
  CHECK(shown_count(std::numeric_limits<std::uint64_t>::max()) ==
        "18\u202F446\u202F744\u202F073\u202F709\u202F551\u202F615");
  CHECK(shown_number(0) == "0");
  CHECK(shown_number(-0.0) == "0");
  CHECK(shown_number(3) == "3");
  CHECK(shown_number(-1234567) == "\u22121\u202F234\u202F567");
  CHECK(shown_number(0.1) == "0.1");
  CHECK(shown_number(0.07234567) == "0.07235");
  CHECK(shown_number(999.96) == "1\u202F000");
  CHECK(shown_number(1234.56) == "1\u202F234.6");
  CHECK(shown_number(1234.01) == "1\u202F234");
  CHECK(shown_number(123456.7) == "123\u202F457");
  CHECK(shown_number(1e-7) == "1e-07");
  CHECK(shown_number(1e300) == "1e+300");
  CHECK(shown_number(std::numeric_limits<double>::quiet_NaN()) == "–");
  CHECK(shown_number(-std::numeric_limits<double>::infinity()) == "\u2212∞");
}

TEST_CASE("numbers on axes are short") {
  CHECK(shown_briefly(0) == "0");
  CHECK(shown_briefly(0.25) == "0.25");
  CHECK(shown_briefly(8000) == "8\u202F000");
  CHECK(shown_briefly(20000) == "20\u202Fk");
  CHECK(shown_briefly(999'999) == "1\u202FM");
  CHECK(shown_briefly(1.5e6) == "1.5\u202FM");
  CHECK(shown_briefly(-2.5e9) == "\u22122.5\u202FG");
  CHECK(shown_briefly(999.7) == "1\u202F000");
  CHECK(shown_briefly(3e15) == "3e+15");
  CHECK(shown_briefly(1e-9) == "1e-09");
  for (double v = 1e-12; v < 1e18; v *= 1.37) CHECK(shown_briefly(v).size() <= 10);
}

TEST_CASE("shares") {
  CHECK(shown_percent(1, 0) == "");
  CHECK(shown_percent(0, 10) == "0.0\u202F%");
  CHECK(shown_percent(1, 3) == "33.3\u202F%");
  CHECK(shown_percent(1, 100'000) == "<0.1\u202F%");
  CHECK(shown_percent(99'999, 100'000) == ">99.9\u202F%");
  CHECK(shown_percent(7, 7) == "100.0\u202F%");
}

TEST_CASE("cells are written as their column says") {
  using Kind = Column::Kind;
  const double no_number = std::numeric_limits<double>::quiet_NaN();
  CHECK(shown_cell("n", std::int64_t{1'234'567}) == "1\u202F234\u202F567");
  CHECK(shown_cell("n", std::numeric_limits<std::int64_t>::min()) ==
        "\u22129\u202F223\u202F372\u202F036\u202F854\u202F775\u202F808");
  CHECK(shown_cell("n", 0.123456) == "0.1235");
  CHECK(shown_cell("text", "中文 <b>") == "中文 <b>");
  CHECK(shown_cell({"n", Kind::count}, 1234.0) == "1\u202F234");
  CHECK(shown_cell({"anything", Kind::share}, 0.5) == "50.0\u202F%");
  CHECK(shown_cell({"anything", Kind::share}, -0.25) == "\u221225.0\u202F%");
  CHECK(shown_cell({"anything", Kind::share}, std::int64_t{1}) == "100.0\u202F%");
  CHECK(shown_cell("share of lines", 0.5) == "50.0\u202F%");
  CHECK(shown_cell("text.duplicate_share", 0.5) == "50.0\u202F%");
  CHECK(shown_cell("shared_keys", 0.5) == "0.5");
  CHECK(shown_cell({"share", Kind::count}, 0.5) == "0.5");
  CHECK(shown_cell({"size", Kind::bytes}, std::int64_t{1'536}) == "1.5 KiB");
  CHECK(shown_cell({"size", Kind::bytes}, -3.0) == "\u22123");
  CHECK(shown_cell({"line", Kind::id}, std::int64_t{1'234'567}) == "1234567");
  for (const Kind kind : {Kind::plain, Kind::count, Kind::share, Kind::bytes})
    CHECK(shown_cell({"n", kind}, no_number) == "–");
  CHECK(shown_on_axis({"n", Kind::share}, 0.25) == "25\u202F%");
  CHECK(shown_on_axis({"n", Kind::bytes}, 2048) == "2 KiB");
  CHECK(shown_on_axis("n", 12'000) == "12\u202Fk");
}

TEST_CASE("metrics have units and intervals") {
  Metric metric{"length", 12.5};
  CHECK(plain_metric(metric) == "12.5");
  metric.unit = "characters";
  metric.error = 0.25;
  CHECK(plain_metric(metric) == "12.5 ± 0.25 characters");
  CHECK(shown_metric(metric) == "12.5 ± 0.25 characters");
  CHECK(interval_and_unit(metric) == " ± 0.25 characters");
  metric.error = std::numeric_limits<double>::infinity();
  CHECK(shown_metric(metric) == "≈ 12.5 characters");
  CHECK(interval_and_unit(metric) == " (estimate) characters");
  CHECK(plain_metric({"a", 0.07, 0.01, "share"}) == "7.0 % ± 1.0 %");
  CHECK(plain_metric({"a", 2048, 0, "bytes"}) == "2 KiB");
  CHECK(plain_metric({"duplicate_share", 0.5}) == "50.0 %");
}

TEST_CASE("numbers of a terminal are plain letters") {
  CHECK(plain_number(-1'234'567) == "-1,234,567");
  CHECK(plain_number(0.07234567) == "0.07235");
  CHECK(plain_number(1234.56) == "1,234.6");
  CHECK(plain_percent(1, 3) == "33.3 %");
  CHECK(plain_percent(1, 100'000) == "<0.1 %");
  CHECK(plain_percent(1, 0) == "");
}
