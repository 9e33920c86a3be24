// AnswerCache: the answers of an outside tool, kept on disk by what was asked, so that no question is paid for twice.
//
// A directory of append-only files. Every process that has something to add adds a file of its own, so processes need
// not know of each other; all that are there are read. An entry is written at once and carries a checksum: a process
// that dies leaves at most a torn last entry, which nobody reads. Nothing is ever removed: that is the user's to do.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/hash128.h"
#include "base/mutex.h"
#include "dsprep/result.h"
#include "port/files.h"

namespace dsprep::engines {

// Thread-safe.
class AnswerCache {
 public:
  // Makes the directory where there is none, and reads where each answer stands: some 60 bytes of memory an answer.
  static Result<std::unique_ptr<AnswerCache>> open(const std::string& directory,
                                                   port::Files& files = port::disk_files());

  // Nothing where the question is new, or what was answered is damaged.
  Result<std::optional<std::string>> find(const base::Hash128& question) const;
  Status add(const base::Hash128& question, std::string_view answer);
  std::size_t size() const;

 private:
  struct Place {
    std::uint32_t file, size;
    std::uint64_t offset;  // of the entry
  };
  struct Low {
    std::size_t operator()(const base::Hash128& hash) const { return hash.low; }
  };
  AnswerCache(std::string directory, port::Files& files) : directory_(std::move(directory)), files_(files) {}
  Status read_places(const std::string& path);

  const std::string directory_;
  port::Files& files_;
  mutable base::Mutex mutex_;
  std::vector<std::string> paths_ DSPREP_GUARDED_BY(mutex_);  // opened for each answer: there may be thousands
  std::unordered_map<base::Hash128, Place, Low> places_ DSPREP_GUARDED_BY(mutex_);
  std::unique_ptr<port::WriteFile> own_ DSPREP_GUARDED_BY(mutex_);  // made with the first new answer
  std::uint32_t own_file_ DSPREP_GUARDED_BY(mutex_) = 0;            // its number in paths_
  std::uint64_t own_size_ DSPREP_GUARDED_BY(mutex_) = 0;
};

}  // namespace dsprep::engines
