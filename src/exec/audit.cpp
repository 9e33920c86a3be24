#include "exec/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <variant>

#include "exec/member.h"
#include "exec/stage.h"
#include "json/record_state.h"
#include "pipeline/pipeline.h"
#include "text/utf8.h"

namespace dsprep::exec {
namespace {

using Compare = Judge::Limit::Compare;
constexpr std::size_t shown_chars = 160;

// A rule that was checked several times has the value that decides.
double deciding(Compare compare, double first, double second) {
  if (first != first) return second;
  if (second != second) return first;
  switch (compare) {
    case Compare::at_least:
    case Compare::above: return std::min(first, second);
    case Compare::at_most:
    case Compare::below: return std::max(first, second);
    default: return first;
  }
}

// What the columns of numbers cannot say, as a JSON object; "" where they say it all.
std::string detail_of(const pipeline::Step& step, const Judge& judge, const Verdict& verdict, const AuditNote& note) {
  bool notes = false, in_order = true;
  int last = -1;
  for (const Measurement& m : judge.measurements()) {
    notes |= !m.note.empty();
    in_order &= static_cast<int>(m.rule) > last;
    last = m.rule;
  }
  if (!notes && in_order && judge.attached().empty() && note.counted.empty() && !verdict.is_malformed()) return {};
  ValueBuilder out;
  out.begin_object();
  if (!in_order) {
    out.key("checks").begin_array();
    for (const Measurement& m : judge.measurements()) {
      out.begin_array().text(step.spec->rules[m.rule].name);
      append_audit_number(out, m.value);
      if (!m.note.empty()) out.text(m.note);
      out.end_array();
    }
    out.end_array();
  } else if (notes) {
    out.key("notes").begin_object();
    for (const Measurement& m : judge.measurements())
      if (!m.note.empty()) out.member(step.spec->rules[m.rule].name, m.note);
    out.end_object();
  }
  if (!judge.attached().empty()) {
    out.key("attached").begin_object();
    for (const auto& [key, json] : judge.attached()) out.key(key).raw(json);
    out.end_object();
  }
  if (!note.counted.empty()) {
    out.key("counted").begin_object();
    for (const auto& [counter, n] : note.counted) out.member(step.counters[counter.index], n);
    out.end_object();
  }
  if (verdict.is_malformed()) out.member("malformed", verdict.reason());
  return out.end_object().take();
}

}  // namespace

void append_audit_number(ValueBuilder& out, double value) {
  if (std::isinf(value)) out.text(value > 0 ? "inf" : "-inf");
  else out.number(value);
}

double audit_number(const Value& value) {
  if (const auto number = value.number()) return *number;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const auto text = value.text();
  return text == "inf" ? infinity : text == "-inf" ? -infinity : io::not_measurable();
}

std::string audit_path(std::uint32_t shard, std::uint64_t pass) {
  return pass == 1 ? fmt::format("audit/part-{:05}.audit", shard)
                   : fmt::format("audit/part-{:05}.pass-{}.audit", shard, pass);
}

io::AuditSchema audit_schema(std::vector<Stage>& stages, std::uint64_t pass) {
  io::AuditSchema schema;
  schema.pass = pass;
  for (Stage& stage : stages) {
    stage.audit = -1;
    if (!stage.fresh || (!stage.map && !stage.batch)) continue;
    stage.audit = static_cast<int>(schema.steps.size());
    const pipeline::Step& step = *stage.step;
    io::AuditStep measured{
        step.name, std::string(step.spec->name), std::holds_alternative<std::unique_ptr<GlobalOp>>(step.op), {}};
    for (std::size_t i = 0; i < step.spec->rules.size(); ++i) {
      const RuleInfo& rule = step.spec->rules[i];
      const Judge::Limit& limit = step.limits[i];
      measured.rules.push_back({std::string(rule.name), std::string(rule.metric), std::string(rule.param), rule.compare,
                                limit.compare == Compare::none ? std::nullopt : std::optional(limit.value)});
    }
    schema.steps.push_back(std::move(measured));
  }
  return schema;
}

void begin_audit(const io::AuditSchema& schema, Member& member, Field shown) {
  AuditNote& note = member.audit;
  note.counted.clear();
  if (note.any) return;
  note.any = true;
  std::size_t rules = 0;
  for (const io::AuditStep& step : schema.steps) rules += step.rules.size();
  note.values.assign(rules, io::not_asked());
  note.outcomes.assign(schema.steps.size(), 0);
  note.details.resize(schema.steps.size());
  for (std::string& detail : note.details) detail.clear();
  const std::string_view text = shown.bound() ? member.record.text(shown).value_or("") : "";
  note.text.assign(text.substr(0, text::byte_offset(text, shown_chars)));
}

void note_audit(const io::AuditSchema& schema, const Stage& stage, Member& member, const Verdict& verdict,
                const Judge& judge, bool changed) {
  AuditNote& note = member.audit;
  const std::size_t at = static_cast<std::size_t>(stage.audit);
  std::size_t first = 0;
  for (std::size_t i = 0; i < at; ++i) first += schema.steps[i].rules.size();
  const std::vector<io::AuditRule>& rules = schema.steps[at].rules;
  for (const Measurement& m : judge.measurements()) {
    double& place = note.values[first + m.rule];
    const double value = m.value == m.value ? m.value : io::not_measurable();
    place = io::was_asked(place) ? deciding(rules[m.rule].compare, place, value) : value;
  }
  std::uint8_t outcome = io::audit_outcome::reached;
  if (verdict.dropped()) outcome |= io::audit_outcome::dropped;
  if (verdict.is_malformed()) outcome |= io::audit_outcome::malformed;
  if (changed) outcome |= io::audit_outcome::changed;
  if (!verdict.is_malformed() && verdict.dropped() != judge.failed()) outcome |= io::audit_outcome::own_verdict;
  note.outcomes[at] = outcome;
  note.details[at] = detail_of(*stage.step, judge, verdict, note);
}

void append_audit_row(const io::AuditSchema& schema, const Member& member, std::uint64_t place, io::AuditBlock& rows) {
  if (rows.columns.empty()) rows.columns.resize(schema.columns());
  const AuditNote& note = member.audit;
  auto column = rows.columns.begin();
  (column++)->add(place);
  (column++)->add(member.state.id.derived);
  (column++)->add_text(member.record.name());
  (column++)->add_text(note.text);
  auto value = note.values.begin();
  for (std::size_t i = 0; i < schema.steps.size(); ++i) {
    (column++)->add(note.outcomes[i]);
    (column++)->add_text(note.details[i]);
    for (std::size_t rule = 0; rule < schema.steps[i].rules.size(); ++rule) (column++)->add(*value++);
  }
  ++rows.rows;
}

}  // namespace dsprep::exec
