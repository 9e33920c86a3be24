#include "pipeline/field_use.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <variant>

#include "base/spell.h"
#include "pipeline/books.h"
#include "pipeline/pipeline.h"
#include "registry/find_param.h"

namespace dsprep::pipeline {
namespace {

constexpr std::size_t most_names = 12, most_askers = 3;

using Visit = std::function<void(const std::string& text, bool alone)>;

// Every text of a parameter that names fields, down to the tables of a list.
void each_field(const ParamInfo& info, const ParamValue& value, const Visit& visit) {
  if (const auto* text = std::get_if<std::string>(&value)) visit(*text, true);
  const auto* list = std::get_if<ParamList>(&value);
  if (!list || info.type != ParamType::list) return;
  for (const ParamValue& element : *list)
    if (const auto* text = std::get_if<std::string>(&element)) visit(*text, false);
}

struct Explainer {
  const Step& step;
  FieldUse& use;
  bool found = false, alone = false;

  void look(const ParamInfo& info, const ParamValue& value, bool given) {
    if (info.type == ParamType::table_list) {
      const auto* list = std::get_if<ParamList>(&value);
      for (std::size_t i = 0; list && i < list->size(); ++i)
        for (const ParamInfo& field : info.fields)
          if (const auto* table = std::get_if<ParamTable>(&(*list)[i]))
            if (const ParamValue* inner = registry::find_value(*table, field.name)) look(field, *inner, given);
      return;
    }
    if (!info.hints.field) return;
    each_field(info, value, [&](const std::string& text, bool is_alone) {
      if (text != use.asked || (found && (alone || !is_alone))) return;
      found = true;
      alone = is_alone;
      use.by = step.name + "." + info.name;
      use.given = given;
      use.result = info.hints.result;
    });
  }
};

// Of several fields, one that is looked for where it is there: missing = "keep" says that it need not be.
bool may_lack(const Step& step, const ParamValue& value) {
  const ParamValue* missing = registry::find_value(step.values, "missing");
  const auto* text = missing ? std::get_if<std::string>(missing) : nullptr;
  return std::holds_alternative<ParamList>(value) && text && *text == "keep";
}

// Recurses as deep as a checked parameter is: three levels.
bool mentions(const ParamValue& value, std::string_view field) {
  if (const auto* text = std::get_if<std::string>(&value)) return text->find(field) != std::string::npos;
  if (const auto* list = std::get_if<ParamList>(&value))
    return std::any_of(list->begin(), list->end(), [&](const ParamValue& element) { return mentions(element, field); });
  if (const auto* table = std::get_if<ParamTable>(&value))
    return std::any_of(table->begin(), table->end(),
                       [&](const auto& element) { return mentions(element.second, field); });
  return false;
}

bool overlap(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  return b.starts_with(a) && (b.size() == a.size() || b[a.size()] == '/');
}

class Absence {
 public:
  Absence(const Pipeline& pipeline, const Books& books) : pipeline_(pipeline), books_(books) {}

  std::vector<std::string> lines() const {
    std::vector<std::string> lines;
    if (books_.parsed == 0) return lines;  // of nothing, nothing can be said
    // One line a field, whoever asked for it.
    struct Absent {
      const FieldUse* first;
      std::vector<std::string> by;
    };
    std::vector<Absent> all;
    for (const FieldUse& use : pipeline_.uses) {
      if (use.result || use.field.slot >= books_.records_with.size() || books_.records_with[use.field.slot] > 0)
        continue;
      if (!was_asked_for(use) || was_made_before(use)) continue;
      auto absent =
          std::find_if(all.begin(), all.end(), [&](const Absent& a) { return a.first->field.slot == use.field.slot; });
      if (absent == all.end()) absent = all.insert(all.end(), {&use, {}});
      if (std::find(absent->by.begin(), absent->by.end(), use.by) == absent->by.end()) absent->by.push_back(use.by);
    }
    for (const Absent& absent : all) lines.push_back(line_of(*absent.first, absent.by));
    return lines;
  }

 private:
  const std::string& pointer(const FieldUse& use, std::size_t source = 0) const {
    return pipeline_.plans[source].pointer(use.field);
  }

  bool was_asked_for(const FieldUse& use) const {
    if (use.step == FieldUse::no_step || use.given || use.asked == "text") return true;
    return books_.malformed_reasons.contains(pipeline_.steps[use.step].name + ": field " + pointer(use) +
                                             " is missing");
  }

  bool was_made_before(const FieldUse& use) const {
    return std::any_of(pipeline_.uses.begin(), pipeline_.uses.end(), [&](const FieldUse& other) {
      if (other.step == FieldUse::no_step || use.step == FieldUse::no_step) return false;
      const bool before =
          other.step < use.step ? other.written : other.step == use.step && other.result && &other < &use;
      if (!before) return false;
      for (std::size_t source = 0; source < pipeline_.plans.size(); ++source)
        if (overlap(pointer(use, source), pointer(other, source))) return true;
      return false;
    });
  }

  // What was meant: the path that was written with dots, the same name elsewhere, a name that is nearly the same.
  std::string meant(const std::string& pointer) const {
    std::string path = pointer;
    std::replace(path.begin(), path.end(), '.', '/');
    if (path != pointer && books_.sample_names.contains(path)) return ", but " + path;
    const std::vector<std::string> names(books_.sample_names.begin(), books_.sample_names.end());
    const std::string near = base::nearest(pointer, names);
    if (!near.empty()) return " (did you mean " + near + "?)";
    const std::string ending = pointer.substr(pointer.rfind('/'));
    for (const std::string& name : names)
      if (name.ends_with(ending)) return " (did you mean " + name + "?)";
    return "";
  }

  std::string there_are() const {
    if (books_.sample_names.empty()) return "";
    std::string all;
    std::size_t n = 0;
    for (const std::string& name : books_.sample_names) {
      if (n++ == most_names) break;
      all += (all.empty() ? "" : ", ") + name;
    }
    return "; there are: " + all + (books_.sample_names.size() > most_names ? ", …" : "");
  }

  std::string line_of(const FieldUse& use, const std::vector<std::string>& by) const {
    std::string askers;
    for (std::size_t i = 0; i < std::min(by.size(), most_askers); ++i) askers += (i == 0 ? "" : ", ") + by[i];
    if (by.size() > most_askers) askers += " and " + std::to_string(by.size() - most_askers) + " more";
    return askers + ": no record has " + pointer(use) + meant(pointer(use)) + there_are();
  }

  const Pipeline& pipeline_;
  const Books& books_;
};

}  // namespace

void explain_uses(const Step& step, std::span<FieldUse> uses) {
  const std::vector<ParamInfo> infos = step.spec->params();
  for (FieldUse& use : uses) {
    use.by = step.name;
    Explainer explainer{step, use};
    for (const ParamInfo& info : infos)
      if (const ParamValue* value = registry::find_value(step.values, info.name))
        explainer.look(info, *value, registry::find_value(step.given, info.name) != nullptr);
    if (explainer.found || use.written) continue;
    // A field in a parameter that is more than a field: keep = "max:/score".
    for (const auto& [name, value] : step.given)
      if (mentions(value, use.asked)) {
        use.by = step.name + "." + name;
        use.given = !may_lack(step, value);
      }
  }
}

std::vector<std::string> absent_fields(const Pipeline& pipeline, const Books& books) {
  return Absence(pipeline, books).lines();
}

}  // namespace dsprep::pipeline
