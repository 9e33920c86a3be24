#include "io/shards.h"

#include <algorithm>
#include <set>
#include <utility>

#include "io/dataset.h"
#include "io/glob.h"

namespace dsprep::io {
namespace {

using port::FileInfo;

// Not data, though found among it: hidden, unfinished, or beside an output.
bool is_aside(std::string_view name, FileInfo::Kind kind) {
  if (name.starts_with('.')) return true;
  return name.ends_with(kind == FileInfo::Kind::directory ? ".dsprep" : ".tmp");
}

class Finder {
 public:
  Finder(port::Files& files, const Formats& formats, const Format* format, SourceId source, Inputs& inputs)
      : files_(files), formats_(formats), format_(format), source_(source), inputs_(inputs) {}

  Status find(const std::string& path) {
    if (path == "-") return add_standard_input();
    DSPREP_TRY(const std::optional<FileInfo> info, files_.find(path));  // what exists under that very name is no glob
    if (info && info->kind != FileInfo::Kind::directory) return add(path, std::string(port::base_name(path)), "");
    if (info) return add_directory(path);
    if (has_wildcard(path)) return add_glob(path);
    return failure("cannot read " + path + ": no such file: give a file, a glob in quotes, a directory or - for standard input");
  }

 private:
  Status add_standard_input() {
    if (std::any_of(inputs_.shards.begin(), inputs_.shards.end(), [](const Shard& shard) { return shard.path == "-"; }))
      return usage_error("standard input can be read only once: give - once");
    inputs_.shards.push_back({"-", "-", "", source_, format_ ? format_ : &jsonl(), 0, 0});
    return {};
  }

  // A file that is there, whatever its name. Opened once now: better to hear of a missing permission before hours of work
  // than after.
  Status add(const std::string& path, std::string name, std::string part) {
    DSPREP_TRY(const FileInfo info, files_.stat(path));
    if (info.kind == FileInfo::Kind::directory) return failure("cannot read " + path + ": it is a directory");
    if (info.kind == FileInfo::Kind::file)
      if (Result<std::unique_ptr<port::ReadFile>> file = files_.open(path); !file.ok()) return std::move(file).error();
    const Format* format = format_ ? format_ : formats_.of_path(path);
    inputs_.shards.push_back(
        {path, std::move(name), std::move(part), source_, format ? format : &jsonl(), info.size, info.mtime_ns});
    return {};
  }

  Status add_glob(const std::string& pattern) {
    DSPREP_TRY(const GlobMatches matches, expand_glob(files_, pattern));
    const bool wants_unfinished = pattern.ends_with(".tmp");
    const std::size_t before = inputs_.shards.size();
    for (const std::string& file : matches.files) {
      if (!wants_unfinished && file.ends_with(".tmp")) continue;
      DSPREP_CHECK(add(port::join(matches.base, file), file, ""));
    }
    if (inputs_.shards.size() > before) return {};
    if (matches.directories)
      return failure(pattern + " matches directories only: give the directories, or " + pattern + "/* for their files");
    return failure("no file matches " + pattern);
  }

  Status add_directory(const std::string& path) {
    inputs_.directories.push_back(path);
    const std::size_t before = inputs_.shards.size();
    DSPREP_TRY(const bool dataset, files_.has(port::join(path, manifest_name)));
    if (dataset) {
      DSPREP_CHECK(add_dataset(path, ""));
    } else {
      DSPREP_CHECK(walk(path));
      std::sort(inputs_.shards.begin() + static_cast<std::ptrdiff_t>(before), inputs_.shards.end(),
                [](const Shard& a, const Shard& b) { return natural_less(a.name, b.name); });
    }
    if (inputs_.shards.size() > before) return {};
    std::string message = "nothing to read in " + path + ": no file ends in";
    for (const std::string& extension : formats_.extensions()) message.append(" ").append(extension);
    return failure(message + " (.gz or .zst behind it is fine)");
  }

  // `within`: of the dataset in the INPUT; "" where it is the INPUT.
  Status add_dataset(const std::string& directory, const std::string& within) {
    DSPREP_TRY(Dataset dataset, read_dataset(files_, directory));
    for (DatasetFile& file : dataset.files) {
      const std::string path = port::join(directory, file.path);
      DSPREP_TRY(const bool there, files_.has(path));
      if (!there)
        return failure("cannot read " + path + ": no such file, though " + port::join(directory, manifest_name) +
                       " lists it: restore it, or name the data files instead of the directory");
      DSPREP_CHECK(add(path, port::join(within, file.path), std::move(file.part)));
    }
    inputs_.parent_manifests.push_back(std::move(dataset.manifest_hash));
    return {};
  }

  // Every file below with an extension we know. A dataset below is read as one: what it dropped is no data.
  Status walk(const std::string& top) {
    std::set<std::string> seen;  // links may lead in circles
    std::vector<std::string> left{""};
    while (!left.empty()) {
      const std::string directory = std::move(left.back());
      left.pop_back();
      const std::string path = port::join(top, directory);
      DSPREP_TRY(std::string canonical, files_.canonical(path));
      if (!seen.insert(std::move(canonical)).second) continue;
      DSPREP_TRY(const std::vector<port::DirEntry> entries, files_.list(path));
      if (std::any_of(entries.begin(), entries.end(), [](const auto& entry) { return entry.name == manifest_name; })) {
        DSPREP_CHECK(add_dataset(path, directory));
        continue;
      }
      for (const port::DirEntry& entry : entries) {
        if (is_aside(entry.name, entry.kind)) continue;
        const std::string name = port::join(directory, entry.name);
        if (entry.kind == FileInfo::Kind::directory) {
          left.push_back(name);
        } else if (formats_.of_path(entry.name) != nullptr) {
          DSPREP_CHECK(add(port::join(top, name), name, ""));  // a link that leads nowhere is an error, not a gap
        }
      }
    }
    return {};
  }

  port::Files& files_;
  const Formats& formats_;
  const Format* format_;
  const SourceId source_;
  Inputs& inputs_;
};

}  // namespace

Status find_shards(port::Files& files, const Formats& formats, const std::string& path, const std::string& format,
                   SourceId source, Inputs& inputs) {
  const Format* wanted = nullptr;
  if (!format.empty()) {
    wanted = formats.named(format);
    if (wanted == nullptr) {
      std::string message = "unknown format \"" + format + "\": known are";
      for (const std::string& name : formats.names()) message.append(" ").append(name);
      return usage_error(std::move(message));
    }
  }
  return Finder(files, formats, wanted, source, inputs).find(path);
}

}  // namespace dsprep::io
