// FileList: the files that one shard was gathered from. A hundred thousand of them are held: their names lie in one
// string.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dsprep::io {

class FileList {
 public:
  struct File {
    std::string_view path;  // to open
    std::string_view name;  // for people, as Shard::name
    std::uint64_t size;     // bytes on disk
    std::int64_t mtime_ns;
  };
  std::size_t size() const { return files_.size(); }
  File operator[](std::size_t i) const;
  void add(const File& file);

 private:
  struct Entry {
    std::uint64_t path_at, name_at;
    std::uint32_t path_size, name_size;
    std::uint64_t size;
    std::int64_t mtime_ns;
  };
  std::string names_;  // as a rule a name is the end of its path, and stands there once
  std::vector<Entry> files_;
};

}  // namespace dsprep::io
