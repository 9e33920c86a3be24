// Presets: config files with a name. Where their files stand, what there are, and which command takes them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsprep/pipeline.h"
#include "dsprep/result.h"
#include "port/files.h"
#include "registry/registry.h"

namespace dsprep::cli {

// The folders, the first that has a name wins: those of $DSPREP_CONFIGS (separated by ':'); ../share/dsprep/configs and
// ../configs beside the binary, of an installed prefix or an unpacked archive; the prefix it was built for. In a build
// tree configs/ of its checkout instead of these. Never the working directory: a file there is `-c FILE` or
// `--preset FILE.toml`.
std::vector<std::string> preset_directories(port::Files& files);

// The path of NAME.toml in the first directory that has it; NAME may name a folder, too ("fineweb2/fra_Latn"). A name
// ending in .toml, or with a folder that no directory has, is a path.
Result<std::string> find_preset(port::Files& files, const std::string& name,
                                const std::vector<std::string>& directories);

struct Preset {
  std::string name, path;  // "fineweb2/fra_Latn"
};
// All of them, by name, those in folders too; of one name the one that find_preset() finds.
std::vector<Preset> list_presets(port::Files& files, const std::vector<std::string>& directories);

// What a config is for: its first sentence of comment.
std::string purpose_of(std::string_view toml);
// The command that takes these steps: that of their family, or "run" where they are of several.
std::string_view command_of(const std::vector<StepSpec>& steps, const registry::Registry& registry);

// For people: the presets under the commands that take them. Those of a folder in one line.
Result<std::string> presets_text(port::Files& files, const std::vector<std::string>& directories,
                                 const registry::Registry& registry);

}  // namespace dsprep::cli
