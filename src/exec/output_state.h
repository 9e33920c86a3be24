// What says, in a directory dsprep writes to, whose it is and which of its files dsprep wrote: the manifest of a
// finished one, .dsprep/ in one that is being written.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/result.h"
#include "io/shard_sink.h"
#include "port/files.h"

namespace dsprep::exec {

// A directory that is written to: OUT, FILE.dsprep, or the one --dropped names.
struct Place {
  std::string directory;
  std::string manifest = "manifest.json";  // its name: written last, it says that the place is finished
  std::string option = "-o";               // for messages

  std::string state_directory() const { return port::join(directory, ".dsprep"); }
  std::string state_file() const { return port::join(directory, ".dsprep/state.json"); }
  std::string manifest_file() const { return port::join(directory, manifest); }
};

// Of --dropped DIR: hidden, so that the directory can be read as any other.
inline constexpr const char* dropped_manifest = ".manifest.json";
Place dropped_place(const std::string& directory);

// The text of a JSON file; "" where there is none, or where it is none. A file that cannot be read is an error.
Result<std::string> json_in(port::Files& files, const std::string& path);
// The state_key in a JSON file, or "".
Result<std::string> key_in(port::Files& files, const std::string& path);
// Is the place's manifest there, and dsprep's?
Result<bool> is_finished(port::Files& files, const Place& place);

// A file dsprep wrote, as it was when it was written.
struct OwnFile {
  std::uint64_t bytes = 0;
  std::string hash;
  std::int64_t noted_ns = 0;  // when that was noted: a file changed later may be somebody else's by now
};
// By path, relative to the place: what its manifest, its run.json and its .dsprep/ name. (Of one that is not finished
// not all is named: see looks_own.)
struct OwnFiles {
  std::map<std::string, OwnFile> files;
  std::vector<std::string> artifacts;  // that the run which was begun there may have written
};
Result<OwnFiles> own_files(port::Files& files, const Place& place);
// Is `path`, in a place of which no manifest tells, named as dsprep names its files? A run that died could not list
// them.
bool looks_own(std::string_view path, const Place& place);

// Before the one FILE gets its name: what will stand there.
Status note_written_file(port::Files& files, const std::string& side, const std::string& path,
                         const io::WrittenFile& file);
// Before files are removed because they are dsprep's: what they were, so that an interrupted removal can go on.
Status note_replaced(port::Files& files, const Place& place, const OwnFiles& own);
// Before the last files of a run are written, with their names and bytes: "files" as in run.json.
Status note_closing(port::Files& files, const std::string& directory, const std::string& listing);

}  // namespace dsprep::exec
