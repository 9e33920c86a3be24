#include "html/main_text.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "base/portable_math.h"
#include "html/main_text_trees.h"
#include "html/render.h"
#include "html/tag.h"
#include "html/tree_ensemble.h"

namespace dsprep::html {
namespace {

const TreeEnsemble& trees() {
  static const TreeEnsemble all = *TreeEnsemble::read(main_text_trees());
  return all;
}

}  // namespace

void MainText::draw_line() {
  order_.resize(scores_.size());
  std::iota(order_.begin(), order_.end(), 0);
  std::sort(order_.begin(), order_.end(), [this](std::uint32_t a, std::uint32_t b) {
    return scores_[a] != scores_[b] ? scores_[a] > scores_[b] : a < b;
  });
  double expected = 0;  // words of main text on the page
  for (std::size_t i = 0; i < scores_.size(); ++i)
    expected += static_cast<double>(scores_[i]) * static_cast<double>(features_.words(i));
  double words = 0, right = 0, best = 0;
  threshold_ = 1;
  for (const std::uint32_t i : order_) {
    words += static_cast<double>(features_.words(i));
    right += static_cast<double>(scores_[i]) * static_cast<double>(features_.words(i));
    const double f1 = 2 * right / (expected + words);
    if (f1 <= best) continue;
    best = f1;
    threshold_ = scores_[i];
  }
  // Where the page is clear, what is in doubt is left out; where nothing is likely, nothing is kept.
  const double clear = std::clamp((best - 0.7) / 0.25, 0.0, 1.0);
  const auto least = static_cast<float>(0.25 + 0.35 * clear);
  threshold_ = std::clamp(threshold_, least, 0.6f);
  const bool any = !order_.empty() && scores_[order_.front()] >= threshold_;
  confidence_ = any ? best : 0;
}

// The cells of a row stay or go together: each has the mean of their scores.
void MainText::level_rows(const VisibleText& visible) {
  const std::vector<Block>& blocks = visible.blocks;
  for (std::size_t first = 0; first < blocks.size();) {
    std::size_t last = first + 1;
    if (fills_cell(visible, first)) {
      float sum = scores_[first] * features_.words(first), words = features_.words(first);
      for (; last < blocks.size() && blocks[last].row == blocks[first].row && fills_cell(visible, last); ++last) {
        sum += scores_[last] * features_.words(last);
        words += features_.words(last);
      }
      if (words > 0) std::fill_n(scores_.begin() + static_cast<std::ptrdiff_t>(first), last - first, sum / words);
    }
    first = last;
  }
}

// Pages that a script unveils, and tabs, hide a good part of their main text: there it counts. Elsewhere it does not.
void MainText::leave_hidden(const VisibleText& visible) {
  float hidden = 0, all = 0;
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    if (!keeps(i)) continue;
    all += features_.words(i);
    if (visible.blocks[i].hidden) hidden += features_.words(i);
  }
  if (hidden > all / 3) return;
  for (std::size_t i = 0; i < scores_.size(); ++i)
    if (visible.blocks[i].hidden) scores_[i] = 0;
}

void MainText::keep_fragment(const Tree& tree, const VisibleText& visible) {
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    bool aside = false;
    for (std::uint32_t at = visible.blocks[i].node; at != no_node && !aside; at = tree.nodes[at].parent) {
      const Tag tag = tree.nodes[at].tag;
      aside = tag == Tag::nav || tag == Tag::footer || tag == Tag::aside || tag == Tag::form || tag == Tag::button;
    }
    if (!aside && !visible.blocks[i].hidden) scores_[i] = std::max(scores_[i], 0.6f);
  }
}

void MainText::select(const Tree& tree, const VisibleText& visible, const PageFacts& page, bool fragment) {
  features_.measure(tree, visible, page);
  scores_.resize(visible.blocks.size());
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    const float sum = trees().sum(features_.row(i));
    scores_[i] = static_cast<float>(1 / (1 + base::exp(-static_cast<double>(sum))));
  }
  level_rows(visible);
  if (fragment) keep_fragment(tree, visible);
  draw_line();
  leave_hidden(visible);
}

}  // namespace dsprep::html
