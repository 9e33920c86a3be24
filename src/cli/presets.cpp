#include "cli/presets.h"

#include <algorithm>
#include <cstdlib>

#include "base/spell.h"

namespace dsprep::cli {

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
  // A binary that was moved with its prefix finds its own presets before those of the prefix it was built for.
  if (const auto executable = files.canonical("/proc/self/exe")) {
    const std::string here = port::parent_of(*executable);
    directories.push_back(port::join(here, "../share/dsprep/configs"));
    directories.push_back(port::join(here, "../configs"));
    directories.push_back(port::join(here, "../../configs"));
  }
  directories.emplace_back(DSPREP_CONFIG_DIR);
  return directories;
}

Result<std::string> find_preset(port::Files& files, const std::string& name, const std::vector<std::string>& directories) {
  if (name.ends_with(".toml")) return name;
  // "fineweb2/fra_Latn" stands in a folder of its own, and so do those it is compared with.
  const std::size_t slash = name.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : name.substr(0, slash + 1);
  std::vector<std::string> known;
  for (const std::string& directory : directories) {
    const std::string path = port::join(directory, name + ".toml");
    if (files.exists(path)) return path;
    if (const auto entries = files.list(folder.empty() ? directory : port::join(directory, folder.substr(0, slash))))
      for (const port::DirEntry& entry : *entries)
        if (entry.name.ends_with(".toml") && !entry.name.starts_with('.'))
          known.push_back(folder + entry.name.substr(0, entry.name.size() - 5));
  }
  if (!folder.empty() && known.empty()) return name;   // a path
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  std::string all;
  for (const std::string& one : known) all.append(all.empty() ? "" : ", ").append(one);
  return usage_error("--preset " + name + ": there is no such preset" + base::did_you_mean(name, known) +
                     (all.empty() ? "; set $DSPREP_CONFIGS to the folder of your presets, or use -c FILE" : "; there are: " + all));
}

}  // namespace dsprep::cli
