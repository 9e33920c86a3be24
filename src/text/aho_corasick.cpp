#include "text/aho_corasick.h"

#include <algorithm>

namespace dsprep::text {
namespace {

constexpr std::uint64_t most_entries = std::uint64_t{1} << 28;

}  // namespace

Result<AhoCorasick> AhoCorasick::make(const std::vector<std::string>& patterns, bool ignore_case) {
  AhoCorasick automaton;
  std::uint32_t classes = 1;  // 0: bytes of no pattern
  for (const std::string& pattern : patterns) {
    for (const char c : pattern) {
      std::uint16_t& known = automaton.classes_[static_cast<unsigned char>(c)];
      if (known == 0) known = static_cast<std::uint16_t>(classes++);
    }
  }
  if (ignore_case) {
    for (unsigned c = 'A'; c <= 'Z'; ++c) automaton.classes_[c] = automaton.classes_[c - 'A' + 'a'];
  }

  // The trie, a row of children for each state (0: none; the root is nobody's child).
  std::vector<std::uint32_t> next(classes);
  std::vector<Ending> endings(1);
  for (std::size_t p = 0; p < patterns.size(); ++p) {
    std::size_t state = 0;
    for (const char c : patterns[p]) {
      const std::size_t at = state * classes + automaton.classes_[static_cast<unsigned char>(c)];
      if (next[at] == 0) {
        if (next.size() + classes > most_entries)
          return usage_error("the " + std::to_string(patterns.size()) +
                             " entries take more than 1 GiB to search for: give fewer or shorter ones");
        next[at] = static_cast<std::uint32_t>(endings.size());
        endings.emplace_back();
        next.resize(next.size() + classes);
      }
      state = next[at];
    }
    if (endings[state].length == 0)
      endings[state] = {static_cast<std::uint32_t>(p), static_cast<std::uint32_t>(patterns[p].size()), 0};
  }

  // In order of depth: where a state has no child, it goes on as its longest proper suffix would.
  const std::size_t states = endings.size();
  std::vector<std::uint32_t> order{0}, suffix(states);
  order.reserve(states);
  for (std::size_t k = 0; k < order.size(); ++k) {
    const std::uint32_t state = order[k];
    for (std::uint32_t c = 0; c < classes; ++c) {
      std::uint32_t& child = next[std::size_t{state} * classes + c];
      const std::uint32_t onward = state == 0 ? 0 : next[std::size_t{suffix[state]} * classes + c];
      if (child == 0) {
        child = onward;
        continue;
      }
      suffix[child] = onward;
      endings[child].shorter = endings[onward].length != 0 ? onward : endings[onward].shorter;
      order.push_back(child);
    }
  }

  // Numbers the states anew, by depth, those in which something ends last.
  const auto matches = [&](std::uint32_t state) { return endings[state].length != 0 || endings[state].shorter != 0; };
  const auto middle =
      std::stable_partition(order.begin(), order.end(), [&](std::uint32_t state) { return !matches(state); });
  std::vector<std::uint32_t> offset(states);
  for (std::size_t k = 0; k < states; ++k) offset[order[k]] = static_cast<std::uint32_t>(k * classes);
  automaton.stride_ = classes;
  automaton.first_match_ = static_cast<std::uint32_t>(static_cast<std::size_t>(middle - order.begin()) * classes);
  automaton.table_.resize(next.size());
  for (std::size_t k = 0; k < states; ++k) {
    for (std::uint32_t c = 0; c < classes; ++c)
      automaton.table_[k * classes + c] = offset[next[std::size_t{order[k]} * classes + c]];
  }
  for (auto it = middle; it != order.end(); ++it) {
    Ending ending = endings[*it];
    if (ending.shorter != 0) ending.shorter = offset[ending.shorter];
    automaton.endings_.push_back(ending);
  }
  return automaton;
}

bool AhoCorasick::found_in(std::string_view text) const {
  std::uint32_t state = 0;
  for (const char c : text) {
    state = table_[state + classes_[static_cast<unsigned char>(c)]];
    if (state >= first_match_) return true;
  }
  return false;
}

}  // namespace dsprep::text
