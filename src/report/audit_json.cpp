#include "report/audit_json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/audit_format.h"
#include "report/utf8.h"

namespace dsprep::report {
namespace {

void append_examples(ValueBuilder& json, const std::vector<pipeline::AuditExample>& examples) {
  json.begin_array();
  for (const pipeline::AuditExample& example : examples) {
    json.begin_object()
        .member("value", example.value)
        .member("id", valid_utf8(example.id))
        .member("file", valid_utf8(example.file));
    json.member("line", example.line);
    if (example.derived > 0) json.member("derived", static_cast<std::uint64_t>(example.derived));
    json.member("other_rules", example.other_rules).member("text", valid_utf8(example.text));
    if (!example.note.empty()) json.member("note", valid_utf8(example.note));
    json.end_object();
  }
  json.end_array();
}

void append_rule(ValueBuilder& json, const pipeline::AuditRuleReport& rule) {
  json.begin_object()
      .member("name", rule.name)
      .member("metric", valid_utf8(rule.metric))
      .member("compare", io::name_of(rule.compare));
  json.key("limit");
  if (rule.limit) json.number(*rule.limit);
  else json.null();
  json.member("measured", rule.measured).member("unmeasurable", rule.unmeasurable).member("failed", rule.failed);
  json.member("alone", rule.alone).member("together", rule.together);
  if (rule.measured > 0) {
    json.key("distribution").begin_object().member("min", rule.min).member("max", rule.max).member("mean", rule.mean);
    for (const auto& [name, value] : rule.quantiles) json.member(name, value);
    json.key("bins").begin_array();
    for (const pipeline::AuditBin& bin : rule.bins)
      json.begin_array().number(bin.low).number(bin.high).unsigned_integer(bin.count).end_array();
    json.end_array().end_object();
    json.key("curve").begin_array();
    for (const pipeline::AuditPoint& point : rule.curve)
      json.begin_array()
          .number(point.threshold)
          .unsigned_integer(point.kept)
          .unsigned_integer(point.kept_by_all)
          .end_array();
    json.end_array();
  }
  append_examples(json.key(rule.limit ? "passing" : "lowest"), rule.passing);
  append_examples(json.key(rule.limit ? "failing" : "highest"), rule.failing);
  json.end_object();
}

}  // namespace

void append_audit(ValueBuilder& json, const pipeline::AuditReport& report) {
  json.begin_object().member("records", report.records).member("kept", report.kept).member("dropped", report.dropped);
  json.member("malformed", report.malformed)
      .member("derived", report.derived)
      .member("derived_kept", report.derived_kept);
  json.key("changes").begin_array();
  for (const std::string& change : report.changes) json.text(valid_utf8(change));
  json.end_array().key("steps").begin_array();
  for (const pipeline::AuditStepReport& step : report.steps) {
    json.begin_object().member("name", step.name).member("op", step.op).member("whole_dataset", step.whole_dataset);
    json.member("records", step.records).member("changed", step.changed).member("malformed", step.malformed);
    json.member("would_drop", step.would_drop).member("alone", step.alone).member("without_rule", step.without_rule);
    json.key("rules").begin_array();
    for (const pipeline::AuditRuleReport& rule : step.rules) append_rule(json, rule);
    json.end_array().key("not_applicable").begin_array();
    for (const std::string& name : step.silent) json.text(name);
    json.end_array().end_object();
  }
  json.end_array().end_object();
}

}  // namespace dsprep::report
