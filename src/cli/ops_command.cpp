#include "cli/ops_command.h"

#include <optional>
#include <string_view>

#include "base/spell.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/completion.h"
#include "cli/help.h"
#include "cli/manual.h"
#include "cli/presets.h"
#include "registry/registry.h"

namespace dsprep::cli {
namespace {

// What is told of all operators, not of some.
struct Document {
  std::string_view option, meaning;
  Result<std::string> (*make)(const Surroundings& around);
};

constexpr Document documents[] = {
    {"presets", "list the presets, under the commands that take them",
     [](const Surroundings& around) { return presets_text(around.files, around.preset_directories, around.registry); }},
    {"json", "print everything about every operator, as JSON",
     [](const Surroundings& around) -> Result<std::string> { return registry::ops_json(around.registry); }},
    {"json-schema", "print the JSON Schema of config files, for editors",
     [](const Surroundings& around) -> Result<std::string> {
       return registry::json_schema(around.registry, option_texts(*find_command("run"), true));
     }},
    {"man", "print the manual page",
     [](const Surroundings& around) -> Result<std::string> {
       return registry::man_page(command_texts(around.registry), around.registry, DSPREP_VERSION, manual_texts());
     }},
    {"bash-completion", "print the completion for bash",
     [](const Surroundings&) -> Result<std::string> { return bash_completion(); }},
    {"zsh-completion", "print the completion for zsh",
     [](const Surroundings&) -> Result<std::string> { return zsh_completion(); }},
    {"fish-completion", "print the completion for fish",
     [](const Surroundings&) -> Result<std::string> { return fish_completion(); }},
};
constexpr std::string_view markdown_meaning = "print the pages of the operators named as Markdown";

}  // namespace

std::vector<registry::OptionText> ops_option_texts() {
  std::vector<registry::OptionText> texts = {{"--markdown", "", std::string(markdown_meaning), {}}};
  for (const Document& document : documents)
    texts.push_back({std::string("--").append(document.option), "", std::string(document.meaning), {}});
  texts.push_back({"-h, --help", "", "print help", {}});
  return texts;
}

Result<std::string> ops_command(std::span<const std::string> words, const Surroundings& around) {
  const registry::Registry& registry = around.registry;
  std::vector<OptionShape> shapes = {{"help", OptionShape::Takes::nothing, 'h'}, {"markdown"}};
  for (const Document& document : documents) shapes.push_back({std::string(document.option)});
  const auto unknown = [&](const std::string& name) {
    std::vector<std::string> known;
    for (const OptionShape& shape : shapes) known.push_back("--" + shape.name);
    return "unknown option --" + name + base::did_you_mean("--" + name, known) + "; `dsprep ops --help` lists them";
  };
  DSPREP_TRY(const std::vector<Argument> arguments, read_arguments(words, shapes, unknown));
  bool markdown = false;
  const Document* document = nullptr;
  std::vector<const OpSpec*> named;
  for (const Argument& argument : arguments) {
    if (!argument.option) {
      const OpSpec* op = registry.find(*argument.value);
      if (!op)
        return usage_error("there is no op \"" + *argument.value + "\"" +
                           base::did_you_mean(*argument.value, registry.names()) + "; `dsprep ops` lists them");
      named.push_back(op);
    } else if (*argument.option == 0) {
      return command_help(*find_command("ops"), registry);
    } else if (*argument.option == 1) {
      markdown = true;
    } else {
      if (document)
        return usage_error(std::string("--").append(document->option) + " and --" + shapes[*argument.option].name +
                           " are two documents: ask for one");
      document = &documents[*argument.option - 2];
    }
  }
  if (document) {
    if (markdown || !named.empty())
      return usage_error(std::string("--").append(document->option) +
                         " is about all operators: leave out the names and --markdown");
    return document->make(around);
  }
  if (markdown && named.empty()) return usage_error("--markdown needs the name of an operator");
  if (named.empty()) return registry::list_ops(registry);
  std::string pages;
  for (const OpSpec* op : named)
    pages.append(pages.empty() ? "" : "\n").append(markdown ? registry::op_markdown(*op) : registry::op_page(*op));
  return pages;
}

}  // namespace dsprep::cli
