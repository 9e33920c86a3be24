#include "ops/report/profile/field_tallies.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>

#include "base/hash.h"
#include "spill/wire.h"

namespace dsprep::ops::profile {

void FieldTallies::add(const Record& record) {
  members_.clear();
  record.walk([this](std::string_view raw_key, Value value) { members_.push_back({raw_key, raw_key, value}); });
  if (!same_shape()) learn_shape();
  for (std::size_t i = 0; i < shape_.size(); ++i)
    if (shape_[i].tally) shape_[i].tally->add(members_[i].value, scratch_);
}

void FieldTallies::merge(FieldTallies&& other) {
  shape_.clear();
  names_.merge(other.names_);
  long_names_ = long_names_ || other.long_names_;
  for (auto& [name, tally] : other.tallies_) {
    const auto [place, fresh] = tallies_.try_emplace(name);
    if (fresh) place->second = std::move(tally);
    else place->second.merge(tally);
  }
  while (tallies_.size() > most_fields) tallies_.erase(std::prev(tallies_.end()));
}

Status FieldTallies::save(ByteSink& sink) const {
  DSPREP_CHECK(names_.save(sink));
  DSPREP_CHECK(spill::put_u64(sink, long_names_ ? 1 : 0));
  DSPREP_CHECK(spill::put_u64(sink, tallies_.size()));
  for (const auto& [name, tally] : tallies_) {
    DSPREP_CHECK(spill::put_text(sink, name));
    DSPREP_CHECK(tally.save(sink));
  }
  return {};
}

Status FieldTallies::load(ByteSource& source) {
  DSPREP_CHECK(names_.load(source));
  DSPREP_TRY(const std::uint64_t long_names, spill::get_u64(source));
  long_names_ = long_names != 0;
  DSPREP_TRY(const std::uint64_t size, spill::get_u64(source));
  if (size > most_fields) return failure("saved state is damaged: too many fields");
  for (std::uint64_t i = 0; i < size; ++i) {
    DSPREP_TRY(const std::string name, spill::get_text(source, longest_name));
    DSPREP_CHECK(tallies_[name].load(source));
  }
  return {};
}

bool FieldTallies::same_shape() const {
  if (members_.size() != shape_.size()) return false;
  for (std::size_t i = 0; i < shape_.size(); ++i)
    if (members_[i].raw_key != shape_[i].raw_key) return false;
  return true;
}

void FieldTallies::learn_shape() {
  decoded_.clear();
  shape_.clear();
  order_.clear();
  for (Member& member : members_) {
    if (member.key.find('\\') != std::string_view::npos)
      member.key = decoded_.emplace_back(Value('"' + std::string(member.raw_key) + '"').text().value_or(std::string()));
    order_.push_back(order_.size());
    shape_.push_back({std::string(member.raw_key), nullptr});
  }
  std::sort(order_.begin(), order_.end(), [this](std::size_t a, std::size_t b) {
    return members_[a].key != members_[b].key ? members_[a].key < members_[b].key : a < b;
  });
  for (std::size_t i = 0; i < order_.size(); ++i) {
    const std::string_view key = members_[order_[i]].key;
    if (i + 1 < order_.size() && members_[order_[i + 1]].key == key) continue;
    names_.add(base::hash64(key));
    shape_[order_[i]].tally = tally_of(key);
  }
}

FieldTally* FieldTallies::tally_of(std::string_view key) {
  if (key.size() > longest_name) {
    long_names_ = true;
    return nullptr;
  }
  if (const auto known = tallies_.find(key); known != tallies_.end()) return &known->second;
  if (tallies_.size() == most_fields) {
    const auto last = std::prev(tallies_.end());
    if (key > last->first) return nullptr;
    tallies_.erase(last);
  }
  return &tallies_[std::string(key)];
}

}  // namespace dsprep::ops::profile
