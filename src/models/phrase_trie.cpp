#include "models/phrase_trie.h"

#include <algorithm>
#include <bit>

namespace dsprep::models {

PhraseTrie::PhraseTrie(const std::vector<Entry>& entries) : nodes_(1) {
  std::size_t most_edges = 0;
  char32_t last = 0;
  for (const Entry& entry : entries) {
    std::size_t i = 0;
    last = std::max(last, text::decode(entry.phrase, i));
    most_edges += text::count_chars(entry.phrase) - 1;
  }
  // At most half of the cells are taken, and one bit in sixteen of the filter.
  const unsigned bits = static_cast<unsigned>(std::bit_width(most_edges * 2 + 1));
  edges_.resize(std::size_t{1} << bits);
  edge_shift_ = 64 - bits;
  filter_.resize((std::size_t{8} << bits) / 64 + 1);
  filter_shift_ = 64 - bits - 3;
  roots_.resize(last + 1);
  for (const Entry& entry : entries) {  // these lie side by side: they are asked for most
    std::size_t i = 0;
    std::uint32_t& root = roots_[text::decode(entry.phrase, i)];
    if (root != 0) continue;
    root = static_cast<std::uint32_t>(nodes_.size());
    nodes_.emplace_back();
  }
  for (const Entry& entry : entries) {
    std::size_t i = 0;
    std::uint32_t node = roots_[text::decode(entry.phrase, i)];
    while (i < entry.phrase.size()) node = add(node, text::decode(entry.phrase, i));
    Node& end = nodes_[node];
    if (end.rank <= entry.rank) continue;
    end.rank = entry.rank;
    end.value = static_cast<std::uint32_t>(values_.size());
    end.value_size = static_cast<std::uint16_t>(entry.value.size());
    values_ += entry.value;
  }
}

std::uint32_t PhraseTrie::add(std::uint32_t node, char32_t c) {
  if (const std::uint32_t known = child(node, c)) return known;
  const auto made = static_cast<std::uint32_t>(nodes_.size());
  nodes_.emplace_back();
  nodes_[node].leaf = false;
  insert_edge({key_of(node, c), made});
  return made;
}

void PhraseTrie::insert_edge(const Edge& edge) {
  const std::uint64_t hash = mixed(edge.key), bit = hash >> filter_shift_;
  filter_[bit / 64] |= std::uint64_t{1} << bit % 64;
  std::size_t cell = hash >> edge_shift_;
  while (edges_[cell].node != 0) cell = (cell + 1) & (edges_.size() - 1);
  edges_[cell] = edge;
}

}  // namespace dsprep::models
