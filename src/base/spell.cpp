#include "base/spell.h"

#include <algorithm>

namespace dsprep::base {
namespace {

char canonical(char c) { return c == '_' ? '-' : c; }

std::size_t common_prefix(std::string_view a, std::string_view b) {
  const std::size_t limit = std::min(a.size(), b.size());
  std::size_t n = 0;
  while (n < limit && canonical(a[n]) == canonical(b[n])) ++n;
  return n;
}

// Optimal string alignment: three rows of the usual table, since a transposition looks two rows back.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool equal = canonical(a[i - 1]) == canonical(b[j - 1]);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (equal ? 0 : 1)});
      if (i > 1 && j > 1 && canonical(a[i - 1]) == canonical(b[j - 2]) && canonical(a[i - 2]) == canonical(b[j - 1])) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    before.swap(above);
    above.swap(row);
  }
  return above[b.size()];
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  const std::size_t allowed = word.size() <= 4 ? 1 : word.size() <= 8 ? 2 : 3;
  const std::string* best = nullptr;
  std::size_t best_distance = 0;
  if (word.empty()) return "";
  for (const std::string& candidate : candidates) {
    const std::size_t shorter = std::min(word.size(), candidate.size());
    const std::size_t difference = std::max(word.size(), candidate.size()) - shorter;
    const bool is_prefix = shorter >= 3 && common_prefix(word, candidate) == shorter;
    // The distance is at least the difference of the lengths, so that a long word costs nothing.
    if (!is_prefix && difference > allowed) continue;
    const std::size_t distance = is_prefix ? difference : edit_distance(word, candidate);
    if (!is_prefix && distance > allowed) continue;
    if (best == nullptr || distance < best_distance) best = &candidate, best_distance = distance;
  }
  return best == nullptr ? "" : *best;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string found = nearest(word, candidates);
  return found.empty() ? "" : " (did you mean \"" + found + "\"?)";
}

}  // namespace dsprep::base
