#include "report/audit_card.h"

#include "io/audit_format.h"
#include "report/audit_chart.h"
#include "report/chart.h"
#include "report/html.h"

namespace dsprep::report {
namespace {

std::string rule_anchor(std::size_t step, std::size_t rule) {
  return audit_anchor(step) + "-" + std::to_string(rule + 1);
}

std::string limit_text(const pipeline::AuditRuleReport& rule) {
  return rule.limit ? std::string(io::sign_of(rule.compare)) + " " + shown_number(*rule.limit) : "off";
}

void append_count(std::string& out, std::uint64_t n) {
  out += n == 0 ? "<td class=\"num zero\">0</td>" : "<td class=\"num\">" + shown_count(n) + "</td>";
}

// The share that is dropped, of it the part that this one alone drops.
void append_drop_bar(std::string& out, std::uint64_t alone, std::uint64_t failed, std::uint64_t records) {
  out += "<td class=\"bars\" aria-hidden=\"true\">";
  if (records > 0) {
    const double whole = static_cast<double>(records);
    append_share_bar(out, static_cast<double>(alone) / whole, static_cast<double>(failed - alone) / whole);
  }
  out += "</td>";
}

void append_rule_row(std::string& out, const pipeline::AuditStepReport& step, std::size_t number, std::size_t i) {
  const pipeline::AuditRuleReport& rule = step.rules[i];
  out += "<tr class=\"rule\"><th scope=\"row\"><a href=\"#" + rule_anchor(number, i) + "\">" + html(rule.name) +
         "</a></th><td class=\"num\">" + html(limit_text(rule)) + "</td>";
  if (rule.limit) {
    append_count(out, rule.failed);
    out += "<td class=\"num\">" + (rule.failed > 0 ? shown_percent(rule.failed, step.records) : "") + "</td>";
    append_count(out, rule.alone);
    append_count(out, rule.together);
    append_drop_bar(out, rule.alone, rule.failed, step.records);
  } else {
    out += "<td colspan=\"5\"></td>";
  }
  out += "</tr>\n";
}

void append_example(std::string& out, const pipeline::AuditExample& example) {
  out += "<li><span class=\"num\">" + html(shown_number(example.value)) + "</span><div><p dir=\"auto\">";
  if (example.text.empty()) out += "<i>empty</i>";
  else append_html(out, example.text);
  out += "</p><small><span dir=\"auto\">" + html(example.file) + "</span>:" + std::to_string(example.line);
  if (example.derived > 0) out += " #" + std::to_string(example.derived);
  out += " · <span class=\"mono\">" + html(shortened(example.id, 40)) + "</span>";
  if (!example.note.empty()) out += " · <span dir=\"auto\">" + html(shortened(example.note, 120)) + "</span>";
  if (example.other_rules) out += " · fails other rules too";
  out += "</small></div></li>";
}

void append_examples(std::string& out, std::string_view title, const std::vector<pipeline::AuditExample>& examples) {
  out += "<section><h4>" + std::string(title) + "</h4>";
  if (examples.empty()) out += "<p class=\"hint\">None.</p>";
  out += "<ol>";
  for (const pipeline::AuditExample& example : examples) append_example(out, example);
  out += "</ol></section>";
}

void append_quantiles(std::string& out, const pipeline::AuditRuleReport& rule) {
  out += "<dl class=\"spread\"><div><dt>lowest</dt><dd>" + html(shown_number(rule.min)) + "</dd></div>";
  for (const auto& [name, value] : rule.quantiles) {
    if (name == "p25" || name == "p75") continue;
    out += "<div><dt>" + (name == "p50" ? std::string("median") : std::to_string(std::stoi(name.substr(1))) + " %") +
           "</dt><dd>" + html(shown_number(value)) + "</dd></div>";
  }
  out += "<div><dt>highest</dt><dd>" + html(shown_number(rule.max)) + "</dd></div></dl>";
}

void append_curve_table(std::string& out, const pipeline::AuditRuleReport& rule, std::uint64_t records) {
  if (rule.curve.empty()) return;
  out +=
      "<details><summary>What other limits would keep</summary><div class=\"scroll\" tabindex=\"0\" role=\"region\" "
      "aria-label=\"thresholds of " +
      html(rule.name) +
      "\"><table><thead><tr><th scope=\"col\" class=\"num\">limit</th><th scope=\"col\" class=\"num\">this rule "
      "keeps</th><th scope=\"col\" class=\"num\"></th>"
      "<th scope=\"col\" class=\"num\">all rules keep</th><th scope=\"col\" class=\"num\"></th></tr></thead><tbody>";
  for (const pipeline::AuditPoint& point : rule.curve) {
    const bool now = rule.limit && point.threshold == *rule.limit;
    out += std::string(now ? "<tr class=\"now\">" : "<tr>") + "<th scope=\"row\" class=\"num\">" +
           html(shown_number(point.threshold)) + (now ? " (now)" : "") + "</th><td class=\"num\">" +
           shown_count(point.kept) + "</td><td class=\"num\">" + shown_percent(point.kept, records) +
           "</td><td class=\"num\">" + shown_count(point.kept_by_all) + "</td><td class=\"num\">" +
           shown_percent(point.kept_by_all, records) + "</td></tr>";
  }
  out += "</tbody></table></div></details>";
}

void append_rule_card(std::string& out, const pipeline::AuditStepReport& step, std::size_t number, std::size_t i) {
  const pipeline::AuditRuleReport& rule = step.rules[i];
  out += "<section class=\"card rulecard" + std::string(rule.limit ? "" : " off") + "\" id=\"" +
         rule_anchor(number, i) + "\"><h3>" + html(rule.name) + " <span class=\"limit\">" + html(limit_text(rule)) +
         "</span></h3><p class=\"note\" dir=\"auto\">" + html(rule.metric) + "</p>";
  out += "<p class=\"drops\">";
  if (rule.limit) {
    out += "<b>" + shown_count(rule.failed) + "</b> would drop";
    if (rule.failed > 0)
      out += " (" + shown_percent(rule.failed, step.records) + "): <b>" + shown_count(rule.alone) +
             "</b> by this rule alone, <b>" + shown_count(rule.together) + "</b> together with others";
  } else {
    out += "Off: measured, and drops nothing";
  }
  if (rule.unmeasurable > 0) out += " · " + shown_count(rule.unmeasurable) + " had nothing to measure";
  out += "</p>";
  append_audit_chart(out, rule, step.records - step.malformed, rule_anchor(number, i));
  if (rule.measured > 0 && rule.min < rule.max) append_quantiles(out, rule);
  append_curve_table(out, rule, step.records - step.malformed);
  if (rule.passing.size() + rule.failing.size() > 0) {
    out += "<details class=\"sides\"><summary>" +
           std::string(rule.limit ? "Records next to the limit" : "The lowest and the highest") + "</summary><div>";
    append_examples(out, rule.limit ? "just pass" : "lowest", rule.passing);
    append_examples(out, rule.limit ? "just fail" : "highest", rule.failing);
    out += "</div></details>";
  }
  out += "</section>\n";
}

void append_step(std::string& out, const pipeline::AuditStepReport& step, std::size_t number) {
  out += "<h2 id=\"" + audit_anchor(number) + "\">" + html(step.name) + "</h2>\n<p class=\"note stepnote\">";
  if (step.name != step.op) out += "An op " + html(step.op) + ". ";
  out += "Saw " + shown_count(step.records) + " records and would drop " + shown_count(step.would_drop) + ", " +
         shown_count(step.alone) + " of them alone among the steps.";
  if (step.without_rule > 0)
    out += " " + shown_count(step.without_rule) + " it would drop by a decision of its own, without a rule.";
  if (step.malformed > 0) out += " " + shown_count(step.malformed) + " it found malformed.";
  if (step.whole_dataset)
    out += " It decided on all records: a run in which steps before it drop some may decide otherwise.";
  if (!step.silent.empty()) {
    out += " Not applicable here: ";
    for (std::size_t i = 0; i < step.silent.size(); ++i) out += (i ? ", " : "") + html(step.silent[i]);
    out += ".";
  }
  out += "</p>\n<div class=\"cards audits\">\n";
  for (std::size_t i = 0; i < step.rules.size(); ++i) append_rule_card(out, step, number, i);
  out += "</div>\n";
}

}  // namespace

std::string audit_anchor(std::size_t step) {
  std::string anchor = "a";
  return anchor.append(std::to_string(step + 1));
}

bool audited(const pipeline::AuditStepReport& step) {
  return step.records > 0 && (!step.rules.empty() || step.would_drop > 0);
}

void append_audit_overview(std::string& out, const pipeline::AuditReport& report) {
  out += "<div class=\"card steps\"><p class=\"drops whole\">Under these limits <b>" + shown_count(report.kept) +
         "</b> of " + shown_count(report.records) + " records would be kept (" +
         shown_percent(report.kept, report.records) + ") and <b>" + shown_count(report.dropped) + "</b> dropped" +
         (report.malformed > 0 ? "; " + shown_count(report.malformed) + " are malformed to a step" : "") + ".";
  if (report.derived > 0)
    out += " Of " + shown_count(report.derived) + " derived records " + shown_count(report.derived_kept) + ".";
  out += "</p>";
  for (const std::string& change : report.changes)
    out += "<p class=\"note\" dir=\"auto\">Changed: <span class=\"mono\">" + html(change) + "</span></p>";
  out +=
      "<div class=\"scroll whole\"><table><thead><tr><th scope=\"col\">rule</th><th scope=\"col\" "
      "class=\"num\">limit</th>"
      "<th scope=\"col\" class=\"num\">would drop</th><th scope=\"col\" class=\"num\">share</th><th scope=\"col\" "
      "class=\"num\">alone</th>"
      "<th scope=\"col\" class=\"num\">with others</th><td class=\"bars\" "
      "aria-hidden=\"true\"></td></tr></thead><tbody>\n";
  for (std::size_t i = 0; i < report.steps.size(); ++i) {
    const pipeline::AuditStepReport& step = report.steps[i];
    if (!audited(step)) continue;
    out += "<tr><th scope=\"row\"><a href=\"#" + audit_anchor(i) + "\">" + html(step.name) + "</a></th><td></td>";
    append_count(out, step.would_drop);
    out += "<td class=\"num\">" + (step.would_drop > 0 ? shown_percent(step.would_drop, step.records) : "") + "</td>";
    append_count(out, step.alone);
    append_count(out, step.would_drop - step.alone);
    append_drop_bar(out, step.alone, step.would_drop, step.records);
    out += "</tr>\n";
    for (std::size_t rule = 0; rule < step.rules.size(); ++rule) append_rule_row(out, step, i, rule);
  }
  out +=
      "</tbody></table></div><p class=\"hint\">Every rule was asked of every record, and nothing was dropped. Alone: "
      "no other rule of any step fails the record. "
      "In the charts, grey columns fail; the curve is the share of records that a limit there would keep, the dashed "
      "one what all rules would keep together.</p></div>\n";
}

void append_audit_steps(std::string& out, const pipeline::AuditReport& report) {
  for (std::size_t i = 0; i < report.steps.size(); ++i)
    if (audited(report.steps[i])) append_step(out, report.steps[i], i);
}

}  // namespace dsprep::report
