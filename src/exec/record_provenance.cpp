#include "exec/record_provenance.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "dsprep/value.h"
#include "json/record_state.h"

namespace dsprep::exec {
namespace {

void append_measurements(ValueBuilder& out, const pipeline::Step& step, const Judge& judge, bool failed_only) {
  out.begin_array();
  for (const Measurement& m : judge.measurements()) {
    if (failed_only && m.passed) continue;
    out.begin_object().member("rule", step.spec->rules[m.rule].name).member("value", m.value);
    if (step.limits[m.rule].compare != Judge::Limit::Compare::none) out.member("limit", step.limits[m.rule].value);
    if (!failed_only) out.member("passed", m.passed);
    if (!m.note.empty()) out.member("note", m.note);
    out.end_object();
  }
  out.end_array();
}

void append_attached(ValueBuilder& out, const Judge& judge) {
  for (const auto& [key, json] : judge.attached()) out.key(key).raw(json);
}

}  // namespace

std::string drop_provenance(const pipeline::Step& step, const Judge& judge, const Member& member,
                            std::string_view file) {
  ValueBuilder out;
  out.begin_object().member("op", step.name);
  out.key("source").begin_object().member("file", file).member("line", member.state.id.line).end_object();
  out.member("id", member.record.name());
  if (member.state.id.derived > 0) {
    out.member("parent", member.state.parent_name);
    out.member("derived_by", Value(member.origin)["op"].text().value_or(""));
  }
  out.key("failed");
  append_measurements(out, step, judge, true);
  append_attached(out, judge);
  if (!member.trail.empty()) out.key("trail").raw("[" + member.trail + "]");
  out.end_object();
  return out.take();
}

std::string describe_origin(std::string_view step, const Derivation& derivation) {
  ValueBuilder out;
  out.begin_object().member("op", step);
  if (!derivation.recipe.empty()) out.key("recipe").raw(derivation.recipe);
  if (!derivation.origins.empty()) {
    out.key("origins").begin_array();
    for (const std::string& origin : derivation.origins) out.text(origin);
    out.end_array();
  }
  out.end_object();
  return out.take();
}

std::string kept_provenance(const Member& member, bool explain) {
  const bool derived = member.state.id.derived > 0;
  if (!derived && !explain) return {};
  std::string out = "{";
  if (derived) {
    out = ValueBuilder().begin_object().member("parent", member.state.parent_name).end_object().take();
    out.back() = ',';
    out.append(member.origin, 1, member.origin.size() - 2);  // its members
    out.append(",\"copy\":").append(std::to_string(member.state.id.derived));
  }
  if (explain) out.append(derived ? "," : "").append("\"trail\":[").append(member.trail).append("]");
  out += '}';
  return out;
}

void append_trail(std::string& trail, const pipeline::Step& step, const Judge& judge) {
  ValueBuilder out;
  out.begin_object().member("op", step.name);
  if (!judge.measurements().empty()) {
    out.key("measured");
    append_measurements(out, step, judge, false);
  }
  append_attached(out, judge);
  out.end_object();
  if (!trail.empty()) trail += ',';
  trail += out.json();
}

}  // namespace dsprep::exec
