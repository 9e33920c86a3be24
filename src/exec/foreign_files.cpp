#include "exec/foreign_files.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "io/byte_hash.h"

namespace dsprep::exec {
namespace {

constexpr std::string_view folders[] = {"data", "dropped", "malformed", "audit"};

bool in_own_folder(std::string_view path) {
  const std::string_view top = path.substr(0, path.find('/'));
  return top.size() < path.size() && std::find(std::begin(folders), std::end(folders), top) != std::end(folders);
}

// Calls found(path) for every file of the place but those of .dsprep/, in no particular order; paths are relative to
// it.
Status each_file(port::Files& files, const Place& place, const std::function<Status(const std::string&)>& found) {
  std::vector<std::string> left{""};
  while (!left.empty()) {
    const std::string directory = std::move(left.back());
    left.pop_back();
    const std::string at = port::join(place.directory, directory);
    DSPREP_TRY(const bool there, files.has(at));
    if (!there) continue;
    DSPREP_TRY(const std::vector<port::DirEntry> entries, files.list(at));
    for (const port::DirEntry& entry : entries) {
      if (directory.empty() && entry.name == ".dsprep") continue;
      const std::string path = port::join(directory, entry.name);
      if (entry.kind == port::FileInfo::Kind::directory) left.push_back(path);
      else DSPREP_CHECK(found(path));
    }
  }
  return {};
}

Result<std::string> hash_of(port::Files& files, const std::string& path) {
  DSPREP_TRY(const std::unique_ptr<port::ReadFile> file, files.open(path));
  io::ByteHash hash;
  std::string buffer(1u << 20, '\0');
  for (std::uint64_t at = 0;;) {
    DSPREP_TRY(const std::size_t n, file->read(at, {buffer.data(), buffer.size()}));
    if (n == 0) return hash.digest();
    hash.add(std::string_view(buffer).substr(0, n));
    at += n;
  }
}

// Why a file of the place is not dsprep's to replace; "" where it is.
Result<std::string> why_foreign(port::Files& files, const Place& place, const OwnFiles& own, bool finished,
                                const std::string& path) {
  const std::string_view token = port::token_of(path);
  const std::string name = token.empty() ? path : path.substr(0, path.size() - token.size() - 5);
  const bool artifact = std::find(own.artifacts.begin(), own.artifacts.end(), name) != own.artifacts.end();
  if (!finished && (artifact || looks_own(path, place))) return std::string();
  const auto listed = own.files.find(name);
  if (listed == own.files.end()) return token.empty() || !looks_own(path, place) ? path : std::string();
  if (!token.empty() || in_own_folder(path)) return std::string();
  DSPREP_TRY(const bool same, is_unchanged(files, port::join(place.directory, path), listed->second));
  return same ? std::string() : path + " (changed since dsprep wrote it)";
}

}  // namespace

Result<bool> is_unchanged(port::Files& files, const std::string& path, const OwnFile& was) {
  if (was.hash.empty()) return true;
  DSPREP_TRY(const port::FileInfo info, files.stat(path));
  if (info.kind != port::FileInfo::Kind::file || info.size != was.bytes) return false;
  if (info.mtime_ns <= was.noted_ns) return true;            // nobody wrote to it since
  DSPREP_TRY(const std::string hash, hash_of(files, path));  // or it was copied with the rest
  return hash == was.hash;
}

Status refuse_foreign(port::Files& files, const Place& place, const OwnFiles& own, bool finished) {
  std::vector<std::string> foreign;
  DSPREP_CHECK(each_file(files, place, [&](const std::string& path) -> Status {
    DSPREP_TRY(std::string why, why_foreign(files, place, own, finished, path));
    if (!why.empty()) foreign.push_back(std::move(why));
    return {};
  }));
  if (foreign.empty()) return {};
  std::sort(foreign.begin(), foreign.end());
  constexpr std::size_t shown = 3;
  std::string names;
  for (std::size_t i = 0; i < std::min(shown, foreign.size()); ++i) names.append(i ? ", " : "").append(foreign[i]);
  if (foreign.size() > shown) names += " and " + std::to_string(foreign.size() - shown) + " more";
  return usage_error(place.directory + " holds what dsprep did not write: " + names +
                     ": only what dsprep wrote is replaced; move " + (foreign.size() == 1 ? "it" : "them") +
                     " away, or choose another " + place.option);
}

Status remove_own(port::Files& files, const Place& place, const OwnFiles& own, bool finished) {
  DSPREP_CHECK(note_replaced(files, place, own));
  DSPREP_CHECK(files.remove(place.manifest_file()));
  DSPREP_CHECK(files.sync_directory(place.directory));
  std::set<std::string> emptied;
  DSPREP_CHECK(each_file(files, place, [&](const std::string& path) -> Status {
    DSPREP_TRY(const std::string why, why_foreign(files, place, own, finished, path));
    if (!why.empty()) return {};
    for (std::string up = port::parent_of(path); up != "."; up = port::parent_of(up)) emptied.insert(up);
    return files.remove(port::join(place.directory, path));
  }));
  for (auto it = emptied.rbegin(); it != emptied.rend(); ++it) {  // what lies deeper sorts behind
    const std::string directory = port::join(place.directory, *it);
    DSPREP_TRY(const std::vector<port::DirEntry> entries, files.list(directory));
    if (entries.empty()) DSPREP_CHECK(files.remove(directory));
  }
  return {};
}

Status remove_temporaries(port::Files& files, const Place& place, const std::string& token) {
  return each_file(files, place, [&](const std::string& path) -> Status {
    const std::string_view its = port::token_of(path);
    return its.empty() || (!token.empty() && its != token) ? Status() : files.remove(port::join(place.directory, path));
  });
}

}  // namespace dsprep::exec
