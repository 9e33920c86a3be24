#include "report/chart.h"

#include <cmath>
#include <limits>

#include "support/catch.h"

using namespace dsprep;

namespace {

Finding finding(Finding::Chart chart, std::vector<std::vector<Finding::Cell>> rows) {
  return {.id = "f", .title = "A <title>", .note = "", .chart = chart, .columns = {"x", "n"}, .rows = std::move(rows)};
}

// Pushed one by one: g++ 12 sees ghosts in initializer lists of variants.
std::vector<Finding::Cell> row(Finding::Cell a, Finding::Cell b) {
  std::vector<Finding::Cell> cells;
  cells.push_back(std::move(a));
  cells.push_back(std::move(b));
  return cells;
}

std::size_t occurrences(const std::string& text, std::string_view what) {
  std::size_t n = 0;
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++n;
  return n;
}

}  // namespace

TEST_CASE("the column a chart is drawn of") {
  Finding f = finding(Finding::Chart::bars, {{"a", "x", 1.0, 2.0}, {"b", "y", 3.0, 4.0}});
  f.columns = {"k", "t", "n", "value"};
  CHECK(report::value_column(f) == 3u);
  f.columns[3] = "m";
  CHECK(report::value_column(f) == 2u);
  f.rows[1][2] = "text";
  CHECK(report::value_column(f) == 3u);
  f.rows.clear();
  CHECK_FALSE(report::value_column(f));
}

TEST_CASE("a histogram has a column for each row and says what it is") {
  std::string out;
  REQUIRE(report::append_chart(
      out, finding(Finding::Chart::histogram, {{1.0, std::int64_t{5}}, {2.0, std::int64_t{0}}, {4.0, std::int64_t{9}}}),
      "c1"));
  CHECK(occurrences(out, "class=\"column\"") == 3);
  CHECK(out.find("<title>4: 9</title>") != out.npos);
  CHECK(out.find("role=\"img\" aria-labelledby=\"c1-t c1-d\"") != out.npos);
  CHECK(out.find("A &lt;title&gt;") != out.npos);
  CHECK(out.find("lowest 0 at 2, highest 9 at 4") != out.npos);
}

TEST_CASE("a histogram of many rows adds up neighbours") {
  std::vector<std::vector<Finding::Cell>> rows;
  for (int i = 0; i < 1'000; ++i) rows.push_back(row(static_cast<double>(i), std::int64_t{2}));
  std::string out;
  REQUIRE(report::append_chart(out, finding(Finding::Chart::histogram, rows), "c"));
  CHECK(occurrences(out, "class=\"column\"") == 112);  // 9 rows each
  CHECK(out.find("<title>0 … 8: 18</title>") != out.npos);
  CHECK(out.find("Each column adds up 9 neighbouring rows") != out.npos);
}

TEST_CASE("a line is thinned, its dots only where they can be told apart") {
  std::vector<std::vector<Finding::Cell>> rows;
  for (int i = 0; i < 100'000; ++i) rows.push_back(row(static_cast<double>(i), std::sin(i / 1e4)));
  std::string out;
  REQUIRE(report::append_chart(out, finding(Finding::Chart::line, rows), "c"));
  CHECK(out.size() < 100'000);
  CHECK(occurrences(out, "<circle") == 0);
  CHECK(out.find("every 50th row") != out.npos);
  out.clear();
  rows.resize(10);
  REQUIRE(report::append_chart(out, finding(Finding::Chart::line, rows), "c"));
  CHECK(occurrences(out, "<circle") == 10);
}

TEST_CASE("what cannot be drawn is not drawn, and never spoils coordinates") {
  const double nan = std::nan(""), infinity = std::numeric_limits<double>::infinity();
  std::string out;
  for (const auto chart : {Finding::Chart::histogram, Finding::Chart::line}) {
    CHECK_FALSE(report::append_chart(out, finding(chart, {}), "c"));
    CHECK_FALSE(report::append_chart(out, finding(chart, {{1.0, 1.0}}), "c"));
    CHECK_FALSE(report::append_chart(out, finding(chart, {{1.0, nan}, {2.0, infinity}, {3.0, 1.0}}), "c"));
    CHECK_FALSE(report::append_chart(out, finding(chart, {{1.0, -1e308}, {2.0, 1e308}}), "c"));
    CHECK_FALSE(report::append_chart(out, finding(chart, {{1.0, "a"}, {2.0, "b"}}), "c"));
    CHECK(out.empty());
  }
  CHECK_FALSE(report::append_chart(out, finding(Finding::Chart::none, {{1.0, 1.0}, {2.0, 2.0}}), "c"));
  // Rows too short, x out of order, x no number: drawn by position.
  REQUIRE(
      report::append_chart(out, finding(Finding::Chart::line, {{5.0, 1.0}, {"中", 2.0}, {}, {1.0}, {nan, -3.0}}), "c"));
  REQUIRE(report::append_chart(out, finding(Finding::Chart::line, {{-1e308, 1.0}, {1e308, 2.0}}), "c") == false);
  CHECK(out.find("nan") == out.npos);
  CHECK(out.find("inf") == out.npos);
}

TEST_CASE("bars of rows") {
  const auto bar = [](double value, double low, double high) {
    std::string out;
    report::append_bar(out, value, low, high);
    return out;
  };
  CHECK(bar(5, 0, 10).find("class=\"b-fill\" x=\"0\" width=\"50\"") != std::string::npos);
  CHECK(bar(1, 0, 1e9).find("width=\"0.8\"") != std::string::npos);  // what is there is seen
  CHECK(bar(0, 0, 10).find("class=\"b-fill\" x=\"0\" width=\"0\"") != std::string::npos);
  CHECK(bar(-5, -10, 10).find("class=\"b-minus\" x=\"25\" width=\"25\"") != std::string::npos);
  CHECK(bar(std::nan(""), 0, 10).empty());
  CHECK(bar(0, 0, 0).empty());
  CHECK(bar(1, -1e308, 1e308).empty());
  std::string share;
  report::append_share_bar(share, 0.75, 0.5);
  CHECK(share.find("class=\"b-lost\" x=\"75\" width=\"25\"") != std::string::npos);
}
