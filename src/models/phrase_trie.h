// PhraseTrie: the longest phrase of a dictionary that a text goes on with, for dictionaries of a hundred thousand.
//
// The first character is looked up in an array; from there on, an edge is a cell of one hash table, and a filter of a
// few bits a phrase says before it is touched that most are not there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/utf8.h"

namespace dsprep::models {

// Immutable once made; thread-safe.
class PhraseTrie {
 public:
  // Of dictionaries that are asked one after the other, `rank` says which: any phrase of an earlier one wins over all
  // of a later one, however long.
  struct Entry {
    std::string phrase, value;
    unsigned rank = 0;
  };
  // Of equal phrases the earliest rank counts. REQUIRES valid UTF-8, no empty phrase.
  explicit PhraseTrie(const std::vector<Entry>& entries);

  struct Match {
    std::size_t size = 0;  // 0: none
    std::string_view value;
  };
  Match at(std::string_view text, std::size_t begin) const {
    Match match;
    std::uint32_t rank = UINT32_MAX;
    std::size_t i = begin;
    char32_t c = text::decode(text, i);
    for (std::uint32_t node = c < roots_.size() ? roots_[c] : 0; node != 0; node = child(node, c)) {
      const Node& here = nodes_[node];
      if (here.rank != no_value && here.rank <= rank) {
        rank = here.rank;
        match = {i - begin, std::string_view(values_).substr(here.value, here.value_size)};
      }
      if (here.leaf || i == text.size()) break;
      c = text::decode(text, i);
    }
    return match;
  }

  // The phrase that is this one character; size 0 where there is none.
  Match single(char32_t c, std::size_t size) const {
    const std::uint32_t node = c < roots_.size() ? roots_[c] : 0;
    if (node == 0 || nodes_[node].rank == no_value) return {};
    return {size, std::string_view(values_).substr(nodes_[node].value, nodes_[node].value_size)};
  }

 private:
  struct Node {
    std::uint32_t value = 0;  // in values_
    std::uint32_t rank = no_value;
    std::uint16_t value_size = 0;
    bool leaf = true;
  };
  struct Edge {
    std::uint64_t key = 0;
    std::uint32_t node = 0;  // 0: an empty cell
  };
  static constexpr std::uint32_t no_value = UINT32_MAX;

  static std::uint64_t key_of(std::uint32_t node, char32_t c) { return std::uint64_t{node} << 21 | c; }
  static std::uint64_t mixed(std::uint64_t key) { return key * 0x9e3779b97f4a7c15u; }

  std::uint32_t child(std::uint32_t node, char32_t c) const {
    const std::uint64_t key = key_of(node, c), hash = mixed(key);
    if ((filter_[(hash >> filter_shift_) / 64] >> ((hash >> filter_shift_) % 64) & 1) == 0) return 0;
    for (std::size_t cell = hash >> edge_shift_;; cell = (cell + 1) & (edges_.size() - 1))
      if (edges_[cell].node == 0 || edges_[cell].key == key) return edges_[cell].node;
  }
  std::uint32_t add(std::uint32_t node, char32_t c);
  void insert_edge(const Edge& edge);

  std::vector<std::uint32_t> roots_;  // by code point
  std::vector<Node> nodes_;           // [0] is none
  std::vector<Edge> edges_;
  std::vector<std::uint64_t> filter_;
  unsigned edge_shift_ = 0, filter_shift_ = 0;
  std::string values_;
};

}  // namespace dsprep::models
