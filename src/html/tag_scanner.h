// TagScanner: the tags of HTML one after the other, without a tree: what stands in comments, in values and in scripts
// is none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "html/tag.h"

namespace dsprep::html {

inline constexpr std::size_t most_attributes = 256;  // of one tag

class TagScanner {
 public:
  explicit TagScanner(std::string_view html) : html_(html) {}

  struct Found {
    std::size_t begin = 0, end = 0;  // from its '<' to behind its '>'
    std::size_t surplus = 0;         // where the attributes beyond the limit begin, or 0
    Tag tag = Tag::other;
    std::uint8_t number = 0;  // of its name: a known one has one of its own, all others share a few
    bool closes = false;
  };
  bool next();  // false: there is none any more
  const Found& found() const { return found_; }

 private:
  void read_attributes();

  std::string_view html_;
  std::size_t at_ = 0;
  Found found_;
};

}  // namespace dsprep::html
