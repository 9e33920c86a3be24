#include "report/manifest_changes.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "dsprep/op_spec.h"
#include "dsprep/value.h"

namespace dsprep::report {
namespace {

using Kind = Column::Kind;

constexpr std::size_t longest_shown = 200;

// Settings by name, each as JSON spells it; in the order of the reference, then those that the other has alone.
class Settings {
 public:
  explicit Settings(Value manifest) {
    add("dsprep", manifest["dsprep"]);
    add_members("dataset", manifest["config"]["dataset"]);
    add("seed", manifest["seed"]);
    add_members("options", manifest["options"]);
    add_members("libraries", manifest["libraries"]);
    for (Value::Elements it = manifest["resources"].elements(); it.next();)
      add("file " + it.value()["path"].text().value_or(std::string()), it.value()["hash"]);
    for (Value::Elements it = manifest["config"]["step"].elements(); it.next();) {
      const std::string step = it.value()["name"].text().value_or(std::string());
      add(step, "(the step)", Value("\"there\""));
      std::string scratch;
      for (Value::Members param = it.value()["params"].members(); param.next();)
        add(step, std::string(param.key(scratch)), param.value());
    }
  }

  using Name = std::pair<std::string, std::string>;  // the step, or ""; the setting
  const std::vector<Name>& names() const { return names_; }
  std::string of(const Name& name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? "" : found->second;
  }
  bool has(const Name& name) const { return values_.contains(name); }

 private:
  void add(const std::string& setting, Value value) { add("", setting, value); }
  void add(const std::string& step, const std::string& setting, Value value) {
    if (!value.exists()) return;
    std::string shown = value.text().value_or(std::string(value.raw()));
    if (shown.size() > longest_shown) {
      std::size_t end = longest_shown;  // between two characters
      while ((shown[end] & 0xc0) == 0x80) --end;
      shown = shown.substr(0, end) + "…";
    }
    const Name name(step, setting);
    if (values_.emplace(name, std::move(shown)).second) names_.push_back(name);
  }
  void add_members(const std::string& what, Value object) {
    std::string scratch;
    for (Value::Members it = object.members(); it.next();) add(what + "." + std::string(it.key(scratch)), it.value());
  }

  std::vector<Name> names_;
  std::map<Name, std::string> values_;
};

// What a step did.
constexpr std::string_view counted[] = {"in", "changed", "dropped", "malformed", "added"};

std::map<std::string, Value> steps_of(Value manifest, std::vector<std::string>& names) {
  std::map<std::string, Value> steps;
  for (Value::Elements it = manifest["steps"].elements(); it.next();) {
    const std::string name = it.value()["name"].text().value_or(std::string());
    steps.emplace(name, it.value());
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return steps;
}

std::optional<std::string> manifest_of(port::Files& files, const std::string& path) {
  const auto bytes = files.read_all(port::join(path, "manifest.json"));
  if (!bytes.ok() || validate_json(*bytes)) return std::nullopt;
  return Value(*bytes)["config"].type() == FieldType::object ? std::optional(*bytes) : std::nullopt;
}

}  // namespace

std::vector<Finding> manifest_changes(std::string_view reference, std::string_view current) {
  const Value was(reference), is(current);
  const Settings old(was), now(is);
  Finding settings{
      "compare_settings", "Settings that differ", "", Finding::Chart::none, {"step", "setting", "reference", "now"}};
  std::vector<Settings::Name> names = old.names();
  for (const Settings::Name& name : now.names())
    if (!old.has(name)) names.push_back(name);
  for (const Settings::Name& name : names) {
    // Of a step that only one has its parameters say nothing.
    const Settings::Name step(name.first, "(the step)");
    if (!name.first.empty() && name != step && old.has(step) != now.has(step)) continue;
    if (old.has(name) == now.has(name) && old.of(name) == now.of(name)) continue;
    settings.rows.push_back(
        {name.first, name.second, old.has(name) ? old.of(name) : "(none)", now.has(name) ? now.of(name) : "(none)"});
  }
  if (settings.rows.empty()) settings.note = "None: the two were made in the same way.";

  Finding steps{"compare_steps", "What the steps did", "", Finding::Chart::none, {"step"}};
  for (const std::string_view count : counted) {
    steps.columns.push_back({std::string(count) + " in the reference", Kind::count});
    steps.columns.push_back({std::string(count) + " now", Kind::count});
  }
  std::vector<std::string> step_names;
  const auto old_steps = steps_of(was, step_names), new_steps = steps_of(is, step_names);
  for (const std::string& name : step_names) {
    std::vector<Finding::Cell> row = {name};
    for (const std::string_view count : counted)
      for (const auto* side : {&old_steps, &new_steps}) {
        const auto step = side->find(name);
        const auto n = step == side->end() ? std::nullopt : step->second[count].integer();
        if (n) row.push_back(*n);
        else row.push_back(std::string());
      }
    steps.rows.push_back(std::move(row));
  }
  std::vector<Finding> tables;
  tables.push_back(std::move(settings));
  if (!steps.rows.empty()) tables.push_back(std::move(steps));
  return tables;
}

Status add_manifest_changes(port::Files& files, const std::vector<std::string>& inputs,
                            const pipeline::Pipeline& pipeline, pipeline::RunResult& result) {
  if (inputs.size() != 1) return {};
  for (const pipeline::Step& step : pipeline.steps)
    if (step.spec->family != Family::report) return {};
  for (const pipeline::Step& step : pipeline.steps) {
    if (step.references.size() != 1) continue;
    const auto reference = manifest_of(files, step.references[0].path), current = manifest_of(files, inputs[0]);
    if (!reference || !current) continue;
    for (pipeline::StepFindings& found : result.findings)
      if (found.step == step.name)
        for (Finding& table : manifest_changes(*reference, *current))
          found.findings.sections.push_back(std::move(table));
  }
  return {};
}

}  // namespace dsprep::report
