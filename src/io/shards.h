// Shards: which files an input means, in which order, and what is known about them.
#pragma once

#include <string>
#include <vector>

#include "dsprep/pipeline.h"
#include "dsprep/record.h"
#include "dsprep/result.h"
#include "io/format.h"
#include "port/files.h"

namespace dsprep::io {

struct Shard {
  std::string path;               // to open; "-" is standard input
  std::string name;               // relative to the INPUT it came from ("part-00000.jsonl.zst"), "-" for standard input; for manifests
  std::string part;               // "train", where the input dataset's manifest names parts
  SourceId source;
  const Format* format = nullptr;
  std::uint64_t size = 0;         // bytes on disk; 0 for standard input
  std::int64_t mtime_ns = 0;
};

struct Inputs {
  std::vector<Shard> shards;                    // in input order: as given, then natural order ("part-2" before "part-10")
  std::vector<std::string> parent_manifests;    // XXH3-128 of the manifest.json of each input that is a dataset
  std::vector<std::string> directories;         // every INPUT that is a directory, as given: no output may lie in one
};

// What `path` means: a file; a glob (* ? [] and ** for any depth); a dataset directory (manifest.json: its data/ only, parts
// from the manifest's outputs); another directory (walked for known extensions, hidden names skipped); "-". A file named
// outright is read whatever its extension. An unreadable or missing one is an error that says what to do; so is a glob or a
// directory that holds nothing. `format` overrides the extension.
Status find_shards(port::Files& files, const Formats& formats, const std::string& path, const std::string& format,
                   SourceId source, Inputs& inputs);

// Compares names as people count: digit runs by value, the rest by bytes.
bool natural_less(std::string_view a, std::string_view b);

}  // namespace dsprep::io
