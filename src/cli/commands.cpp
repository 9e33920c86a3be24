#include "cli/commands.h"

#include <algorithm>

namespace dsprep::cli {
namespace {

constexpr std::string_view pipeline_synopsis = "[OPERATOR…] [OPTION…] [INPUT…]";

constexpr Command table[] = {
    {"clean", Command::Kind::pipeline, Family::clean,
     "drop or repair bad records: quality rules, language, personal data, fields and schemas, duplicates, repeated "
     "text, contamination",
     pipeline_synopsis},
    {"normalize", Command::Kind::pipeline, Family::normalize,
     "repair broken text, bring every script into one canonical form, cut it into words, stems or token ids",
     pipeline_synopsis},
    {"augment", Command::Kind::pipeline, Family::augment, "add new training records derived from existing ones",
     pipeline_synopsis},
    {"label", Command::Kind::pipeline, Family::label,
     "attach labels from rules, resolve votes and answers into one label with its confidence, find labels that are "
     "wrong",
     pipeline_synopsis},
    {"split", Command::Kind::pipeline, Family::split,
     "assign records to train, validation and test, to folds or by date, without leakage; mix, balance and sample",
     pipeline_synopsis},
    {"report", Command::Kind::pipeline, Family::report,
     "measure a dataset, compare two, score predictions; fail CI when a gate is broken", pipeline_synopsis},
    {"run", Command::Kind::pipeline, std::nullopt, "run any sequence of the above in as few passes as possible",
     "FILE.toml [OPTION…] [INPUT…]"},
    {"merge", Command::Kind::merge, std::nullopt, "put together what the tasks of a run did (--task I/N)",
     "[OPTION…] OUT"},
    {"index", Command::Kind::index, std::nullopt,
     "write down what was seen, so that tomorrow's data is compared with yesterday's without reading it",
     "build [OPERATOR] [OPTION…] INPUT… -o FILE | add OLD [OPTION…] INPUT… -o NEW | info FILE"},
    {"ops", Command::Kind::ops, std::nullopt, "list the operators, or print one operator's page", "[OPTION…] [NAME…]"},
    {"formats", Command::Kind::formats, std::nullopt, "list the formats that are read and written, or print one's page",
     "[OPTION…] [NAME…]"},
    {"verify", Command::Kind::verify, std::nullopt,
     "check a dataset directory against its manifest: files, hashes, counts", "DIR"},
};

}  // namespace

bool Command::takes(const OpSpec& op) const {
  if (kind == Kind::pipeline) return !family || *family == op.family;
  if (kind != Kind::index) return false;
  // Those that can write one.
  const std::vector<ParamInfo> params = op.params();
  return std::any_of(params.begin(), params.end(), [](const ParamInfo& param) { return param.name == "index"; });
}

std::span<const Command> commands() { return table; }

const Command* find_command(std::string_view name) {
  for (const Command& command : table)
    if (command.name == name) return &command;
  return nullptr;
}

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const Command& command : table) names.emplace_back(command.name);
  return names;
}

}  // namespace dsprep::cli
