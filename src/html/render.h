// render: blocks joined to a text.
#pragma once

#include <algorithm>
#include <cstddef>

#include "html/visible_text.h"

namespace dsprep::html {

// Is block i all there is in its cell?
inline bool fills_cell(const VisibleText& visible, std::size_t i) {
  const std::vector<Block>& blocks = visible.blocks;
  const std::uint32_t cell = blocks[i].cell;
  return cell != no_node && (i == 0 || blocks[i - 1].cell != cell) &&
         (i + 1 == blocks.size() || blocks[i + 1].cell != cell);
}

// Appends the blocks for which kept(index) is true, with line ends between them, cells of a row with " | ".
template <class Kept>
void render(const VisibleText& visible, Kept kept, std::string& out) {
  const std::size_t start = out.size();
  std::uint8_t gap = 0;
  std::size_t last = 0;  // the last block that was kept
  for (std::size_t i = 0; i < visible.blocks.size(); ++i) {
    const Block& block = visible.blocks[i];
    gap = std::max(gap, block.gap);
    if (!kept(i)) continue;
    if (out.size() > start) {
      const Block& before = visible.blocks[last];
      const bool beside = block.row != no_node && before.row == block.row && before.cell != block.cell &&
                          fills_cell(visible, i) && fills_cell(visible, last);
      if (beside) out += " | ";
      else out.append(gap, '\n');
    }
    out += visible.of(block);
    last = i;
    gap = 0;
  }
}

}  // namespace dsprep::html
