// VisibleText: what a reader sees of a Tree, block by block: paragraphs, headings, items, cells.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "html/tag.h"
#include "html/tree.h"

namespace dsprep::html {

// A stretch of text between two line ends that elements make; it holds line ends itself where <br> or <pre> do.
struct Block {
  std::uint32_t node = 0;                       // the innermost block-level element around it
  std::uint32_t begin = 0, end = 0;             // in VisibleText::text; not empty
  std::uint32_t link_bytes = 0;                 // of it, within links
  std::uint32_t row = no_node, cell = no_node;  // of the innermost table
  std::uint16_t links = 0;
  std::uint8_t gap = 1;  // line ends in front of it: 2 where a paragraph, a list, a table or the like begins or ends
  bool hidden = false;   // within an element that is not shown
  bool preformatted = false;
};

// Owned by one worker, used for document after document.
class VisibleText {
 public:
  // Replaces text and blocks.
  void collect(const Tree& tree);

  std::string text;  // of all blocks, one behind the other
  std::vector<Block> blocks;

  std::string_view of(const Block& block) const {
    return std::string_view(text).substr(block.begin, block.end - block.begin);
  }

 private:
  struct Open {
    std::uint32_t end;   // of its subtree
    std::uint32_t node;  // the block-level element, and the row and cell, before it
    std::uint32_t row, cell;
    Tag tag;
    bool block;
  };
  void enter(const Tree& tree, std::uint32_t index);
  void leave();
  void add_text(std::string_view piece);
  void add_word(std::string_view word);
  void add_formula(std::string_view formula);
  void line_end();
  void boundary(std::uint8_t gap);
  void finish_block();
  void start_block();

  std::vector<Open> open_;
  Block block_;
  std::uint32_t node_ = 0, row_ = no_node, cell_ = no_node, skip_until_ = 0, hidden_until_ = 0;
  int links_ = 0, pre_ = 0;
  std::uint8_t gap_ = 1;
  bool in_block_ = false, space_ = false;
};

}  // namespace dsprep::html
