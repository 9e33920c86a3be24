#include "dedup/clusters.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/hash.h"
#include "dedup/candidates.h"
#include "dedup/shingle_sets.h"
#include "dedup/shingles_and_residue.h"
#include "spill/merge.h"
#include "spill/progress_check.h"

namespace dsprep::dedup {
namespace {

constexpr std::size_t bucket_size = rank_size + 1;  // its number, and whether this member is its last
constexpr std::uint64_t check_interval = 1u << 12;  // a step may be hundreds of comparisons

struct Mixed {
  std::size_t operator()(std::uint64_t x) const { return base::mix(x, 0); }
};

// One component. A member is known by its number here, which grows with rank.
class Component {
 public:
  Component(spill::Workspace& workspace, const ClusterRules& rules, spill::Sorter& matches, ClusterStats& stats)
      : rules_(rules), matches_(matches), stats_(stats), held_(workspace), sets_(workspace) {}

  Status add(std::uint64_t rank, std::string_view buckets, std::span<const std::uint64_t> set) {
    gather(buckets);
    bool enters = true;  // becomes somebody others are compared with
    std::uint32_t self = 0;
    Status status;
    if (rules_.kind == ClusterRules::Kind::star) {
      bool kept = rank < rules_.seen;
      if (!kept) {
        DSPREP_TRY(kept, keep(rank, set));
      }
      enters = kept;
      if (kept) {
        self = static_cast<std::uint32_t>(ranks_.size());
        ranks_.push_back(rank);
        if (rules_.verify) sets_.add(set, status);
      }
    } else {
      self = static_cast<std::uint32_t>(ranks_.size());
      ranks_.push_back(rank);
      parents_.push_back(self);
      best_.push_back(-1);
      if (rules_.verify) sets_.add(set, status);
      DSPREP_CHECK(status);
      DSPREP_CHECK(join(self, set));
    }
    DSPREP_CHECK(status);
    enter(buckets, enters, self);
    account();
    return {};
  }

  Status finish() {
    for (std::uint32_t i = 0; i < parents_.size(); ++i) {
      const std::uint32_t first = root(i);
      if (first != i && ranks_[i] >= rules_.seen) DSPREP_CHECK(match(ranks_[i], ranks_[first], best_[i], 0));
    }
    buckets_.clear();
    ranks_.clear();
    parents_.clear();
    best_.clear();
    sets_.clear();
    return {};
  }

 private:
  struct Bucket {
    std::vector<std::uint32_t> members;  // the first so many
    std::uint64_t entered = 0;
  };

  // Those that the next record is to be compared with, ascending, each as often as it shares a bucket.
  void gather(std::string_view buckets) {
    others_.clear();
    for (std::size_t at = 0; at < buckets.size(); at += bucket_size) {
      const auto found = buckets_.find(spill::read_be40(buckets.substr(at)));
      if (found == buckets_.end()) continue;
      const Bucket& bucket = found->second;
      others_.insert(others_.end(), bucket.members.begin(), bucket.members.end());
      stats_.skipped += bucket.entered - bucket.members.size();
    }
    std::sort(others_.begin(), others_.end());
  }

  Result<double> compare(std::span<const std::uint64_t> set, std::uint32_t other) {
    DSPREP_TRY(const auto theirs, sets_.get(other));
    ++stats_.pairs;
    const bool by_signature = rules_.sketches_are_signatures && ranks_[other] < rules_.seen;
    double similarity;
    if (by_signature) {
      signature_.resize(2 * theirs.size());
      std::memcpy(signature_.data(), theirs.data(), theirs.size_bytes());
      similarity = set.empty() ? 0 : rules_.estimate(set, signature_);
      if (similarity < rules_.threshold) similarity = -1;
    } else {
      similarity = rules_.residue ? jaccard_with_residue_at_least(set, theirs, rules_.threshold)
                                  : jaccard_at_least(set, theirs, rules_.threshold);
    }
    if (similarity >= 0) {
      ++stats_.alike;
      ++stats_.similarities[static_cast<std::size_t>(similarity * 100 + 1e-9)];
    }
    return similarity;
  }

  // The first kept record that it is like, if there is one, makes it a duplicate.
  Result<bool> keep(std::uint64_t rank, std::span<const std::uint64_t> set) {
    for (std::size_t i = 0; i < others_.size();) {
      std::size_t end = i + 1;
      while (end < others_.size() && others_[end] == others_[i]) ++end;
      double similarity = -1;
      if (rules_.verify) {
        DSPREP_TRY(similarity, compare(set, others_[i]));
      } else {
        ++stats_.pairs;
      }
      if (similarity >= 0 || !rules_.verify) {
        DSPREP_CHECK(match(rank, ranks_[others_[i]], similarity, static_cast<std::uint32_t>(end - i)));
        return false;
      }
      i = end;
    }
    return true;
  }

  Status join(std::uint32_t self, std::span<const std::uint64_t> set) {
    others_.erase(std::unique(others_.begin(), others_.end()), others_.end());
    for (const std::uint32_t other : others_) {
      const std::uint32_t a = root(self), b = root(other);
      if (a == b || ranks_[self] < rules_.seen) continue;
      if (rules_.verify) {
        DSPREP_TRY(const double similarity, compare(set, other));
        if (similarity < 0) continue;
        best_[self] = std::max(best_[self], similarity);
        best_[other] = std::max(best_[other], similarity);
      }
      parents_[std::max(a, b)] = std::min(a, b);
    }
    return {};
  }

  std::uint32_t root(std::uint32_t i) {
    while (parents_[i] != i) i = parents_[i] = parents_[parents_[i]];
    return i;
  }

  Status match(std::uint64_t rank, std::uint64_t of, double similarity, std::uint32_t bands) {
    row_.clear();
    spill::append_be40(row_, rank);
    spill::append_be40(row_, of);
    spill::append_be64(row_, std::bit_cast<std::uint64_t>(similarity));
    spill::append_be32(row_, bands);
    row_ += rules_.sketches_are_signatures && of < rules_.seen ? '\1' : '\0';
    return matches_.add(row_);
  }

  void enter(std::string_view buckets, bool enters, std::uint32_t self) {
    for (std::size_t at = 0; at < buckets.size(); at += bucket_size) {
      const std::uint64_t number = spill::read_be40(buckets.substr(at));
      if (buckets[at + rank_size] != 0) {  // nobody comes after this one
        buckets_.erase(number);
      } else if (enters) {
        Bucket& bucket = buckets_[number];
        ++bucket.entered;
        if (bucket.members.size() < rules_.most_compared) bucket.members.push_back(self);
      }
    }
  }

  void account() {
    const std::uint64_t holds = buckets_.size() * 96 + ranks_.capacity() * 8 + parents_.capacity() * 12;
    if (holds > held_.bytes()) held_.add(holds - held_.bytes());
  }

  const ClusterRules rules_;
  spill::Sorter& matches_;
  ClusterStats& stats_;
  spill::MemoryReservation held_;
  ShingleSets sets_;                                          // by number
  std::unordered_map<std::uint64_t, Bucket, Mixed> buckets_;  // those with members to come
  std::vector<std::uint64_t> ranks_;                          // by number
  std::vector<std::uint32_t> parents_;
  std::vector<double> best_;  // the highest similarity that connects it
  std::vector<std::uint32_t> others_, signature_;
  std::string row_;
};

}  // namespace

std::unique_ptr<spill::SortedReader> sets_of_both(std::unique_ptr<spill::SortedReader> a,
                                                  std::unique_ptr<spill::SortedReader> b) {
  std::vector<std::unique_ptr<spill::SortedReader>> sources;
  sources.push_back(std::move(a));
  sources.push_back(std::move(b));
  return spill::merge_sorted(std::move(sources));
}

Status find_clusters(spill::Workspace& workspace, spill::SortedReader& groups, spill::SortedReader* sets,
                     const ClusterRules& rules, Decider& decider, spill::Sorter& matches, ClusterStats& stats) {
  Component component(workspace, rules, matches, stats);
  std::string root;
  std::vector<std::uint64_t> set;
  std::string_view next_set;
  bool more_sets = sets != nullptr;
  if (more_sets) {
    DSPREP_TRY(more_sets, sets->next(next_set));
  }
  spill::ProgressCheck progress(decider, "comparing", 0, check_interval);
  for (std::string_view group;;) {
    DSPREP_TRY(const bool more, groups.next(group));
    if (!more) break;
    DSPREP_CHECK(progress.step());
    if (group.substr(0, rank_size) != root) {
      DSPREP_CHECK(component.finish());
      root.assign(group.substr(0, rank_size));
    }
    const std::string_view place = group.substr(0, 2 * rank_size);
    set.clear();
    while (more_sets && next_set.substr(0, 2 * rank_size) < place) {
      DSPREP_TRY(more_sets, sets->next(next_set));
    }
    if (more_sets && next_set.substr(0, 2 * rank_size) == place) {
      const std::string_view hashes = next_set.substr(2 * rank_size);
      set.resize(hashes.size() / sizeof(std::uint64_t));
      std::memcpy(set.data(), hashes.data(), hashes.size());
    }
    DSPREP_CHECK(component.add(spill::read_be40(place.substr(rank_size)), group.substr(2 * rank_size), set));
  }
  return component.finish();
}

}  // namespace dsprep::dedup
