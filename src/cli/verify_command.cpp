#include "cli/verify_command.h"

#include <optional>
#include <vector>

#include "base/human.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/exit_codes.h"
#include "cli/help.h"
#include "cli/terminal.h"
#include "registry/registry.h"
#include "report/manifest.h"

namespace dsprep::cli {

Result<int> verify_command(std::span<const std::string> words, port::Files& files) {
  const OptionShape shapes[] = {{"help", OptionShape::Takes::nothing, 'h'}};
  const auto unknown = [](const std::string& name) {
    return "unknown option --" + name + "; dsprep verify takes a directory only";
  };
  DSPREP_TRY(const std::vector<Argument> arguments, read_arguments(words, shapes, unknown));
  for (const Argument& argument : arguments)
    if (argument.option) {
      DSPREP_CHECK(print(command_help(*find_command("verify"), registry::built_in())));
      return exit_done;
    }
  if (arguments.size() != 1) return usage_error("dsprep verify takes one dataset directory: dsprep verify DIR");
  const std::string& directory = *arguments.front().value;
  DSPREP_TRY(const report::Verification found, report::verify(files, directory));
  std::string text;
  for (const std::string& problem : found.problems) text.append(problem).append("\n");
  if (found.problems.empty())
    text = directory + ": as its manifest says: " + base::format_count(found.files) + " files, " +
           base::format_count(found.records) + " records, " + base::format_size(found.bytes) + "\n";
  DSPREP_CHECK(print(text));
  return found.problems.empty() ? exit_done : exit_failed;
}

}  // namespace dsprep::cli
