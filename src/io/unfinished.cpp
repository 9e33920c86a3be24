#include "io/unfinished.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

#include "dsprep/value.h"
#include "io/dataset.h"

namespace dsprep::io {
namespace {

constexpr std::string_view folders[] = {"data", "dropped", "malformed", "audit"};

bool is_folder(std::string_view name) {
  return std::find(std::begin(folders), std::end(folders), name) != std::end(folders);
}

Error interrupted(const std::string& output, const std::string& path) {
  return failure("cannot read " + path + ": " + (path == output ? "it" : output) +
                 " is no finished dataset: its run was interrupted, or is still going on; finish it with --resume "
                 "(dsprep merge, where tasks did it)");
}

}  // namespace

Status Unfinished::refuse_directory(const std::string& directory, const std::vector<port::DirEntry>& entries) {
  bool begun = false, manifest = false, told = false, data = false, beside = false;
  for (const port::DirEntry& entry : entries) {
    manifest |= entry.name == manifest_name || entry.name == dropped_manifest_name;
    begun |= entry.name == ".dsprep";
    told |= entry.name == "run.json";
    if (entry.kind != port::FileInfo::Kind::directory) continue;
    data |= entry.name == "data";
    beside |= entry.name != "data" && is_folder(entry.name);
  }
  if (manifest) return {};
  if (begun) return interrupted(directory, directory);
  if (told) {
    DSPREP_TRY(const std::string run, files_.read_all(port::join(directory, "run.json")));
    told = !validate_json(run) && Value(run)["state_key"].exists();
  }
  if (!told && !(data && beside)) return {};
  return failure("cannot read " + directory +
                 ": it looks like an output of dsprep without its manifest.json, and may not be whole: "
                 "restore the manifest, or name what is meant, like " +
                 port::join(directory, "data"));
}

Result<bool> Unfinished::is_begun(const std::string& directory) {
  DSPREP_TRY(const bool begun, files_.has(port::join(directory, ".dsprep")));
  if (!begun) return false;
  for (const char* name : {manifest_name, dropped_manifest_name}) {
    DSPREP_TRY(const bool finished, files_.has(port::join(directory, name)));
    if (finished) return false;
  }
  return true;
}

Status Unfinished::refuse_named(const std::string& path) {
  DSPREP_TRY(const std::optional<port::FileInfo> info, files_.find(path));
  const bool directory = info && info->kind == port::FileInfo::Kind::directory;
  const std::string from = directory ? path : port::parent_of(path);
  if (!fine_.insert(from).second) return {};
  // OUT/dropped/STEP is as deep as it gets.
  DSPREP_TRY(std::string at, files_.canonical(from));
  for (int depth = 0; depth < 2; ++depth) {
    const std::string up = port::parent_of(at);
    if (up == at) break;
    if (is_folder(port::base_name(at))) {
      DSPREP_TRY(const bool begun, is_begun(up));
      if (begun) return interrupted(up, path);
    }
    at = up;
  }
  return {};
}

Status Unfinished::refuse_file(const std::string& path) {
  const std::string side = path + ".dsprep";
  DSPREP_TRY(const bool begun, is_begun(side));
  return begun ? Status(interrupted(path, path)) : Status();
}

}  // namespace dsprep::io
