// BlockFeatures: what is known of each block of a page, as a row of numbers, from which main_text.h tells main text from
// what surrounds it.
//
// A row has, in this order: the block's own text (facts, words that hint at what it is, its element), what stands around
// it in the tree (how far up the nearest element of a kind is, the sizes and the share of links of the ever larger
// elements that hold it, how often elements like it are repeated), what stands before and behind it, and what the page
// is like as a whole. Nothing in it depends on the language, but for the words of hints.h, and nothing on the site.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "html/block_facts.h"
#include "html/page_facts.h"
#include "html/visible_text.h"

namespace dsprep::html {

// Owned by one worker, used for document after document.
class BlockFeatures {
 public:
  void compute(const Tree& tree, const VisibleText& visible, const PageFacts& page);

  std::size_t width() const { return width_; }
  std::span<const float> row(std::size_t block) const { return {rows_.data() + block * width_, width_}; }
  std::span<float> row(std::size_t block) { return {rows_.data() + block * width_, width_}; }
  float words(std::size_t block) const { return blocks_[block].facts.words; }
  // The first ancestors of a block that hold ever more text than the one before, at most `levels`; the root where there
  // are no more.
  static constexpr std::size_t levels = 4;
  std::span<const std::uint32_t> containers(std::size_t block) const {
    return {containers_.data() + block * levels, levels};
  }

 private:
  struct Element {
    std::uint64_t hints = 0;
    float words = 0, link_words = 0, long_words = 0;
    std::uint32_t blocks = 0, repeats = 0, depth = 0;
  };
  struct BlockInfo {
    BlockFacts facts;
    float links = 0;  // share of the text
    std::uint64_t hints = 0;
    std::uint64_t hash = 0;
    float copies = 0, title = 0;
    std::uint8_t tag = 0;
    bool heading = false;
  };
  void measure_blocks(const Tree& tree, const VisibleText& visible, const PageFacts& page);
  void measure_elements(const Tree& tree, const VisibleText& visible);
  void count_repeats(const Tree& tree);
  void find_core(const Tree& tree);
  void add_page(const VisibleText& visible, const PageFacts& page);
  void add_own(const VisibleText& visible, std::size_t i);
  void add_ancestors(const Tree& tree, const VisibleText& visible, std::size_t i);
  void add_place(const VisibleText& visible, std::size_t i);
  void add(float value) { rows_.push_back(value); }

  std::size_t width_ = 0;
  std::vector<float> rows_, page_;
  std::vector<Element> elements_;
  std::vector<BlockInfo> blocks_;
  std::vector<std::uint32_t> containers_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> keys_;  // scratch
  std::vector<std::uint64_t> title_words_, heading_words_;
  std::uint32_t core_[3] = {};  // the smallest elements with 50, 70 and 90 % of the long blocks' words
  std::size_t first_heading_ = 0, first_long_ = 0, last_long_ = 0;
  float words_before_ = 0;
  std::size_t last_heading_ = 0;  // while rows are added: the heading above
};

}  // namespace dsprep::html
