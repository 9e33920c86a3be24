// Dataset: the data files that a manifest.json names. Private to io.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "dsprep/result.h"
#include "port/files.h"

namespace dsprep::io {

inline constexpr const char* manifest_name = "manifest.json";

struct DatasetFile {
  std::string path;  // relative to the directory
  std::string part;  // "train", or ""
};

struct Dataset {
  std::vector<DatasetFile> files;  // kind "data", in the manifest's order (in a directory of drops: kind "dropped")
  std::set<std::string> others;    // what else it lists
  std::string manifest_hash;       // XXH3-128 of manifest.json, 32 hex digits
};

// Reads DIRECTORY/manifest.json, or the one `name` says. A manifest that is not dsprep's is an error; so is a path that
// leads out of the directory.
Result<Dataset> read_dataset(port::Files& files, const std::string& directory, const char* name = manifest_name);

}  // namespace dsprep::io
