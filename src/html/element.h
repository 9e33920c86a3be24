// What an element says of itself by its attributes: whether it is shown.
#pragma once

#include <cstdint>

#include "html/tree.h"

namespace dsprep::html {

enum class Shown : std::uint8_t {
  yes,
  no,     // hidden as the page is loaded (display: none, hidden): tabs, menus, dialogs
  never,  // what only stands beside what is shown: the drawing of a formula whose source is there
};

Shown shown_of(const Tree& tree, const Node& node);

}  // namespace dsprep::html
