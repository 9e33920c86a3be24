// The texts of a record's field, one by one: looking at them, and taking stretches out of them.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "dsprep/need.h"
#include "dsprep/record.h"
#include "dsprep/text_view.h"

namespace dsprep::text {

// Calls visit(element, view) for each; the view is the record's own where there is but one text. REQUIRES need_text()
// to have no objection.
template <class Visit>
void for_each_text(const Record& record, Field field, TextView& scratch, Visit visit) {
  const std::size_t elements = record.count(field);
  if (elements == 1) return visit(std::size_t{0}, record.view(field));
  for (const std::size_t i : text_elements(record, field)) {
    scratch.reset(*record.text(field, i));
    visit(i, scratch);
  }
}

// Takes stretches out; where one stood between two pieces that stay, `joint` goes between them. Returns how many pieces
// stay. REQUIRES ascending stretches of which none overlaps the next.
inline std::size_t remove_spans(TextEdit edit, std::span<const TextSpan> spans, std::string_view joint = {}) {
  const std::size_t size = edit.rest().size();
  std::size_t pieces = 0, at = 0;
  for (const TextSpan& span : spans) {
    pieces += span.begin > at;
    const bool between = span.begin > 0 && span.end < size;
    // The joint takes no stretch's place: span labels of what went are gone too.
    edit.keep(span.begin - at).replace(span.size(), std::string_view());
    if (between && !joint.empty()) edit.replace(0, joint);
    at = span.end;
  }
  edit.finish();
  return pieces + (at < size);
}

}  // namespace dsprep::text
