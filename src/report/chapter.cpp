#include "report/chapter.h"

#include "report/finding_card.h"
#include "report/html.h"
#include "report/metrics_card.h"

namespace dsprep::report {
namespace {

std::string section_anchor(const Chapter& chapter, std::size_t section) {
  return chapter.anchor + "-" + std::to_string(section + 1);
}

// Narrow cards stand in pairs; one without a neighbour takes the whole row.
void append_sections(std::string& out, const Chapter& chapter) {
  const std::vector<Finding>& sections = chapter.findings->sections;
  const auto narrow = [&](std::size_t i) {
    return i < sections.size() && (chapter.in_pairs || !needs_width(sections[i]));
  };
  out += "<div class=\"cards\">\n";
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const bool pair = narrow(i) && narrow(i + 1);
    append_finding(out, sections[i], section_anchor(chapter, i), !pair);
    if (pair) {
      ++i;
      append_finding(out, sections[i], section_anchor(chapter, i), false);
    }
  }
  out += "</div>\n";
}

}  // namespace

void append_link(std::string& out, const std::string& anchor, std::string_view text) {
  out += "<li><a href=\"#" + anchor + "\" dir=\"auto\">" + html(text) + "</a>";
}

void append_links(std::string& out, const Chapter& chapter) {
  append_link(out, chapter.anchor, chapter.heading);
  const std::vector<Finding>& sections = chapter.findings->sections;
  if (!sections.empty()) {
    out += "<ol>";
    for (std::size_t i = 0; i < sections.size(); ++i) {
      append_link(out, section_anchor(chapter, i), sections[i].title.empty() ? sections[i].id : sections[i].title);
      out += "</li>";
    }
    out += "</ol>";
  }
  out += "</li>\n";
}

void append_chapter(std::string& out, const Chapter& chapter) {
  const Findings& findings = *chapter.findings;
  out += "<h2 id=\"" + chapter.anchor + "\" dir=\"auto\">" + html(chapter.heading) + "</h2>\n";
  if (!findings.note.empty()) out += "<p class=\"note chapter\" dir=\"auto\">" + html(findings.note) + "</p>\n";
  if (chapter.tiles) append_tiles(out, findings.metrics);
  if (!findings.sections.empty()) append_sections(out, chapter);
  if (findings.metrics.size() > most_tiles) {
    out += "<div class=\"cards\">";
    append_finding(out, further_metrics(findings.metrics), chapter.anchor + "-metrics", true);
    out += "</div>";
  }
  if (chapter.samples.empty()) return;
  out += "<details class=\"records\"><summary>Records next to the limits</summary>\n";
  append_samples_cards(out, chapter.samples);
  out += "</details>\n";
}

}  // namespace dsprep::report
