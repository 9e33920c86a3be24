// report.html: the page from top to bottom. A reader in a hurry sees the metrics, then whether the books balance, then
// which step took what; the findings follow in the order in which the steps made them, and the files are folded away.
#include <algorithm>

#include "base/human.h"
#include "report/audit_card.h"
#include "report/books_card.h"
#include "report/file_tables.h"
#include "report/finding_card.h"
#include "report/html.h"
#include "report/page_style.h"
#include "report/render.h"
#include "report/samples_card.h"
#include "report/steps_card.h"

namespace dsprep::report {
namespace {

constexpr std::size_t most_tiles = 15;  // of a step's metrics; the others come as a table

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

std::string anchor(std::size_t report) {
  std::string name = "r";
  return name.append(std::to_string(report + 1));
}
std::string anchor(std::size_t report, std::size_t section) {
  return anchor(report).append("-").append(std::to_string(section + 1));
}

// A lone report whose metrics are all in tiles at the top has nothing further to say.
bool has_chapter(const pipeline::RunResult& result, std::size_t report) {
  const Findings& findings = result.findings[report].findings;
  return result.findings.size() > 1 || result.audit || !findings.sections.empty() ||
         findings.metrics.size() > most_tiles;
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

void append_link(std::string& out, const std::string& to, std::string_view text) {
  out += "<li><a href=\"#" + to + "\" dir=\"auto\">" + html(text) + "</a>";
}

void append_contents(std::string& out, const pipeline::RunResult& result) {
  out += "<nav aria-label=\"Contents\"><ol>\n";
  append_link(out, "books", "Records");
  out += "</li>\n";
  if (has_funnel(result.books)) {
    append_link(out, "steps", "Steps");
    out += "</li>\n";
  }
  if (has_samples(result.books)) {
    append_link(out, "samples", "Dropped records");
    out += "</li>\n";
  }
  if (result.audit) {
    append_link(out, "audit", "Audit");
    out += "<ol>";
    for (std::size_t i = 0; i < result.audit->steps.size(); ++i) {
      if (!audited(result.audit->steps[i])) continue;
      append_link(out, audit_anchor(i), result.audit->steps[i].name);
      out += "</li>";
    }
    out += "</ol></li>\n";
  }
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    if (!has_chapter(result, i)) continue;
    append_link(out, anchor(i), heading_of(result, i));
    const std::vector<Finding>& sections = result.findings[i].findings.sections;
    if (!sections.empty()) {
      out += "<ol>";
      for (std::size_t j = 0; j < sections.size(); ++j) {
        append_link(out, anchor(i, j), sections[j].title.empty() ? sections[j].id : sections[j].title);
        out += "</li>";
      }
      out += "</ol>";
    }
    out += "</li>\n";
  }
  append_link(out, "files", "Files");
  out += "</li>\n</ol></nav>\n";
}

void append_header(std::string& out, const pipeline::RunResult& result, const PageFacts& facts) {
  const std::size_t files = result.inputs.size();
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

void append_tiles(std::string& out, const std::vector<Metric>& metrics) {
  if (metrics.empty()) return;
  out += "<dl class=\"tiles\">";
  for (std::size_t i = 0; i < std::min(metrics.size(), most_tiles); ++i) {
    out += "<div class=\"tile\"><dt dir=\"auto\">";
    append_html(out, metrics[i].name);
    out += "</dt><dd title=\"" + html(base::format_number(metrics[i].value)) + "\">" +
           html(shown_value(metrics[i].name, metrics[i].value)) + "</dd></div>";
  }
  out += "</dl>\n";
}

// The metrics that had no tile.
Finding further_metrics(const std::vector<Metric>& metrics) {
  Finding table;
  table.title = "Further metrics";
  table.columns = {"metric", "value"};
  for (std::size_t i = most_tiles; i < metrics.size(); ++i) table.rows.push_back({metrics[i].name, metrics[i].value});
  return table;
}

// Narrow cards stand in pairs; one without a neighbour takes the whole row.
void append_sections(std::string& out, const std::vector<Finding>& sections, std::size_t report) {
  out += "<div class=\"cards\">\n";
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const bool pair = !needs_width(sections[i]) && i + 1 < sections.size() && !needs_width(sections[i + 1]);
    append_finding(out, sections[i], anchor(report, i), !pair);
    if (pair) {
      ++i;
      append_finding(out, sections[i], anchor(report, i), false);
    }
  }
  out += "</div>\n";
}

void append_report(std::string& out, const pipeline::RunResult& result, std::size_t index) {
  if (!has_chapter(result, index)) return;
  const pipeline::StepFindings& report = result.findings[index];
  const std::vector<Metric>& metrics = report.findings.metrics;
  out += "<h2 id=\"" + anchor(index) + "\" dir=\"auto\">";
  append_html(out, heading_of(result, index));
  out += "</h2>\n";
  if (result.findings.size() > 1 || result.audit) append_tiles(out, metrics);
  if (!report.findings.sections.empty()) append_sections(out, report.findings.sections, index);
  if (metrics.size() > most_tiles) {
    out += "<div class=\"cards\">";
    append_finding(out, further_metrics(metrics), anchor(index) + "-metrics", true);
    out += "</div>";
  }
}

void append_footer(std::string& out, const pipeline::Pipeline& pipeline, const pipeline::RunResult& result) {
  out += "<footer><p>Configuration <span class=\"mono\">" + html(config_hash(pipeline)) + "</span>, seed " +
         std::to_string(pipeline.spec.seed) + ", " + shown_count(result.passes) +
         (result.passes == 1 ? " pass" : " passes") +
         ".</p><p>Every number, unrounded and uncut: report.json.</p></footer>\n";
}

}  // namespace

std::string report_html(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result, const PageFacts& facts) {
  std::string out;
  append_head(out, title_of(result, facts));
  append_contents(out, result);
  out += "<main id=\"main\">\n";
  append_header(out, result, facts);
  if (result.findings.size() == 1 && !result.audit) append_tiles(out, result.findings[0].findings.metrics);
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
  if (has_samples(result.books)) {
    out += "<h2 id=\"samples\">Dropped records</h2>\n";
    append_samples_cards(out, pipeline, result.books);
  }
  if (result.audit) {
    out += "<h2 id=\"audit\">Audit</h2>\n";
    append_audit_overview(out, *result.audit);
    append_audit_steps(out, *result.audit);
  }
  for (std::size_t i = 0; i < result.findings.size(); ++i) append_report(out, result, i);
  out += "<h2 id=\"files\">Files</h2>\n";
  append_inputs_card(out, result);
  if (!result.outputs.empty()) append_outputs_card(out, result);
  append_config_card(out, pipeline);
  append_footer(out, pipeline, result);
  out += "</main>\n</div>\n</body>\n</html>\n";
  return out;
}

}  // namespace dsprep::report
