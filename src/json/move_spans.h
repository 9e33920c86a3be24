// Span labels follow their text: [dataset] spans names an array of objects with integer members "start" and "end", in
// code points of the text field.
//
// An edit of the text is a list of pieces, kept or replaced. A position inside a kept piece moves with it. A start
// inside a replaced piece becomes the start of the replacement, an end the end of it: a label never loses what replaced
// its own text. A span whose text is gone is removed with it.
#pragma once

#include <string_view>
#include <vector>

#include "json/record_state.h"

namespace dsprep::json {

// The alignment of a text that was set as a whole: the common prefix and suffix are kept, the middle is one piece.
void align_ends(std::string_view old_text, std::string_view new_text, std::vector<RecordState::Piece>& pieces);

// Moves the spans of the record along state.pieces, which lead from `old_text` to `new_text`.
void move_spans(RecordState& state, std::string_view old_text, std::string_view new_text);

}  // namespace dsprep::json
