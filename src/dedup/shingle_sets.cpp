#include "dedup/shingle_sets.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace dsprep::dedup {
namespace {
constexpr std::size_t most_cached = 1024, longest_cached = 2048;  // 16 MiB at most
constexpr std::size_t word = sizeof(std::uint64_t);
}  // namespace

// Walks both at once, without branches on what is found: each step passes one of the two, or both where they agree.
// What is still needed and what is still possible is looked at every 32 steps: unlike sets part early.
double jaccard_at_least(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b, double threshold) {
  const std::size_t size_a = a.size(), size_b = b.size();
  if (size_a == 0 || size_b == 0) return -1;
  const std::size_t smaller = std::min(size_a, size_b), larger = std::max(size_a, size_b);
  if (static_cast<double>(smaller) < threshold * static_cast<double>(larger) * (1 - 1e-12)) return -1;
  // inter / (a + b - inter) ≥ t, solved for inter; one less against rounding.
  const double needed = threshold * static_cast<double>(size_a + size_b) / (1 + threshold) - 1;
  const std::size_t least = needed > 0 ? static_cast<std::size_t>(needed) : 0;
  std::size_t i = 0, j = 0, both = 0;
  constexpr std::size_t stretch = 32;
  while (i + stretch <= size_a && j + stretch <= size_b) {
    for (std::size_t k = 0; k < stretch; ++k) {
      const std::uint64_t x = a[i], y = b[j];
      both += x == y;
      i += x <= y;
      j += y <= x;
    }
    if (both + std::min(size_a - i, size_b - j) < least) return -1;
  }
  while (i < size_a && j < size_b) {
    const std::uint64_t x = a[i], y = b[j];
    both += x == y;
    i += x <= y;
    j += y <= x;
  }
  const double similarity = static_cast<double>(both) / static_cast<double>(size_a + size_b - both);
  return similarity >= threshold ? similarity : -1;
}

ShingleSets::ShingleSets(spill::Workspace& workspace)
    : workspace_(workspace),
      held_(workspace),
      limit_(std::max<std::uint64_t>(workspace.memory_budget() / 4, 64u << 10) / word) {}

std::uint64_t ShingleSets::add(std::span<const std::uint64_t> set, Status& status) {
  if (!memory_.empty() && memory_.size() + set.size() > limit_) status = flush();
  places_.push_back({static_cast<std::uint32_t>(segments_.size()), memory_.size(), set.size()});
  memory_.insert(memory_.end(), set.begin(), set.end());
  const std::uint64_t holds = memory_.capacity() * word + places_.capacity() * sizeof(Place);
  if (holds > held_.bytes()) held_.add(holds - held_.bytes());
  return places_.size() - 1;
}

// Writes the sets in memory as a segment of their own, a block each.
Status ShingleSets::flush() {
  DSPREP_TRY(spill::BlockWriter writer, spill::BlockWriter::make(workspace_, "sets"));
  const auto segment = static_cast<std::uint32_t>(segments_.size());
  auto place = std::find_if(places_.begin(), places_.end(), [&](const Place& p) { return p.segment == segment; });
  for (; place != places_.end(); ++place) {
    const std::uint64_t at = writer.position();
    if (place->size > 0)
      DSPREP_CHECK(writer.append({reinterpret_cast<const char*>(memory_.data() + place->at), place->size * word}));
    place->at = at;
  }
  DSPREP_TRY(spill::TemporaryFile file, writer.finish());
  DSPREP_TRY(std::unique_ptr<port::ReadFile> in, workspace_.files().open(file.path()));
  segments_.push_back({std::move(file), std::move(in)});
  memory_.clear();
  if (cache_.empty()) {
    cache_.resize(std::clamp<std::uint64_t>(workspace_.memory_budget() / 8 / (longest_cached * word), 8, most_cached));
    held_.add(cache_.size() * longest_cached * word);
  }
  return {};
}

Result<std::span<const std::uint64_t>> ShingleSets::get(std::uint64_t number) {
  const Place& place = places_[number];
  if (place.segment == segments_.size()) return std::span<const std::uint64_t>(memory_.data() + place.at, place.size);
  if (place.size == 0) return std::span<const std::uint64_t>();
  Cached& slot = cache_[number % cache_.size()];
  if (slot.number == number) return std::span<const std::uint64_t>(slot.set);
  const Segment& segment = segments_[place.segment];
  DSPREP_CHECK(spill::read_block(*segment.in, segment.file.path(), place.at, buffer_));
  std::vector<std::uint64_t>& set = place.size <= longest_cached ? slot.set : large_;
  if (&set == &slot.set) slot.number = number;
  set.resize(place.size);
  std::memcpy(set.data(), buffer_.block.data(), place.size * word);
  return std::span<const std::uint64_t>(set);
}

void ShingleSets::clear() {
  places_.clear();
  memory_.clear();
  segments_.clear();
  for (Cached& slot : cache_) slot.number = ~std::uint64_t{0};
}

}  // namespace dsprep::dedup
