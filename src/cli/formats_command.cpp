#include "cli/formats_command.h"

#include <optional>

#include "base/spell.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/help.h"
#include "io/format.h"

namespace dsprep::cli {

std::vector<registry::OptionText> formats_option_texts() {
  return {{"--markdown", "", "print the pages of the formats named as Markdown", {}},
          {"-h, --help", "", "print help", {}}};
}

Result<std::string> formats_command(std::span<const std::string> words, const registry::Registry& registry) {
  const OptionShape shapes[] = {{"help", OptionShape::Takes::nothing, 'h'}, {"markdown"}};
  const auto unknown = [](const std::string& name) {
    return "unknown option --" + name + base::did_you_mean("--" + name, {"--help", "--markdown"}) +
           "; `dsprep formats --help` lists them";
  };
  DSPREP_TRY(const std::vector<Argument> arguments, read_arguments(words, shapes, unknown));
  const io::Formats formats;
  bool markdown = false;
  std::vector<const FormatSpec*> named;
  for (const Argument& argument : arguments) {
    if (argument.option && *argument.option == 0) return command_help(*find_command("formats"), registry);
    if (argument.option) {
      markdown = true;
      continue;
    }
    const FormatSpec* format = formats.named(*argument.value);
    if (!format)
      return usage_error("there is no format \"" + *argument.value + "\"" +
                         base::did_you_mean(*argument.value, formats.names()) + "; `dsprep formats` lists them");
    named.push_back(format);
  }
  if (markdown && named.empty()) return usage_error("--markdown needs the name of a format");
  if (named.empty()) return registry::list_formats(formats.all());
  std::string pages;
  for (const FormatSpec* format : named)
    pages.append(pages.empty() ? "" : "\n")
        .append(markdown ? registry::format_markdown(*format) : registry::format_page(*format));
  return pages;
}

}  // namespace dsprep::cli
