#include <algorithm>
#include <set>

#include "dsprep/value.h"
#include "report/gates.h"
#include "report/render.h"
#include "report/warnings.h"
#include "sample_run.h"
#include "support/catch.h"
#include "text/utf8.h"

using namespace dsprep;

namespace {

// Tags in a page of our own making, where every '<' that is not ours is escaped: names must nest.
std::string nesting_fault(const std::string& page) {
  static const std::set<std::string> empty{"meta", "hr", "!doctype"};
  std::vector<std::string> open;
  for (std::size_t at = page.find('<'); at != page.npos; at = page.find('<', at + 1)) {
    const std::size_t end = page.find('>', at);
    if (end == page.npos) return "a tag does not end";
    const bool closes = page[at + 1] == '/', alone = page[end - 1] == '/';
    std::size_t name_end = page.find_first_of(" />", at + 2);
    const std::string name = page.substr(at + 1 + closes, name_end - at - 1 - closes);
    if (empty.count(name) || alone) continue;
    if (!closes) {
      open.push_back(name);
      continue;
    }
    if (open.empty() || open.back() != name)
      return "</" + name + "> closes " + (open.empty() ? "nothing" : open.back());
    open.pop_back();
  }
  return open.empty() ? "" : "<" + open.back() + "> is not closed";
}

std::vector<std::string> ids(const std::string& page) {
  std::vector<std::string> found;
  for (std::size_t at = page.find(" id=\""); at != page.npos; at = page.find(" id=\"", at + 1)) {
    const std::size_t begin = at + 5;
    found.push_back(page.substr(begin, page.find('"', begin) - begin));
  }
  return found;
}

std::string page_of(const test::SampleRun& run) {
  return report::report_html(run.pipeline, run.result, {"crawl", "2026-11-30 17:25 UTC", "dsprep run p.toml raw"});
}

}  // namespace

TEST_CASE("the page is well formed and self-contained") {
  const std::string page = page_of(test::sample_run());
  CHECK(nesting_fault(page) == "");
  CHECK(text::valid_utf8(page));
  std::vector<std::string> all = ids(page);
  std::sort(all.begin(), all.end());
  CHECK(std::adjacent_find(all.begin(), all.end()) == all.end());
  // Every link leads to somewhere on the page; nothing is fetched.
  for (std::size_t at = page.find("href=\"#"); at != page.npos; at = page.find("href=\"#", at + 1)) {
    const std::size_t begin = at + 7;
    CHECK(std::binary_search(all.begin(), all.end(), page.substr(begin, page.find('"', begin) - begin)));
  }
  CHECK(page.find("<script") == page.npos);
  CHECK(page.find("http:") == page.npos);
  CHECK(page.find("https:") == page.npos);
  CHECK(page.find("url(") == page.find("url(#"));
  CHECK(page == page_of(test::sample_run()));
}

TEST_CASE("the page shows the run") {
  const std::string page = page_of(test::sample_run());
  CHECK(page.find("<h1 dir=\"auto\">crawl · Web corpus, cleaned &amp; counted</h1>") != page.npos);
  CHECK(page.find("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;") != page.npos);
  CHECK(page.find("512\u202F004\u202F881") != page.npos);
  CHECK(page.find("The first 200 of 320 rows; report.json holds them all.") != page.npos);
  CHECK(page.find("min_words") != page.npos);
  CHECK(page.find("host-199.example.org") != page.npos);
  CHECK(page.find("host-200.example.org") == page.npos);
  CHECK(page.find("السلام عليكم") != page.npos);
  CHECK(page.find("prefers-color-scheme:dark") != page.npos);
}

TEST_CASE("an empty run and a strange one still make a page") {
  test::SampleRun empty;
  std::string page = page_of(empty);
  CHECK(nesting_fault(page) == "");
  CHECK(page.find("Dataset report") != page.npos);
  CHECK(page.find("id=\"steps\"") == page.npos);

  test::SampleRun strange = test::sample_run();
  Findings odd;
  odd.title = "</title><b>";
  for (int i = 0; i < 30; ++i) odd.metrics.push_back({"m\"><i>" + std::to_string(i), i * 1e200});
  odd.sections = {{},
                  {.id = "no columns", .rows = {{1.0, "x"}}},
                  {.id = "ragged", .columns = {"a", "b"}, .rows = {{}, {"x"}, {"y", 1.0, 2.0}}}};
  for (const auto chart : {Finding::Chart::bars, Finding::Chart::histogram, Finding::Chart::line}) {
    Finding f{.id = "\"' id=\"x", .chart = chart, .columns = {"one"}, .rows = {{1.0}, {2.0}}};
    odd.sections.push_back(std::move(f));
  }
  strange.result.findings.push_back({"second", odd});
  strange.result.books.steps.resize(1);  // fewer than the pipeline's steps
  strange.pipeline.steps[1].name = "<b>";
  page = page_of(strange);
  CHECK(nesting_fault(page) == "");
  std::vector<std::string> all = ids(page);
  std::sort(all.begin(), all.end());
  CHECK(std::adjacent_find(all.begin(), all.end()) == all.end());
  CHECK(page.find("Further metrics") != page.npos);
}

TEST_CASE("one step's findings name the page, those of several do not") {
  test::SampleRun run = test::sample_run();
  CHECK(page_of(run).find("<h1 dir=\"auto\">crawl · Web corpus, cleaned &amp; counted</h1>") != std::string::npos);
  run.result.findings.push_back({"dedup_exact", {.title = "Exact duplicates"}});
  const std::string page = page_of(run);
  CHECK(page.find("<h1 dir=\"auto\">crawl · Dataset report</h1>") != std::string::npos);
  CHECK(page.find("Exact duplicates") != std::string::npos);
}

TEST_CASE("a run that wrote nothing says nothing of writing") {
  test::SampleRun run = test::sample_run();
  CHECK(page_of(run).find("bytes written") != std::string::npos);
  run.result.books.bytes_out = 0;
  CHECK(page_of(run).find("bytes written") == std::string::npos);
}

TEST_CASE("a page stays small whatever its findings hold") {
  test::SampleRun run = test::sample_run();
  Finding f{.id = "big", .title = "Big", .chart = Finding::Chart::bars, .columns = {"text", "n"}};
  for (int i = 0; i < 5'000; ++i) f.rows.push_back({std::string(100'000, 'a'), static_cast<double>(i)});
  run.result.findings[0].findings.sections = {std::move(f)};
  CHECK(page_of(run).size() < 300'000);
}

TEST_CASE("the page says what it is of, from when, and by which command") {
  const std::string page = page_of(test::sample_run());
  CHECK(page.find("<title>crawl · Web corpus, cleaned &amp; counted</title>") != page.npos);
  CHECK(page.find("2026-11-30 17:25 UTC") != page.npos);
  CHECK(page.find("<code>dsprep run p.toml raw</code>") != page.npos);
}

TEST_CASE("records are shown by step, outcome and rule") {
  test::SampleRun run = test::sample_run();
  CHECK(page_of(run).find("id=\"samples\"") == std::string::npos);
  const auto taken = [](std::uint64_t order, const char* rule, const char* before, const char* why) {
    pipeline::TakenSample sample{order, "web/a.jsonl", 12, {}};
    sample.sample.rule = rule;
    sample.sample.before = before;
    sample.sample.place = "web/a.jsonl:12";
    sample.sample.why = why;
    return sample;
  };
  run.result.books.steps[1].samples.add(0, taken(7, "min_words", "太短了 <b>", "words 1"));
  run.result.books.steps[2].samples.add(pipeline::StepSamples::no_rule, taken(9, "", "", "copy of web/a.jsonl line 1"));
  pipeline::TakenSample edit = taken(3, "", "A 一  二 B", "");
  edit.sample.outcome = Sample::Outcome::edited;
  edit.sample.after = "A 一 三 B";
  run.result.books.steps[0].samples.add(pipeline::StepSamples::edited, edit);
  run.result.findings[0].findings.samples.push_back(
      {Sample::Outcome::kept, "a look", "id-7", "", "مرحبا", "", "score 0.9"});
  std::string page = page_of(run);
  CHECK(nesting_fault(page) == "");
  CHECK(page.find("<h3>gopher_quality <span class=\"op\">dropped: min_words</span></h3>") != page.npos);
  CHECK(page.find("<h3>near_duplicates <span class=\"op\">dropped</span></h3>") != page.npos);
  CHECK(page.find("<h3>profile <span class=\"op\">kept: a look</span></h3>") != page.npos);
  CHECK(page.find("太短了 &lt;b&gt;") != page.npos);
  CHECK(page.find("copy of web/a.jsonl line 1") != page.npos);
  CHECK(page.find("A 一 <del> 二</del> B") != page.npos);
  CHECK(page.find("A 一 <ins>三</ins> B") != page.npos);

  run.pipeline.steps[1].shows_texts = false;
  page = page_of(run);
  CHECK(page.find("太短了") == page.npos);
  CHECK(page.find("not shown: it may hold what a step removes") != page.npos);
  const std::string json = report::report_json(run.pipeline, run.result);
  CHECK(json.find("太短了") == json.npos);
  CHECK(Value(json)["samples"]["gopher_quality"].at(0)["hidden"].boolean() == true);
  CHECK(Value(json)["samples"]["whitespace"].at(0)["after"].text() == "A 一 三 B");
}

TEST_CASE("warnings are shown by severity, with what to do") {
  test::SampleRun run = test::sample_run();
  run.result.findings[0].findings.warnings = {{"all well", Warning::Severity::note},
                                              {"half of the records are alike", Warning::Severity::serious, "dedup"},
                                              {"few <i> labels"}};
  const std::string page = page_of(run);
  CHECK(nesting_fault(page) == "");
  const std::size_t serious = page.find("profile: half of the records are alike"), few = page.find("few &lt;i&gt;"),
                    note = page.find("profile: all well");
  CHECK(serious < few);
  CHECK(few < note);
  CHECK(note != page.npos);
  CHECK(page.find("dir=\"auto\">dedup</p>") != page.npos);
  const std::string text = report::report_json(run.pipeline, run.result);
  const Value json(text);
  CHECK(json["warnings"].at(0)["severity"].text() == "serious");
  CHECK(json["warnings"].at(0)["kind"].text() == "profile");
  CHECK(json["warnings"].at(0)["remedy"].text() == "dedup");
  CHECK(json["warnings"].at(2)["severity"].text() == "note");
  const auto all = report::warnings(run.pipeline, run.result);
  CHECK(report::warning_line(all[0]) == "serious: profile: half of the records are alike: dedup");
  CHECK(report::warning_line(all[1]) == "profile: few <i> labels");
  const std::string event = "{" + report::warning_members(all[0]) + "}";
  CHECK(Value(event)["event"].text() == "warning");
  CHECK(Value(event)["message"].text() == "profile: half of the records are alike");
}

TEST_CASE("metrics show unit, interval and limit; gates what became of them") {
  test::SampleRun run = test::sample_run();
  run.result.findings[0].findings.metrics[0] = {"agreement", 0.8126, 0.05, "share", 0.7, {}};
  run.result.gates =
      report::judge_gates({{"nothing", report::Gate::Compare::at_most, 3, "nothing<=3"}}, run.result.findings);
  const std::string page = page_of(run);
  CHECK(nesting_fault(page) == "");
  CHECK(page.find(">81.3\u202F% ± 5.0\u202F%</dd><dd class=\"limits\">at least 70.0\u202F%</dd>") != page.npos);
  CHECK(page.find("profile.agreement&gt;=0.7") != page.npos);
  const std::string json = report::report_json(run.pipeline, run.result);
  const Value root(json);
  CHECK(root["schema"].integer() == 1);
  CHECK(root["reports"].at(0)["metrics"]["agreement"].number() == 0.8126);
  CHECK(root["reports"].at(0)["metric_details"]["agreement"]["at_least"].number() == 0.7);
  CHECK(root["gates"].at(0)["state"].text() == "broken");
  CHECK_FALSE(root["gates"].at(0)["metric"].exists());
  CHECK(root["gates"].at(1)["gate"].text() == "profile.agreement>=0.7");
  CHECK(root["gates"].at(1)["state"].text() == "held");
}

TEST_CASE("shares have one form, and counts that are no records stand in no column of records") {
  const std::string page = page_of(test::sample_run());
  CHECK(page.find(">7.2\u202F%<") != page.npos);  // the metric "duplicate share"
  CHECK(page.find("<td class=\"counted\" colspan=\"8\">88\u202F123</td>") != page.npos);
}
