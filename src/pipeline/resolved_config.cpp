// The configuration as it was understood, in one canonical form: what the manifest holds and its hash is taken of.
#include "base/hash.h"
#include "base/hex.h"
#include "dsprep/value.h"
#include "pipeline/pipeline.h"
#include "pipeline/spans_json.h"

namespace dsprep::pipeline {
namespace {

void write_value(ValueBuilder& out, const ParamValue& value);

void write_table(ValueBuilder& out, const ParamTable& table) {
  out.begin_object();
  for (const auto& [name, value] : table) {
    out.key(name);
    write_value(out, value);
  }
  out.end_object();
}

// Recurses as deep as a checked parameter is: three levels.
void write_value(ValueBuilder& out, const ParamValue& value) {
  struct Visitor {
    ValueBuilder& out;
    void operator()(std::monostate) const { out.null(); }
    void operator()(bool v) const { out.boolean(v); }
    void operator()(std::int64_t v) const { out.integer(v); }
    void operator()(double v) const { out.number(v); }
    void operator()(const std::string& v) const { out.text(v); }
    void operator()(const ParamList& v) const {
      out.begin_array();
      for (const ParamValue& e : v) write_value(out, e);
      out.end_array();
    }
    void operator()(const ParamTable& v) const { write_table(out, v); }
  };
  using Base = std::variant<std::monostate, bool, std::int64_t, double, std::string, ParamList, ParamTable>;
  std::visit(Visitor{out}, static_cast<const Base&>(value));
}

}  // namespace

std::string resolved_config(const Pipeline& pipeline) {
  const PipelineSpec& spec = pipeline.spec;
  ValueBuilder out;
  out.begin_object();
  out.key("dataset").begin_object().member("text", spec.text);
  if (spec.id) out.member("id", *spec.id);
  write_spans(out, spec.spans);
  out.end_object();
  if (!spec.sources.empty()) {
    out.key("source").begin_array();
    for (const SourceSpec& source : spec.sources) {
      out.begin_object().member("name", source.name).member("format", source.format).member("licence", source.licence);
      if (!source.params.empty()) {
        out.key("params").begin_object();
        for (const ParamSetting& param : source.params) write_value(out.key(param.name), param.value);
        out.end_object();
      }
      out.member("weight", source.weight).key("fields").begin_object();
      for (const auto& [name, pointer] : source.fields) out.member(name, pointer);
      out.end_object().end_object();
    }
    out.end_array();
  }
  out.key("step").begin_array();
  for (const Step& step : pipeline.steps) {
    out.begin_object().member("op", step.spec->name).member("name", step.name).key("params");
    write_table(out, step.values);
    out.end_object();
  }
  out.end_array();
  if (!pipeline.resources.empty()) {
    // By content: another path to the same list is the same configuration, another content is not.
    out.key("resources").begin_array();
    for (const ResourceUse& use : pipeline.resources) out.text(use.hash);
    out.end_array();
  }
  out.member("seed", spec.seed);
  out.end_object();
  return out.take();
}

std::string config_hash(const Pipeline& pipeline) { return base::hex(base::hash128(resolved_config(pipeline))); }

}  // namespace dsprep::pipeline
