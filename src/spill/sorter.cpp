#include "spill/sorter.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "spill/arena.h"
#include "spill/merge.h"
#include "spill/sorted_run.h"
#include "spill/wire.h"

namespace dsprep::spill {
namespace {

// The records of an arena in order.
class ArenaReader : public SortedReader {
 public:
  explicit ArenaReader(Arena arena) : arena_(std::move(arena)), entries_(arena_.sorted()) {}

  Result<bool> next(std::string_view& record) override {
    constexpr std::size_t ahead = 8;  // sorted order is a random walk through memory: ask for it early
    if (at_ == entries_.size()) return false;
    if (at_ + ahead < entries_.size()) __builtin_prefetch(entries_[at_ + ahead].at);
    record = record_at(entries_[at_++].at);
    return true;
  }

 private:
  Arena arena_;
  std::vector<Arena::Entry> entries_;
  std::size_t at_ = 0;
};

}  // namespace

struct Sorter::State {
  State(Workspace& w, unsigned n) : workspace(w), side_by_side(std::max(n, 1u)), arena(w) {}

  // Spills where this Sorter alone takes its share of half of the budget, or all holders together take more than there
  // is; but not a trifle: a chunk's few records will soon be merged into a larger Sorter, which spills them together.
  Status spill_if_needed() {
    const std::uint64_t budget = workspace.memory_budget();
    const std::uint64_t trifle = std::clamp<std::uint64_t>(budget / 64, 64u << 10, 1u << 20);
    const std::uint64_t held = arena.held();
    if (held <= trifle || (held <= budget / 2 / side_by_side && !workspace.over())) return {};
    return spill();
  }

  Status spill() {
    if (arena.records() == 0) return {};
    DSPREP_TRY(SortedRunWriter writer, SortedRunWriter::make(workspace));
    {
      const std::vector<Arena::Entry> entries = arena.sorted();
      for (const Arena::Entry& entry : entries) DSPREP_CHECK(writer.add(record_at(entry.at)));
    }
    DSPREP_TRY(SortedRun run, writer.finish());
    runs.push_back(std::move(run));
    arena.clear(workspace);
    return {};
  }

  // Merges the smallest runs until the rest can be merged at once. The first round takes only as many as are too many.
  Status bound_runs() {
    const std::size_t fan_in = merge_fan_in(workspace.memory_budget());
    while (runs.size() > fan_in) {
      std::stable_sort(runs.begin(), runs.end(),
                       [](const SortedRun& a, const SortedRun& b) { return a.bytes > b.bytes; });
      const std::size_t excess = (runs.size() - 1) % (fan_in - 1);
      std::size_t n = excess == 0 ? fan_in : excess + 1;
      std::vector<std::unique_ptr<SortedReader>> sources;
      for (; n > 0; --n) {
        DSPREP_TRY(std::unique_ptr<SortedReader> source, read_run(workspace, std::move(runs.back())));
        runs.pop_back();
        sources.push_back(std::move(source));
      }
      const std::unique_ptr<SortedReader> merged = merge_sorted(std::move(sources));
      DSPREP_TRY(SortedRunWriter writer, SortedRunWriter::make(workspace));
      for (std::string_view record;;) {
        DSPREP_TRY(const bool more, merged->next(record));
        if (!more) break;
        DSPREP_CHECK(writer.add(record));
      }
      DSPREP_TRY(SortedRun run, writer.finish());
      runs.push_back(std::move(run));
    }
    return {};
  }

  Workspace& workspace;
  const unsigned side_by_side;
  Arena arena;
  std::vector<SortedRun> runs;
};

Sorter::Sorter(Workspace& workspace, unsigned side_by_side)
    : state_(std::make_unique<State>(workspace, side_by_side)) {}
Sorter::~Sorter() = default;
Sorter::Sorter(Sorter&&) noexcept = default;
Sorter& Sorter::operator=(Sorter&&) noexcept = default;

Status Sorter::add(std::string_view record) {
  if (record.size() > std::numeric_limits<std::uint32_t>::max())
    return failure("cannot sort a record of " + std::to_string(record.size()) + " bytes: the most is 4 GiB");
  return state_->arena.add(record) ? state_->spill_if_needed() : Status();
}

Status Sorter::merge(Sorter&& other) {
  assert(&state_->workspace == &other.state_->workspace);
  for (SortedRun& run : other.state_->runs) state_->runs.push_back(std::move(run));
  other.state_->runs.clear();
  state_->arena.absorb(std::move(other.state_->arena));
  return state_->spill_if_needed();
}

std::uint64_t Sorter::records() const {
  std::uint64_t n = state_->arena.records();
  for (const SortedRun& run : state_->runs) n += run.records;
  return n;
}

std::uint64_t Sorter::bytes() const {
  std::uint64_t n = state_->arena.bytes();
  for (const SortedRun& run : state_->runs) n += run.bytes;
  return n;
}

std::uint64_t Sorter::runs() const { return state_->runs.size(); }

Result<std::unique_ptr<SortedReader>> Sorter::sorted() {
  Workspace& workspace = state_->workspace;
  DSPREP_CHECK(state_->bound_runs());
  std::vector<std::unique_ptr<SortedReader>> sources;
  for (SortedRun& run : state_->runs) {
    DSPREP_TRY(std::unique_ptr<SortedReader> source, read_run(workspace, std::move(run)));
    sources.push_back(std::move(source));
  }
  state_->runs.clear();
  if (state_->arena.records() > 0) sources.push_back(std::make_unique<ArenaReader>(std::move(state_->arena)));
  state_->arena.clear(workspace);
  return merge_sorted(std::move(sources));
}

// The number of bytes, then every record behind its size: as they lie in arenas and runs.
Status Sorter::save(ByteSink& sink) {
  DSPREP_CHECK(put_u64(sink, bytes() + length_size * records()));
  const Arena& arena = state_->arena;
  for (std::size_t i = 0; i < arena.blocks(); ++i)
    if (!arena.block(i).empty()) DSPREP_CHECK(sink.write(arena.block(i)));
  for (const SortedRun& run : state_->runs) DSPREP_CHECK(copy_run(state_->workspace, run, sink));
  return {};
}

Status Sorter::load(ByteSource& source) {
  constexpr std::uint64_t piece = 64u << 10;
  DSPREP_TRY(std::uint64_t left, get_u64(source));
  std::string buffer;
  while (left > 0) {
    // Reads a piece, takes the whole records off it, and keeps the rest in front of the next piece.
    const std::size_t kept = buffer.size(), n = static_cast<std::size_t>(std::min(piece, left));
    buffer.resize(kept + n);
    DSPREP_CHECK(source.read(std::span<char>(buffer.data() + kept, n)));
    left -= n;
    std::size_t at = 0;
    while (buffer.size() - at >= length_size) {
      std::uint32_t size;
      std::memcpy(&size, buffer.data() + at, length_size);
      const std::size_t there = buffer.size() - at - length_size;
      if (size > there + left) return failure("saved state is damaged: a record reaches beyond the end");
      if (size > there) break;
      DSPREP_CHECK(add({buffer.data() + at + length_size, size}));
      at += length_size + size;
    }
    buffer.erase(0, at);
  }
  if (!buffer.empty()) return failure("saved state is damaged: it ends within a record");
  return {};
}

}  // namespace dsprep::spill
