#include "cli/assemble.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>
#include <variant>

#include "base/spell.h"
#include "cli/arguments.h"
#include "cli/op_flags.h"
#include "cli/presets.h"
#include "config/config.h"
#include "registry/describe.h"
#include "report/gates.h"

namespace dsprep::cli {
namespace {

// What an option of this command line stands for: one of the three.
struct Meaning {
  const CommonOption* common = nullptr;
  const OpSpec* op = nullptr;
  const PlainOption* plain = nullptr;
};

std::string rooted(const std::string& pointer) { return pointer.starts_with('/') ? pointer : "/" + pointer; }

class Assembler {
 public:
  Assembler(const Command& command, const Surroundings& surroundings) : command_(command), around_(surroundings) {
    request_.command = &command;
  }

  Result<Request> assemble(std::span<const std::string> words) {
    request_.words.emplace_back(command_.name);
    request_.words.insert(request_.words.end(), words.begin(), words.end());
    list_options();
    DSPREP_TRY(const std::vector<Argument> arguments,
               read_arguments(words, shapes_, [&](const std::string& name) { return explain_unknown(name); }));
    look_ahead(arguments);
    if (request_.help) return std::move(request_);
    if (replay_) DSPREP_CHECK(begin_replay(arguments));
    DSPREP_CHECK(collect(arguments));
    DSPREP_CHECK(settle_options());
    default_step();
    for (const std::string& set : sets_) DSPREP_CHECK(apply_set(set, around_.registry, request_.spec.steps));
    DSPREP_CHECK(check_ops());
    DSPREP_CHECK(check_plain());
    DSPREP_CHECK(settle_dataset());
    return std::move(request_);
  }

 private:
  // Common options come first: an operator is never named like one (a test holds the registry to it).
  void list_options() {
    std::vector<std::string> taken;
    const auto add = [&](OptionShape shape, Meaning meaning) {
      taken.push_back(shape.name);
      shapes_.push_back(std::move(shape));
      meanings_.push_back(meaning);
    };
    for (const CommonOption& option : common_options())
      if (option.on_command(command_)) add(option.shape(), {.common = &option});
    for (const OpSpec* op : around_.registry.all())
      if (command_.takes(*op)) add({registry::flag_of(*op).substr(2), OptionShape::Takes::maybe}, {.op = op});
    principal_ = command_.family ? around_.registry.principal(*command_.family) : nullptr;
    if (!principal_) return;
    plain_ = plain_options(*principal_, taken);
    for (const PlainOption& option : plain_) add(option.shape(), {.plain = &option});
  }

  std::string explain_unknown(const std::string& name) const {
    if (const OpSpec* op = around_.registry.find(name)) {
      const std::string family(name_of(op->family));
      return "--" + name + " is an operator of " + family + ": use `dsprep " + family +
             "`, or `dsprep run` to mix families";
    }
    for (const CommonOption& option : common_options())
      if (option.name == name) return "dsprep " + std::string(command_.name) + " has no option --" + name;
    std::vector<std::string> known;
    for (std::size_t i = 0; i < shapes_.size(); ++i)
      if (!meanings_[i].common || !meanings_[i].common->hidden) known.push_back("--" + shapes_[i].name);
    const std::string command(command_.name);
    return "unknown option --" + name + base::did_you_mean("--" + name, known) + "; `dsprep " + command +
           " --help` lists them";
  }

  void look_ahead(const std::vector<Argument>& arguments) {
    for (const Argument& argument : arguments) {
      if (!argument.option) continue;
      const Meaning& meaning = meanings_[*argument.option];
      if (meaning.op) request_.named.push_back(meaning.op);
      const std::string_view common = meaning.common ? meaning.common->name : "";
      if (common == "help") request_.help = true;
      if (meaning.op || common == "config" || common == "preset" || common == "replay") says_what_to_run_ = true;
      if (common == "replay") replay_ = *argument.value;
    }
  }

  // Options that a record's fate hangs on: in a replay they are what they were in the audit.
  static bool decides(std::string_view name) {
    constexpr std::string_view all[] = {
        "text",     "id",    "config", "preset", "seed",  "explain", "trust-input", "into",    "max-record-size",
        "on-error", "limit", "sample", "task",   "audit", "from",    "encoding",    "any-part"};
    return std::find(std::begin(all), std::end(all), name) != std::end(all);
  }

  // A replay is the audit's pipeline: only --set may change it.
  Status begin_replay(const std::vector<Argument>& arguments) {
    for (const Argument& argument : arguments) {
      if (!argument.option) {
        if (argument.value->ends_with(".toml"))
          return usage_error(
              *argument.value +
              ": --replay runs the pipeline of the audit: change it with --set, or run the config without --replay");
        continue;
      }
      const Meaning& meaning = meanings_[*argument.option];
      const std::string& name = shapes_[*argument.option].name;
      if (meaning.common && !decides(name)) continue;
      return usage_error("--" + name +
                         ": a replay decides as the audit did, but for --set: leave it out, or run without --replay");
    }
    DSPREP_TRY(request_.replay, read_replay(around_.files, *replay_));
    request_.spec = request_.replay->spec;
    has_config_ = true;
    for (const auto& [name, value] : request_.replay->options) {
      const std::string_view option = std::string_view(name).substr(2);
      const auto found = std::find_if(common_options().begin(), common_options().end(),
                                      [&](const CommonOption& o) { return o.name == option; });
      if (found == common_options().end() || option == "audit" || option == "explain" || option == "dropped") continue;
      DSPREP_CHECK(set_common(*found, value, name, request_.options));
    }
    return {};
  }

  // Walks over the words once: steps go where they stand; what only counts at the end is put aside.
  Status collect(const std::vector<Argument>& arguments) {
    for (const Argument& argument : arguments) {
      if (!argument.option) {
        DSPREP_CHECK(collect_positional(*argument.value));
        continue;
      }
      const Meaning& meaning = meanings_[*argument.option];
      if (meaning.op) {
        DSPREP_TRY(StepSpec step, step_of_flag(*meaning.op, argument.value));
        remark_repetition(step);
        if (meaning.op == principal_ && principal_step_ && !principal_named_) {
          // --train 0.8 --ratio=…: the plain options made the step already.
          std::vector<ParamSetting>& params = request_.spec.steps[*principal_step_].params;
          params.insert(params.end(), step.params.begin(), step.params.end());
        } else {
          if (meaning.op == principal_ && !principal_step_) principal_step_ = request_.spec.steps.size();
          request_.spec.steps.push_back(std::move(step));
        }
        if (meaning.op == principal_) principal_named_ = true;
      } else if (meaning.plain) {
        remark_repetition(meaning.plain->name, argument.value);
        if (!principal_step_) {
          principal_step_ = request_.spec.steps.size();
          request_.spec.steps.push_back({std::string(principal_->name), "", {}, {"--" + meaning.plain->name}});
        }
        DSPREP_CHECK(apply_plain(*meaning.plain, argument.value, request_.spec.steps[*principal_step_]));
      } else if (meaning.common->name == "config") {
        DSPREP_CHECK(add_config(*argument.value));
      } else if (meaning.common->name == "preset") {
        DSPREP_TRY(const std::string path, find_preset(around_.files, *argument.value, around_.preset_directories));
        presets_.emplace(path, *argument.value);
        DSPREP_CHECK(add_config(path));
      } else if (meaning.common->name == "set") {
        sets_.push_back(*argument.value);
      } else {
        remark_repetition(shapes_[*argument.option].name, argument.value);
        common_.emplace_back(meaning.common, argument.value.value_or("true"));
      }
    }
    if (command_.is_run() && !has_config_ && request_.spec.steps.empty())
      return usage_error("dsprep run needs a config: dsprep run FILE.toml [INPUT…] -o OUTPUT");
    return {};
  }

  // The last one counts, as with other tools: a script may add to what an alias says. But it is said.
  void remark_repetition(const std::string& name, const std::optional<std::string>& value) {
    if (name == "gate") return;  // each counts
    const auto [before, is_new] = given_.emplace(name, value);
    if (!is_new && before->second != value)
      remark_twice("--" + name, value.value_or("true"), before->second.value_or("true"));
    before->second = value;
  }

  void remark_twice(const std::string& name, const std::string& value, const std::string& before) {
    request_.remarks.push_back(name + " is given twice: " + value + " counts, " + before + " does not");
  }

  // --length=min_chars=1,min_chars=2
  void remark_repetition(const StepSpec& step) {
    std::map<std::string_view, const ParamValue*> seen;
    for (const ParamSetting& setting : step.params) {
      const ParamValue*& before = seen[setting.name];
      if (before && *before != setting.value)
        remark_twice(step.where.prefix() + setting.name, registry::value_text(setting.value),
                     registry::value_text(*before));
      before = &setting.value;
    }
  }

  // `run` takes its config as a positional: the first one, unless something else says what to run.
  Status collect_positional(const std::string& word) {
    const bool config = word.ends_with(".toml") || !says_what_to_run_;
    if (!command_.is_run() || seen_positional_ || !config) {
      if (word.empty()) return usage_error("an input is the empty text: name a file, a glob, a directory or -");
      request_.options.inputs.push_back(word);
      seen_positional_ = true;
      return {};
    }
    seen_positional_ = true;
    return add_config(word);
  }

  Status add_config(const std::string& path) {
    auto text = around_.files.read_all(path);
    if (!text) {
      Error error = around_.files.of_named(path, std::move(text).error());
      DSPREP_TRY(const bool there, around_.files.has(path));
      if (there) return error;
      const std::string name = path.substr(0, path.size() - (path.ends_with(".toml") ? 5 : 0));
      if (const auto preset = find_preset(around_.files, name, around_.preset_directories); preset && *preset != name)
        error.message += "; the preset of that name: dsprep " + std::string(command_.name) + " --preset " + name;
      return error;
    }
    DSPREP_TRY(config::Config config, config::parse(*text, path));
    request_.configs.push_back(path);
    has_config_ = true;
    PipelineSpec& spec = request_.spec;
    if (config.has_text) spec.text = config.pipeline.text;
    if (config.has_id) spec.id = config.pipeline.id;
    if (!config.pipeline.spans.empty()) spec.spans = std::move(config.pipeline.spans);
    if (config.has_seed) spec.seed = config.pipeline.seed;
    std::move(config.pipeline.sources.begin(), config.pipeline.sources.end(), std::back_inserter(spec.sources));
    std::move(config.pipeline.steps.begin(), config.pipeline.steps.end(), std::back_inserter(spec.steps));
    std::move(config.run.begin(), config.run.end(), std::back_inserter(run_settings_));
    return {};
  }

  // The [run] tables first, so that the command line wins.
  Status settle_options() {
    CommonOptions& options = request_.options;
    DSPREP_CHECK(set_from_config(run_settings_, command_, options));
    bool gates_given = false;
    for (const auto& [option, value] : common_) {
      if (option->name == "gate" && !gates_given) {
        options.gates.clear();
        gates_given = true;
      }
      DSPREP_CHECK(set_common(*option, value, "--" + std::string(option->name), options));
    }
    return check_together(options);
  }

  // A family's principal operator is what its subcommand does when nothing else is said.
  void default_step() {
    if (principal_ && request_.spec.steps.empty() && !has_config_)
      request_.spec.steps.push_back({std::string(principal_->name), "", {}, {"dsprep " + std::string(command_.name)}});
  }

  // --folds=k=5 --stratify /label: the plain option would add a step of the principal operator beside the one it is
  // meant for. Where all that is given are parameters of another step's operator, too, that has to be said.
  Status check_plain() const {
    if (!principal_step_ || principal_named_) return {};
    const StepSpec& own = request_.spec.steps[*principal_step_];
    if (own.params.empty()) return {};
    for (const StepSpec& step : request_.spec.steps) {
      const OpSpec* op = around_.registry.find(step.op);
      if (&step == &own || !op || op == principal_) continue;
      const std::vector<ParamInfo> infos = op->params();
      const bool has_all = std::all_of(own.params.begin(), own.params.end(), [&](const ParamSetting& setting) {
        return std::any_of(infos.begin(), infos.end(),
                           [&](const ParamInfo& info) { return info.name == setting.name; });
      });
      if (!has_all) continue;
      const std::string flag = "--" + own.params.front().name;
      return usage_error(flag + " is an option of " + own.op + ", and " + step.op + " has it, too: write " +
                         registry::flag_of(*op) + "=" + own.params.front().name + "=… where that is meant, and " +
                         registry::flag_of(*principal_) + "=" + own.params.front().name + "=… for both steps");
    }
    return {};
  }

  // Steps of configs: known, and of the family.
  Status check_ops() const {
    for (const StepSpec& step : request_.spec.steps) {
      const OpSpec* op = around_.registry.find(step.op);
      const std::string where = step.where.prefix();
      if (!op)
        return usage_error(where + "there is no op \"" + step.op + "\"" +
                           base::did_you_mean(step.op, around_.registry.names()) + "; `dsprep ops` lists them");
      if (!command_.takes(*op)) return usage_error(where + wrong_family(*op, step.where.file));
    }
    return {};
  }

  std::string wrong_family(const OpSpec& op, const std::string& file) const {
    const std::string what = std::string(op.name) + " is an operator of " + std::string(name_of(op.family)) +
                             ", not of " + std::string(command_.name) + ": use `dsprep ";
    const auto preset = presets_.find(file);
    if (preset == presets_.end()) return what + "run` for this config";
    return what + std::string(command_of(request_.spec.steps, around_.registry)) + " --preset " + preset->second + "`";
  }

  Status settle_dataset() {
    PipelineSpec& spec = request_.spec;
    const CommonOptions& options = request_.options;
    if (options.text) spec.text = *options.text;
    if (options.id) spec.id = *options.id;
    if (options.seed) spec.seed = *options.seed;
    spec.text = rooted(spec.text);
    if (spec.id) spec.id = rooted(*spec.id);
    for (SpansSpec& list : spec.spans) list.spans = rooted(list.spans);
    if (!request_.options.into.empty()) request_.options.into = rooted(request_.options.into);
    if (request_.replay && options.inputs.empty()) request_.options.inputs = request_.replay->inputs;
    if (!spec.sources.empty() && !options.inputs.empty())
      return usage_error(spec.sources.front().where.text() +
                         ": the config names its own inputs ([[source]]): leave out \"" + options.inputs.front() +
                         "\"");
    return {};
  }

  const Command& command_;
  const Surroundings& around_;
  Request request_;
  std::vector<OptionShape> shapes_;
  std::vector<Meaning> meanings_;  // by index of shapes_
  const OpSpec* principal_ = nullptr;
  std::vector<PlainOption> plain_;
  std::optional<std::size_t> principal_step_;  // the step that plain options belong to
  bool principal_named_ = false, has_config_ = false, seen_positional_ = false, says_what_to_run_ = false;
  std::optional<std::string> replay_;
  std::vector<std::string> sets_;
  std::vector<ParamSetting> run_settings_;
  std::vector<std::pair<const CommonOption*, std::string>> common_;
  std::map<std::string, std::string> presets_;               // names by path
  std::map<std::string, std::optional<std::string>> given_;  // options by name, to notice repetitions
};

}  // namespace

Result<Request> assemble(const Command& command, std::span<const std::string> words, const Surroundings& surroundings) {
  return Assembler(command, surroundings).assemble(words);
}

}  // namespace dsprep::cli
