#include "cli/help.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>

#include "cli/common_options.h"
#include "cli/exit_codes.h"
#include "cli/formats_command.h"
#include "cli/index_command.h"
#include "cli/merge_command.h"
#include "cli/op_flags.h"
#include "cli/ops_command.h"
#include "registry/wrap.h"

namespace dsprep::cli {
namespace {

constexpr std::size_t width = 100, option_column = 30;

// "  --flag VALUE     meaning", the meaning in a column of its own.
void write_entry(std::string& out, const std::string& left, const std::string& meaning,
                 std::size_t column = option_column) {
  const std::string text = registry::wrap(meaning, width, column);
  if (left.size() + 4 > column) out.append("  ").append(left).append("\n").append(text);
  else out.append("  ").append(left).append(text.size() > left.size() + 2 ? text.substr(left.size() + 2) : "\n");
}

void write_options(std::string& out, const std::vector<registry::OptionText>& options) {
  for (const registry::OptionText& option : options) {
    const std::string left = (option.flags.starts_with("--") ? "    " : "") + option.flags +
                             (option.value.empty() ? "" : " ") + option.value;
    write_entry(out, left, option.meaning);
  }
}

std::vector<registry::OptionText> plain_texts(const OpSpec& op) {
  std::vector<std::string> taken;
  for (const CommonOption& option : common_options()) taken.emplace_back(option.name);
  std::vector<registry::OptionText> texts;
  for (const PlainOption& option : plain_options(op, taken)) {
    registry::OptionText text;
    text.flags = "--" + option.name;
    text.value = option.param.type == ParamType::boolean ? "" : "VALUE";
    text.meaning =
        option.key.empty() ? std::string(option.param.hints.meaning) : option.key + " of " + option.param.name;
    for (const std::string_view choice : option.param.hints.choices) {
      text.meaning.append(text.choices.empty() ? "; one of " : ", ").append(choice);
      text.choices.emplace_back(choice);
    }
    texts.push_back(std::move(text));
  }
  return texts;
}

std::vector<registry::OptionText> options_of(const Command& command) {
  switch (command.kind) {
    case Command::Kind::pipeline: return option_texts(command);
    case Command::Kind::index: return index_option_texts();
    case Command::Kind::ops: return ops_option_texts();
    case Command::Kind::formats: return formats_option_texts();
    case Command::Kind::merge: return merge_option_texts();
    case Command::Kind::verify: break;
  }
  return {{"-h, --help", "", "print help", {}}};
}

void write_exit_codes(std::string& out, const std::vector<registry::EntryText>& codes) {
  out += "\nExit codes\n";
  for (const registry::EntryText& code : codes) write_entry(out, code.name, code.meaning, 14);
}

const OpSpec* principal_of(const Command& command, const registry::Registry& registry) {
  return command.family ? registry.principal(*command.family) : nullptr;
}

}  // namespace

std::string general_help() {
  std::string out =
      "dsprep prepares datasets for training language models.\n\nUsage: dsprep COMMAND [OPTION…] [INPUT…]\n\n";
  for (const Command& command : commands())
    write_entry(out, std::string(command.name), std::string(command.summary), 14);
  out += "\nOptions\n";
  write_entry(out, "-h, --help", "print this", 18);
  write_entry(out, "-V, --version", "print the version", 18);
  write_exit_codes(out, exit_code_texts());
  out += "\n" + registry::wrap(
                    "`dsprep COMMAND --help` tells a command's options, `dsprep ops NAME` all about an operator, "
                    "`dsprep ops --presets` which configs came with dsprep.",
                    width, 0);
  out +=
      "\n  dsprep clean --length=min_words=5 data/*.jsonl.zst -o cleaned\n"
      "  dsprep normalize --whitespace < in.jsonl > out.jsonl\n";
  return out;
}

std::string command_help(const Command& command, const registry::Registry& registry) {
  std::string out = "Usage: dsprep " + std::string(command.name) + " " + std::string(command.synopsis) + "\n\n";
  std::string summary(command.summary);
  if (summary[0] >= 'a' && summary[0] <= 'z') summary[0] = static_cast<char>(summary[0] - 'a' + 'A');
  out += registry::wrap(summary + ".", width, 0);
  if (command.kind == Command::Kind::index) {
    out +=
        "\n  build  what is kept of INPUT, as --dedup-…=index=FILE of `dsprep clean` writes it\n"
        "  add    the same for further data, which goes on from OLD and with its settings; NEW holds both\n"
        "  info   what FILE holds, and whether it is whole\n"
        "\nOperators, one of them (dedup_minhash where none is named): --NAME or --NAME=PARAM=VALUE,PARAM=VALUE,…\n";
    for (const OpSpec* op : registry.all())
      if (command.takes(*op)) write_entry(out, registry::flag_of(*op), std::string(op->summary));
  }
  if (command.kind == Command::Kind::pipeline) {
    if (command.is_run()) {
      out +=
          "\nOperators of every family are options too, as --NAME or --NAME=PARAM=VALUE,…; `dsprep ops` lists them.\n";
    } else if (const auto ops = registry.of(*command.family); !ops.empty()) {
      out += "\nOperators, done in the order given: --NAME or --NAME=PARAM=VALUE,PARAM=VALUE,…\n`dsprep " +
             std::string(command.name) + " --NAME --help` tells all about one.\n";
      std::size_t longest = 0;
      for (const OpSpec* op : ops) longest = std::max(longest, op->name.size());
      for (const OpSpec* op : ops)
        write_entry(out, registry::flag_of(*op), std::string(op->summary), std::min(longest + 6, option_column));
    }
    if (const OpSpec* op = principal_of(command, registry)) {
      out += "\nOptions of " + registry::flag_of(*op) + "\n";
      write_options(out, plain_texts(*op));
    }
  }
  out += "\nOptions\n";
  write_options(out, options_of(command));
  if (command.kind == Command::Kind::pipeline)
    out += "\nOf an option that is given twice the last counts; --gate, --set, --config and --preset add up.\n";
  write_exit_codes(out, exit_code_texts(command));
  return out;
}

std::vector<registry::CommandText> command_texts(const registry::Registry& registry) {
  std::vector<registry::CommandText> texts;
  for (const Command& command : commands()) {
    registry::CommandText text{
        std::string(command.name), std::string(command.summary), std::string(command.synopsis), {}, {}, false, {}};
    if (const OpSpec* op = principal_of(command, registry)) text.options = plain_texts(*op);
    const std::vector<registry::OptionText> options = options_of(command);
    text.options.insert(text.options.end(), options.begin(), options.end());
    if (command.kind == Command::Kind::index) text.actions = index_actions();
    text.takes_names = command.kind == Command::Kind::ops;
    for (const OpSpec* op : registry.all())
      if (text.takes_names || command.takes(*op)) text.ops.push_back(op);
    texts.push_back(std::move(text));
  }
  return texts;
}

}  // namespace dsprep::cli
