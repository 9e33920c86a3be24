// Words of a command line → options and positionals, in the order given. Knows shapes, not meanings.
//
//   --name value, --name=value, -n value, -nvalue, -n=value    an option that takes a value
//   --name, -n, -nm (as -n -m)                                 one that takes none
//   --name, --name=value                                       one that may: never the next word, which may be an input
//   --                                                         everything behind it is positional; so is "-"
//
// '_' in an option's name means '-'. Names are not abbreviated: what a script says today would mean another option once
// there is a longer one. The value of an option may begin with one dash ("-3", "-"), not with two. An option may be
// repeated: what that means is up to the caller. CLI11 reads the words (its parse_order() keeps the order, which is the
// order of the pipeline); it is included in arguments.cpp only.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/result.h"

namespace dsprep::cli {

struct OptionShape {
  enum class Takes { nothing, value, maybe };
  std::string name;  // "gopher-quality"
  Takes takes = Takes::nothing;
  char letter = 0;  // 'o' for -o
};

struct Argument {
  std::optional<std::size_t> option;  // index into the shapes; nothing: a positional
  std::optional<std::string> value;   // of the option; always set for positionals
};

// `explain_unknown` makes the message for an option that no shape has; it gets the name without dashes.
Result<std::vector<Argument>> read_arguments(std::span<const std::string> words, std::span<const OptionShape> shapes,
                                             const std::function<std::string(const std::string&)>& explain_unknown);

}  // namespace dsprep::cli
