#include <algorithm>
#include <cassert>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/hash.h"
#include "base/spell.h"
#include "io/part_of_name.h"
#include "json/field_plan.h"
#include "pipeline/field_binder.h"
#include "pipeline/field_use.h"
#include "pipeline/pipeline.h"
#include "pipeline/step_names.h"
#include "port/files.h"
#include "registry/checks_parts.h"
#include "registry/mixes_sources.h"
#include "registry/registry.h"
#include "spill/workspace.h"

namespace dsprep::pipeline {
namespace {

// The limit a rule has under these values: the parameter's, or none where that is unset or false.
Judge::Limit limit_of(const RuleInfo& rule, const ParamValues& values) {
  Judge::Limit limit{rule.compare, rule.limit};
  if (rule.param.empty()) return limit;
  const auto found = std::find_if(values.begin(), values.end(), [&](auto& v) { return v.first == rule.param; });
  assert(found != values.end() && "a rule names a parameter its op does not have");
  if (const auto* whole = std::get_if<std::int64_t>(&found->second)) limit.value = static_cast<double>(*whole);
  else if (const auto* real = std::get_if<double>(&found->second)) limit.value = *real;
  else if (const auto* on = std::get_if<bool>(&found->second); !on || !*on) limit.compare = Judge::Limit::Compare::none;
  return limit;
}

// A step's name becomes a folder, and no two steps have the same.
Status check_names(const std::vector<StepSpec>& steps, const std::vector<std::string>& names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string& name = names[i];
    const bool plain = std::all_of(name.begin(), name.end(),
                                   [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '-' || c == '.'; });
    if (!plain || name.front() == '.')
      return usage_error(steps[i].where.prefix() + "\"" + name +
                         "\" cannot name a step: it becomes a folder; use A-Z a-z 0-9 _ - .");
    if (std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i), name) !=
        names.begin() + static_cast<std::ptrdiff_t>(i))
      return usage_error(steps[i].where.prefix() + "two steps are named \"" + name + "\": give one another name");
  }
  return {};
}

// No text is shown as it was before what a step removes was removed, nor once a step has revealed it.
void hide_secrets(std::vector<Step>& steps) {
  bool later = false, earlier = false;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    later |= step->spec->secrets == Secrets::removes;
    step->shows_texts = !later;
  }
  for (Step& step : steps) {
    earlier |= step.spec->secrets == Secrets::reveals;
    step.shows_texts &= !earlier;
  }
}

// A weight that nobody looks at would change nothing.
Status check_weights(const Pipeline& pipeline) {
  if (std::any_of(pipeline.steps.begin(), pipeline.steps.end(),
                  [](const Step& step) { return registry::mixes_sources(*step.spec); }))
    return {};
  for (const SourceSpec& source : pipeline.spec.sources)
    if (source.weight)
      return usage_error(source.weight_where.prefix() +
                         "weight: no step mixes the sources, and it would change nothing: add a step `mix`, or take it "
                         "out");
  return {};
}

// A record that is written several times is one record to every step: what counts records, sends them to parts or
// puts them into another order behind one that makes copies would come out wrong. `check` alone looks at texts.
Status check_copies(const std::vector<Step>& steps) {
  const Step* copier = nullptr;
  for (const Step& step : steps) {
    const bool orders = std::holds_alternative<std::unique_ptr<OrderOp>>(step.op);
    const bool counts = !orders && !registry::checks_parts(*step.spec) &&
                        (step.spec->family == Family::split || step.spec->family == Family::report);
    if (copier && counts)
      return usage_error(step.place() + ": it would count each record once, however often " + copier->name +
                         " writes it: put it in front, or let it read the output of this run");
    if (copier && orders && copier->parts.empty())
      return usage_error(step.place() + ": it would leave the copies that " + copier->name +
                         " writes of a record side by side: let it read the output of this run");
    if (std::find(step.counters.begin(), step.counters.end(), "copies") != step.counters.end()) copier = &step;
  }
  return {};
}

// What is made of a validation or test record would be learned from: an augmenter sees the training parts alone.
Status keep_to_training(Step& step, bool parts_known, const std::vector<std::string>& parts) {
  if (!parts_known)
    return usage_error(step.place() +
                       ": the records are in no parts here, and only those of the training part are augmented: let it "
                       "read the output of `dsprep split`, put the step that splits in front, name the file after its "
                       "part (train.jsonl), or give --any-part");
  step.trains.assign(parts.size(), 0);
  std::string all;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const std::string part = io::part_of_name(parts[i]);
    step.trains[i] = part == "train" || part == "training";
    all.append(i > 1 ? ", " : "").append(parts[i]);
  }
  if (std::find(step.trains.begin(), step.trains.end(), 1) == step.trains.end())
    return usage_error(step.place() + ": the records are in " + all +
                       ", and none of these is a training part (train, fold1_train): nothing would be augmented; give "
                       "--any-part to augment all");
  return {};
}

}  // namespace

bool Pipeline::derives() const {
  return std::any_of(steps.begin(), steps.end(), [](const Step& s) { return s.spec->derives; });
}

bool Pipeline::whole_dataset() const {
  return std::any_of(steps.begin(), steps.end(), [](const Step& s) { return s.op.index() >= 2; });
}

std::vector<std::string> Pipeline::made_artifacts() const {
  std::vector<std::string> names;
  for (const Step& step : steps)
    for (const ArtifactUse& artifact : step.artifacts)
      if (artifact.made) names.push_back(artifact.name);
  return names;
}

bool Pipeline::reads_artifact(std::string_view name) const {
  for (const Step& step : steps)
    for (const ArtifactUse& artifact : step.artifacts)
      if (!artifact.made && artifact.name == name) return true;
  return false;
}

Result<Pipeline> compile(const PipelineSpec& spec, const registry::Registry& registry, port::Files& files,
                         spill::Workspace& workspace, const CompileOptions& options) {
  Pipeline pipeline;
  pipeline.spec = spec;
  pipeline.parts = {""};
  constexpr std::size_t most_sources = 65'536;  // numbers of a SourceId
  if (spec.sources.size() > most_sources)
    return usage_error(spec.sources[most_sources].where.prefix() +
                       "too many [[source]] tables: at most 65,536; one may name many paths");
  for (const SourceSpec& source : spec.sources)
    pipeline.sources.push_back({source.name, source.licence, source.weight.value_or(std::nan(""))});
  if (pipeline.sources.empty()) pipeline.sources.push_back({"", "", std::nan("")});

  for (const StepSpec& step : spec.steps)
    if (!registry.find(step.op))
      return usage_error(step.where.prefix() + "there is no op \"" + step.op + "\"" +
                         base::did_you_mean(step.op, registry.names()) + "; `dsprep ops` lists them");
  const std::vector<std::string> names = step_names(spec.steps);
  DSPREP_CHECK(check_names(spec.steps, names));

  FieldBinder binder(spec, files, workspace, pipeline);
  for (const std::string& part : options.input_parts) DSPREP_CHECK(binder.part(part));
  json::FieldPlan::Options plan_options;
  if (spec.id) {
    // Derived records get their own id: the field is written.
    bool derives = false;
    for (const StepSpec& step : spec.steps) derives |= registry.find(step.op)->derives;
    DSPREP_TRY(plan_options.id, derives ? binder.write("id") : binder.read("id"));
    pipeline.uses.push_back({FieldUse::no_step, "id", plan_options.id, derives, "--id", true, false});
  }
  for (const SpansSpec& list : spec.spans) {
    json::SpansBinding bound{{}, {}, list.unit, list.lost, list.where.prefix()};
    DSPREP_TRY(bound.text, binder.read(list.text));
    DSPREP_TRY(bound.spans, binder.write(list.spans));
    binder.carry(bound.text, bound.spans);
    pipeline.uses.push_back({FieldUse::no_step, list.spans, bound.spans, true, "[dataset] spans", true, false});
    plan_options.spans.push_back(std::move(bound));
  }
  if (!options.into.empty()) {
    DSPREP_TRY(pipeline.into, binder.write(options.into));
  }
  const bool reports = std::any_of(spec.steps.begin(), spec.steps.end(), [&](const StepSpec& step) {
    const OpSpec* op = registry.find(step.op);
    return op->family == Family::report || registry::checks_parts(*op);
  });
  if (options.audit || reports) {
    DSPREP_TRY(pipeline.shown, binder.read("text"));
  }

  std::map<const OpSpec*, int> occurrences;
  pipeline.steps.reserve(spec.steps.size());
  for (std::size_t i = 0; i < spec.steps.size(); ++i) {
    const StepSpec& asked = spec.steps[i];
    Step& step = pipeline.steps.emplace_back();
    step.spec = registry.find(asked.op);
    step.name = names[i];
    step.occurrence = occurrences[step.spec]++;
    step.where = asked.where;
    step.seed = base::mix(base::hash64(step.spec->name, spec.seed), static_cast<std::uint64_t>(step.occurrence));
    DSPREP_TRY(step.given, check_params(*step.spec, asked));
    const ParamValues settings = with_variant(*step.spec, step.given);
    step.values = with_defaults(*step.spec, settings);
    DSPREP_CHECK(check_ranges(*step.spec, step.values, asked));
    for (const RuleInfo& rule : step.spec->rules) step.limits.push_back(limit_of(rule, step.values));
    binder.begin_step(step);
    if (step.spec->family == Family::augment && !options.any_part)
      DSPREP_CHECK(keep_to_training(step, binder.parts_known(), pipeline.parts));
    const std::size_t uses_before = pipeline.uses.size();
    auto op = step.spec->make(settings, binder);
    if (!op) return std::move(op).error().within(step.place());
    step.op = std::move(op).value();
    if (!step.trains.empty()) step.other_parts = binder.counter("other_parts");
    explain_uses(step, std::span(pipeline.uses).subspan(uses_before));
  }
  DSPREP_CHECK(check_weights(pipeline));
  DSPREP_CHECK(check_copies(pipeline.steps));
  DSPREP_TRY(pipeline.plans, binder.plans(plan_options));
  hide_secrets(pipeline.steps);
  for (Step& step : pipeline.steps) {
    for (const DatasetSource& source : step.references) {
      auto plan = binder.plan_of(step, source, plan_options);
      if (!plan) return std::move(plan).error().within(step.place() + ": " + source.path);
      step.reference_plans.push_back(std::move(*plan));
    }
  }
  return pipeline;
}

}  // namespace dsprep::pipeline
