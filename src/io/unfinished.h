// An output of dsprep that is not finished: its records are not all there, and what it dropped lies beside them.
// Private to io.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "dsprep/result.h"
#include "port/files.h"

namespace dsprep::io {

// In a directory that --dropped named, lists what was put there.
inline constexpr const char* dropped_manifest_name = ".manifest.json";

// Refuses inputs that are, or lie in, an unfinished output. Remembers the directories it has looked at.
class Unfinished {
 public:
  explicit Unfinished(port::Files& files) : files_(files) {}

  // A directory with these entries.
  Status refuse_directory(const std::string& directory, const std::vector<port::DirEntry>& entries);
  // A file or directory that was named: may lie in data/, dropped/, malformed/ or audit/ of one; or be the FILE of
  // FILE.dsprep/.
  Status refuse_named(const std::string& path);
  // A file in a directory that was looked at.
  Status refuse_file(const std::string& path);

 private:
  Result<bool> is_begun(const std::string& directory);
  port::Files& files_;
  std::set<std::string> fine_;  // parents of files that were named
};

}  // namespace dsprep::io
