// The subcommands: one list for dispatch, help, man page and completion.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op_spec.h"

namespace dsprep::cli {

struct Command {
  enum class Kind { pipeline, merge, index, ops, formats, verify };
  std::string_view name;
  Kind kind;
  std::optional<Family> family;  // of the operators it takes; nothing: of all (run), or as its kind says
  std::string_view summary, synopsis;

  bool is_run() const { return kind == Kind::pipeline && !family; }
  bool takes(const OpSpec& op) const;
  bool is_report() const { return family == Family::report; }
};

std::span<const Command> commands();
const Command* find_command(std::string_view name);  // null where unknown
std::vector<std::string> command_names();

}  // namespace dsprep::cli
