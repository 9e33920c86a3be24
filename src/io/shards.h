// Shards: which files an input means, in which order, and what is known about them.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/pipeline.h"
#include "dsprep/record.h"
#include "dsprep/result.h"
#include "io/file_list.h"
#include "io/format.h"
#include "io/seen_files.h"
#include "port/files.h"

namespace dsprep::io {

struct Shard {
  std::string path;  // to open; "-" is standard input
  // Relative to the INPUT it came from ("part-00000.jsonl.zst"), "-" for standard input; for manifests and messages.
  // UTF-8: what is none in the name of a file stands as U+FFFD.
  std::string name;
  std::string part;  // "train", where the input dataset's manifest names parts
  SourceId source;
  std::shared_ptr<const InputFormat> format;
  std::uint64_t size = 0;  // bytes on disk; 0 for standard input
  std::int64_t mtime_ns = 0;
  std::string encoding;                   // that the user named; "": told by the bytes
  bool once = false;                      // a pipe or a device: its bytes come once
  std::uint32_t walk = 0;                 // which directory or glob of the run it was found in; 0: named outright
  std::shared_ptr<const FileList> files;  // of many files (io/gather.h); `path` and `name` are those of the first

  std::size_t file_count() const { return files ? files->size() : 1; }
  FileList::File file(std::size_t i) const { return files ? (*files)[i] : FileList::File{path, name, size, mtime_ns}; }
};

struct Inputs {
  std::vector<Shard> shards;  // in input order: as given, then natural order ("part-2" before "part-10")
  std::vector<std::string> parent_manifests;  // XXH3-128 of the manifest.json of each input that is a dataset
  std::vector<std::string> directories;       // every INPUT that is a directory, as given: no output may lie in one
  std::vector<std::string> passed_over;       // files found beside the data that are none by their names
  struct Repeated {
    std::string path, first;
  };
  std::vector<Repeated> repeated;  // paths that lead to a file which is read already, and under which path
  std::uint32_t walks = 0;         // directories and globs so far
  SeenFiles known;                 // what find_shards remembers of files
};

// What `path` means: a file; a glob (* ? [] and ** for any depth); a dataset directory (manifest.json: its data/ only,
// parts from the manifest's outputs); another directory (walked for known extensions, hidden names skipped); "-". A
// file named outright is read whatever its extension. An unreadable or missing one is an error that says what to do; so
// is a glob or a directory that holds nothing, an output of dsprep that is not finished, and a file in data/ that the
// manifest does not list. A file that a source names twice, by whatever path, is read once. `format` overrides the
// extension. An encoding that is named is an error for a file whose format says its own.
Status find_shards(port::Files& files, const Formats& formats, const std::string& path, const FormatChoice& format,
                   SourceId source, Inputs& inputs);

// Gives shards whose names are equal longer ones: relative to the directory they have in common. Once, when all are
// found.
Status tell_apart(port::Files& files, Inputs& inputs);

// Compares names as people count: digit runs by value, the rest by bytes.
bool natural_less(std::string_view a, std::string_view b);

}  // namespace dsprep::io
