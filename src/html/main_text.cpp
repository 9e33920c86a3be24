#include "html/main_text.h"

#include <algorithm>
#include <numeric>

#include "base/portable_math.h"
#include "html/main_text_trees.h"
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

void MainText::select(const Tree& tree, const VisibleText& visible, const PageFacts& page) {
  features_.measure(tree, visible, page);
  scores_.resize(visible.blocks.size());
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    const float sum = trees().sum(features_.row(i));
    scores_[i] = static_cast<float>(1 / (1 + base::exp(-static_cast<double>(sum))));
  }
  draw_line();
}

}  // namespace dsprep::html
