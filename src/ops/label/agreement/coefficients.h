// Coefficients of agreement between annotators, from how often labels stand together in one item.
//
// Everything is counted in whole numbers, by how many answers an item has, so no figure depends on the order of items.
// Cohen 1960 and 1968; Fleiss 1971 (items may differ in their number of answers); Krippendorff 2004; Gwet 2008 (AC1).
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace dsprep::ops::agreement {

enum class Level { nominal, ordinal, interval, ratio };

// Items, by how many answers they have.
class Coincidences {
 public:
  explicit Coincidences(std::size_t labels) : labels_(labels) {}
  // One item: how many answers each label has.
  void add(const std::vector<std::uint32_t>& counts);

  std::uint64_t items() const;     // with an answer
  std::uint64_t pairable() const;  // with two or more

  // Nothing where no item has two answers, or chance alone would agree everywhere (one label).
  std::optional<double> percent() const;  // mean share of pairs of answers that agree
  std::optional<double> fleiss() const;
  std::optional<double> gwet() const;
  // `values`: of the labels, as numbers, for interval and ratio; the labels stand in order for ordinal.
  std::optional<double> krippendorff(Level level, const std::vector<double>& values) const;

 private:
  struct BySize {
    std::uint64_t items = 0;
    std::vector<std::uint64_t> single;  // by label: answers
    std::vector<std::uint64_t> pairs;   // by label, label: ordered pairs of answers of one item
  };
  std::size_t labels_;
  std::map<std::uint64_t, BySize> sizes_;  // by answers of an item
};

// Of two annotators: how often one said a where the other said b.
struct Confusion {
  explicit Confusion(std::size_t labels) : size(labels), cells(labels * labels) {}
  std::size_t size;
  std::vector<std::uint64_t> cells;  // a * size + b

  enum class Weights { none, linear, quadratic };
  // Nothing without items, or where chance alone would agree everywhere.
  std::optional<double> cohen(Weights weights) const;
};

}  // namespace dsprep::ops::agreement
