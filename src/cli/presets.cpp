#include "cli/presets.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <span>

#include "base/spell.h"
#include "cli/commands.h"
#include "config/config.h"

namespace dsprep::cli {
namespace {

constexpr std::string_view extension = ".toml";

bool is_preset(const port::DirEntry& entry) {
  const std::string& name = entry.name;
  return entry.kind != port::FileInfo::Kind::directory && name.ends_with(extension) && !name.starts_with('.');
}

std::string without_extension(std::string name) {
  name.resize(name.size() - extension.size());
  return name;
}

// The checkout that a build tree was made from, as CMake wrote it down there; "" where `directory` is no build tree.
std::string checkout_of(port::Files& files, const std::string& directory) {
  const auto cache = files.read_all(port::join(directory, "CMakeCache.txt"));
  if (!cache) return "";
  constexpr std::string_view key = "\nCMAKE_HOME_DIRECTORY:INTERNAL=";
  const std::size_t at = cache->find(key);
  if (at == std::string::npos) return "";
  const std::size_t start = at + key.size();
  return cache->substr(start, cache->find('\n', start) - start);
}

}  // namespace

std::vector<std::string> preset_directories(port::Files& files) {
  std::vector<std::string> directories;
  if (const char* own = std::getenv("DSPREP_CONFIGS")) {
    std::string_view rest = own;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(':'), rest.size());
      if (end > 0) directories.emplace_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  if (const auto executable = files.canonical("/proc/self/exe")) {
    const std::string here = port::parent_of(*executable);
    if (const std::string checkout = checkout_of(files, here); !checkout.empty()) {
      // Not yet installed: what an older dsprep installed is not for this one. The checkout may have been moved with
      // its build tree.
      for (const std::string& configs : {port::join(checkout, "configs"), port::join(here, "../../configs")})
        if (const auto there = files.has(configs); there && *there) {
          directories.push_back(configs);
          return directories;
        }
    }
    // A binary that was moved with its prefix finds its own presets before those of the prefix it was built for.
    directories.push_back(port::join(here, "../share/dsprep/configs"));
    directories.push_back(port::join(here, "../configs"));
  }
  directories.emplace_back(DSPREP_CONFIG_DIR);
  return directories;
}

Result<std::string> find_preset(port::Files& files, const std::string& name,
                                const std::vector<std::string>& directories) {
  if (name.ends_with(extension)) return name;
  // "fineweb2/fra_Latn" stands in a folder of its own, and so do those it is compared with.
  const std::size_t slash = name.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : name.substr(0, slash + 1);
  std::vector<std::string> known;
  for (const std::string& directory : directories) {
    const std::string path = port::join(directory, name + std::string(extension));
    DSPREP_TRY(const bool there, files.has(path));
    if (there) return path;
    if (const auto entries = files.list(folder.empty() ? directory : port::join(directory, folder.substr(0, slash))))
      for (const port::DirEntry& entry : *entries)
        if (is_preset(entry)) known.push_back(folder + without_extension(entry.name));
  }
  if (!folder.empty() && known.empty()) return name;  // a path
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  std::string all;
  for (const std::string& one : known) all.append(all.empty() ? "" : ", ").append(one);
  return usage_error(
      "--preset " + name + ": there is no such preset" + base::did_you_mean(name, known) +
      (all.empty() ? "; set $DSPREP_CONFIGS to the folder of your presets, or use -c FILE" : "; there are: " + all));
}

std::vector<Preset> list_presets(port::Files& files, const std::vector<std::string>& directories) {
  std::map<std::string, std::string> paths;  // by name
  for (const std::string& directory : directories) {
    const auto entries = files.list(directory);
    if (!entries) continue;
    for (const port::DirEntry& entry : *entries) {
      const std::string path = port::join(directory, entry.name);
      if (is_preset(entry)) paths.emplace(without_extension(entry.name), path);
      if (entry.kind != port::FileInfo::Kind::directory || entry.name.starts_with('.')) continue;
      if (const auto inner = files.list(path))
        for (const port::DirEntry& one : *inner)
          if (is_preset(one)) paths.emplace(entry.name + "/" + without_extension(one.name), port::join(path, one.name));
    }
  }
  std::vector<Preset> presets;
  for (auto& [name, path] : paths) presets.push_back({name, path});
  return presets;
}

std::string purpose_of(std::string_view toml) {
  std::string text;
  while (toml.starts_with('#')) {
    const std::size_t end = std::min(toml.find('\n'), toml.size());
    std::string_view line = toml.substr(1, end - 1);
    toml.remove_prefix(std::min(end + 1, toml.size()));
    while (line.starts_with(' ')) line.remove_prefix(1);
    if (line.empty()) break;  // a paragraph
    text.append(text.empty() ? "" : " ").append(line);
    if (line.ends_with('.')) break;
  }
  // Up to a full stop that ends a sentence: the next begins with a capital, or there are two spaces before a command.
  for (std::size_t at = text.find(". "); at != std::string::npos; at = text.find(". ", at + 1)) {
    const std::size_t next = text.find_first_not_of(' ', at + 1);
    const bool ends = next == std::string::npos || next > at + 2 || (text[next] >= 'A' && text[next] <= 'Z');
    if (ends) return text.substr(0, at);
  }
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string_view command_of(const std::vector<StepSpec>& steps, const registry::Registry& registry) {
  std::string_view command;
  for (const StepSpec& step : steps) {
    const OpSpec* op = registry.find(step.op);
    const std::string_view family = op ? name_of(op->family) : "run";
    if (!command.empty() && command != family) return "run";
    command = family;
  }
  return command.empty() ? "run" : command;
}

Result<std::string> presets_text(port::Files& files, const std::vector<std::string>& directories,
                                 const registry::Registry& registry) {
  struct Line {
    std::string name, purpose;
    std::size_t more = 0;
  };
  std::map<std::string_view, std::vector<Line>> lines;  // by command
  std::size_t longest = 0;
  std::string folder;  // the last one that was told
  Line* told = nullptr;
  for (const Preset& preset : list_presets(files, directories)) {
    const std::size_t slash = preset.name.find('/');
    if (slash != std::string::npos && preset.name.substr(0, slash) == folder) {
      ++told->more;
      continue;
    }
    DSPREP_TRY(const std::string toml, files.read_all(preset.path));
    DSPREP_TRY(const config::Config config, config::parse(toml, preset.path));
    std::vector<Line>& of_command = lines[command_of(config.pipeline.steps, registry)];
    of_command.push_back({preset.name, purpose_of(toml)});
    if (slash != std::string::npos) {
      folder = preset.name.substr(0, slash);
      told = &of_command.back();  // the others of the folder follow before anything else is added
    }
    longest = std::max(longest, preset.name.size());
  }
  std::string out;
  for (const Command& command : commands()) {
    const auto found = lines.find(command.name);
    if (found == lines.end()) continue;
    out.append(out.empty() ? "" : "\n").append("dsprep ").append(command.name).append(" --preset NAME\n");
    for (const Line& line : found->second) {
      out.append("  ").append(line.name).append(longest - line.name.size() + 2, ' ').append(line.purpose);
      const std::string folder_of_line = line.name.substr(0, line.name.find('/') + 1);
      if (line.more > 0) out += " (and " + std::to_string(line.more) + " more of " + folder_of_line + ")";
      out += '\n';
    }
  }
  if (out.empty()) return failure("no presets are installed: set $DSPREP_CONFIGS to a folder of configs");
  return out;
}

}  // namespace dsprep::cli
