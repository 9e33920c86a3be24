// Overlapping fields: /messages and /messages/*/content show the same bytes. An edit lies beside the bytes of one
// field; before another that shares them is looked at, the record is written out with its edits and read again, and all
// fields begin anew from the result. `current` then stands on it; `line` stays what was read, and each value remembers
// where it stood there, so that one that is edited back comes out as it came in.
#include <cassert>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/field_collector.h"
#include "json/field_plan.h"
#include "json/record_access.h"
#include "json/record_state.h"
#include "json/record_writer.h"
#include "json/scalar_walk.h"

namespace dsprep::json {
namespace {

using Slot = RecordState::Slot;

struct Origin {
  std::uint32_t begin = 0, end = 0;
};

// Where the values of `slot` stood in the line as read.
std::vector<Origin> origins_of(const RecordState& state, const Slot& slot) {
  const bool first = state.current.data() == state.line.data();
  std::vector<Origin> origins;
  origins.reserve(slot.hits.size());
  for (const RecordState::Hit& hit : slot.hits) {
    if (first) {
      origins.push_back({hit.begin, hit.end});
    } else if (hit.note != RecordState::none) {
      origins.push_back({state.notes[hit.note].origin_begin, state.notes[hit.note].origin_end});
    } else {
      origins.push_back({});
    }
  }
  return origins;
}

// Does rendering change the bytes of the slot's values?
bool affected(const RecordState& state, std::uint16_t index) {
  if (state.slots[index].touched()) return true;
  for (const std::uint16_t other : state.plan->slots()[index].overlaps) {
    if (state.slots[other].touched()) return true;
  }
  return false;
}

bool has_origins(const RecordState& state, const Slot& slot) {
  for (const RecordState::Hit& hit : slot.hits) {
    if (hit.note != RecordState::none && state.notes[hit.note].origin_end != 0) return true;
  }
  return false;
}

}  // namespace

void read_own_bytes(RecordState& state, std::string_view bytes) {
  FieldCollector collector(state, bytes);
  ScalarRules rules;
  rules.object = true;
  rules.trust_escapes = true;                      // of input that was trusted
  rules.max_depth = static_cast<std::size_t>(-1);  // an op's value may have gone deeper than a line may
  [[maybe_unused]] const auto fault = scalar_walk(bytes, rules, &collector, state.walk.kinds);
  assert(!fault && "an op set a value that is not JSON");
}

void render_again(RecordState& state) {
  std::vector<std::pair<std::uint16_t, std::vector<Origin>>> origins;
  for (std::uint16_t i = 0; i < state.slots.size(); ++i) {
    const Slot& slot = state.slots[i];
    if (slot.hits.empty()) continue;
    if (affected(state, i) || has_origins(state, slot)) origins.emplace_back(i, origins_of(state, slot));
  }
  if (state.renderings_used == state.renderings.size()) state.renderings.emplace_back();
  std::string& rendering = state.renderings[state.renderings_used++];
  rendering.clear();
  write_record(Record(state), rendering);

  read_own_bytes(state, rendering);
  for (std::uint16_t i = 0; i < state.slots.size(); ++i) {
    Slot& slot = state.slots[i];
    slot.pending = 0;
    slot.added = false;
    // What overlaps nothing has the value it had.
    if (!state.plan->slots()[i].overlaps.empty()) slot.view_valid = slot.joined_valid = false;
  }
  // Where as many values are there as before, they are taken for the same ones. Where they are not, no harm is done: an
  // origin only says how to write a value that is equal to it.
  for (const auto& [index, places] : origins) {
    Slot& slot = state.slots[index];
    if (slot.hits.size() != places.size()) continue;
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (places[i].end == 0) continue;
      RecordState::Note& note = make_note(state, slot.hits[i]);
      note.origin_begin = places[i].begin;
      note.origin_end = places[i].end;
    }
  }
}

void begin_anew(RecordState& state) {
  read_own_bytes(state, state.renderings[state.renderings_used++]);
  for (Slot& slot : state.slots) {
    slot.pending = 0;
    slot.added = slot.view_valid = slot.joined_valid = false;
  }
  ++state.edits;
}

void settle(RecordState& state, std::uint16_t slot) {
  ensure_read(state);
  for (const std::uint16_t other : state.plan->slots()[slot].overlaps) {
    if (state.slots[other].touched()) return render_again(state);
  }
}

}  // namespace dsprep::json
