#include "cli/index_command.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "base/human.h"
#include "base/log.h"
#include "base/spell.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/exit_codes.h"
#include "cli/help.h"
#include "cli/param_text.h"
#include "cli/run_command.h"
#include "cli/terminal.h"
#include "dedup/index_settings.h"
#include "dedup/seen_index.h"
#include "dsprep/value.h"
#include "port/files.h"
#include "registry/find_param.h"
#include "registry/registry.h"

namespace dsprep::cli {
namespace {

constexpr std::string_view usual_op = "dedup_minhash";

// A step that goes on from `index`: its op, with the parameters it was made with.
Result<StepSpec> step_of(const dedup::SeenIndex& index, const registry::Registry& registry) {
  const dedup::IndexSettings settings = dedup::parse_index_settings(index.settings());
  StepSpec step;
  step.op = settings.op;
  step.where = {"dsprep index add"};
  const OpSpec* op = registry.find(step.op);
  if (!op) return usage_error(index.path() + " is an index of " + step.op + ", which this dsprep does not know");
  const std::vector<ParamInfo> infos = op->params();
  const auto set = [&](const std::string& name, const std::string& value) {
    if (const ParamInfo* info = registry::find_param(infos, name))
      step.params.push_back({info->name, parse_param(*info, value), step.where});
  };
  for (const auto& [name, value] : settings.params) set(name, value);
  if (settings.together)
    step.params.push_back({"fields", ParamList(settings.fields.begin(), settings.fields.end()), step.where});
  else if (!settings.fields.empty()) set("field", settings.fields.front());
  if (!index.sketches().empty()) set("index_holds", index.sketches());
  return step;
}

Result<int> info(std::span<const std::string> words, const Surroundings& around) {
  const OptionShape shapes[] = {{"help", OptionShape::Takes::nothing, 'h'}, {"json"}};
  const auto unknown = [](const std::string& name) {
    return "unknown option --" + name + "; dsprep index info takes --json only";
  };
  DSPREP_TRY(const std::vector<Argument> arguments, read_arguments(words, shapes, unknown));
  bool json = false;
  std::vector<std::string> paths;
  for (const Argument& argument : arguments) {
    if (!argument.option) paths.push_back(*argument.value);
    else if (*argument.option == 1) json = true;
    else {
      DSPREP_CHECK(print(command_help(*find_command("index"), around.registry)));
      return exit_done;
    }
  }
  if (paths.size() != 1) return usage_error("dsprep index info takes one index: dsprep index info FILE");
  const std::string& path = paths.front();
  DSPREP_TRY(const auto index, dedup::SeenIndex::open(around.files, path));
  const Status checked = index->check();
  const std::string holds = index->sketches().empty() ? "hashes" : index->sketches();
  const std::string_view state = checked.ok() ? "good" : "damaged";
  if (json) {
    ValueBuilder out;
    out.begin_object().member("file", path).member("version", std::uint64_t{dedup::SeenIndex::version});
    out.member("op", dedup::parse_index_settings(index->settings()).op);
    out.member("settings", index->settings()).member("holds", holds).member("records", index->size());
    out.member("bands", index->rows(dedup::SeenIndex::bands_table))
        .member("bytes", index->bytes())
        .member("checksums", state);
    DSPREP_CHECK(print(indented(out.end_object().json()) + "\n"));
  } else {
    DSPREP_CHECK(print(path + ": what " + dedup::parse_index_settings(index->settings()).op + " has seen\n" +
                       "  version    " + std::to_string(dedup::SeenIndex::version) + "\n" + "  records    " +
                       base::format_count(index->size()) + "\n" + "  holds      " + holds + "\n" + "  settings   " +
                       index->settings() + "\n" + "  size       " + base::format_size(index->bytes()) + "\n" +
                       "  checksums  " + std::string(state) + "\n"));
  }
  if (!checked.ok()) return checked.error();
  return exit_done;
}

}  // namespace

const std::vector<std::string>& index_actions() {
  static const std::vector<std::string> actions = {"build", "add", "info"};
  return actions;
}

std::vector<registry::OptionText> index_option_texts() {
  std::vector<registry::OptionText> texts = option_texts(*find_command("index"));
  for (registry::OptionText& text : texts)
    if (text.flags == "-o, --output") text = {text.flags, "FILE", "of build and add: the index to write", {}};
  texts.push_back({"--json", "", "of info: as JSON, for programs", {}});
  return texts;
}

Result<Request> index_request(const std::string& action, std::span<const std::string> words,
                              const Surroundings& around) {
  DSPREP_TRY(Request request, assemble(*find_command("index"), words, around));
  if (request.help) return request;
  CommonOptions& options = request.options;
  std::vector<StepSpec>& steps = request.spec.steps;
  if (steps.size() > 1)
    return usage_error("an index is written by one operator: " + steps[0].where.text() + " or " +
                       steps[1].where.text() + ", not both");
  for (const StepSpec& step : steps)
    for (const ParamSetting& setting : step.params)
      if (setting.name == "index" || setting.name == "against")
        return usage_error(step.where.text() + ": leave out " + setting.name + ": -o names the index to write" +
                           (setting.name == "against" ? ", and `dsprep index add OLD` goes on from another" : ""));
  if (!options.output || *options.output == "-")
    return usage_error("where should the index go? Give -o FILE: dsprep index " + action + " … -o seen.idx");
  if (options.output->ends_with('/'))
    return usage_error("-o " + *options.output + ": an index is one file, not a directory");

  if (action == "add") {
    if (options.inputs.empty())
      return usage_error(
          "dsprep index add takes the old index, then what is added: dsprep index add OLD INPUT… -o NEW");
    const std::string old = options.inputs.front();
    options.inputs.erase(options.inputs.begin());
    DSPREP_TRY(const auto index, dedup::SeenIndex::open(around.files, old));
    DSPREP_TRY(StepSpec step, step_of(*index, around.registry));
    if (!steps.empty()) {
      // What is written wins; the op itself refuses what does not fit.
      if (std::string(around.registry.find(steps[0].op)->name) != step.op)
        return usage_error(old + " is an index of " + step.op + ": it cannot go on with " + steps[0].where.text());
      step.params.insert(step.params.end(), steps[0].params.begin(), steps[0].params.end());
      step.where = steps[0].where;
    }
    step.params.push_back({"against", old, step.where});
    steps = {std::move(step)};
  } else if (steps.empty()) {
    StepSpec step;
    step.op = usual_op;
    step.where = {"dsprep index build"};
    steps.push_back(std::move(step));
  }
  steps[0].params.push_back({"index", std::string(port::base_name(*options.output)), steps[0].where});
  return request;
}

Result<int> index_command(std::span<const std::string> words, const Surroundings& around,
                          const std::string& command_line) {
  const std::vector<std::string>& actions = index_actions();
  if (words.empty())
    return usage_error("dsprep index what? dsprep index build, add or info; `dsprep index --help` tells how");
  const std::string& action = words.front();
  if (action == "--help" || action == "-h") {
    DSPREP_CHECK(print(command_help(*find_command("index"), around.registry)));
    return exit_done;
  }
  if (std::find(actions.begin(), actions.end(), action) == actions.end())
    return usage_error("dsprep index has no \"" + action + "\"" + base::did_you_mean(action, actions) +
                       "; it has build, add and info");
  if (action == "info") return info(words.subspan(1), around);
  DSPREP_TRY(const Request request, index_request(action, words.subspan(1), around));
  if (request.help) {
    std::string pages;
    for (const OpSpec* op : request.named) pages.append(pages.empty() ? "" : "\n").append(registry::op_page(*op));
    DSPREP_CHECK(print(pages.empty() ? command_help(*request.command, around.registry) : pages));
    return exit_done;
  }
  set_up_messages(request.options.log);
  for (const std::string& remark : request.remarks) say(base::LogLevel::warn, remark);
  return run_command(request, around, command_line);
}

}  // namespace dsprep::cli
