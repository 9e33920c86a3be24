#include "pipeline/field_binder.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <variant>

#include "base/hash.h"
#include "base/hex.h"
#include "base/spell.h"
#include "io/byte_hash.h"
#include "pipeline/artifact_name.h"
#include "pipeline/field_use.h"

namespace dsprep::pipeline {
namespace {

std::string rooted(const std::string& pointer) { return pointer.starts_with('/') ? pointer : "/" + pointer; }

// Is it the value of one of the parameters?
bool names(const ParamValues& values, std::string_view name) {
  return std::any_of(values.begin(), values.end(), [&](const auto& param) {
    const auto* text = std::get_if<std::string>(&param.second);
    return text && *text == name;
  });
}

}  // namespace

Result<std::string> FieldBinder::resolve(std::string_view field, const SourceSpec* source) const {
  if (field.empty())
    return usage_error("an empty field name: name a field (\"text\") or give a JSON Pointer (\"/text\")");
  if (field.front() == '/') return std::string(field);
  if (source)
    if (const auto mapped = source->fields.find(std::string(field)); mapped != source->fields.end())
      return rooted(mapped->second);
  if (field == "text") return rooted(spec_.text);
  if (field == "id" && spec_.id) return rooted(*spec_.id);
  return "/" + std::string(field);
}

Result<Field> FieldBinder::bind(std::string_view field, bool written) {
  std::vector<std::string> pointers;
  if (spec_.sources.empty()) {
    DSPREP_TRY(std::string pointer, resolve(field, nullptr));
    pointers.push_back(std::move(pointer));
  } else {
    for (const SourceSpec& source : spec_.sources) {
      DSPREP_TRY(std::string pointer, resolve(field, &source));
      pointers.push_back(std::move(pointer));
    }
  }
  for (const std::string& pointer : pointers)
    if (auto tokens = json::parse_pointer(pointer); !tokens)
      return usage_error("field \"" + std::string(field) + "\": " + tokens.error().message);
  auto slot = std::find_if(slots_.begin(), slots_.end(), [&](const Slot& s) { return s.pointers == pointers; });
  if (slot == slots_.end()) {
    if (slots_.size() >= Field::unbound) return usage_error("too many fields: a pipeline can bind 65,535");
    slots_.push_back({std::move(pointers), false});
    slot = slots_.end() - 1;
  }
  slot->written |= written;
  const Field bound{static_cast<std::uint16_t>(slot - slots_.begin())};
  if (step_)
    pipeline_.uses.push_back({static_cast<std::size_t>(step_ - pipeline_.steps.data()), std::string(field), bound,
                              written, "", false, false});
  return bound;
}

Result<std::vector<json::FieldPlan>> FieldBinder::plans(json::FieldPlan::Options options) const {
  options.read_all = read_all_;
  std::vector<json::FieldPlan> plans;
  const std::size_t sources = std::max<std::size_t>(1, spec_.sources.size());
  for (std::size_t source = 0; source < sources; ++source) {
    std::vector<json::FieldBinding> bindings;
    for (const Slot& slot : slots_) bindings.push_back({slot.pointers[source], slot.written});
    DSPREP_TRY(json::FieldPlan plan, json::FieldPlan::make(bindings, options));
    plans.push_back(std::move(plan));
  }
  return plans;
}

// A step's own names for its fields decide: the reference belongs to it alone. What it does not map is where the first
// source has it.
Result<json::FieldPlan> FieldBinder::plan_of(const Step& step, const DatasetSource& reference,
                                             json::FieldPlan::Options options) const {
  options.read_all = read_all_;
  options.spans.clear();  // nothing is edited there
  const auto number = static_cast<std::size_t>(&step - pipeline_.steps.data());
  std::vector<json::FieldBinding> bindings;
  for (const Slot& slot : slots_) bindings.push_back({slot.pointers.front(), false});
  std::vector<std::string> names{"text", "id"};
  for (const FieldUse& use : pipeline_.uses) {
    if (use.step != number && use.step != FieldUse::no_step) continue;
    names.push_back(use.asked);
    if (const auto mapped = reference.fields.find(use.asked); mapped != reference.fields.end())
      bindings[use.field.slot].pointer = rooted(mapped->second);
  }
  for (const auto& [name, pointer] : reference.fields) {
    if (std::find(names.begin(), names.end(), name) == names.end())
      return usage_error("fields: the step asks for no field \"" + name + "\"" + base::did_you_mean(name, names));
    if (auto tokens = json::parse_pointer(rooted(pointer)); !tokens)
      return usage_error("fields: " + name + ": " + tokens.error().message);
  }
  return json::FieldPlan::make(bindings, options);
}

Result<PartId> FieldBinder::part(std::string_view name) {
  const bool valid = !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  if (!valid) return usage_error("\"" + std::string(name) + "\" cannot name a part: use up to 64 of A-Z a-z 0-9 _ -");
  if (step_) step_->routes = true;
  auto& parts = pipeline_.parts;
  const PartId id{static_cast<std::uint16_t>(std::find(parts.begin(), parts.end(), name) - parts.begin())};
  if (id.index == parts.size()) {
    if (parts.size() > 10'000) return usage_error("too many parts: at most 10,000");
    parts.emplace_back(name);
  }
  if (step_) step_->parts.push_back(id);
  return id;
}

Counter FieldBinder::counter(std::string_view name) {
  auto& counters = step_->counters;
  const auto [known, fresh] = counter_numbers_.emplace(name, static_cast<std::uint32_t>(counters.size()));
  if (fresh) counters.emplace_back(name);
  return {known->second};
}

Result<Resource> FieldBinder::resource(std::string_view path) {
  if (const auto known = resources_.find(path); known != resources_.end()) return known->second;
  auto bytes = files_.read_all(std::string(path));
  if (!bytes) return files_.of_named(std::string(path), std::move(bytes).error());
  auto file = std::make_shared<ResourceFile>(ResourceFile{std::string(path), std::move(*bytes)});
  pipeline_.resources.push_back({file->path, base::hex(base::hash128(file->bytes)), file->bytes.size()});
  resources_.emplace(path, file);
  return Resource(file);
}

// Noted nowhere, unlike a resource.
Result<std::string> FieldBinder::secret(std::string_view path, std::string_view variable) {
  if (!path.empty()) {
    auto bytes = files_.read_all(std::string(path));
    if (!bytes) return files_.of_named(std::string(path), std::move(bytes).error());
    return bytes;
  }
  const char* value = std::getenv(std::string(variable).c_str());
  if (value == nullptr) return usage_error("the environment variable " + std::string(variable) + " is not set");
  return std::string(value);
}

Status FieldBinder::depend_on(std::string_view path) {
  auto file = files_.open(std::string(path));
  if (!file) return files_.of_named(std::string(path), std::move(file).error());
  io::ByteHash hash;
  std::string buffer(1u << 20, '\0');
  std::uint64_t size = 0;
  for (;;) {
    DSPREP_TRY(const std::size_t n, (*file)->read(size, {buffer.data(), buffer.size()}));
    if (n == 0) break;
    hash.add(std::string_view(buffer).substr(0, n));
    size += n;
  }
  pipeline_.resources.push_back({std::string(path), hash.digest(), size});
  return {};
}

Result<Artifact> FieldBinder::artifact(std::string_view name) {
  if (const std::string_view fault = artifact_name_fault(name); !fault.empty())
    return usage_error("\"" + std::string(name) + "\" cannot name an artifact: " + std::string(fault));
  // The default of a parameter: nobody asked for this name, or for the file.
  const bool optional = names(step_->values, name) && !names(step_->given, name);
  std::string free(name);
  for (int n = 2; optional && makers_.count(free) > 0; ++n) free = std::string(name) + "-" + std::to_string(n);
  if (!makers_.emplace(free, step_).second)
    return usage_error("two steps would write the artifact \"" + std::string(name) + "\": give one another name");
  step_->artifacts.push_back({free, true, optional});
  return Artifact{static_cast<std::uint32_t>(step_->artifacts.size() - 1)};
}

Result<Artifact> FieldBinder::made_artifact(std::string_view name) {
  const auto maker = makers_.find(name);
  if (maker == makers_.end() || maker->second == step_) {
    std::vector<std::string> known;
    for (const auto& [made, step] : makers_)
      if (step != step_) known.push_back(made);
    return usage_error("no step before this one makes an artifact \"" + std::string(name) + "\"" +
                       base::did_you_mean(name, known) + ": put the step that makes it in front");
  }
  const Step& made_by = *maker->second;
  if (made_by.spec->family == Family::report && step_->spec->family != Family::report)
    return usage_error("the artifact \"" + std::string(name) + "\" is made by " + made_by.name +
                       ", a report: it decides when all records have been written, which is too late");
  step_->artifacts.push_back({std::string(name), false});
  return Artifact{static_cast<std::uint32_t>(step_->artifacts.size() - 1)};
}

Result<Reference> FieldBinder::dataset(const DatasetSource& source) {
  step_->references.push_back(source);
  return Reference{static_cast<std::uint32_t>(step_->references.size() - 1)};
}

}  // namespace dsprep::pipeline
