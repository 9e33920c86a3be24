#include "ops/clean/dedup_lines/unit_beginnings.h"

#include <cassert>
#include <vector>

#include "base/hash.h"
#include "spill/record_rows.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"

namespace dsprep::ops::dedup_lines {
namespace {

constexpr std::size_t hash_size = 8;

}  // namespace

bool UnitBeginnings::wants(const RecordId& id) {
  hash_ = base::mix(base::mix(id.shard, id.line), id.derived);
  return records_.would_take(hash_);
}

// An item: the record's key, then of each unit its hash, a byte for the size, the beginning.
void UnitBeginnings::start(const RecordId& id) {
  item_.clear();
  spill::append_record_key(item_, id);
}

void UnitBeginnings::add(std::uint64_t hash, std::string_view beginning) {
  static_assert(longest < 256);
  assert(beginning.size() <= longest);
  spill::append_be64(item_, hash);
  item_ += static_cast<char>(beginning.size());
  item_ += beginning;
}

void UnitBeginnings::look_up(std::map<std::uint64_t, std::string>& wanted) const {
  for (const std::string& item : records_.items()) {
    for (std::string_view rest = std::string_view(item).substr(spill::RecordRows::key_size); !rest.empty();) {
      const std::uint64_t hash = spill::read_be64(rest);
      const auto size = static_cast<std::size_t>(static_cast<unsigned char>(rest[hash_size]));
      const auto found = wanted.find(hash);
      if (found != wanted.end() && found->second.empty()) found->second = rest.substr(hash_size + 1, size);
      rest.remove_prefix(hash_size + 1 + size);
    }
  }
}

}  // namespace dsprep::ops::dedup_lines
