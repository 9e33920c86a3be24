#include "report/samples_card.h"

#include <algorithm>

#include "report/html.h"
#include "report/ledger.h"
#include "report/utf8.h"

namespace dsprep::report {
namespace {

std::string_view rule_name(const pipeline::Step& step, Rule rule) {
  return step.spec && rule < step.spec->rules.size() ? step.spec->rules[rule].name : std::string_view();
}

void append_sample(std::string& out, const pipeline::DropSample& sample) {
  out += "<li><p dir=\"auto\">";
  if (sample.text.empty()) out += "<i>empty</i>";
  else append_html(out, sample.text);
  out += "</p><small><span dir=\"auto\">" + html(sample.file) + "</span>:" + std::to_string(sample.line);
  if (!sample.why.empty()) out += " · <span dir=\"auto\">" + html(shortened(sample.why, 160)) + "</span>";
  out += "</small></li>";
}

}  // namespace

bool has_samples(const pipeline::Books& books) {
  return std::any_of(books.steps.begin(), books.steps.end(),
                     [](const pipeline::StepBooks& step) { return !step.samples.by_rule().empty(); });
}

void append_samples_cards(std::string& out, const pipeline::Pipeline& pipeline, const pipeline::Books& books) {
  out += "<div class=\"cards samples\">\n";
  for (std::size_t i = 0; i < pipeline.steps.size(); ++i) {
    for (const auto& [rule, samples] : books_of_step(books, i).samples.by_rule()) {
      const std::string_view name = rule_name(pipeline.steps[i], rule);
      out += "<section class=\"card\"><h3>" + html(pipeline.steps[i].name);
      if (!name.empty()) out += " <span class=\"op\">" + html(name) + "</span>";
      out += "</h3><ol>";
      for (const pipeline::DropSample& sample : samples) append_sample(out, sample);
      out += "</ol></section>\n";
    }
  }
  out += "</div>\n";
}

void append_samples(ValueBuilder& json, const pipeline::Pipeline& pipeline, const pipeline::Books& books) {
  json.begin_object();
  for (std::size_t i = 0; i < pipeline.steps.size(); ++i) {
    const auto& by_rule = books_of_step(books, i).samples.by_rule();
    if (by_rule.empty()) continue;
    json.key(pipeline.steps[i].name).begin_array();
    for (const auto& [rule, samples] : by_rule)
      for (const pipeline::DropSample& sample : samples) {
        json.begin_object();
        if (const std::string_view name = rule_name(pipeline.steps[i], rule); !name.empty()) json.member("rule", name);
        json.member("file", valid_utf8(sample.file))
            .member("line", sample.line)
            .member("text", valid_utf8(sample.text));
        if (!sample.why.empty()) json.member("why", valid_utf8(sample.why));
        json.end_object();
      }
    json.end_array();
  }
  json.end_object();
}

}  // namespace dsprep::report
