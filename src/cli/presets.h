// Where a preset's file stands.
#pragma once

#include <string>
#include <vector>

#include "dsprep/result.h"
#include "port/files.h"

namespace dsprep::cli {

// $DSPREP_CONFIGS (folders separated by ':'), the installed configs, those of a build tree: in this order.
std::vector<std::string> preset_directories(port::Files& files);

// The path of NAME.toml in the first directory that has it; NAME may name a folder, too ("fineweb2/fra_Latn"). A name ending
// in .toml, or with a folder that no directory has, is a path.
Result<std::string> find_preset(port::Files& files, const std::string& name, const std::vector<std::string>& directories);

}  // namespace dsprep::cli
