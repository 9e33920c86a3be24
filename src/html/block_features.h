// BlockFeatures: what is known of each block of a page, as a row of numbers, from which main_text.h tells main text
// from what surrounds it.
//
// A row has, in this order: the block's own text (facts, words that hint at what it is, its element), what stands
// around it in the tree (how far up the nearest element of a kind is, the sizes and the share of links of the ever
// larger elements that hold it, how often elements like it are repeated), what stands before and behind it, and what
// the page is like as a whole. Nothing in it depends on the language, but for the words of hints.h, and nothing on the
// site.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "html/block_facts.h"
#include "html/hints.h"
#include "html/page_facts.h"
#include "html/tree.h"
#include "html/visible_text.h"

namespace dsprep::html {

// Owned by one worker, used for document after document.
class BlockFeatures {
 public:
  // What rows are made of. The tree and the text must stay as they are until the last of them was asked for.
  void measure(const Tree& tree, const VisibleText& visible, const PageFacts& page);
  // Valid until the next call. Rows are not kept: a page of millions of blocks would take gigabytes.
  std::span<const float> row(std::size_t block);
  float words(std::size_t block) const { return blocks_[block].facts.words; }

 private:
  struct Element {
    std::uint64_t hints = 0;
    float words = 0, link_words = 0, long_words = 0;
    std::uint32_t blocks = 0, repeats = 0, depth = 0;
  };
  struct BlockInfo {
    BlockFacts facts;
    float links = 0;         // share of the text
    float copies = 0;        // blocks of the page with the same text
    float title = 0;         // how much of it and the page's title is the same
    float words_before = 0;  // on the page
    std::uint64_t hints = 0, hash = 0;
    std::uint32_t heading_above = 0;  // a block; itself: there is none
    std::uint8_t kind = 0;            // of element
    bool heading = false;
    bool has(TextHint hint) const { return (hints >> static_cast<unsigned>(hint) & 1) != 0; }
  };
  void measure_blocks(const VisibleText& visible, const PageFacts& page);
  void count_copies();
  void measure_elements();
  void count_repeats();
  void find_core();
  void measure_page(const PageFacts& page);
  void add_own(const Block& block, const BlockInfo& info);
  void add_ancestors(const Block& block, const BlockInfo& info);
  void add_repeats(std::uint32_t repeated);
  void add_place(std::size_t block);
  void add_neighbours(std::size_t block);
  void add(float value) { row_.push_back(value); }

  const Tree* tree_ = nullptr;
  const VisibleText* visible_ = nullptr;
  std::vector<float> row_, page_;
  std::vector<Element> elements_;
  std::vector<BlockInfo> blocks_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> keys_;
  std::vector<std::uint64_t> title_words_, words_;
  std::uint32_t core_[3] = {};  // the smallest elements with 50, 70 and 90 % of the long blocks' words
  std::size_t first_heading_ = 0, first_long_ = 0, last_long_ = 0;
};

}  // namespace dsprep::html
