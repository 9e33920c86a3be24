// TreeEnsemble: a sum of decision trees over a row of numbers, as gradient boosting makes it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace dsprep::html {

// Immutable once made; thread-safe.
class TreeEnsemble {
 public:
  // One tree a line, from its root: "FEATURE<LIMIT", then what is asked where the value is at most the limit, then what
  // is asked elsewhere; a leaf is a number alone. Nothing where the text is not that.
  static std::optional<TreeEnsemble> read(std::string_view text);

  // The sum of one leaf a tree. REQUIRES a row of width() numbers.
  float sum(std::span<const float> row) const;
  std::size_t width() const { return width_; }

 private:
  static constexpr std::uint32_t leaf = UINT32_MAX;
  // A question, whose first answer is the next node; or a leaf.
  struct Node {
    float value = 0;  // the limit, or what the leaf is worth
    std::uint32_t feature = leaf;
    std::uint32_t otherwise = 0;
  };
  bool read_tree(std::string_view line);

  std::vector<Node> nodes_;
  std::vector<std::uint32_t> roots_;
  std::size_t width_ = 0;
};

}  // namespace dsprep::html
