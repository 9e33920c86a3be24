#include "cli/gate.h"

#include <algorithm>
#include <charconv>
#include <span>
#include <string_view>

#include "base/spell.h"
#include "base/trim_ends.h"

namespace dsprep::cli {
namespace {

// Does the name follow the pattern, in which '*' stands for any text?
bool follows(std::string_view name, std::string_view pattern) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return name == pattern;
  const std::string_view before = pattern.substr(0, star), behind = pattern.substr(star + 1);
  return name.size() > before.size() + behind.size() && name.starts_with(before) && name.ends_with(behind);
}

// What "*" and the text behind it leave to be guessed, in a name as people would write it.
std::string listed(std::string_view pattern) {
  std::string name(pattern);
  if (const std::size_t star = name.find('*'); star != std::string::npos) name.replace(star, 1, "NAME");
  return name;
}

// What a pattern may mean to say where `name` was typed: what stands for "*" is taken from there.
std::string as_typed(std::string_view pattern, std::string_view name) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return std::string(pattern);
  const std::string_view before = pattern.substr(0, star), behind = pattern.substr(star + 1);
  std::size_t begin = 0, end = name.size();
  for (auto dots = std::count(before.begin(), before.end(), '.'); dots > 0; --dots) {
    begin = name.find('.', begin);
    if (begin == std::string_view::npos) return listed(pattern);
    ++begin;
  }
  for (auto dots = std::count(behind.begin(), behind.end(), '.'); dots > 0; --dots) {
    end = name.rfind('.', end == 0 ? 0 : end - 1);
    if (end == std::string_view::npos || end <= begin) return listed(pattern);
  }
  return std::string(before) + std::string(name.substr(begin, end - begin)) + std::string(behind);
}

// " (did you mean \"X\"?)": the nearest name, with the step's or without, or the one whose end was typed.
std::string meant(std::string_view typed, const pipeline::Pipeline& pipeline) {
  std::vector<std::string> names;
  for (const pipeline::Step& step : pipeline.steps)
    for (const std::string_view pattern : step.spec->metrics) {
      names.push_back(as_typed(pattern, typed));
      const std::string prefix = step.name + ".";
      if (typed.starts_with(prefix)) names.push_back(prefix + as_typed(pattern, typed.substr(prefix.size())));
    }
  const std::string nearest = base::did_you_mean(typed, names);
  if (!nearest.empty()) return nearest;
  for (const std::string& name : names)
    if (name.ends_with("." + std::string(typed))) return " (did you mean \"" + name + "\"?)";
  return "";
}

}  // namespace

Result<Gate> parse_gate(const std::string& text) {
  const Error wrong = usage_error("expected METRIC<=NUMBER (or >=, <, >, ==), got \"" + text + "\"");
  const std::size_t at = text.find_first_of("<>=");
  if (at == std::string::npos || at == 0) return wrong;
  const bool or_equal = at + 1 < text.size() && text[at + 1] == '=';
  Gate gate;
  gate.text = text;
  gate.metric = base::trim_ends(std::string_view(text).substr(0, at), " ");
  if (text[at] == '<') gate.compare = or_equal ? Gate::Compare::at_most : Gate::Compare::below;
  else if (text[at] == '>') gate.compare = or_equal ? Gate::Compare::at_least : Gate::Compare::above;
  else if (or_equal) gate.compare = Gate::Compare::equals;
  else return wrong;
  const std::string_view number = base::trim_ends(std::string_view(text).substr(at + (or_equal ? 2 : 1)), " ");
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), gate.limit);
  if (gate.metric.empty() || number.empty() || error != std::errc() || end != number.data() + number.size() ||
      gate.limit != gate.limit)
    return wrong;
  return gate;
}

Status check_gates(const std::vector<Gate>& gates, const pipeline::Pipeline& pipeline) {
  for (const Gate& gate : gates) {
    std::vector<std::string> names;
    bool known = false;
    for (const pipeline::Step& step : pipeline.steps)
      for (const std::string_view pattern : step.spec->metrics) {
        const std::string prefix = step.name + ".";
        known |=
            follows(gate.metric, pattern) ||
            (gate.metric.starts_with(prefix) && follows(std::string_view(gate.metric).substr(prefix.size()), pattern));
        if (std::string name = listed(pattern); std::find(names.begin(), names.end(), name) == names.end())
          names.push_back(std::move(name));
      }
    if (known) continue;
    if (names.empty())
      return usage_error("--gate \"" + gate.text + "\": no step of this run finds a number that a gate can be set on");
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    return usage_error("--gate \"" + gate.text + "\": there is no metric \"" + gate.metric + "\"" +
                       meant(gate.metric, pipeline) + "; there are: " + all);
  }
  return {};
}

}  // namespace dsprep::cli
