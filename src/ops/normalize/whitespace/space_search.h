// Where white space stands that is more than one plain space or one LF: in a text as it is, or in one as JSON spells
// it, so that it need not be decoded.
//
// White space is the property White_Space of Unicode. Nearly all of it is one plain space or one LF with something else
// on both sides; the search for the rest turns blocks of 64 bytes into a mask of places to look at.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "text/wide_space.h"

namespace dsprep::ops::whitespace {

struct Space {
  std::uint8_t size = 0;
  bool line_break = false;
};  // bytes; size 0: not white space

// The white space at p[0] that is not of ASCII. A character that is cut off by `end` is none.
inline Space wide_space_at(const char* p, const char* end) {
  const std::size_t size = text::wide_space_size({p, static_cast<std::size_t>(end - p)});
  const auto last = size == 0 ? 0 : static_cast<unsigned char>(p[size - 1]);
  // Next line, line and paragraph separator.
  return {static_cast<std::uint8_t>(size),
          size == 2 ? last == 0x85 : size == 3 && p[0] == '\xe2' && (last == 0xa8 || last == 0xa9)};
}

// A text as it is.
struct PlainSpelling {
  static constexpr std::string_view line_feed = "\n";
  static constexpr std::size_t beyond = 2;  // bytes that notable() reads behind its block
  // What stands at p[0].
  static Space space_at(const char* p, const char* end) {
    switch (*p) {
      case ' ':
      case '\t': return {1, false};
      case '\n':
      case '\v':
      case '\f': return {1, true};
      case '\r': return {static_cast<std::uint8_t>(p + 1 < end && p[1] == '\n' ? 2 : 1), true};
      default: return static_cast<signed char>(*p) < 0 ? wide_space_at(p, end) : Space();
    }
  }
  static bool is_tab(const char* p) { return *p == '\t'; }
  // Which of p[0, 64) a search has to look at, a bit each.
  static std::uint64_t notable(const char* p);
  static bool inside_escape(const char*, const char*) { return false; }
};

// A text as JSON spells it, without the quotes, with no escapes but the shortest: Record::escaped_text.
struct EscapedSpelling {
  static constexpr std::string_view line_feed = "\\n";
  static constexpr std::size_t beyond = 3;
  // REQUIRES p not to lie inside an escape.
  static Space space_at(const char* p, const char* end) {
    if (*p == ' ') return {1, false};
    if (*p != '\\') return static_cast<signed char>(*p) < 0 ? wide_space_at(p, end) : Space();
    switch (p[1]) {
      case 't': return {2, false};
      case 'n':
      case 'f': return {2, true};
      case 'r': return {static_cast<std::uint8_t>(p + 3 < end && p[2] == '\\' && p[3] == 'n' ? 4 : 2), true};
      default: return {};
    }
  }
  static bool is_tab(const char* p) { return *p == '\\' && p[1] == 't'; }
  static std::uint64_t notable(const char* p);
  // Whether p is the second character of an escape. REQUIRES that `start` is not.
  static bool inside_escape(const char* start, const char* p) {
    const char* first = p;
    while (first > start && first[-1] == '\\') --first;
    return (p - first) % 2 != 0;
  }
};

// The size of the plain space or LF at p; 0 where there is none.
template <class Spelling>
std::size_t plain_space(const char* p, const char* end) {
  if (*p == ' ') return 1;
  constexpr std::string_view feed = Spelling::line_feed;
  if (static_cast<std::size_t>(end - p) < feed.size() || std::string_view(p, feed.size()) != feed) return 0;
  return feed.size();
}

// Goes through one text from left to right.
template <class Spelling>
class SpaceSearch {
 public:
  explicit SpaceSearch(std::string_view text) : end_(text.data() + text.size()), block_end_(text.data()) {}

  // The start of the next run of white space, at or after `p`, that is not a lone plain space or LF inside the text, or
  // the text's end. REQUIRES that no run, and no character, goes across p.
  const char* next_run(const char* const p) {
    for (const char* at = p; at < end_;) {
      if (at >= block_end_) {
        if (static_cast<std::size_t>(end_ - at) < block + Spelling::beyond) return last(p, at);
        mask_ = Spelling::notable(at);
        block_end_ = at + block;
      }
      const std::uint64_t left = mask_ >> (block - static_cast<std::size_t>(block_end_ - at));
      if (left == 0) {
        at = block_end_;
        continue;
      }
      at += std::countr_zero(left);
      if (is_space(p, at)) return run_begin(p, at);
      ++at;
    }
    return run_begin(p, end_);
  }

 private:
  static constexpr std::size_t block = 64;

  bool is_space(const char* from, const char* p) const {
    return !Spelling::inside_escape(from, p) && Spelling::space_at(p, end_).size != 0;
  }

  // A run whose first place is `p` or the plain space or LF before it.
  const char* run_begin(const char* from, const char* p) const {
    for (const std::size_t size : {std::size_t{1}, Spelling::line_feed.size()}) {
      if (static_cast<std::size_t>(p - from) < size || plain_space<Spelling>(p - size, p) != size) continue;
      if (size == 1 || !Spelling::inside_escape(from, p - size)) return p - size;
    }
    return p;
  }

  // The same from `p` on, which is near the end, step by step.
  const char* last(const char* from, const char* p) const {
    if (Spelling::inside_escape(from, p)) ++p;
    while (p < end_) {
      if (const std::size_t size = plain_space<Spelling>(p, end_)) {
        const char* const next = p + size;
        if (next == end_ || Spelling::space_at(next, end_).size) return p;
        p = next;
      } else if (Spelling::space_at(p, end_).size) {
        return run_begin(from, p);
      } else {
        p += Spelling::line_feed.size() == 2 && *p == '\\' ? 2 : 1;
      }
    }
    return end_;
  }

  const char* end_;
  const char* block_end_;  // of the block that mask_ is of
  std::uint64_t mask_ = 0;
};

}  // namespace dsprep::ops::whitespace
