// ByteTrie: which of many byte strings begin a text. A double array (Aoe 1989): one look a byte.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace dsprep::tokenizers {

class ByteTrie {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;
  ByteTrie() : units_(1) {}
  // Of equal strings the last counts; empty ones are left out.
  explicit ByteTrie(std::vector<std::pair<std::string_view, std::uint32_t>> strings) : units_(1) {
    std::stable_sort(strings.begin(), strings.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    used_.assign(1, true);
    build(0, strings.data(), strings.data() + strings.size(), 0);
    used_ = {};
  }

  // Calls found(length, value) for each string that `text` begins with, the shortest first.
  template <class Found>
  void prefixes(std::string_view text, Found found) const {
    std::uint32_t at = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const std::uint32_t child = units_[at].base + static_cast<unsigned char>(text[i]);
      if (units_[at].base == 0 || child >= units_.size() || units_[child].parent != at + 1) return;
      at = child;
      if (units_[at].value != none) found(i + 1, units_[at].value);
    }
  }

 private:
  struct Unit {
    std::uint32_t base = 0, parent = 0, value = none;  // base 0: no children; parent: one more than its place, 0: free
  };
  using Entry = std::pair<std::string_view, std::uint32_t>;

  // Strings [begin, end) share their first `depth` bytes, and lead to `at`.
  void build(std::uint32_t at, const Entry* begin, const Entry* end, std::size_t depth) {
    for (; begin < end && begin->first.size() == depth; ++begin)
      if (depth > 0) units_[at].value = begin->second;
    if (begin == end) return;
    std::vector<unsigned char> bytes;
    for (const Entry* e = begin; e < end; ++e) {
      const auto byte = static_cast<unsigned char>(e->first[depth]);
      if (bytes.empty() || bytes.back() != byte) bytes.push_back(byte);
    }
    const std::uint32_t base = room_for(bytes);
    units_[at].base = base;
    for (const unsigned char byte : bytes) {
      used_[base + byte] = true;
      units_[base + byte].parent = at + 1;
    }
    for (const Entry* e = begin; e < end;) {
      const auto byte = static_cast<unsigned char>(e->first[depth]);
      const Entry* last = e;
      while (last < end && static_cast<unsigned char>(last->first[depth]) == byte) ++last;
      build(base + byte, e, last, depth + 1);
      e = last;
    }
  }
  // The first place where all of them are free. Nodes with one child fill the gaps that others leave; for those with
  // more the search goes on from where it last found room, and leaves a crowded stretch behind.
  std::uint32_t room_for(const std::vector<unsigned char>& bytes) {
    while (first_free_ < used_.size() && used_[first_free_]) ++first_free_;
    const bool single = bytes.size() == 1;
    std::size_t at = single ? first_free_ : std::max(first_free_, crowded_);
    for (std::size_t tries = 0;; ++at) {
      if (at + 256 >= used_.size()) {
        used_.resize(at + 512 + used_.size() / 4);
        units_.resize(used_.size());
      }
      if (used_[at]) continue;
      const std::size_t base = at - bytes[0];
      if (std::none_of(bytes.begin(), bytes.end(), [&](unsigned char byte) { return used_[base + byte]; }))
        return static_cast<std::uint32_t>(base);
      if (++tries % 64 == 0) crowded_ = at;
    }
  }

  std::vector<Unit> units_;
  std::vector<bool> used_;
  std::size_t first_free_ = 256, crowded_ = 0;  // from 256 on, so that any byte can be taken off
};

}  // namespace dsprep::tokenizers
