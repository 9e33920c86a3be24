// FileNumbers: RecordId::shard, which counts files: a shard may be many of them (io/gather.h).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "io/shards.h"

namespace dsprep::io {

// Immutable, and refers to the shards.
class FileNumbers {
 public:
  explicit FileNumbers(const std::vector<Shard>& shards);
  // Of a shard's first file.
  std::uint32_t first(std::uint32_t shard) const { return first_.empty() ? shard : first_[shard]; }
  // The file's name, for people.
  std::string_view name(std::uint32_t file) const;

 private:
  const std::vector<Shard>& shards_;
  std::vector<std::uint32_t> first_;  // by shard; empty: each is one file
};

}  // namespace dsprep::io
