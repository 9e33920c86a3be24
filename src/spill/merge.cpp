// A tournament among the sources. Each inner node of a binary tree keeps the loser of the match played there, so that
// when the winner moves on to its next record, only the matches on its way up are played again: log2(k) comparisons a
// record. The leaves are k … 2k-1, source i at k + i; node n has children 2n and 2n+1; k need not be a power of two.
#include "spill/merge.h"

#include <cstdint>
#include <string_view>
#include <utility>

#include "spill/arena.h"

namespace dsprep::spill {
namespace {

class Merge : public SortedReader {
 public:
  explicit Merge(std::vector<std::unique_ptr<SortedReader>> sources) {
    for (auto& reader : sources) sources_.push_back({std::move(reader), {}, 0, false});
  }

  // Moves the last winner on only now: the record handed out stands on its source.
  Result<bool> next(std::string_view& record) override {
    if (losers_.empty()) {
      DSPREP_CHECK(start());
    } else if (!sources_[winner_].done) {
      DSPREP_CHECK(advance(sources_[winner_]));
      replay();
    }
    const Source& first = sources_[winner_];
    if (first.done) return false;
    record = first.record;
    return true;
  }

 private:
  struct Source {
    std::unique_ptr<SortedReader> reader;
    std::string_view record;
    std::uint64_t prefix;
    bool done;
  };

  static Status advance(Source& source) {
    DSPREP_TRY(const bool more, source.reader->next(source.record));
    source.done = !more;
    if (more) source.prefix = prefix_of(source.record);
    return {};
  }

  bool before(std::uint32_t a, std::uint32_t b) const {
    const Source &x = sources_[a], &y = sources_[b];
    if (x.done || y.done) return !x.done;
    if (x.prefix != y.prefix) return x.prefix < y.prefix;
    return less_behind_prefix(x.record, y.record);
  }

  Status start() {
    for (Source& source : sources_) DSPREP_CHECK(advance(source));
    const auto k = static_cast<std::uint32_t>(sources_.size());
    std::vector<std::uint32_t> winners(2 * k);
    for (std::uint32_t i = 0; i < k; ++i) winners[k + i] = i;
    losers_.assign(k, 0);
    for (std::uint32_t node = k - 1; node >= 1; --node) {
      std::uint32_t won = winners[2 * node], lost = winners[2 * node + 1];
      if (before(lost, won)) std::swap(won, lost);
      winners[node] = won;
      losers_[node] = lost;
    }
    winner_ = winners[1];
    return {};
  }

  void replay() {
    for (std::size_t node = (sources_.size() + winner_) / 2; node >= 1; node /= 2)
      if (before(losers_[node], winner_)) std::swap(losers_[node], winner_);
  }

  std::vector<Source> sources_;
  std::vector<std::uint32_t> losers_;  // by node; [0] is unused; empty before the start
  std::uint32_t winner_ = 0;
};

class Nothing : public SortedReader {
 public:
  Result<bool> next(std::string_view&) override { return false; }
};

}  // namespace

std::unique_ptr<SortedReader> merge_sorted(std::vector<std::unique_ptr<SortedReader>> sources) {
  if (sources.empty()) return std::make_unique<Nothing>();
  if (sources.size() == 1) return std::move(sources.front());
  return std::make_unique<Merge>(std::move(sources));
}

}  // namespace dsprep::spill
