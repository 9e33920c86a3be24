// Paragraphs of plain text: lines between lines of nothing but white space.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dsprep/format.h"

namespace dsprep::formats::plain {

inline constexpr std::string_view white_space = " \t\r\n\f\v";

// A paragraph is known to end at the end of the first blank line behind it, and is framed up to there, so that nothing
// has to be gone back to; trim_paragraph() takes what is too much away.
class ParagraphFramer final : public Framer {
 public:
  std::uint64_t frame(std::string_view bytes, std::uint64_t at, std::vector<FrameBounds>& found) override;
  Status finish(std::uint64_t at, std::vector<FrameBounds>& found) override;
  void limit(std::uint64_t longest) override { longest_ = longest; }

 private:
  static constexpr std::uint64_t none = ~std::uint64_t{0};
  std::uint64_t begin_ = none;       // of the paragraph under way
  std::uint64_t line_begin_ = none;  // of the line under way; none: at the beginning of the bytes to come
  bool blank_ = true;                // so far it holds nothing but white space
  std::uint64_t longest_ = none;
};

// Without the line end of its last line, and what stands behind that.
std::string_view trim_paragraph(std::string_view bytes);

}  // namespace dsprep::formats::plain
