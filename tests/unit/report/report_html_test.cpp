#include <algorithm>
#include <set>

#include "report/render.h"
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

TEST_CASE("dropped records are shown by step and rule") {
  test::SampleRun run = test::sample_run();
  CHECK(page_of(run).find("id=\"samples\"") == std::string::npos);
  run.result.books.steps[1].samples.add(0, {7, "web/a.jsonl", 12, "太短了 <b>", "words 1"});
  run.result.books.steps[2].samples.add(pipeline::DropSamples::no_rule,
                                        {9, "web/b.jsonl", 3, "", "copy of web/a.jsonl line 1"});
  const std::string page = page_of(run);
  CHECK(nesting_fault(page) == "");
  CHECK(page.find("<h3>gopher_quality <span class=\"op\">min_words</span></h3>") != page.npos);
  CHECK(page.find("太短了 &lt;b&gt;") != page.npos);
  CHECK(page.find("copy of web/a.jsonl line 1") != page.npos);
}

TEST_CASE("shares have one form, and counts that are no records stand in no column of records") {
  const std::string page = page_of(test::sample_run());
  CHECK(page.find(">7.2\u202F%<") != page.npos);  // the metric "duplicate share"
  CHECK(page.find("<td class=\"counted\" colspan=\"8\">88\u202F123</td>") != page.npos);
}
