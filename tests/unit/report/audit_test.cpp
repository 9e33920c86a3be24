#include <limits>

#include "io/audit_format.h"
#include "report/audit_bins.h"
#include "report/audit_findings.h"
#include "report/audit_json.h"
#include "report/audit_text.h"
#include "report/render.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::report;
using Compare = Judge::Limit::Compare;

namespace {

AuditBins bins_of(Compare compare, std::optional<double> limit, const std::vector<double>& values) {
  spill::Quantiles sketch;
  for (const double value : values) sketch.add(value);
  AuditBins bins(compare, limit, sketch);
  for (const double value : values) bins.add(value, value > 0);
  return bins;
}

// Every point of the curve against a plain count.
void check_curve(Compare compare, std::optional<double> limit, const std::vector<double>& values) {
  const AuditBins bins = bins_of(compare, limit, values);
  std::uint64_t total = 0;
  for (const pipeline::AuditBin& bin : bins.bins()) total += bin.count;
  CHECK(total == values.size());
  bool found = !limit;
  for (const pipeline::AuditPoint& point : bins.curve()) {
    std::uint64_t kept = 0, all = 0;
    for (const double value : values) {
      const bool keeps = io::keeps(compare, value, point.threshold);
      kept += keeps;
      all += keeps && value > 0;
    }
    INFO("threshold " << point.threshold);
    CHECK(point.kept == kept);
    CHECK(point.kept_by_all == all);
    found |= limit && point.threshold == *limit;
  }
  CHECK(found);
  for (std::size_t i = 0; i + 1 < bins.edges().size(); ++i) CHECK(bins.edges()[i] < bins.edges()[i + 1]);
}

pipeline::AuditReport sample(int rules) {
  pipeline::AuditReport report;
  report.records = 1000;
  report.kept = 700;
  report.dropped = 300;
  report.changes = {"quality.min_words = 30 (was 50)"};
  pipeline::AuditStepReport step;
  step.name = "quality";
  step.op = "gopher_quality";
  step.records = 1000;
  step.would_drop = 300;
  step.alone = 300;
  for (int i = 0; i < rules; ++i) {
    std::vector<double> values;
    for (int k = 0; k < 1000; ++k) values.push_back((k * 7919) % (100 + i));
    spill::Quantiles sketch;
    for (const double value : values) sketch.add(value);
    const AuditBins bins = bins_of(Compare::at_least, 30.0, values);
    pipeline::AuditRuleReport rule;
    rule.name = "rule_" + std::to_string(i);
    rule.metric = "words";
    rule.compare = Compare::at_least;
    rule.limit = 30;
    rule.measured = 1000;
    rule.failed = 300;
    rule.alone = 100;
    rule.together = 200;
    rule.min = sketch.min();
    rule.max = sketch.max();
    rule.quantiles = {{"p05", 5}, {"p50", 50}, {"p95", 95}};
    rule.bins = bins.bins();
    rule.curve = bins.curve();
    rule.passing = {{30, "id-1", "甲.jsonl", "刚好通过 😀 <b>not bold</b>\n second line", "note & more", 12, 0, false}};
    rule.failing = {{29, "id-2", "甲.jsonl", "", "", 13, 2, true}};
    step.rules.push_back(std::move(rule));
  }
  report.steps.push_back(std::move(step));
  return report;
}

std::string page(const pipeline::AuditReport& report) {
  pipeline::RunResult result;
  result.audit = report;
  return report_html({}, result, {});
}

}  // namespace

TEST_CASE("the curve of thresholds is exact, for every comparison") {
  std::vector<double> words, shares;
  for (int i = 0; i < 500; ++i) {
    words.push_back((i * i) % 977);
    shares.push_back(static_cast<double>((i * 31) % 100) / 100);
  }
  words.push_back(1'000'000);
  const double inf = std::numeric_limits<double>::infinity();
  for (const Compare compare : {Compare::at_least, Compare::at_most, Compare::above, Compare::below}) {
    check_curve(compare, 50.0, words);
    check_curve(compare, std::nullopt, words);
    check_curve(compare, 0.3, shares);
    check_curve(compare, 0.0, shares);
    check_curve(compare, 2.0, shares);
    check_curve(compare, -1.0, shares);
    check_curve(compare, 5.0, {5});
    check_curve(compare, 4.0, {5, 5, 5});
    check_curve(compare, 1.0, {-inf, 0, 1, inf});
    check_curve(compare, 100'000.0, {1, 2, 3, 1000});
    check_curve(compare, 0.5, {1e-300, 1e300});
  }
  CHECK(bins_of(Compare::equals, 1.0, {0, 1, 1}).curve().empty());
}

TEST_CASE("skewed values get growing bins, shares get equal ones") {
  std::vector<double> words, shares;
  for (int i = 1; i < 300; ++i) {
    words.push_back(i < 280 ? i % 40 + 1 : i * 100);
    shares.push_back(i / 300.0);
  }
  CHECK(bins_of(Compare::at_most, 100.0, words).spread());
  CHECK(!bins_of(Compare::at_most, 0.1, shares).spread());
}

TEST_CASE("an audit is told as findings: the page draws them like any other") {
  const std::vector<pipeline::StepFindings> all = audit_findings(sample(2));
  REQUIRE(all.size() == 2);
  const Finding& overview = all[0].findings.sections.at(0);
  CHECK(overview.rows.size() == 3);  // the step and its rules
  CHECK(std::get<std::int64_t>(overview.rows[0][2]) == 300);
  CHECK(std::get<double>(overview.rows[1][3]) == 0.3);
  CHECK(all[0].findings.note.find("700 of 1\u202F000 records") != std::string::npos);
  CHECK(all[0].findings.note.find("Changed: quality.min_words = 30 (was 50).") != std::string::npos);

  const Findings& step = all[1].findings;
  REQUIRE(step.sections.size() == 4);
  const Finding& values = step.sections[0];
  CHECK(values.chart == Finding::Chart::histogram);
  REQUIRE(values.marks.size() == 1);
  CHECK(values.marks[0].at == 30);
  CHECK(values.marks[0].label == "≥ 30");
  std::int64_t passes = 0, fails = 0;
  for (const auto& row : values.rows) {
    const bool below = std::get<double>(row[0]) < 30;
    passes += std::get<std::int64_t>(row[2]);
    fails += std::get<std::int64_t>(row[3]);
    CHECK(std::get<std::int64_t>(row[below ? 2 : 3]) == 0);
  }
  CHECK(passes == 700);
  CHECK(fails == 300);
  const Finding& curve = step.sections[1];
  CHECK(curve.chart == Finding::Chart::line);
  CHECK(curve.even_steps);
  for (const auto& row : curve.rows)
    if (std::get<double>(row[0]) == 30) CHECK(std::get<double>(row[1]) == 0.7);
  REQUIRE(step.samples.size() == 4);
  CHECK(step.samples[0].outcome == Sample::Outcome::kept);
  CHECK(step.samples[1].outcome == Sample::Outcome::dropped);
  CHECK(step.samples[1].place == "甲.jsonl:13#2");
  CHECK(step.samples[1].why == "words 29, fails other rules too");
}

TEST_CASE("the page shows rules, limits, examples, and no markup of the data") {
  const std::string out = page(sample(1));
  CHECK(out.find("≥ 30") != std::string::npos);
  CHECK(out.find("class=\"mark\"") != std::string::npos);
  CHECK(out.find("刚好通过 😀") != std::string::npos);
  CHECK(out.find("<b>not bold") == std::string::npos);
  CHECK(out.find("fails other rules too") != std::string::npos);
  CHECK(out.find("<script") == std::string::npos);
  CHECK(page(sample(60)).find("id=\"a1-120\"") != std::string::npos);
  pipeline::AuditReport hidden = sample(1);
  hidden.texts_hidden = true;
  CHECK(page(hidden).find("not shown: it may hold what a step removes") != std::string::npos);
}

TEST_CASE("what cannot be drawn is said") {
  pipeline::AuditReport report = sample(2);
  report.steps[0].rules[0].measured = 0;
  report.steps[0].rules[1].min = report.steps[0].rules[1].max = 4;
  const std::vector<pipeline::StepFindings> all = audit_findings(report);
  REQUIRE(all[1].findings.sections.size() == 3);  // the first has its thresholds
  CHECK(all[1].findings.sections[0].note.find("Nothing could be measured.") != std::string::npos);
  CHECK(all[1].findings.sections[2].note.find("Every value is 4.") != std::string::npos);
  CHECK(all[1].findings.sections[2].chart == Finding::Chart::none);
}

TEST_CASE("the report as text and as JSON") {
  const std::string text = audit_text(sample(2));
  CHECK(text.find("audit of 1,000 records: these limits keep 700 (70.0 %), drop 300\n") == 0);
  INFO(text);
  CHECK(text.find("changed: quality.min_words = 30 (was 50)\n") != std::string::npos);
  CHECK(text.find("  rule_1   ≥ 30    300  30.0 %    100       200    5      50   95\n") != std::string::npos);
  ValueBuilder json;
  append_audit(json, sample(2));
  REQUIRE(!validate_json(json.json()));
  const Value rule = Value(json.json())["steps"].at(0)["rules"].at(1);
  CHECK(rule["failed"].integer() == 300);
  CHECK(rule["failing"].at(0)["derived"].integer() == 2);
  CHECK(rule["passing"].at(0)["text"].text()->starts_with("刚好通过 😀"));
  CHECK(rule["curve"].size() > 10);
}
