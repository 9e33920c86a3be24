// The places a field stands for, as they now are: what Record, TextEdit and the writer share.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/record_state.h"

namespace dsprep::json {

// Reads the record, where that was put off. Whoever looks at slots, members or anchors calls this before; the functions
// below do.
void read_deferred(RecordState& state);
inline void ensure_read(RecordState& state) {
  if (state.deferred != nullptr) read_deferred(state);
}

// Makes the slot's hits true: where an edit of a field above, below or in the same place is pending, the record is
// rendered and read again. So k edits of elements cost the array one reading.
void settle(RecordState& state, std::uint16_t slot);

// Renders all pending edits and reads the result, which becomes `current`. Whatever was handed out stays valid.
void render_again(RecordState& state);

// Reads `bytes`, which are JSON because we made them from JSON, into state.slots, members and anchors.
void read_own_bytes(RecordState& state, std::string_view bytes);

// The record has been rendered into state.renderings[state.renderings_used], which becomes `current`: all fields begin
// anew from it, and no edit is pending any more.
void begin_anew(RecordState& state);

// How many places the field has, those that were erased not counted.
inline std::size_t live_hits(const RecordState& state, const RecordState::Slot& slot) {
  // erase() takes all there are, so that the first one tells.
  if (slot.hits.empty()) return 0;
  const std::uint32_t note = slot.hits[0].note;
  return note != RecordState::none && state.notes[note].erased ? 0 : slot.hits.size();
}

// The note of `hit`, or null.
inline RecordState::Note* note_of(RecordState& state, const RecordState::Hit& hit) {
  return hit.note == RecordState::none ? nullptr : &state.notes[hit.note];
}
// The note of `hit`, made where there is none.
RecordState::Note& make_note(RecordState& state, RecordState::Hit& hit);
// A text of state.texts that is free; its index goes to `index`, where there is none yet.
std::string& text_storage(RecordState& state, std::uint32_t& index);

// The value in `current`.
inline std::string_view base_raw(const RecordState& state, const RecordState::Hit& hit) {
  return state.current.substr(hit.begin, hit.end - hit.begin);
}

// The value now: its type, JSON, and decoded text. REQUIRES a hit that is not erased.
FieldType hit_type(RecordState& state, const RecordState::Hit& hit);
std::string_view hit_raw(RecordState& state, RecordState::Hit& hit);
std::optional<std::string_view> hit_text(RecordState& state, RecordState::Hit& hit);
// The text as JSON spells it, without the quotes, where it is known to hold none but the shortest escapes.
std::optional<std::string_view> hit_escaped(RecordState& state, const RecordState::Hit& hit);

// The node of the deepest value on the way to a missing field that exists, where it is an object: members can be added
// there. Else -1.
std::int32_t place_to_add(const RecordState& state, std::uint16_t slot);

// What the bytes of a new value are: decoded text, the same with the shortest escapes, JSON, or the JSON of a double.
// The last is equal to every literal that reads as that double, so that setting a number to what number() gave is no
// edit.
enum class Form : std::uint8_t { text, escaped, json, number };

// Gives element `index` of the field a new value. False where that cannot be. Does not move spans.
bool set_value(RecordState& state, std::uint16_t slot, std::size_t index, std::string_view bytes, Form form);

}  // namespace dsprep::json
