#include "ops/clean/gopher_repetition/joined_repeats.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/hash.h"
#include "ops/clean/gopher_repetition/forget_giant.h"

namespace dsprep::ops::gopher_repetition {
namespace {

// Two equal runs at least this long begin with the same bytes. Where these bytes are unique, nothing is repeated.
constexpr std::size_t prefix = 16;
// More positions than this are told apart by their whole hashes, in a table that does not grow with the text.
constexpr std::size_t most_at_once = std::size_t{1} << 18;

std::uint64_t prefix_hash(const char* p) {
  std::uint64_t low = 0, high = 0;
  std::memcpy(&low, p, 8);
  std::memcpy(&high, p + 8, 8);
  return base::mix(low, high);
}

constexpr std::size_t most_kept = std::size_t{1} << 22;

}  // namespace

void JoinedRepeats::start(std::string_view text, std::span<const TextSpan> words, std::size_t least) {
  forget_giant(joined_, most_kept);
  forget_giant(offsets_, most_kept);
  forget_giant(candidates_, most_kept);
  forget_giant(hashes_, most_kept);
  if (words.size() < least) return;
  join(text, words);
  const std::size_t positions = words.size() - least + 1;
  hashes_.resize(positions);
  for (std::size_t i = 0; i < positions; ++i) hashes_[i] = prefix_hash(joined_.data() + offsets_[i]);
  candidates_.resize(positions);
  std::size_t kept = 0;
  const auto keep = [&](std::size_t i, bool shared) {  // without a branch
    candidates_[kept] = static_cast<std::uint32_t>(i);
    kept += shared | (offsets_[i + least] - offsets_[i] < prefix);
  };
  if (positions <= most_at_once) {
    // Marks by the hashes' low bits, which take few positions in a hundred for others: once, or again.
    const std::size_t marks = std::bit_ceil(positions * 16);
    marks_.assign(marks, 0);
    for (std::size_t i = 0; i < positions; ++i) {
      unsigned char& mark = marks_[hashes_[i] & (marks - 1)];
      mark = static_cast<unsigned char>(mark << 1 | 1);
    }
    for (std::size_t i = 0; i < positions; ++i) keep(i, (marks_[hashes_[i] & (marks - 1)] & 2) != 0);
    candidates_.resize(kept);
    return drop_lone_candidates(least);
  } else {
    std::vector<bool> shared(positions);
    const std::size_t rounds = 1 + positions / (most_at_once * 16);  // each for its part of the hashes
    for (std::size_t round = 0; round < rounds; ++round) {
      prefixes_.clear();
      for (std::size_t i = 0; i < positions; ++i) {
        if (rounds > 1 && hashes_[i] % rounds != round) continue;
        const std::uint32_t first = prefixes_.find_or_add(hashes_[i], static_cast<std::uint32_t>(i));
        if (first != i) shared[i] = shared[first] = true;
      }
    }
    for (std::size_t i = 0; i < positions; ++i) keep(i, shared[i]);
  }
  candidates_.resize(kept);
}

// Of those whose marks said so by chance nothing is left; nor of runs shorter than a prefix that are few and begin
// differently.
void JoinedRepeats::drop_lone_candidates(std::size_t least) {
  constexpr std::size_t few = 12;
  prefixes_.clear();
  shared_.assign(candidates_.size(), 0);
  short_.clear();
  for (std::size_t k = 0; k < candidates_.size(); ++k) {
    const std::uint32_t i = candidates_[k];
    const std::uint32_t first = prefixes_.find_or_add(hashes_[i], static_cast<std::uint32_t>(k));
    if (first != k) shared_[k] = shared_[first] = 1;
    if (offsets_[i + least] - offsets_[i] < prefix) short_.push_back(static_cast<std::uint32_t>(k));
  }
  const auto run = [&](std::uint32_t k) {
    const std::uint32_t i = candidates_[k];
    return std::string_view(joined_).substr(offsets_[i], offsets_[i + least] - offsets_[i]);
  };
  for (std::size_t a = 0; a < short_.size(); ++a) {
    if (short_.size() > few) shared_[short_[a]] = 1;
    for (std::size_t b = 0; short_.size() <= few && b < a; ++b) {
      const std::string_view left = run(short_[a]), right = run(short_[b]);
      if (left.starts_with(right) || right.starts_with(left)) shared_[short_[a]] = shared_[short_[b]] = 1;
    }
  }
  std::size_t kept = 0;
  for (std::size_t k = 0; k < candidates_.size(); ++k) {
    candidates_[kept] = candidates_[k];
    kept += shared_[k];
  }
  candidates_.resize(kept);
}

void JoinedRepeats::join(std::string_view text, std::span<const TextSpan> words) {
  constexpr std::size_t stride = 16;
  joined_.resize(text.size() + stride);  // more than all words need
  offsets_.resize(words.size() + 1);
  std::size_t at = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    offsets_[i] = static_cast<std::uint32_t>(at);
    const std::size_t size = words[i].size();
    if (size <= stride &&
        words[i].begin + stride <= text.size()) {  // sixteen bytes at once; the next word overwrites the rest
      std::memcpy(joined_.data() + at, text.data() + words[i].begin, stride);
    } else {
      std::memcpy(joined_.data() + at, text.data() + words[i].begin, size);
    }
    at += size;
  }
  offsets_[words.size()] = static_cast<std::uint32_t>(at);
  std::memset(joined_.data() + at, 0, prefix);  // so that a prefix may be read anywhere
}

std::uint64_t JoinedRepeats::chars_at_most(std::size_t n, std::span<const WordFacts> facts) const {
  std::uint64_t chars = 0;
  std::size_t covered = 0;  // words before this one are counted
  for (const std::uint32_t i : candidates_) {
    const std::size_t end = std::min<std::size_t>(i + n, facts.size());
    for (std::size_t k = std::max<std::size_t>(i, covered); k < end; ++k) chars += facts[k].chars;
    covered = end;
  }
  return chars;
}

std::uint64_t JoinedRepeats::repeated_chars(std::size_t n, std::span<const WordFacts> facts) {
  std::uint64_t chars = 0;
  std::size_t next = 0;  // where the scan stands
  runs_.clear();
  for (const std::uint32_t i : candidates_) {
    if (i < next) continue;  // jumped over, and never remembered
    if (i + n >= offsets_.size()) break;
    const std::string_view run(joined_.data() + offsets_[i], offsets_[i + n] - offsets_[i]);
    const std::uint32_t known = runs_.size();
    if (runs_.number(run) == known) continue;
    for (std::size_t k = i; k < i + n; ++k) chars += facts[k].chars;
    next = i + n;
  }
  return chars;
}

}  // namespace dsprep::ops::gopher_repetition
