#include "ops/clean/language/language_pieces.h"

namespace dsprep::ops::language {

void cut_removed(TextEdit edit, std::span<const Piece> pieces) {
  std::size_t at = 0;                // bytes eaten
  std::size_t tail = pieces.size();  // the first of the removed pieces at the end
  while (tail > 0 && pieces[tail - 1].removed) --tail;
  for (std::size_t i = 0; i < tail; ++i) {
    if (!pieces[i].removed) continue;
    edit.keep(pieces[i].span.begin - at).replace(pieces[i + 1].span.begin - pieces[i].span.begin, {});
    at = pieces[i + 1].span.begin;
  }
  if (tail < pieces.size()) {
    const std::size_t from = tail > 0 ? pieces[tail - 1].span.end : pieces[0].span.begin;
    edit.keep(from - at).replace(pieces.back().span.end - from, {});
  }
  edit.finish();
}

}  // namespace dsprep::ops::language
