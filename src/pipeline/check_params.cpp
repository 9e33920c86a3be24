// Checks what a user gave an op against what the op says of itself. Every refusal names the place, the parameter and
// what would have been right.
#include <algorithm>
#include <cmath>

#include "base/human.h"
#include "base/spell.h"
#include "pipeline/pipeline.h"
#include "registry/describe.h"
#include "registry/find_param.h"

namespace dsprep::pipeline {
namespace {

std::string_view type_of(const ParamValue& value) {
  static constexpr std::string_view names[] = {"nothing", "true or false", "an integer", "a number",
                                               "text",    "a list",        "a table"};
  return names[value.index()];
}

std::string_view wanted(ParamType type) {
  switch (type) {
    case ParamType::boolean: return "true or false";
    case ParamType::integer: return "an integer";
    case ParamType::number: return "a number";
    case ParamType::text: return "text";
    case ParamType::list: return "a list of texts";
    case ParamType::table: return "a table of numbers, like { a = 1, b = 2 }";
    case ParamType::table_list: return "a list of tables";
  }
  return "";
}

bool all_digits(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

class Checker {
 public:
  Checker(std::string op, const Location& where) : op_(std::move(op)), where_(where) {}

  Error refuse(const std::string& name, const std::string& why) const {
    return usage_error(where_.prefix() + op_ + "." + name + ": " + why);
  }

  Status range(const std::string& name, const ParamInfo& info, double number) const {
    const ParamHints& hints = info.hints;
    const bool low = hints.min && !(number >= *hints.min), high = hints.max && !(number <= *hints.max);
    if (!low && !high) return {};
    std::string bounds;
    if (hints.min && hints.max)
      bounds = "from " + base::format_number(*hints.min) + " to " + base::format_number(*hints.max);
    else if (hints.min) bounds = "at least " + base::format_number(*hints.min);
    else bounds = "at most " + base::format_number(*hints.max);
    return refuse(name, base::format_number(number) + " is out of range: it must be " + bounds);
  }

  Status choice(const std::string& name, const ParamInfo& info, const std::string& text) const {
    const auto& choices = info.hints.choices;
    if (choices.empty() || std::find(choices.begin(), choices.end(), text) != choices.end()) return {};
    std::string all;
    std::vector<std::string> candidates;
    for (std::string_view c : choices) {
      all += (all.empty() ? "" : ", ") + std::string(c);
      candidates.emplace_back(c);
    }
    return refuse(name, "\"" + text + "\" is none of: " + all + base::did_you_mean(text, candidates));
  }

  // Converts and checks one value.
  Result<ParamValue> check(const std::string& name, const ParamInfo& info, const ParamValue& value) const {
    const auto wrong_type = [&]() {
      return refuse(name, "expected " + std::string(wanted(info.type)) + ", got " + std::string(type_of(value)) + " (" +
                              registry::value_text(value) + ")");
    };
    if (const auto* text = std::get_if<std::string>(&value);
        info.optional && (!value.set() || (text && *text == "none")))
      return ParamValue{};
    switch (info.type) {
      case ParamType::boolean:
        if (!std::holds_alternative<bool>(value)) return wrong_type();
        return value;
      case ParamType::integer: {
        const auto* number = std::get_if<std::int64_t>(&value);
        if (!number) return wrong_type();
        DSPREP_CHECK(range(name, info, static_cast<double>(*number)));
        return value;
      }
      case ParamType::number: {
        double number = 0;
        if (const auto* whole = std::get_if<std::int64_t>(&value)) number = static_cast<double>(*whole);
        else if (const auto* real = std::get_if<double>(&value)) number = *real;
        else if (const auto* text = std::get_if<std::string>(&value); text && all_digits(*text))
          return refuse(name, *text +
                                  " is too large to be kept exactly: give a number from -2^63 to 2^63 - 1, or one with "
                                  "an exponent, like 2e19");
        else return wrong_type();
        if (std::isnan(number)) return refuse(name, "nan is not a number a rule can use");
        DSPREP_CHECK(range(name, info, number));
        // A whole number past 2^53 stays one, for ops that compare exactly: as a double it would be another.
        constexpr std::int64_t exact = std::int64_t{1} << 53;
        if (const auto* whole = std::get_if<std::int64_t>(&value); whole && (*whole > exact || *whole < -exact))
          return value;
        return ParamValue(number);
      }
      case ParamType::text: {
        const auto* text = std::get_if<std::string>(&value);
        if (!text) return wrong_type();
        DSPREP_CHECK(choice(name, info, *text));
        return value;
      }
      case ParamType::list: {
        ParamList list;
        if (const auto* one = std::get_if<std::string>(&value)) list.emplace_back(*one);  // one text is a list of one
        else if (const auto* many = std::get_if<ParamList>(&value)) list = *many;
        else return wrong_type();
        for (const ParamValue& element : list) {
          const auto* text = std::get_if<std::string>(&element);
          if (!text) return refuse(name, "every element must be text, got " + std::string(type_of(element)));
          DSPREP_CHECK(choice(name, info, *text));
        }
        return ParamValue(std::move(list));
      }
      case ParamType::table: {
        const auto* table = std::get_if<ParamTable>(&value);
        if (!table) return wrong_type();
        ParamTable out;
        for (const auto& [key, element] : *table) {
          double number = 0;
          if (const auto* whole = std::get_if<std::int64_t>(&element)) number = static_cast<double>(*whole);
          else if (const auto* real = std::get_if<double>(&element)) number = *real;
          else return refuse(name + "." + key, "expected a number, got " + std::string(type_of(element)));
          if (std::isnan(number)) return refuse(name + "." + key, "nan is not a number");
          DSPREP_CHECK(range(name + "." + key, info, number));
          out.emplace_back(key, number);
        }
        return ParamValue(std::move(out));
      }
      case ParamType::table_list: {
        const auto* list = std::get_if<ParamList>(&value);
        if (!list) return wrong_type();
        ParamList out;
        for (std::size_t i = 0; i < list->size(); ++i) {
          const std::string row = name + "[" + std::to_string(i) + "]";
          const auto* table = std::get_if<ParamTable>(&(*list)[i]);
          if (!table) return refuse(row, "expected a table, got " + std::string(type_of((*list)[i])));
          ParamTable checked;
          for (const auto& [key, element] : *table) {
            const auto field =
                std::find_if(info.fields.begin(), info.fields.end(), [&key = key](auto& f) { return f.name == key; });
            if (field == info.fields.end())
              return refuse(
                  row, "unknown key \"" + key + "\"" + base::did_you_mean(key, registry::param_names(info.fields)));
            DSPREP_TRY(ParamValue good, check(row + "." + key, *field, element));
            checked.emplace_back(key, std::move(good));
          }
          for (const ParamInfo& field : info.fields)
            if (field.hints.required &&
                std::none_of(checked.begin(), checked.end(), [&](auto& c) { return c.first == field.name; }))
              return refuse(row, "\"" + field.name + "\" is missing: " + std::string(field.hints.meaning));
          out.emplace_back(std::move(checked));
        }
        return ParamValue(std::move(out));
      }
    }
    return wrong_type();
  }

 private:
  std::string op_;
  const Location& where_;
};

}  // namespace

Result<ParamValues> check_params(const OpSpec& op, const StepSpec& step) {
  return check_settings({std::string(op.name), op.params(), "dsprep ops " + std::string(op.name)}, step.params,
                        step.where);
}

Result<ParamValues> check_settings(const Described& what, const std::vector<ParamSetting>& given,
                                   const Location& where) {
  const std::vector<ParamInfo>& infos = what.params;
  std::vector<std::optional<ParamValue>> found(infos.size());
  for (const ParamSetting& setting : given) {
    const ParamInfo* const info = registry::find_param(infos, setting.name);
    if (!info)
      return usage_error(setting.where.prefix() + what.name + " has no parameter \"" + setting.name + "\"" +
                         base::did_you_mean(setting.name, registry::param_names(infos)) + "; `" + what.page +
                         "` lists them");
    DSPREP_TRY(found[static_cast<std::size_t>(info - infos.data())],
               Checker(what.name, setting.where).check(info->name, *info, setting.value));
  }
  ParamValues values;
  for (std::size_t i = 0; i < infos.size(); ++i) {
    if (found[i]) values.emplace_back(infos[i].name, std::move(*found[i]));
    else if (infos[i].hints.required)
      return usage_error(where.prefix() + what.name + " needs the parameter \"" + infos[i].name +
                         "\": " + std::string(infos[i].hints.meaning));
  }
  return values;
}

ParamValues with_variant(const OpSpec& op, ParamValues given) {
  if (op.variants.empty()) return given;
  const std::vector<ParamInfo> infos = op.params();
  const auto named = [](std::string_view name) { return [name](const auto& v) { return v.first == name; }; };
  const auto info_of = [&](std::string_view name) {
    const auto info = std::find_if(infos.begin(), infos.end(), [&](const ParamInfo& i) { return i.name == name; });
    assert(info != infos.end() && "a variant sets a parameter its op does not have");
    return info;
  };
  const auto chosen = std::find_if(given.begin(), given.end(), named("variant"));
  const std::string variant =
      std::get<std::string>(chosen != given.end() ? chosen->second : info_of("variant")->initial);
  for (const VariantDefault& setting : op.variants) {
    if (setting.variant != variant || std::any_of(given.begin(), given.end(), named(setting.param))) continue;
    ParamValue value;
    if (!setting.text.empty()) value = std::string(setting.text);
    else if (setting.value) switch (info_of(setting.param)->type) {
        case ParamType::boolean: value = *setting.value != 0; break;
        case ParamType::integer: value = static_cast<std::int64_t>(*setting.value); break;
        default: value = *setting.value;
      }
    given.emplace_back(setting.param, std::move(value));
  }
  return given;
}

Status check_ranges(const OpSpec& op, const ParamValues& values, const StepSpec& step) {
  const auto number_of = [](const ParamValue& value) -> std::optional<double> {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
    if (const auto* number = std::get_if<double>(&value)) return *number;
    return std::nullopt;
  };
  for (const auto& [min, lowest] : values) {
    if (!min.starts_with("min_")) continue;
    const std::string max = "max_" + min.substr(4);
    const auto highest = std::find_if(values.begin(), values.end(), [&](const auto& v) { return v.first == max; });
    if (highest == values.end()) continue;
    const std::optional<double> low = number_of(lowest), high = number_of(highest->second);
    if (low && high && *low > *high)
      return usage_error(step.where.prefix() + std::string(op.name) + ": " + min + " = " + base::format_number(*low) +
                         " is more than " + max + " = " + base::format_number(*high) + ": no value keeps to both");
  }
  return {};
}

ParamValues with_defaults(const OpSpec& op, const ParamValues& given) {
  ParamValues values;
  for (ParamInfo& info : op.params()) {
    const auto set = std::find_if(given.begin(), given.end(), [&](auto& g) { return g.first == info.name; });
    values.emplace_back(info.name, set != given.end() ? set->second : info.initial);
  }
  return values;
}

}  // namespace dsprep::pipeline
