#include "report/steps_card.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "report/html.h"
#include "report/ledger.h"
#include "report/numbers.h"
#include "report/row_bar.h"

namespace dsprep::report {
namespace {

void append_count(std::string& out, std::uint64_t n) {
  out += n == 0 ? "<td class=\"num zero\">0</td>" : "<td class=\"num\">" + shown_count(n) + "</td>";
}

// What a step hands on.
std::uint64_t records_out(const pipeline::StepBooks& step) {
  const std::uint64_t lost = step.dropped + step.malformed;
  return step.in - std::min(step.in, lost) + step.added;
}

void append_step(std::string& out, const pipeline::Step& step, const pipeline::StepBooks& counts,
                 std::uint64_t widest) {
  out += "<tr><th scope=\"row\">" + html(step.name);
  if (step.spec && step.name != step.spec->name) out += " <span class=\"op\">" + html(step.spec->name) + "</span>";
  out += "</th>";
  append_count(out, counts.in);
  append_count(out, counts.changed);
  append_count(out, counts.dropped);
  out +=
      "<td class=\"num\">" + (counts.dropped > 0 ? shown_percent(counts.dropped, counts.in) : std::string()) + "</td>";
  append_count(out, counts.malformed);
  append_count(out, counts.added);
  const std::uint64_t kept = records_out(counts);
  append_count(out, kept);
  out += "<td class=\"bars\" aria-hidden=\"true\">";
  if (widest > 0)
    append_share_bar(out, static_cast<double>(kept) / static_cast<double>(widest),
                     static_cast<double>(counts.in - std::min(counts.in, kept)) / static_cast<double>(widest));
  out += "</td></tr>\n";
}

// A rule or a counter below its step. What a rule drops are records, and stands in their column; what a counter counts
// need not be, and stands in none.
void append_tally(std::string& out, const Tally& tally, bool rule, std::uint64_t in) {
  out += "<tr class=\"rule\"><th scope=\"row\">" + html(tally.name) + "</th>";
  if (rule)
    out += "<td></td><td></td><td class=\"num\">" + shown_count(tally.count) + "</td><td class=\"num\">" +
           shown_percent(tally.count, in) + "</td><td colspan=\"4\"></td></tr>\n";
  else out += "<td class=\"counted\" colspan=\"8\">" + shown_count(tally.count) + "</td></tr>\n";
}

}  // namespace

bool has_funnel(const pipeline::Books& books) {
  return std::any_of(books.steps.begin(), books.steps.end(), [](const pipeline::StepBooks& step) {
    return step.changed + step.dropped + step.malformed + step.added > 0;
  });
}

void append_steps_card(std::string& out, const pipeline::Pipeline& pipeline, const pipeline::Books& books) {
  std::uint64_t widest = 0;
  bool rules_shown = false;
  for (std::size_t i = 0; i < pipeline.steps.size(); ++i) {
    const pipeline::StepBooks& counts = books_of_step(books, i);
    widest = std::max({widest, counts.in, records_out(counts)});
  }
  out +=
      "<div class=\"card steps\"><div class=\"scroll whole\"><table><thead><tr>"
      "<th scope=\"col\">step</th><th scope=\"col\" class=\"num\">in</th><th scope=\"col\" class=\"num\">changed</th>"
      "<th scope=\"col\" class=\"num\">dropped</th><th scope=\"col\" class=\"num\">drop rate</th>"
      "<th scope=\"col\" class=\"num\">malformed</th><th scope=\"col\" class=\"num\">added</th>"
      "<th scope=\"col\" class=\"num\">out</th><td class=\"bars\" aria-hidden=\"true\"></td></tr></thead><tbody>\n";
  for (std::size_t i = 0; i < pipeline.steps.size(); ++i) {
    const pipeline::Step& step = pipeline.steps[i];
    const pipeline::StepBooks& counts = books_of_step(books, i);
    append_step(out, step, counts, widest);
    for (const Tally& rule : rule_tallies(step, counts)) {
      if (rule.count == 0 || counts.would_drop > 0) continue;  // an audit tells of its rules itself
      append_tally(out, rule, true, counts.in);
      rules_shown = true;
    }
    for (const Tally& counter : counter_tallies(step, counts)) append_tally(out, counter, false, counts.in);
  }
  out += "</tbody></table></div>";
  if (rules_shown)
    out +=
        "<p class=\"hint\">Below a step: the rules that records failed, and what it counted. A record may fail several "
        "rules and is dropped once.</p>";
  out += "</div>\n";
}

}  // namespace dsprep::report
