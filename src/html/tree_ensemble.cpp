#include "html/tree_ensemble.h"

#include <algorithm>
#include <charconv>

namespace dsprep::html {
namespace {

template <class Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

bool TreeEnsemble::read_tree(std::string_view line) {
  roots_.push_back(static_cast<std::uint32_t>(nodes_.size()));
  std::vector<std::uint32_t> open;  // questions whose second answer is to come
  for (;;) {
    const std::string_view word = line.substr(0, line.find(' '));
    line.remove_prefix(std::min(line.size(), word.size() + 1));
    const auto at = static_cast<std::uint32_t>(nodes_.size());
    Node& node = nodes_.emplace_back();
    if (const std::size_t mark = word.find('<'); mark != std::string_view::npos) {
      if (!read_number(word.substr(0, mark), node.feature) || node.feature == leaf) return false;
      if (!read_number(word.substr(mark + 1), node.value)) return false;
      width_ = std::max<std::size_t>(width_, node.feature + 1);
      open.push_back(at);
      continue;
    }
    if (!read_number(word, node.value)) return false;
    if (open.empty()) return line.empty();
    nodes_[open.back()].otherwise = at + 1;
    open.pop_back();
  }
}

std::optional<TreeEnsemble> TreeEnsemble::read(std::string_view text) {
  TreeEnsemble ensemble;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0 && !ensemble.read_tree(text.substr(0, end))) return std::nullopt;
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return ensemble;
}

float TreeEnsemble::sum(std::span<const float> row) const {
  float total = 0;
  for (std::uint32_t at : roots_) {
    while (nodes_[at].feature != leaf) at = row[nodes_[at].feature] <= nodes_[at].value ? at + 1 : nodes_[at].otherwise;
    total += nodes_[at].value;
  }
  return total;
}

}  // namespace dsprep::html
