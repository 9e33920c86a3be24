#include "io/file_numbers.h"

#include <algorithm>
#include <string>

#include "io/file_list.h"

namespace dsprep::io {

FileNumbers::FileNumbers(const std::vector<Shard>& shards) : shards_(shards) {
  if (std::none_of(shards.begin(), shards.end(), [](const Shard& shard) { return shard.files != nullptr; })) return;
  first_.reserve(shards.size());
  std::uint32_t files = 0;
  for (const Shard& shard : shards) {
    first_.push_back(files);
    files += static_cast<std::uint32_t>(shard.file_count());
  }
}

std::string_view FileNumbers::name(std::uint32_t file) const {
  if (first_.empty()) return shards_[file].name;
  const auto shard = std::upper_bound(first_.begin(), first_.end(), file) - first_.begin() - 1;
  return shards_[static_cast<std::size_t>(shard)].file(file - first_[static_cast<std::size_t>(shard)]).name;
}

}  // namespace dsprep::io
