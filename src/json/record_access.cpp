#include "json/record_access.h"

#include <algorithm>
#include <deque>

#include "json/escape.h"
#include "json/escape_check.h"
#include "json/field_plan.h"
#include "json/record_reader.h"
#include "json/same_value.h"

namespace dsprep::json {
namespace {

using Hit = RecordState::Hit;
using Note = RecordState::Note;

// Is `bytes` what the JSON `json` stands for?
bool equals(RecordState& state, std::string_view json, std::string_view bytes, Form form) {
  switch (form) {
    case Form::text: return Value(json).text(state.scratch) == bytes;
    case Form::escaped: unescape(bytes, state.scratch2); return Value(json).text(state.scratch) == state.scratch2;
    case Form::json: return same_value(json, bytes, state.scratch, state.scratch2);
    case Form::number: return Value(json).number() == Value(bytes).number();
  }
  return false;
}

bool equals_now(RecordState& state, Hit& hit, std::string_view bytes, Form form) {
  if (form == Form::text) return hit_text(state, hit) == bytes;
  if (form == Form::escaped) {
    if (const auto escaped = hit_escaped(state, hit)) return escaped == bytes;
  }
  return equals(state, hit_raw(state, hit), bytes, form);
}

std::string_view origin_of(const RecordState& state, const Note& note) {
  return state.line.substr(note.origin_begin, note.origin_end - note.origin_begin);
}

// Stores the value and marks the hit edited. A raw value is one line, whatever white space it came with.
void store(RecordState& state, Note& note, std::string_view bytes, Form form) {
  std::string& edit = text_storage(state, note.edit);
  note.edited = true;
  note.as_text = form == Form::text;
  note.shortest = form == Form::escaped;
  if (form == Form::escaped) {
    edit.assign(1, '"').append(bytes) += '"';
    return;
  }
  edit.assign(bytes);
  if (form != Form::text) {
    std::replace(edit.begin(), edit.end(), '\n', ' ');
    std::replace(edit.begin(), edit.end(), '\r', ' ');
  }
}

void changed(RecordState& state, RecordState::Slot& slot) {
  slot.view_valid = slot.joined_valid = false;
  ++state.edits;
}

bool add(RecordState& state, std::uint16_t index, std::string_view bytes, Form form) {
  if (place_to_add(state, index) < 0) return false;
  RecordState::Slot& slot = state.slots[index];
  slot.hits.push_back({});
  store(state, make_note(state, slot.hits[0]), bytes, form);
  slot.added = true;
  changed(state, slot);
  return true;
}

}  // namespace

Note& make_note(RecordState& state, Hit& hit) {
  if (hit.note == RecordState::none) {
    hit.note = static_cast<std::uint32_t>(state.notes.size());
    state.notes.emplace_back();
  }
  return state.notes[hit.note];
}

std::string& text_storage(RecordState& state, std::uint32_t& index) {
  if (index == RecordState::none) {
    if (state.texts_used == state.texts.size()) state.texts.emplace_back();
    index = static_cast<std::uint32_t>(state.texts_used++);
  }
  return state.texts[index];
}

FieldType hit_type(RecordState& state, const Hit& hit) {
  const Note* note = note_of(state, hit);
  if (note == nullptr || !note->edited) return hit.type;
  return note->as_text ? FieldType::text : Value(state.texts[note->edit]).type();
}

std::string_view hit_raw(RecordState& state, Hit& hit) {
  Note* note = note_of(state, hit);
  if (note == nullptr || !note->edited) return base_raw(state, hit);
  if (!note->as_text) return Value(state.texts[note->edit]).raw();
  std::string& json = text_storage(state, note->converted);
  if (!note->has_converted) {
    json.assign(1, '"');
    append_escaped(json, state.texts[note->edit]);
    json += '"';
    note->has_converted = true;
  }
  return json;
}

std::optional<std::string_view> hit_text(RecordState& state, Hit& hit) {
  Note* note = note_of(state, hit);
  std::string_view json;
  if (note == nullptr || !note->edited) {
    if (hit.type != FieldType::text) return std::nullopt;
    json = base_raw(state, hit);
    if (!hit.escaped) return json.substr(1, json.size() - 2);
  } else {
    if (note->as_text) return state.texts[note->edit];
    json = Value(state.texts[note->edit]).raw();
    if (json.empty() || json.front() != '"') return std::nullopt;
  }
  Note& kept = make_note(state, hit);
  std::string& text = text_storage(state, kept.converted);
  if (!kept.has_converted) {
    unescape(json.substr(1, json.size() - 2), text);
    kept.has_converted = true;
  }
  return text;
}

std::optional<std::string_view> hit_escaped(RecordState& state, const Hit& hit) {
  const Note* note = note_of(state, hit);
  if (note != nullptr && note->edited) {
    if (!note->shortest) return std::nullopt;
    const std::string_view json = state.texts[note->edit];
    return json.substr(1, json.size() - 2);
  }
  if (hit.type != FieldType::text) return std::nullopt;
  const std::string_view json = base_raw(state, hit), inside = json.substr(1, json.size() - 2);
  if (!hit.escaped) return inside;
  if (state.current.data() != state.line.data()) return std::nullopt;  // a rendering has no padding to check it with
  if (state.escapes == Escapes::shortest || check_escapes(inside) == Escapes::shortest) return inside;
  return std::nullopt;
}

void read_deferred(RecordState& state) { state.deferred->read_deferred(state); }

std::int32_t place_to_add(const RecordState& state, std::uint16_t slot) {
  const FieldPlan& plan = *state.plan;
  if (plan.slots()[slot].many) return -1;
  std::int32_t at = plan.nodes()[plan.slots()[slot].node].parent;
  for (; at > 0; at = plan.nodes()[static_cast<std::size_t>(at)].parent) {
    if (state.anchors[static_cast<std::size_t>(at)].type != FieldType::missing) break;
  }
  return state.anchors[static_cast<std::size_t>(at)].type == FieldType::object ? at : -1;
}

bool set_value(RecordState& state, std::uint16_t index, std::size_t element, std::string_view bytes, Form form) {
  settle(state, index);
  RecordState::Slot& slot = state.slots[index];
  const bool live = live_hits(state, slot) != 0;
  if (!live && (element != 0 || state.plan->slots()[index].many)) return false;
  if (slot.hits.empty()) return add(state, index, bytes, form);
  if (element >= slot.hits.size()) return false;

  Hit& hit = slot.hits[element];
  if (live && equals_now(state, hit, bytes, form)) return true;
  Note& note = make_note(state, hit);
  const bool was_pending = note.edited || note.erased;
  note.has_converted = note.edited = note.erased = note.shortest = false;
  if (slot.added) {
    store(state, note, bytes, form);
  } else if (was_pending && equals(state, base_raw(state, hit), bytes, form)) {
    --slot.pending;
  } else {
    if (!was_pending) ++slot.pending;
    const bool restored = note.origin_end != 0 && equals(state, origin_of(state, note), bytes, form);
    if (restored) store(state, note, origin_of(state, note), Form::json);
    else store(state, note, bytes, form);
  }
  changed(state, slot);
  return true;
}

}  // namespace dsprep::json
