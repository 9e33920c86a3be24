// AhoCorasick: many byte strings searched for at once, in one pass over the text whatever their number.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/result.h"

namespace dsprep::text {

// Immutable once made; thread-safe.
//
// A deterministic automaton: one look-up a byte. Bytes that no pattern has share one class, so that a state takes only
// as many entries as there are different bytes in the patterns. A state is written as the offset of its row; those in
// which something ends come last, so that one comparison a byte finds them.
class AhoCorasick {
 public:
  AhoCorasick() = default;  // finds nothing

  // REQUIRES patterns that are not empty. Of equal ones the first counts. `ignore_case`: A–Z in the text are a–z; the
  // patterns must be lower case already. An error where the automaton would take more than 1 GiB.
  static Result<AhoCorasick> make(const std::vector<std::string>& patterns, bool ignore_case);

  // Calls found(pattern, begin, end) for occurrences in order of their ends, the longest first of those that end
  // together. Where it returns true, the shorter ones that end there are passed over.
  template <class Found>
  void find(std::string_view text, Found found) const {
    std::uint32_t state = 0;
    const std::uint32_t* const table = table_.data();
    const std::uint16_t* const classes = classes_.data();
    for (std::size_t i = 0; i < text.size(); ++i) {
      state = table[state + classes[static_cast<unsigned char>(text[i])]];
      if (state >= first_match_) report(state, i + 1, found);
    }
  }

  bool found_in(std::string_view text) const;
  std::size_t states() const { return table_.size() / stride_; }

 private:
  // What ends in a matching state: a pattern, or only shorter ones, in the matching states it leads on to.
  struct Ending {
    std::uint32_t pattern = 0, length = 0;  // length 0: none of its own
    std::uint32_t shorter = 0;              // a matching state, or 0
  };

  template <class Found>
  void report(std::uint32_t state, std::size_t end, Found& found) const {
    do {
      const Ending& ending = endings_[(state - first_match_) / stride_];
      if (ending.length != 0 && found(ending.pattern, end - ending.length, end)) return;
      state = ending.shorter;
    } while (state != 0);
  }

  std::array<std::uint16_t, 256> classes_{};
  std::uint32_t stride_ = 1, first_match_ = 1;
  std::vector<std::uint32_t> table_{0};
  std::vector<Ending> endings_;
};

}  // namespace dsprep::text
