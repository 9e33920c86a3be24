// report.html: the page from top to bottom. A reader in a hurry sees the metrics, then whether the books balance, then
// which step took what; the findings follow in the order in which the steps made them, and the files are folded away.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/human.h"
#include "pipeline/audit_report.h"
#include "pipeline/books.h"
#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"
#include "report/audit_findings.h"
#include "report/books_card.h"
#include "report/chapter.h"
#include "report/file_tables.h"
#include "report/html.h"
#include "report/metrics_card.h"
#include "report/numbers.h"
#include "report/page_style.h"
#include "report/render.h"
#include "report/samples_card.h"
#include "report/steps_card.h"
#include "report/warnings.h"

namespace dsprep::report {
namespace {

std::string kind_of(const pipeline::RunResult& result) {
  if (result.audit) return "Audit";
  // Of several steps' findings none names the page: each has its own chapter.
  if (result.findings.size() == 1 && !result.findings[0].findings.title.empty())
    return result.findings[0].findings.title;
  return "Dataset report";
}

// The dataset's name first: of ten open tabs each is another one.
std::string title_of(const pipeline::RunResult& result, const PageFacts& facts) {
  return facts.name.empty() ? kind_of(result) : facts.name + " · " + kind_of(result);
}

// One report's title is the page's already.
std::string heading_of(const pipeline::RunResult& result, std::size_t report) {
  if (result.findings.size() == 1 && !result.audit) return "Findings";
  const pipeline::StepFindings& findings = result.findings[report];
  return findings.findings.title.empty() ? findings.step : findings.findings.title;
}

// A lone report whose metrics are all in tiles at the top has nothing further to say.
bool has_chapter(const pipeline::RunResult& result, std::size_t report) {
  const Findings& findings = result.findings[report].findings;
  return result.findings.size() > 1 || result.audit || !findings.sections.empty() ||
         findings.metrics.size() > most_tiles;
}

// What the page tells of, gathered before it is written.
struct Page {
  std::vector<RunWarning> warnings;
  std::vector<StepSample> samples;
  std::vector<pipeline::StepFindings> audit;
  std::vector<Chapter> chapters;
};

std::string anchor(const char* kind, std::size_t number) { return kind + std::to_string(number); }

void add_audit(Page& page, const pipeline::AuditReport& audit) {
  page.audit = audit_findings(audit);
  for (std::size_t i = 0; i < page.audit.size(); ++i) {
    const pipeline::StepFindings& step = page.audit[i];
    Chapter chapter{i == 0 ? "audit" : anchor("a", i), step.findings.title, &step.findings};
    chapter.in_pairs = i > 0;
    for (const Sample& sample : step.findings.samples)
      chapter.samples.push_back({step.step, &sample, audit.texts_hidden});
    page.chapters.push_back(std::move(chapter));
  }
}

Page page_of(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result) {
  Page page;
  page.warnings = warnings(pipeline, result);
  page.samples = samples_of(pipeline, result);
  if (result.audit) add_audit(page, *result.audit);
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    if (!has_chapter(result, i)) continue;
    Chapter chapter{anchor("r", i + 1), heading_of(result, i), &result.findings[i].findings};
    chapter.tiles = result.findings.size() > 1 || result.audit;
    page.chapters.push_back(std::move(chapter));
  }
  return page;
}

// No scripts and nothing from the network, and the page says so to the browser: whatever a dataset holds, it stays
// text.
void append_head(std::string& out, const std::string& title) {
  out +=
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
      "<meta name=\"generator\" content=\"dsprep\">\n"  // --force knows its own by it
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>";
  append_html(out, title);
  out += "</title>\n<style>" + std::string(page_style()) +
         "</style>\n</head>\n<body>\n"
         "<a class=\"skip\" href=\"#main\">Skip to the report</a>\n<div class=\"frame\">\n";
}

void append_contents(std::string& out, const pipeline::RunResult& result, const Page& page) {
  out += "<nav aria-label=\"Contents\"><ol>\n";
  const auto link = [&](const char* to, std::string_view text) {
    append_link(out, to, text);
    out += "</li>\n";
  };
  if (!page.warnings.empty()) link("warnings", "Warnings");
  if (!result.gates.empty()) link("gates", "Gates");
  link("books", "Records");
  if (has_funnel(result.books)) link("steps", "Steps");
  for (const Chapter& chapter : page.chapters) append_links(out, chapter);
  if (!page.samples.empty()) link("samples", "Records to look at");
  link("files", "Files");
  out += "</ol></nav>\n";
}

void append_header(std::string& out, const pipeline::RunResult& result, const PageFacts& facts) {
  const std::size_t files = result.files_read();
  out += "<header><p class=\"kind\">dsprep report</p><h1 dir=\"auto\">";
  append_html(out, title_of(result, facts));
  out += "</h1><p class=\"lead\">" + shown_count(result.books.read) +
         (result.books.read == 1 ? " record" : " records") + " in " + shown_count(files) +
         (files == 1 ? " file, " : " files, ") + html(base::format_size(result.books.bytes_in));
  if (!facts.date.empty()) out += " · " + html(facts.date);
  out += "</p>";
  if (!facts.command.empty()) out += "<p class=\"command\"><code>" + html(facts.command) + "</code></p>";
  out += "</header>\n";
}

void append_footer(std::string& out, const pipeline::Pipeline& pipeline, const pipeline::RunResult& result) {
  out += "<footer><p>Configuration <span class=\"mono\">" + html(config_hash(pipeline)) + "</span>, seed " +
         std::to_string(pipeline.spec.seed) + ", " + shown_count(result.passes) +
         (result.passes == 1 ? " pass" : " passes") +
         ".</p><p>Every number, unrounded and uncut: report.json.</p></footer>\n";
}

}  // namespace

std::string report_html(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result, const PageFacts& facts) {
  const Page page = page_of(pipeline, result);
  std::string out;
  append_head(out, title_of(result, facts));
  append_contents(out, result, page);
  out += "<main id=\"main\">\n";
  append_header(out, result, facts);
  append_warnings_card(out, page.warnings);
  if (result.findings.size() == 1 && !result.audit) append_tiles(out, result.findings[0].findings.metrics);
  append_gates_card(out, result.gates);
  out += "<h2 id=\"books\">Records</h2>\n";
  append_books_card(out, result.books);
  if (!result.books.malformed_reasons.empty()) {
    out += "<div class=\"cards\" style=\"margin-top:1rem\">";
    append_reasons_card(out, result.books);
    out += "</div>";
  }
  if (has_funnel(result.books)) {
    out += "<h2 id=\"steps\">Steps</h2>\n";
    append_steps_card(out, pipeline, result.books);
  }
  for (const Chapter& chapter : page.chapters) append_chapter(out, chapter);
  if (!page.samples.empty()) {
    out += "<h2 id=\"samples\">Records to look at</h2>\n";
    append_samples_cards(out, page.samples);
  }
  out += "<h2 id=\"files\">Files</h2>\n";
  append_inputs_card(out, result);
  if (!result.outputs.empty()) append_outputs_card(out, result);
  append_config_card(out, pipeline);
  append_footer(out, pipeline, result);
  out += "</main>\n</div>\n</body>\n</html>\n";
  return out;
}

}  // namespace dsprep::report
