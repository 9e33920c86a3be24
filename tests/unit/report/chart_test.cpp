#include "report/chart.h"

#include <cmath>
#include <limits>

#include "report/row_bar.h"
#include "support/catch.h"
#include "svg_marks.h"

using namespace dsprep;
using test::svg_marks;
using Chart = Finding::Chart;

namespace {

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();
using Row = std::vector<Finding::Cell>;

// Pushed one by one: g++ 12 sees ghosts in initializer lists of variants.
Row row(Finding::Cell a, std::vector<double> values) {
  Row cells;
  cells.push_back(std::move(a));
  for (const double value : values) cells.emplace_back(value);
  return cells;
}

Finding finding(Chart chart, std::vector<Column> columns, std::vector<Row> rows) {
  Finding f;
  f.id = "f";
  f.title = "A <title>";
  f.chart = chart;
  f.columns = std::move(columns);
  f.rows = std::move(rows);
  return f;
}

std::string drawn(const Finding& f, const report::Canvas& canvas = report::wide_canvas) {
  std::string out;
  if (!report::append_chart(out, f, "c", canvas)) {
    CHECK(out.empty());
    return "";
  }
  CHECK(out.find("role=\"img\" aria-labelledby=\"c-t c-d\"") != out.npos);
  CHECK(out.find("<title id=\"c-t\">") != out.npos);
  CHECK(out.find("<desc id=\"c-d\">") != out.npos);
  for (const char* bad : {"nan", "inf", "NaN"}) CHECK(out.find(bad) == out.npos);
  return out;
}

}  // namespace

TEST_CASE("the columns a chart is drawn of") {
  Finding f = finding(Chart::bars, {"k", "t", "n", "value"}, {});
  for (const char* key : {"a", "b"}) {
    Row& cells = f.rows.emplace_back();
    cells.emplace_back(key);
    cells.emplace_back("text");
    cells.emplace_back(1.0);
    cells.emplace_back(2.0);
  }
  CHECK(report::value_column(f) == 3u);
  f.columns[3] = "m";
  CHECK(report::value_column(f) == 2u);
  CHECK(report::series_columns(f) == std::vector<std::size_t>{2});
  f.chart = Chart::grouped_bars;
  CHECK(report::series_columns(f) == std::vector<std::size_t>{2, 3});
  f.series = {3, 1, 9};  // text and what is not there are no series
  CHECK(report::series_columns(f) == std::vector<std::size_t>{3});
  f.rows.clear();
  CHECK(report::series_columns(f).empty());
}

TEST_CASE("a histogram's columns are as high as their values") {
  const std::string out =
      drawn(finding(Chart::histogram, {"x", "n"}, {row(1.0, {5}), row(2.0, {0}), row(4.0, {10}), row(8.0, {-5})}));
  const auto bars = svg_marks(out, "rect", "column");
  REQUIRE(bars.size() == 4);
  CHECK(bars[0].height * 2 == Approx(bars[2].height).margin(0.02));
  CHECK(bars[1].height == 0);
  CHECK(bars[3].height == Approx(bars[0].height).margin(0.02));
  // Above and below one line.
  CHECK(bars[0].y + bars[0].height == Approx(bars[3].y).margin(0.02));
  CHECK(bars[0].x < bars[1].x);
  CHECK(bars[0].title == "1 – 2: 5");
  CHECK(bars[3].title == "from 8: −5");
  CHECK(out.find("lowest −5 at 8, highest 10 at 4") != out.npos);
  CHECK(out.find("A &lt;title&gt;") != out.npos);
  CHECK(out.find("class=\"legend\"") == out.npos);
}

TEST_CASE("several series of a histogram are stacked, and a mark stands where its value is") {
  Finding f = finding(Chart::histogram, {"from", "passes", "fails"},
                      {row(0.0, {0, 6}), row(10.0, {2, 4}), row(20.0, {8, 0}), row(30.0, {4, 0})});
  f.series = {1, 2};
  f.marks = {{20, "≥ 20"}, {25, "mean"}, {99, ""}, {-1, "outside"}};
  const std::string out = drawn(f, report::narrow_canvas);
  const auto first = svg_marks(out, "rect", "s1"), second = svg_marks(out, "rect", "s2");
  REQUIRE(first.size() == 3 + 1);  // three values that are not 0, and the legend's key
  REQUIRE(second.size() == 2 + 1);
  CHECK(first[0].title == "10 – 20 · passes: 2");
  CHECK(second[1].title == "10 – 20 · fails: 4");
  CHECK(second[1].y + second[1].height == Approx(first[0].y).margin(0.02));  // on top
  CHECK(second[1].height == Approx(2 * first[0].height).margin(0.02));
  const auto marks = svg_marks(out, "line", "mark");
  REQUIRE(marks.size() == 3);
  const double slot = report::narrow_canvas.plot_width() / 4;
  CHECK(marks[0].x == Approx(report::narrow_canvas.left + 2 * slot).margin(0.02));
  CHECK(marks[1].x == Approx(report::narrow_canvas.left + 2.5 * slot).margin(0.02));
  CHECK(marks[2].x == Approx(report::narrow_canvas.left + 4 * slot).margin(0.02));  // the last bin is open
  CHECK(out.find("≥ 20</text>") != out.npos);
  CHECK(out.find("<span dir=\"auto\">fails</span>") != out.npos);
}

TEST_CASE("a histogram of many rows adds up neighbours") {
  std::vector<Row> rows;
  for (int i = 0; i < 10'000; ++i) rows.push_back(row(static_cast<double>(i), {2}));
  const std::string out = drawn(finding(Chart::histogram, {"x", "n"}, rows));
  const auto bars = svg_marks(out, "rect", "column");
  CHECK(bars.size() == 120);
  CHECK(bars[0].title == "0 – 84: 168");
  CHECK(out.find("Each column adds up 84 neighbouring rows") != out.npos);
  CHECK(out.size() < 40'000);
}

TEST_CASE("a line goes through its points") {
  const Finding f = finding(Chart::line, {"x", "a"}, {row(0.0, {0}), row(5.0, {50}), row(20.0, {100})});
  const std::string out = drawn(f);
  const auto lines = svg_marks(out, "polyline", "curve");
  REQUIRE(lines.size() == 1);
  const auto at = test::svg_points(lines[0].points);
  REQUIRE(at.size() == 6);
  const report::Canvas& c = report::wide_canvas;
  CHECK(at[0] == Approx(c.left));
  CHECK(at[2] == Approx(c.left + c.plot_width() * 0.25));  // x as a number
  CHECK(at[4] == Approx(c.left + c.plot_width()));
  CHECK(at[1] == Approx(c.height - c.bottom));
  CHECK(at[3] == Approx((at[1] + at[5]) / 2));
  CHECK(svg_marks(out, "circle", "dot").size() == 3);
  CHECK(svg_marks(out, "polygon", "area").size() == 1);

  Finding even = f;
  even.even_steps = true;
  CHECK(test::svg_points(svg_marks(drawn(even), "polyline", "curve")[0].points)[2] ==
        Approx(c.left + c.plot_width() * 0.5));
}

TEST_CASE("several lines share their axes, have a legend, and leave out what is no number") {
  Finding f = finding(Chart::line, {"day", {"train", Column::Kind::share}, {"验证", Column::Kind::share}},
                      {row(1.0, {0.5, 1}), row(2.0, {no_number, 0.5}), row(3.0, {0.25, 0})});
  f.series = {1, 2};
  const std::string out = drawn(f);
  const auto train = svg_marks(out, "polyline", "s1"), held = svg_marks(out, "polyline", "s2");
  REQUIRE(train.size() == 1);
  REQUIRE(held.size() == 1);
  const auto a = test::svg_points(train[0].points), b = test::svg_points(held[0].points);
  REQUIRE(a.size() == 4);
  REQUIRE(b.size() == 6);
  CHECK(a[0] == b[0]);
  CHECK(a[1] == b[3]);  // 0.5 on one axis
  CHECK(out.find("<span dir=\"auto\">验证</span>") != out.npos);
  CHECK(out.find("50\u202F%") != out.npos);  // an axis of shares
  CHECK(out.find("· train: 50.0\u202F%") != out.npos);
  CHECK(svg_marks(out, "polygon", "area").empty());
}

TEST_CASE("a line of many points keeps what sticks out") {
  std::vector<Row> rows;
  for (int i = 0; i < 10'000; ++i) rows.push_back(row(static_cast<double>(i), {i == 7'777 ? 100.0 : 1.0}));
  const std::string out = drawn(finding(Chart::line, {"x", "n"}, rows));
  CHECK(out.size() < 60'000);
  const auto at = test::svg_points(svg_marks(out, "polyline", "curve")[0].points);
  CHECK(at.size() <= 4'000);
  double highest = 1e9;
  for (std::size_t i = 1; i < at.size(); i += 2) highest = std::min(highest, at[i]);
  CHECK(highest == Approx(report::wide_canvas.top));
  CHECK(svg_marks(out, "circle", "dot").empty());
}

TEST_CASE("a scatter plot puts each point where its numbers say") {
  Finding f = finding(Chart::scatter, {"x", "a", "b"},
                      {row(10.0, {0, 10}), row(0.0, {10, no_number}), row(5.0, {5, 5}), row("no number", {1, 1})});
  f.series = {1, 2};
  const std::string out = drawn(f);
  const auto dots = svg_marks(out, "circle", "s1");
  REQUIRE(dots.size() == 3);
  CHECK(dots[0].x > dots[2].x);
  CHECK(dots[2].x > dots[1].x);
  CHECK(dots[2].x == Approx((dots[0].x + dots[1].x) / 2));
  CHECK(dots[2].y == Approx((dots[0].y + dots[1].y) / 2));
  CHECK(svg_marks(out, "rect", "dot").size() == 2);  // another series, another form
  std::vector<Row> rows;
  for (int i = 0; i < 10'000; ++i) rows.push_back(row(std::sin(i), {std::cos(i)}));
  const std::string many = drawn(finding(Chart::scatter, {"x", "y"}, rows));
  CHECK(svg_marks(many, "circle", "dot").size() == 2'000);
  CHECK(many.find("Every 5th row") != many.npos);
  CHECK(drawn(finding(Chart::scatter, {"x", "y"}, {row(3.0, {4})})) != "");
}

TEST_CASE("grouped bars stand beside each other, stacked ones on each other") {
  Finding f = finding(Chart::grouped_bars, {"language", "A", "B"},
                      {row("中文（简体）", {10, 5}), row("العربية", {-10, no_number}), row("English", {0, 20})});
  const auto grouped = drawn(f);
  const auto a = svg_marks(grouped, "rect", "s1"), b = svg_marks(grouped, "rect", "s2");
  REQUIRE(a.size() == 3 + 1);
  REQUIRE(b.size() == 2 + 1);
  CHECK(a[0].width == Approx(2 * b[0].width).margin(0.02));
  CHECK(a[0].x == b[0].x);
  CHECK(a[0].y + a[0].height <= b[0].y);
  CHECK(a[1].width == Approx(a[0].width).margin(0.02));
  CHECK(a[1].x + a[1].width == Approx(a[0].x).margin(0.02));  // to the left of zero
  CHECK(a[2].width == 0);
  CHECK(grouped.find("العربية</text>") != grouped.npos);
  CHECK(grouped.find("中文（简体） · A: 10") != grouped.npos);

  f.chart = Chart::stacked_bars;
  const auto stacked = drawn(f);
  const auto lower = svg_marks(stacked, "rect", "s1"), upper = svg_marks(stacked, "rect", "s2");
  CHECK(upper[0].x == Approx(lower[0].x + lower[0].width).margin(0.02));
  CHECK(upper[0].y == lower[0].y);
  CHECK(drawn(finding(Chart::stacked_bars, {"x", "n"}, {row("one", {3})})) != "");
}

TEST_CASE("bars of many categories and series are bounded, and say so") {
  std::vector<Row> rows;
  for (int i = 0; i < 10'000; ++i) rows.push_back(row("category " + std::to_string(i), std::vector<double>(12, i)));
  std::vector<Column> columns{"x"};
  for (int i = 0; i < 12; ++i) columns.emplace_back("series " + std::to_string(i));
  for (const Chart chart : {Chart::grouped_bars, Chart::stacked_bars}) {
    const std::string out = drawn(finding(chart, columns, rows));
    CHECK(svg_marks(out, "rect", "column").size() <= 160 + 8);
    CHECK(out.find("The first 20 of 10\u202F000 rows") != out.npos);
    CHECK(out.find("The first 8 of 12 series are drawn") != out.npos);
  }
}

TEST_CASE("a heat map is the darker the more") {
  Finding f = finding(Chart::heat_map, {"gold", "joy", "悲しみ"},
                      {row("joy", {8, 2}), row("悲しみ", {-4, 0}), row("none", {no_number, 8})});
  const std::string out = drawn(f);
  const auto cells = svg_marks(out, "rect", "heat");
  REQUIRE(cells.size() == 5);
  CHECK(cells[0].opacity == 1);
  CHECK(cells[1].opacity == 0.25);
  CHECK(cells[2].opacity == 0.5);
  CHECK(cells[2].kind == "heat minus");
  CHECK(cells[3].opacity == 0);
  CHECK(cells[4].opacity == 1);
  CHECK(cells[0].x == cells[2].x);
  CHECK(cells[1].x > cells[0].x);
  CHECK(cells[2].y > cells[0].y);
  CHECK(cells[1].title == "joy · 悲しみ: 2");
  CHECK(out.find(">8</text>") != out.npos);
  CHECK(drawn(finding(Chart::heat_map, {"x", "a", "b"}, {row("r", {0, 0})})) == "");
  std::vector<Row> rows;
  std::vector<Column> columns{"x"};
  for (int i = 0; i < 200; ++i) columns.emplace_back("a long label " + std::to_string(i));
  for (int i = 0; i < 10'000; ++i) rows.push_back(row("r" + std::to_string(i), std::vector<double>(200, i)));
  const std::string large = drawn(finding(Chart::heat_map, columns, rows));
  CHECK(svg_marks(large, "rect", "heat").size() == 900);
  CHECK(large.find("rotate(-40)") != large.npos);
  CHECK(large.find("The first 30 of 10\u202F000 rows") != large.npos);
}

TEST_CASE("what cannot be drawn is not drawn, and never spoils coordinates") {
  const double infinity = std::numeric_limits<double>::infinity();
  for (const Chart chart :
       {Chart::histogram, Chart::line, Chart::scatter, Chart::grouped_bars, Chart::stacked_bars, Chart::heat_map}) {
    INFO(static_cast<int>(chart));
    const auto none = [&](std::vector<Row> rows) { return drawn(finding(chart, {"x", "n"}, std::move(rows))).empty(); };
    CHECK(none({}));
    CHECK(none({row(1.0, {no_number}), row(2.0, {infinity})}));
    CHECK(none({row(1.0, {}), {}}));
    CHECK(drawn(finding(chart, {"x"}, {row(1.0, {}), row(2.0, {})})).empty());
    CHECK(drawn(finding(chart, {}, {row(1.0, {3}), row(2.0, {4})})).empty());
    Finding text = finding(chart, {"x", "n"}, {});
    text.rows.resize(2);
    for (Row& cells : text.rows) {
      cells.emplace_back("a");
      cells.emplace_back("b");
    }
    CHECK(drawn(text).empty());
  }
  for (const Chart chart : {Chart::histogram, Chart::line, Chart::scatter, Chart::grouped_bars})
    CHECK(drawn(finding(chart, {"x", "n"}, {row(1.0, {-1e308}), row(2.0, {1e308})})).empty());
  for (const Chart chart : {Chart::histogram, Chart::line})
    CHECK(drawn(finding(chart, {"x", "n"}, {row(1.0, {1}), row(2.0, {infinity})})).empty());  // one point is no chart
  for (const Chart chart : {Chart::none, Chart::bars})
    CHECK(drawn(finding(chart, {"x", "n"}, {row(1.0, {1}), row(2.0, {2})})).empty());
  // Rows too short, x out of order, x no number: drawn by position.
  CHECK(drawn(finding(Chart::line, {"x", "n"},
                      {row(5.0, {1}), row("中", {2}), {}, row(1.0, {}), row(no_number, {-3})})) != "");
  CHECK(drawn(finding(Chart::line, {"x", "n"}, {row(-1e308, {1}), row(1e308, {2})})).empty());
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
