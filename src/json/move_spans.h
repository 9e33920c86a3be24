// Span labels follow their text: each of [dataset] spans names an array of objects with integer members "start" and
// "end", which count code points, UTF-16 code units or bytes of the text. Where text and spans have "*", each text has
// an array of its own.
//
// An edit of the text is a list of pieces, kept or replaced. A position inside a kept piece moves with it. A start
// inside a replaced piece becomes the start of the replacement, an end the end of it: a label never loses what replaced
// its own text. A span whose text is gone is removed with it, or stays at the place, empty and flagged.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "json/field_plan.h"
#include "json/record_state.h"

namespace dsprep::json {

// The alignment of a text that was set as a whole: the common prefix and suffix are kept, the middle is one piece.
void align_ends(std::string_view old_text, std::string_view new_text, std::vector<RecordState::Piece>& pieces);

// The labels over element `index` of a text, as they now are; null where it has none.
RecordState::Hit* labels_over(RecordState& state, const SpansBinding& list, std::size_t index);

// Moves all labels over element `index` of the text in `slot` along state.pieces, which lead from `old_text` to
// `new_text`.
void move_spans(RecordState& state, std::uint16_t slot, std::size_t index, std::string_view old_text,
                std::string_view new_text);

}  // namespace dsprep::json
