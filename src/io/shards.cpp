#include "io/shards.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "io/dataset.h"
#include "io/glob.h"
#include "io/unfinished.h"
#include "text/replace_invalid.h"

namespace dsprep::io {
namespace {

using port::FileInfo;

// Not data, though found among it: hidden, unfinished, or beside an output.
bool is_aside(std::string_view name, FileInfo::Kind kind) {
  if (name.starts_with('.')) return true;
  return name.ends_with(kind == FileInfo::Kind::directory ? ".dsprep" : ".tmp");
}

// Of a dataset's directory itself, beside what its manifest lists.
bool is_own_name(std::string_view name) {
  for (const std::string_view own : {"manifest.json", "run.json", "report.html", "report.json", "README.md",
                                     "croissant.json", "data", "dropped", "malformed", "audit"})
    if (name == own) return true;
  return false;
}

class Finder {
 public:
  Finder(port::Files& files, const Formats& formats, std::shared_ptr<const InputFormat> format, std::string encoding,
         SourceId source, Inputs& inputs)
      : files_(files),
        formats_(formats),
        format_(std::move(format)),
        encoding_(std::move(encoding)),
        source_(source),
        inputs_(inputs),
        unfinished_(files) {}

  Status find(const std::string& path) {
    if (path == "-") return add_standard_input();
    DSPREP_TRY(const std::optional<FileInfo> info, files_.find(path));  // what exists under that very name is no glob
    if (info) DSPREP_CHECK(unfinished_.refuse_named(path));
    if (info && info->kind != FileInfo::Kind::directory) return add(path, std::string(port::base_name(path)), "");
    if (info) return add_directory(path);
    if (has_wildcard(path)) return add_glob(path);
    return failure("cannot read " + path +
                   ": no such file: give a file, a glob in quotes, a directory or - for standard input");
  }

 private:
  Status add_standard_input() {
    if (std::any_of(inputs_.shards.begin(), inputs_.shards.end(), [](const Shard& shard) { return shard.path == "-"; }))
      return usage_error("standard input can be read only once: give - once");
    return add_shard({"-", "-", "", source_, format_ ? format_ : jsonl_input(), 0, 0, encoding_, true, 0, nullptr});
  }

  // A file that is there, whatever its name. Opened once now: better to hear of a missing permission before hours of
  // work than after.
  Status add(const std::string& path, std::string name, std::string part) {
    DSPREP_TRY(const FileInfo info, files_.stat(path));
    if (info.kind == FileInfo::Kind::directory) return failure("cannot read " + path + ": it is a directory");
    ++found_;
    if (is_repeated(path, info)) return {};
    if (info.kind == FileInfo::Kind::file) {
      DSPREP_CHECK(unfinished_.refuse_file(path));
      if (Result<std::unique_ptr<port::ReadFile>> file = files_.open(path); !file.ok()) return std::move(file).error();
    }
    return add_shard({path, text::replace_invalid(name), std::move(part), source_,
                      format_ ? format_ : formats_.input_of(path), info.size, info.mtime_ns, encoding_,
                      info.kind != FileInfo::Kind::file, walk_, nullptr});
  }

  Status add_shard(Shard shard) {
    const FormatSpec& spec = *shard.format->spec;
    if (!encoding_.empty() && spec.table)
      return usage_error(shard.path + ": " + std::string(spec.name) +
                         " files hold UTF-8: leave out the encoding, or name the other files in a [[source]] of their "
                         "own");
    inputs_.shards.push_back(std::move(shard));
    return {};
  }

  bool is_repeated(const std::string& path, const FileInfo& info) {
    if (info.device == 0 && info.inode == 0) return false;
    const std::string_view first = inputs_.known.first_path({info.device, info.inode, source_}, path);
    if (first.empty()) return false;
    inputs_.repeated.push_back({path, std::string(first)});
    return true;
  }

  Status add_glob(const std::string& pattern) {
    walk_ = ++inputs_.walks;
    DSPREP_TRY(const GlobMatches matches, expand_glob(files_, pattern));
    const bool wants_unfinished = pattern.ends_with(".tmp");
    for (const std::string& file : matches.files) {
      const std::string path = port::join(matches.base, file);
      if (!wants_unfinished && file.ends_with(".tmp")) {
        inputs_.passed_over.push_back(path);
        continue;
      }
      DSPREP_CHECK(unfinished_.refuse_named(path));
      DSPREP_TRY(const bool beside, is_beside_data(path, pattern));
      if (beside) inputs_.passed_over.push_back(path);
      else DSPREP_CHECK(add(path, file, ""));
    }
    if (found_ > 0) return {};
    if (matches.directories)
      return failure(pattern + " matches directories only: give the directories, or " + pattern + "/* for their files");
    return failure("no file matches " + pattern);
  }

  // Of the files in a directory those of the format that was named, or of any we know.
  bool is_wanted(std::string_view name) const {
    const FormatSpec* known = formats_.of_path(name);
    return known != nullptr && (!format_ || known == format_->spec);
  }

  // A wildcard that runs over an output of dsprep means its data; what was dropped is meant where the pattern names it.
  Result<bool> is_beside_data(const std::string& path, const std::string& pattern) {
    for (std::size_t end = path.find('/', 1); end != path.npos; end = path.find('/', end + 1)) {
      const std::size_t next = std::min(path.find('/', end + 1), path.size());
      const std::string name = path.substr(end + 1, next - end - 1);
      if (name == "data" || !is_own_name(name)) continue;
      const std::string named = "/" + name + (next == path.size() ? "" : "/");
      if (("/" + pattern + (next == path.size() ? "" : "/")).find(named) != std::string::npos) continue;
      const std::string directory = path.substr(0, end);
      auto known = outputs_.find(directory);
      if (known == outputs_.end()) {
        DSPREP_TRY(const bool output, files_.has(port::join(directory, manifest_name)));
        known = outputs_.emplace(directory, output).first;
      }
      if (known->second) return true;
    }
    return false;
  }

  Status add_directory(const std::string& path) {
    inputs_.directories.push_back(path);
    walk_ = ++inputs_.walks;
    const std::size_t before = inputs_.shards.size();
    DSPREP_TRY(const bool dataset, files_.has(port::join(path, manifest_name)));
    if (dataset) {
      DSPREP_CHECK(add_dataset(path, ""));
    } else {
      DSPREP_CHECK(walk(path));
      sort_from(before);
    }
    if (found_ > 0) return {};
    std::string message = "nothing to read in " + path + ": no file ends in";
    std::vector<std::string> extensions = formats_.extensions();
    if (format_) extensions.assign(format_->spec->extensions.begin(), format_->spec->extensions.end());
    for (const std::string& extension : extensions) message.append(" ").append(extension);
    return failure(message + " (.gz, .zst, .bz2, .xz or .lz4 behind it is fine)");
  }

  // By name, in place: a hundred thousand shards are not to be held twice.
  void sort_from(std::size_t first) {
    std::vector<Shard>& shards = inputs_.shards;
    std::vector<std::uint32_t> order(shards.size() - first);  // which one comes to each place
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return natural_less(shards[first + a].name, shards[first + b].name);
    });
    for (std::uint32_t start = 0; start < order.size(); ++start) {
      if (order[start] == start) continue;
      Shard hand = std::move(shards[first + start]);
      std::uint32_t place = start;
      for (std::uint32_t from = order[place]; from != start; from = order[place]) {
        shards[first + place] = std::move(shards[first + from]);
        order[place] = place;
        place = from;
      }
      shards[first + place] = std::move(hand);
      order[place] = place;
    }
  }

  // `within`: of the dataset in the INPUT; "" where it is the INPUT.
  Status add_dataset(const std::string& directory, const std::string& within) {
    DSPREP_TRY(Dataset dataset, read_dataset(files_, directory));
    DSPREP_CHECK(refuse_unlisted(directory, "data", manifest_name, dataset));
    const std::size_t before = inputs_.shards.size();
    DSPREP_CHECK(add_listed(directory, within, manifest_name, dataset));
    if (inputs_.shards.size() > before || dataset.files.empty())
      inputs_.parent_manifests.push_back(std::move(dataset.manifest_hash));
    DSPREP_TRY(const std::vector<port::DirEntry> entries, files_.list(directory));
    for (const port::DirEntry& entry : entries)
      if (!is_aside(entry.name, entry.kind) && !is_own_name(entry.name) && dataset.others.count(entry.name) == 0)
        inputs_.passed_over.push_back(port::join(directory, entry.name));
    return {};
  }

  Status add_listed(const std::string& directory, const std::string& within, const char* manifest, Dataset& dataset) {
    for (DatasetFile& file : dataset.files) {
      const std::string path = port::join(directory, file.path);
      DSPREP_TRY(const bool there, files_.has(path));
      if (!there)
        return failure("cannot read " + path + ": no such file, though " + port::join(directory, manifest) +
                       " lists it: restore it, or name the data files instead of the directory");
      DSPREP_CHECK(add(path, port::join(within, file.path), std::move(file.part)));
    }
    return {};
  }

  // By its name. A note or a page beside records is none of them, unless they are such files, too.
  bool may_be_data(std::string_view name, const std::set<std::string>& listed) const {
    const FormatSpec* format = formats_.of_path(name);
    if (format == nullptr) return false;
    return !formats_.input_of(name)->reader->record_per_file() ||
           std::any_of(listed.begin(), listed.end(),
                       [&](const std::string& path) { return formats_.of_path(path) == format; });
  }

  // A data file that the manifest does not list was put there by somebody who wants it read, or by mistake: it may not
  // be missed without a word. What is no data file is passed over.
  Status refuse_unlisted(const std::string& directory, const std::string& top, const char* manifest,
                         const Dataset& dataset) {
    std::set<std::string> listed;
    for (const DatasetFile& file : dataset.files) listed.insert(file.path);
    std::vector<std::string> left{top};
    while (!left.empty()) {
      const std::string at = std::move(left.back());
      left.pop_back();
      DSPREP_TRY(const bool there, files_.has(port::join(directory, at)));
      if (!there) continue;
      DSPREP_TRY(const std::vector<port::DirEntry> entries, files_.list(port::join(directory, at)));
      for (const port::DirEntry& entry : entries) {
        const std::string name = port::join(at, entry.name), path = port::join(directory, name);
        if (entry.name.starts_with('.') || listed.count(name) != 0 || dataset.others.count(name) != 0) continue;
        if (entry.kind == FileInfo::Kind::directory) left.push_back(name);
        else if (is_aside(entry.name, entry.kind) || !may_be_data(entry.name, listed))
          inputs_.passed_over.push_back(path);
        else
          return failure("cannot read " + directory + ": its " + manifest + " does not list " + name +
                         ": move that file away, or name the files that are meant");
      }
    }
    return {};
  }

  // Of a large directory, not to hold them twice while there are more and more.
  void make_room(const std::vector<port::DirEntry>& entries) {
    const std::size_t needed = inputs_.shards.size() + entries.size();
    if (needed > 2 * inputs_.shards.capacity()) inputs_.shards.reserve(needed);
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
      DSPREP_CHECK(unfinished_.refuse_directory(path, entries));
      const auto holds = [&](std::string_view name) {
        return std::any_of(entries.begin(), entries.end(), [&](const auto& entry) { return entry.name == name; });
      };
      if (holds(manifest_name)) {
        DSPREP_CHECK(add_dataset(path, directory));
        continue;
      }
      if (holds(dropped_manifest_name)) {
        DSPREP_TRY(Dataset dataset, read_dataset(files_, path, dropped_manifest_name));
        DSPREP_CHECK(refuse_unlisted(path, "", dropped_manifest_name, dataset));
        DSPREP_CHECK(add_listed(path, directory, dropped_manifest_name, dataset));
        continue;
      }
      make_room(entries);
      for (const port::DirEntry& entry : entries) {
        const std::string name = port::join(directory, entry.name);
        if (is_aside(entry.name, entry.kind)) {
          if (!entry.name.starts_with('.') && entry.kind != FileInfo::Kind::directory)
            inputs_.passed_over.push_back(port::join(top, name));
        } else if (entry.kind == FileInfo::Kind::directory) {
          left.push_back(name);
        } else if (is_wanted(entry.name)) {
          DSPREP_CHECK(add(port::join(top, name), name, ""));  // a link that leads nowhere is an error, not a gap
        } else {
          inputs_.passed_over.push_back(port::join(top, name));
        }
      }
    }
    return {};
  }

  port::Files& files_;
  const Formats& formats_;
  const std::shared_ptr<const InputFormat> format_;  // of all; null: by extension
  const std::string encoding_;                       // of all; "": by the bytes
  const SourceId source_;
  Inputs& inputs_;
  Unfinished unfinished_;
  std::map<std::string, bool> outputs_;  // directories that globs ran over: is there a manifest?
  std::size_t found_ = 0;                // shards, those that are read already included
  std::uint32_t walk_ = 0;               // Shard::walk of what is found
};

}  // namespace

Status find_shards(port::Files& files, const Formats& formats, const std::string& path, const FormatChoice& format,
                   SourceId source, Inputs& inputs) {
  std::shared_ptr<const InputFormat> wanted;
  if (!format.name.empty()) {
    DSPREP_TRY(wanted, formats.input(format));
  }
  return Finder(files, formats, std::move(wanted), format.encoding, source, inputs).find(path);
}

}  // namespace dsprep::io
