// NestingLimiter: takes out of HTML what makes a parser's time grow with the square of its size, and no text.
//
// A tree builder looks through its stack of open elements at many a tag, through the attributes of a tag at each
// further one, and opens formatting elements that were never closed again in each paragraph. So a page of 100,000
// nested elements or a tag of 40,000 attributes, each less than a megabyte, takes minutes. Browsers stop nesting at a
// depth; here the tags beyond it are cut out before the parser sees them: what stands between them stays.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "html/tag.h"

namespace dsprep::html {

inline constexpr std::size_t most_nested = 512;     // open elements, as Chromium
inline constexpr std::size_t most_formatting = 64;  // formatting elements (b, font, …) open at once

class NestingLimiter {
 public:
  // False: `html` needs no cuts. True: `out` is what is left of it.
  bool limit(std::string_view html, std::string& out);

 private:
  struct Open {
    std::uint8_t name;
    Tag tag;
    bool cut;
    std::uint32_t formatting;  // formatting_ before it
  };
  bool open(std::uint8_t name, Tag tag);   // false: cut it
  bool close(std::uint8_t name, Tag tag);  // likewise
  void end_group(Tag tag);
  void end_link(std::uint8_t name);
  void pop();

  std::vector<Open> open_;
  std::array<std::uint32_t, 256> open_by_name_{};
  std::size_t nested_ = 0, formatting_ = 0, documents_ = 0;  // of those that are not cut
};

}  // namespace dsprep::html
