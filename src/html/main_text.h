// MainText: which blocks of a page are what it is about, and which are navigation, banners, comments, links to other
// pages.
//
// Each block gets a probability of being main text, from its features (block_features.h) by decision trees that were
// fitted to pages with known main text (data/html, tests/parity/html_main.py). Where the line is drawn depends on the
// page: so that the F1 of what is kept, expected by these probabilities, is highest.
#pragma once

#include <cstdint>
#include <vector>

#include "html/block_features.h"
#include "html/page_facts.h"
#include "html/tree.h"
#include "html/visible_text.h"

namespace dsprep::html {

// Owned by one worker, used for document after document.
class MainText {
 public:
  // `fragment`: a piece of a page, of which all is main text that is not in an element for something else.
  void select(const Tree& tree, const VisibleText& visible, const PageFacts& page, bool fragment);
  bool keeps(std::size_t block) const { return scores_[block] >= threshold_; }
  // The F1 expected of what is kept, 0 to 1; 0 where nothing is.
  double confidence() const { return confidence_; }

 private:
  void draw_line();
  void leave_hidden(const VisibleText& visible);
  void level_rows(const VisibleText& visible);
  void keep_fragment(const Tree& tree, const VisibleText& visible);

  BlockFeatures features_;
  std::vector<float> scores_;
  std::vector<std::uint32_t> order_;
  float threshold_ = 0;
  double confidence_ = 0;
};

}  // namespace dsprep::html
