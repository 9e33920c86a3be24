// Completion for bash: subcommands, their options and operators, the choices of an option, file names elsewhere.
#include <algorithm>
#include <string_view>

#include "registry/describe.h"

namespace dsprep::registry {
namespace {

// The single words of "-o, --output".
std::vector<std::string> words_of(const std::string& flags) {
  std::vector<std::string> words;
  std::size_t at = 0;
  while (at < flags.size()) {
    const std::size_t end = std::min(flags.find(", ", at), flags.size());
    words.push_back(flags.substr(at, end - at));
    at = end + 2;
  }
  return words;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string out;
  for (const std::string& word : words) out.append(out.empty() ? "" : between).append(word);
  return out;
}

}  // namespace

std::string bash_completion(const std::vector<CommandText>& commands) {
  std::vector<std::string> names;
  std::string words, choices, actions;
  for (const CommandText& command : commands) {
    names.push_back(command.name);
    std::vector<std::string> offered;
    for (const OptionText& option : command.options) {
      const std::vector<std::string> flags = words_of(option.flags);
      offered.insert(offered.end(), flags.begin(), flags.end());
      if (!option.choices.empty())
        choices += "    " + command.name + "," + joined(flags, "|" + command.name + ",") + ") COMPREPLY=($(compgen -W \"" +
                   joined(option.choices, " ") + "\" -- \"$word\")); return ;;\n";
    }
    if (!command.actions.empty())
      actions += "    " + command.name + ",2) COMPREPLY=($(compgen -W \"" + joined(command.actions, " ") + " --help\" -- \"$word\")); return ;;\n";
    std::vector<std::string> ops;
    for (const OpSpec* op : command.ops) ops.push_back(command.takes_names ? std::string(op->name) : flag_of(*op));
    offered.insert(offered.end(), ops.begin(), ops.end());
    words += "    " + command.name + ") offered=\"" + joined(offered, " ") + "\" ;;\n";
  }
  return "# Completion of dsprep for bash, made by `dsprep ops --bash-completion`.\n"
         "_dsprep() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]} offered=\n"
         "  COMPREPLY=()\n"
         "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
         "    COMPREPLY=($(compgen -W \"" + joined(names, " ") + " --help --version\" -- \"$word\"))\n"
         "    return\n"
         "  fi\n"
         "  case $command,$COMP_CWORD in\n" + actions +
         "  esac\n"
         "  case $command,$before in\n" + choices +
         "  esac\n"
         "  case $command in\n" + words +
         "  esac\n"
         "  case $command,$word in\n"
         "    ops,*|*,-*) COMPREPLY=($(compgen -W \"$offered\" -- \"$word\")) ;;\n"
         "  esac\n"
         "}\n"
         "complete -o default -F _dsprep dsprep\n";
}

}  // namespace dsprep::registry
