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
                       base::did_you_mean(gate.metric, names) + "; there are: " + all);
  }
  return {};
}

}  // namespace dsprep::cli
