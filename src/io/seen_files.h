// SeenFiles: which files were found already, by device and inode, and under which path. A hundred thousand of them are
// held: their paths lie in one string.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/record.h"

namespace dsprep::io {

class SeenFiles {
 public:
  struct File {
    std::uint64_t device, inode;
    SourceId source;  // two sources may see one file in two ways
    friend bool operator==(const File&, const File&) = default;
  };
  // The path under which the file was seen first; where that is now, `path` is noted and the answer is "". What is
  // answered is good until the next call.
  std::string_view first_path(const File& file, std::string_view path);
  void clear() { *this = SeenFiles(); }

 private:
  struct Entry {
    File file;
    std::uint32_t path_size;
    std::uint64_t path_at;
  };
  std::size_t slot_of(const File& file) const;  // where it is, or where it would be
  void grow();

  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_;  // 0: free; else the number of an entry, from 1. A power of two of them
  std::string paths_;
};

}  // namespace dsprep::io
