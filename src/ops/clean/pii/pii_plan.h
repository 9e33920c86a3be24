// What a pii step is to do with what is found.
#pragma once

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op.h"
#include "models/pii/replacer.h"
#include "models/pii/scanner.h"

namespace dsprep::ops::pii {

using models::pii::Found;
using models::pii::Keys;
using models::pii::Kind;
using models::pii::kind_count;
using models::pii::Mode;
using models::pii::Replacer;
using models::pii::Search;

inline constexpr std::string_view mode_names[] = {"mask",      "encrypt", "remove",   "hash",
                                                  "surrogate", "drop",    "annotate", "keep"};
inline Mode mode_of(std::string_view name) {
  return static_cast<Mode>(std::find(std::begin(mode_names), std::end(mode_names), name) - std::begin(mode_names));
}

// A kind, or a pattern of the user's, as this step treats it.
struct Treatment {
  Mode mode = Mode::mask;
  std::string name, label;
  Counter counter{};
};

struct Plan {
  struct Text {
    Field field;
    std::string pointer;
  };
  std::vector<Text> texts;
  Search search;
  std::array<Treatment, kind_count> kinds;
  std::vector<Treatment> own;
  Replacer::How how;
  std::optional<Keys> keys;
  Field into;  // may be unbound
  std::string into_pointer;

  const Treatment& of(const Found& f) const { return f.kind == Kind::own ? own[f.own] : kinds[index_of(f.kind)]; }
};

}  // namespace dsprep::ops::pii
