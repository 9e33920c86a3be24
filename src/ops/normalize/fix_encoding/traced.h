// Traced: characters or bytes of a text on its way through decoding, and, where somebody wants to know (span labels),
// which bytes of the original each stands for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace dsprep::ops::fix_encoding {

// Bytes [begin, end) of the original; empty for what was put in.
struct Extent {
  std::uint32_t begin, end;
};

template <class Unit>
struct Traced {
  std::basic_string<Unit> units;
  std::vector<Extent> extents;  // one for each unit; empty where not traced
  bool traced = false;

  void start(bool trace) {
    units.clear();
    extents.clear();
    traced = trace;
  }
  std::size_t size() const { return units.size(); }

  // A unit that stands for from[begin, end).
  template <class Other>
  void append(Unit unit, const Traced<Other>& from, std::size_t begin, std::size_t end) {
    units.push_back(unit);
    if (traced) extents.push_back({from.extents[begin].begin, from.extents[end - 1].end});
  }
  // A unit that is put in behind from[before].
  template <class Other>
  void insert_behind(Unit unit, const Traced<Other>& from, std::size_t before) {
    units.push_back(unit);
    if (traced) extents.push_back({from.extents[before].end, from.extents[before].end});
  }
  // from[begin, end), as it is.
  void append_all(const Traced& from, std::size_t begin, std::size_t end) {
    units.append(from.units, begin, end - begin);
    if (traced)
      extents.insert(extents.end(), from.extents.begin() + static_cast<std::ptrdiff_t>(begin),
                     from.extents.begin() + static_cast<std::ptrdiff_t>(end));
  }
};

using Chars = Traced<char32_t>;
using Bytes = Traced<char>;

}  // namespace dsprep::ops::fix_encoding
