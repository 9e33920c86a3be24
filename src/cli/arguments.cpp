#include "cli/arguments.h"

#include <algorithm>

namespace dsprep::cli {
namespace {

std::optional<std::size_t> index_of(std::span<const OptionShape> shapes, auto&& wanted) {
  const auto found = std::find_if(shapes.begin(), shapes.end(), wanted);
  if (found == shapes.end()) return std::nullopt;
  return static_cast<std::size_t>(found - shapes.begin());
}

// What starts with two dashes is an option that lost its predecessor's value, not that value.
bool can_be_value(const std::string& word) { return word == "--" ? false : !word.starts_with("--"); }

}  // namespace

Result<std::vector<Argument>> read_arguments(std::span<const std::string> words, std::span<const OptionShape> shapes,
                                             const std::function<std::string(const std::string&)>& explain_unknown) {
  using Takes = OptionShape::Takes;
  std::vector<Argument> arguments;
  bool options_over = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (options_over || word == "-" || !word.starts_with('-')) {
      arguments.push_back({std::nullopt, word});
      continue;
    }
    if (word == "--") {
      options_over = true;
      continue;
    }
    std::optional<std::size_t> option;
    std::optional<std::string> value;
    std::string typed;                               // the option as the user wrote it, for messages
    if (word.starts_with("--")) {
      const std::size_t equals = word.find('=');
      typed = word.substr(0, equals);
      std::string name = typed.substr(2);
      std::replace(name.begin(), name.end(), '_', '-');
      if (equals != std::string::npos) value = word.substr(equals + 1);
      option = index_of(shapes, [&](const OptionShape& s) { return s.name == name; });
      if (!option) return usage_error(explain_unknown(name));
    } else {
      typed = word.substr(0, 2);
      option = index_of(shapes, [&](const OptionShape& s) { return s.letter && s.letter == word[1]; });
      if (!option) return usage_error("unknown option " + typed + "; `--help` lists them");
      if (word.size() > 2) value = word.substr(word[2] == '=' ? 3 : 2);
    }
    const Takes takes = shapes[*option].takes;
    if (takes == Takes::nothing && value) return usage_error(typed + " takes no value");
    if (takes == Takes::value && !value) {
      if (i + 1 == words.size() || !can_be_value(words[i + 1]))
        return usage_error(typed + " needs a value: " + typed + (typed.size() > 2 ? "=VALUE" : " VALUE"));
      value = words[++i];
    }
    arguments.push_back({option, std::move(value)});
  }
  return arguments;
}

}  // namespace dsprep::cli
