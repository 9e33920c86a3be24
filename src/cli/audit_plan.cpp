#include "cli/audit_plan.h"

#include <algorithm>
#include <charconv>

#include "base/hash.h"
#include "base/hex.h"
#include "base/human.h"
#include "dsprep/value.h"
#include "io/manifest_schema.h"
#include "pipeline/spans_json.h"
#include "registry/describe.h"
#include "registry/find_param.h"
#include "registry/param_json.h"

namespace dsprep::cli {
namespace {

constexpr std::int64_t plan_version = 1;

std::string text_in(const Value& json, std::string_view key) { return json[key].text().value_or(""); }
std::uint64_t count_in(const Value& json, std::string_view key) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(0, json[key].integer().value_or(0)));
}

Result<std::string> json_file(port::Files& files, const std::string& path) {
  DSPREP_TRY(std::string json, files.read_all(path));
  if (const auto fault = validate_json(json)) return failure(path + ": not JSON: " + fault->reason);
  return json;
}

void read_spec(const Value& plan, const Value& sources, PipelineSpec& spec) {
  const Value dataset = plan["dataset"];
  spec.text = text_in(dataset, "text");
  if (const auto id = dataset["id"].text()) spec.id = *id;
  spec.spans = pipeline::read_spans(dataset["spans"]);
  const std::string_view seed = plan["seed"].raw();  // up to 2^64 - 1, beyond integer()
  std::from_chars(seed.data(), seed.data() + seed.size(), spec.seed);
  std::size_t number = 0;
  for (Value::Elements it = plan["sources"].elements(); it.next(); ++number) {
    SourceSpec source;
    source.name = text_in(it.value(), "name");
    source.format = text_in(it.value(), "format");
    source.licence = text_in(it.value(), "licence");
    source.encoding = text_in(it.value(), "encoding");
    std::string param;
    for (Value::Members params = it.value()["params"].members(); params.next();)
      source.params.push_back(
          {std::string(params.key(param)), registry::param_value(params.value()), {std::string(audit_plan_path)}});
    source.weight = it.value()["weight"].number();
    std::string key;
    for (Value::Members fields = it.value()["fields"].members(); fields.next();)
      source.fields[std::string(fields.key(key))] = fields.value().text().value_or("");
    for (Value::Elements paths = sources.at(number).elements(); paths.next();)
      source.paths.push_back(paths.value().text().value_or(""));
    spec.sources.push_back(std::move(source));
  }
  for (Value::Elements it = plan["steps"].elements(); it.next();) {
    StepSpec step;
    step.op = text_in(it.value(), "op");
    step.name = text_in(it.value(), "name");
    step.where = {std::string(audit_plan_path)};
    std::string key;
    for (Value::Members params = it.value()["params"].members(); params.next();)
      step.params.push_back({std::string(params.key(key)), registry::param_value(params.value()), step.where});
    spec.steps.push_back(std::move(step));
  }
}

std::string shown(const ParamValue& value) { return value.set() ? registry::value_text(value) : "none"; }

// ", and with it c4 and lines": the steps behind `step` whose measurements another answer of it would make wrong.
std::string invalidated(const pipeline::Pipeline& pipeline, std::size_t step) {
  std::string names = pipeline.steps[step].name;
  for (std::size_t i = step + 1; i < pipeline.steps.size(); ++i)
    if (pipeline.steps[i].spec->family != Family::report) names += ", " + pipeline.steps[i].name;
  return names;
}

}  // namespace

std::string audit_plan_json(const pipeline::Pipeline& pipeline) {
  const PipelineSpec& spec = pipeline.spec;
  ValueBuilder out;
  out.begin_object().member("version", plan_version).key("dataset").begin_object().member("text", spec.text);
  if (spec.id) out.member("id", *spec.id);
  pipeline::write_spans(out, spec.spans);
  out.end_object().member("seed", spec.seed).key("sources").begin_array();
  for (const SourceSpec& source : spec.sources) {
    out.begin_object().member("name", source.name).member("format", source.format).member("licence", source.licence);
    if (!source.encoding.empty()) out.member("encoding", source.encoding);
    out.key("params").begin_object();
    for (const ParamSetting& param : source.params) registry::write_json(out.key(param.name), param.value);
    out.end_object();
    if (source.weight) out.member("weight", *source.weight);
    out.key("fields").begin_object();
    for (const auto& [name, pointer] : source.fields) out.member(name, pointer);
    out.end_object().end_object();
  }
  out.end_array().key("steps").begin_array();
  for (const pipeline::Step& step : pipeline.steps) {
    out.begin_object().member("op", step.spec->name).member("name", step.name).key("params");
    registry::write_json(out, step.given);
    out.end_object();
  }
  out.end_array().end_object();
  return indented(out.json()) + "\n";
}

std::vector<std::vector<std::string>> absolute_inputs(port::Files& files, const PipelineSpec& spec,
                                                      const std::vector<std::string>& inputs) {
  const auto here = files.canonical(".");
  const auto absolute = [&](const std::string& path) {
    return path == "-" || path.starts_with('/') || !here.ok() ? path : port::join(*here, path);
  };
  std::vector<std::vector<std::string>> all;
  for (const SourceSpec& source : spec.sources) {
    all.emplace_back();
    for (const std::string& path : source.paths) all.back().push_back(absolute(path));
  }
  if (spec.sources.empty()) {
    all.emplace_back();
    for (const std::string& path : inputs) all.back().push_back(absolute(path));
  }
  return all;
}

std::string inputs_json(const std::vector<std::vector<std::string>>& inputs) {
  ValueBuilder out;
  out.begin_array();
  for (const auto& paths : inputs) {
    out.begin_array();
    for (const std::string& path : paths) out.text(path);
    out.end_array();
  }
  return out.end_array().take();
}

Result<Replay> read_replay(port::Files& files, const std::string& given) {
  Replay replay;
  replay.directory = given;
  DSPREP_TRY(const std::optional<port::FileInfo> info, files.find(given));
  if (info && info->kind == port::FileInfo::Kind::file) replay.directory += ".dsprep";
  const std::string manifest_path = port::join(replay.directory, "manifest.json"),
                    plan_path = port::join(replay.directory, audit_plan_path);
  DSPREP_TRY(const bool finished, files.has(manifest_path));
  if (!finished)
    return usage_error("--replay " + given +
                       ": there is no manifest.json: give the output of a finished run with --audit");
  DSPREP_TRY(const std::string manifest_text, json_file(files, manifest_path));
  const Value manifest(manifest_text);
  DSPREP_CHECK(io::check_manifest_schema(manifest, manifest_path));
  DSPREP_TRY(const bool planned, files.has(plan_path));
  if (!manifest["options"]["--audit"].exists() || !planned)
    return usage_error("--replay " + given + ": that run was no audit: run it with --audit first");
  DSPREP_TRY(const std::string plan_text, json_file(files, plan_path));
  std::string plan_hash;
  for (Value::Elements it = manifest["outputs"].elements(); it.next();) {
    if (text_in(it.value(), "kind") != "audit") continue;
    pipeline::OutputFile file;
    file.path = text_in(it.value(), "path");
    file.bytes = count_in(it.value(), "bytes");
    file.records = count_in(it.value(), "records");
    file.hash = text_in(it.value(), "hash");
    file.kind = pipeline::OutputFile::Kind::audit;
    if (file.path == audit_plan_path) plan_hash = file.hash;
    replay.outputs.push_back(std::move(file));
  }
  if (plan_hash != base::hex(base::hash128(plan_text)))
    return failure(plan_path + " is not the one the manifest lists: it was changed; run the audit again");
  const Value plan(plan_text);
  if (plan["version"].integer() != plan_version)
    return failure(plan_path + ": its version is unknown to this dsprep: run the audit again");
  std::string run_text = "{}";
  const std::string run_path = port::join(replay.directory, "run.json");
  DSPREP_TRY(const bool told, files.has(run_path));
  if (told) {
    DSPREP_TRY(run_text, json_file(files, run_path));
  }
  const Value inputs = Value(run_text)["inputs"];
  read_spec(plan, inputs, replay.spec);
  if (replay.spec.sources.empty())
    for (Value::Elements it = inputs.at(0).elements(); it.next();)
      replay.inputs.push_back(it.value().text().value_or(""));
  std::string key;
  for (Value::Members it = manifest["options"].members(); it.next();)
    replay.options.emplace_back(std::string(it.key(key)), it.value().text().value_or(""));
  for (Value::Elements it = manifest["inputs"].elements(); it.next();) {
    pipeline::InputFile file;
    file.name = text_in(it.value(), "name");
    file.bytes = count_in(it.value(), "bytes");
    file.hash = text_in(it.value(), "hash");
    file.part = text_in(it.value(), "part");
    replay.read.push_back(std::move(file));
  }
  for (Value::Elements it = manifest["resources"].elements(); it.next();)
    replay.resources.emplace_back(text_in(it.value(), "path"), text_in(it.value(), "hash"));
  replay.read_records = count_in(manifest["books"], "read");
  replay.malformed_lines = count_in(manifest["books"], "malformed");
  return replay;
}

Status check_replay(const Replay& replay, const pipeline::Pipeline& pipeline, const std::vector<StepSpec>& asked,
                    std::vector<std::string>& changes) {
  for (const pipeline::ResourceUse& use : pipeline.resources) {
    const auto known = std::find_if(replay.resources.begin(), replay.resources.end(),
                                    [&](const auto& r) { return r.first == use.path; });
    if (known != replay.resources.end() && known->second != use.hash)
      return usage_error(use.path + " is not what it was when the audit measured with it: run the audit again");
  }
  for (std::size_t i = 0; i < pipeline.steps.size(); ++i) {
    const pipeline::Step& step = pipeline.steps[i];
    DSPREP_TRY(ParamValues before, pipeline::check_params(*step.spec, replay.spec.steps[i]));
    const ParamValues old = pipeline::with_defaults(*step.spec, pipeline::with_variant(*step.spec, std::move(before)));
    for (const auto& [name, value] : step.values) {
      const ParamValue* was = registry::find_value(old, name);
      if (was && shown(*was) == shown(value)) continue;
      const ParamSetting* setting = nullptr;
      for (const ParamSetting& s : asked[i].params)
        if (s.name == name) setting = &s;
      const std::string where =
          setting && !setting->where.text().empty() ? setting->where.text() : step.name + "." + name;
      const bool limit = std::any_of(step.spec->rules.begin(), step.spec->rules.end(),
                                     [&name = name](const RuleInfo& r) { return r.param == name; });
      if (step.op.index() >= 2)
        return usage_error(
            where + ": " + step.name +
            " decides by what it sees of the whole dataset: another setting invalidates the measurements of " +
            invalidated(pipeline, i) + "; run it again without --replay");
      if (step.edits || step.spec->derives)
        return usage_error(where + ": " + step.name + (step.edits ? " edits records" : " derives records") +
                           ": another setting invalidates the measurements of " + invalidated(pipeline, i) +
                           "; run it again without --replay");
      if (!limit)
        return usage_error(where + ": " + name + " is no limit of a rule: what " + step.name +
                           " measured was measured with " + name + " = " + (was ? shown(*was) : "none") +
                           "; run it again without --replay");
      changes.push_back(step.name + "." + name + " = " + shown(value) + " (was " + (was ? shown(*was) : "none") + ")");
    }
  }
  return {};
}

Status check_same_inputs(const Replay& replay, const std::vector<pipeline::InputFile>& found) {
  const auto refuse = [](const std::string& what) {
    return usage_error(what + ": a replay reads what the audit read; give the same INPUTs, or run without --replay");
  };
  if (found.size() < replay.read.size())
    return refuse("the audit read " + base::format_count(replay.read.size()) + " files, these are " +
                  base::format_count(found.size()));
  for (std::size_t i = 0; i < replay.read.size(); ++i) {
    const pipeline::InputFile &then = replay.read[i], &now = found[i];
    if (then.name != now.name) return refuse("the audit read " + then.name + " where there now is " + now.name);
    const bool changed =
        now.hash.empty() ? now.bytes > 0 && !then.hash.empty() && then.bytes != now.bytes : then.hash != now.hash;
    if (changed) return refuse(now.name + " has changed since the audit");
  }
  return {};
}

}  // namespace dsprep::cli
