#include "cli/completion.h"

#include <algorithm>
#include <iterator>

#include "cli/commands.h"
#include "cli/help.h"
#include "cli/presets.h"
#include "config/config.h"
#include "pipeline/step_names.h"
#include "port/files.h"
#include "registry/describe.h"
#include "registry/registry.h"

namespace dsprep::cli {
namespace {

using registry::CommandText;
using registry::OptionText;

// "-o, --output" holds both.
bool is_flag(const OptionText& option, std::string_view word) {
  for (std::string_view rest = option.flags; !rest.empty();) {
    const std::size_t end = std::min(rest.find(", "), rest.size());
    if (rest.substr(0, end) == word) return true;
    rest.remove_prefix(std::min(end + 2, rest.size()));
  }
  return false;
}

std::string long_flag(const OptionText& option) {
  return option.flags.substr(std::min(option.flags.find("--"), option.flags.size()));
}

bool takes_many(const ParamInfo& info) { return info.type == ParamType::list; }

class Completer {
 public:
  Completer(std::span<const std::string> words, const Surroundings& around)
      : words_(words), around_(around), word_(words.back()) {}

  Completion complete() {
    if (words_.size() == 1) {
      for (const Command& command : commands()) offer(std::string(command.name), std::string(command.summary));
      offer("help", "print help");
      offer("--help", "print help");
      offer("--version", "print the version");
    } else if (words_.front() == "help") {
      for (const Command& command : commands()) offer(std::string(command.name), std::string(command.summary));
    } else {
      for (const CommandText& text : command_texts(around_.registry))
        if (text.name == words_.front()) of_command(text);
    }
    return std::move(out_);
  }

 private:
  void offer(std::string text, std::string meaning = "", bool open = false) {
    if (text.starts_with(word_)) out_.candidates.push_back({std::move(text), std::move(meaning), open});
  }

  void offer_files(std::string before = "") {
    out_.files = true;
    out_.before_files = std::move(before);
  }

  const OptionText* option_of(const CommandText& text, std::string_view flag) const {
    for (const OptionText& option : text.options)
      if (is_flag(option, flag)) return &option;
    return nullptr;
  }

  void of_command(const CommandText& text) {
    // Behind "--" there are inputs only.
    if (std::find(words_.begin(), words_.end() - 1, "--") != words_.end() - 1) return offer_files();
    if (!text.actions.empty() && words_.size() == 2) {
      for (const std::string& action : text.actions) offer(action);
      offer("--help", "print help");
      return;
    }
    const std::string& before = words_[words_.size() - 2];
    const OptionText* asked = before.starts_with('-') ? option_of(text, before) : nullptr;
    if (asked && !asked->value.empty()) return value_of(text, *asked, "");
    const std::size_t equals = word_.find('=');
    if (word_.starts_with("--") && equals != std::string::npos) {
      const std::string flag = word_.substr(0, equals);
      if (const OptionText* option = option_of(text, flag)) return value_of(text, *option, flag + "=");
      if (!text.takes_names)
        for (const OpSpec* op : text.ops)
          if (registry::flag_of(*op) == flag) return settings_of(*op, flag + "=");
      return;
    }
    if (text.takes_names)
      for (const OpSpec* op : text.ops) offer(std::string(op->name), std::string(op->summary));
    if (word_.starts_with('-') || text.takes_names) {
      for (const OptionText& option : text.options) {
        offer(long_flag(option), option.meaning);
        if (!option.flags.starts_with("--")) offer(option.flags.substr(0, 2), option.meaning);
      }
      if (!text.takes_names)
        for (const OpSpec* op : text.ops) {
          const std::string flag = registry::flag_of(*op);
          const bool has_params = !op->params().empty();
          offer(flag, std::string(op->summary), has_params);
          if (has_params && word_ == flag) offer(flag + "=", "its parameters", true);
        }
    } else if (!text.takes_names) {
      offer_files();
    }
  }

  // `head` is what of the word stands before the value.
  void value_of(const CommandText& text, const OptionText& option, const std::string& head) {
    for (const std::string& choice : option.choices) offer(head + choice);
    const std::string flag = long_flag(option);
    if (flag == "--preset") return presets(text, head);
    if (flag == "--set") return set(text, head);
    if (flag == "--dropped") offer(head + "none", "keep them nowhere");
    for (const char* path : {"--config", "--output", "--tmp", "--dropped", "--replay"})
      if (flag == path) offer_files(head);
  }

  // The folders of presets first, what is in them once one is chosen.
  void presets(const CommandText& text, const std::string& head) {
    const std::string typed = word_.substr(head.size());
    std::string folder;
    for (const Preset& preset : list_presets(around_.files, around_.preset_directories)) {
      const std::size_t slash = preset.name.find('/');
      if (slash != std::string::npos && typed.find('/') == std::string::npos) {
        if (preset.name.substr(0, slash + 1) == folder) continue;
        folder = preset.name.substr(0, slash + 1);
        offer(head + folder, "a folder of presets", true);
        continue;
      }
      if (!preset.name.starts_with(typed)) continue;
      const auto toml = around_.files.read_all(preset.path);
      if (!toml) continue;
      const auto config = config::parse(*toml, preset.path);
      if (config && (text.name == "run" || command_of(config->pipeline.steps, around_.registry) == text.name))
        offer(head + preset.name, purpose_of(*toml));
    }
  }

  // PARAM=VALUE,PARAM=VALUE behind "--op=": the last piece is being typed.
  void settings_of(const OpSpec& op, const std::string& head) {
    const std::string typed = word_.substr(head.size());
    const std::size_t comma = typed.rfind(',');
    const std::string done = comma == std::string::npos ? "" : typed.substr(0, comma + 1);
    const std::string piece = typed.substr(done.size());
    const std::vector<ParamInfo> infos = op.params();
    const std::size_t equals = piece.find('=');
    const ParamInfo* last = nullptr;  // the one whose value may go on behind the comma
    std::vector<std::string> given;
    for (std::size_t at = 0; at < done.size();) {
      const std::size_t end = done.find(',', at), is = done.find('=', at);
      if (is < end) {
        given.push_back(done.substr(at, is - at));
        last = find(infos, given.back());
      }
      at = end + 1;
    }
    if (equals != std::string::npos) {
      const ParamInfo* info = find(infos, piece.substr(0, equals));
      if (info) values_of(*info, head + done + piece.substr(0, equals + 1));
      return;
    }
    if (last && takes_many(*last)) values_of(*last, head + done);
    for (const ParamInfo& info : infos)
      if (std::find(given.begin(), given.end(), info.name) == given.end())
        offer(head + done + info.name + "=", std::string(info.hints.meaning), true);
  }

  static const ParamInfo* find(const std::vector<ParamInfo>& infos, std::string name) {
    std::replace(name.begin(), name.end(), '-', '_');
    for (const ParamInfo& info : infos)
      if (info.name == name) return &info;
    return nullptr;
  }

  void values_of(const ParamInfo& info, const std::string& head) {
    for (const std::string_view choice : info.hints.choices) offer(head + std::string(choice), "", takes_many(info));
    if (info.type == ParamType::boolean)
      for (const char* value : {"true", "false"}) offer(head + value);
    if (info.optional) offer(head + "none", "switches it off");
    if (info.hints.path) offer_files(head);
  }

  // STEP.PARAM=VALUE: of the steps that stand before it, or, where there are none yet, of all that could.
  void set(const CommandText& text, const std::string& head) {
    const std::string typed = word_.substr(head.size());
    const std::size_t equals = typed.find('='), dot = typed.substr(0, equals).rfind('.');
    const std::vector<StepSpec> steps = steps_of(text);
    const std::vector<std::string> names = pipeline::step_names(steps);
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const OpSpec* op = around_.registry.find(steps[i].op);
      if (!op) continue;
      if (dot == std::string::npos) {
        if (!op->params().empty()) offer(head + names[i] + ".", std::string(op->summary), true);
      } else if (typed.substr(0, dot) == names[i]) {
        const std::vector<ParamInfo> infos = op->params();
        if (equals == std::string::npos) {
          for (const ParamInfo& info : infos)
            offer(head + names[i] + "." + info.name + "=", std::string(info.hints.meaning), true);
        } else if (const ParamInfo* info = find(infos, typed.substr(dot + 1, equals - dot - 1))) {
          values_of(*info, head + typed.substr(0, equals + 1));
        }
      }
    }
  }

  std::vector<StepSpec> steps_of(const CommandText& text) const {
    std::vector<StepSpec> steps;
    const auto add_config = [&](const std::string& path) {
      const auto toml = around_.files.read_all(path);
      if (!toml) return;
      auto config = config::parse(*toml, path);
      if (!config) return;
      std::move(config->pipeline.steps.begin(), config->pipeline.steps.end(), std::back_inserter(steps));
    };
    for (std::size_t i = 1; i + 1 < words_.size(); ++i) {
      const std::size_t equals = words_[i].find('=');
      const std::string flag = words_[i].substr(0, equals);
      const std::string value = equals == std::string::npos ? words_[i + 1] : words_[i].substr(equals + 1);
      if (flag == "--preset") {
        if (const auto path = find_preset(around_.files, value, around_.preset_directories)) add_config(*path);
      } else if (flag == "--config" || flag == "-c") {
        add_config(value);
      } else if (text.name == "run" && flag.ends_with(".toml") && words_[i - 1] != "-c" &&
                 words_[i - 1] != "--config") {
        add_config(flag);
      } else {
        for (const OpSpec* op : text.ops)
          if (registry::flag_of(*op) == flag) steps.push_back({std::string(op->name), "", {}, {}});
      }
    }
    if (steps.empty())
      for (const OpSpec* op : text.ops) steps.push_back({std::string(op->name), "", {}, {}});
    return steps;
  }

  std::span<const std::string> words_;
  const Surroundings& around_;
  const std::string& word_;
  Completion out_;
};

}  // namespace

Completion complete(std::span<const std::string> words, const Surroundings& surroundings) {
  return words.empty() ? Completion() : Completer(words, surroundings).complete();
}

std::string completion_text(const Completion& completion) {
  std::string out;
  for (const Candidate& candidate : completion.candidates) {
    out.append(candidate.open ? "+" : "=").append(candidate.text);
    if (!candidate.meaning.empty()) {
      std::string meaning = candidate.meaning.substr(0, candidate.meaning.find('\n'));
      std::replace(meaning.begin(), meaning.end(), '\t', ' ');
      out.append("\t").append(meaning);
    }
    out += '\n';
  }
  if (completion.files) out.append("@").append(completion.before_files).append("\n");
  return out;
}

}  // namespace dsprep::cli
