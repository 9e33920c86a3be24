// OpSpecs as text: for `dsprep ops`, --help, reference pages, man page and editors. Everything here is a pure
// function of the specs.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "dsprep/format.h"
#include "registry/registry.h"

namespace dsprep::registry {

std::string value_text(
    const ParamValue& value);           // as TOML: 3, 0.5, "x", ["a", "b"], { train = 0.8 }; "none" where unset
std::string flag_of(const OpSpec& op);  // "--gopher-quality"

std::string list_ops(const Registry& registry);  // a line each, by family
std::string op_page(const OpSpec& op);           // for a terminal, at most 100 columns
std::string op_markdown(const OpSpec& op);       // the generated block of docs/ops/<family>.<op>.md
std::string ops_json(const Registry& registry);  // everything, for programs

// The same of formats.
std::string list_formats(std::span<const FormatSpec* const> formats);
std::string format_page(const FormatSpec& format);
std::string format_markdown(const FormatSpec& format);  // the generated block of docs/formats/<name>.md

// Options common to subcommands, as src/cli describes them, for the man page, the schema and completion.
struct OptionText {
  std::string flags, value, meaning;
  std::vector<std::string> choices;
};  // "-o, --output", "PATH", …
struct CommandText {
  std::string name, summary, synopsis;  // "clean", "drop or repair bad records", "[OPERATOR…] …"
  std::vector<OptionText> options;
  std::vector<const OpSpec*> ops;  // completed as flags, or by name where takes_names
  bool takes_names = false;
  std::vector<std::string> actions;  // its first word: "build", …
};
// JSON Schema draft 7 of a config file; `run_options` are the keys of its [run] table.
std::string json_schema(const Registry& registry, const std::vector<OptionText>& run_options = {});

// What the manual page tells beside commands and operators: an exit code, a variable, a file, a command and what it
// does.
struct EntryText {
  std::string name, meaning;
};
struct ManualTexts {
  std::vector<EntryText> exit_codes, environment, files, examples;
};
std::string man_page(const std::vector<CommandText>& commands, const Registry& registry, const std::string& version,
                     const ManualTexts& more);

}  // namespace dsprep::registry
