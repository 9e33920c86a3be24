// The configuration as it was understood, in one canonical form: what the manifest holds and its hash is taken of.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/hex.h"
#include "dsprep/value.h"
#include "pipeline/pipeline.h"
#include "pipeline/spans_json.h"
#include "registry/param_json.h"

namespace dsprep::pipeline {

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
        for (const ParamSetting& param : source.params) registry::write_json(out.key(param.name), param.value);
        out.end_object();
      }
      if (source.weight) out.member("weight", *source.weight);
      out.key("fields").begin_object();
      for (const auto& [name, pointer] : source.fields) out.member(name, pointer);
      out.end_object().end_object();
    }
    out.end_array();
  }
  out.key("step").begin_array();
  for (const Step& step : pipeline.steps) {
    out.begin_object().member("op", step.spec->name).member("name", step.name).key("params");
    registry::write_json(out, step.values);
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
