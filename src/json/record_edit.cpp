// Record, the writing side.
#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "dsprep/record.h"
#include "json/escape.h"
#include "json/field_plan.h"
#include "json/move_spans.h"
#include "json/record_access.h"
#include "json/record_state.h"

namespace dsprep {
namespace {

using Hit = RecordState::Hit;
using Slot = RecordState::Slot;

template <class T>
std::string_view print(T value, std::array<char, 32>& digits) {
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  return {digits.data(), static_cast<std::size_t>(end - digits.data())};
}

std::string_view decoded_key(RecordState& state, std::string_view raw_key) {
  if (raw_key.find('\\') == std::string_view::npos) return raw_key;
  json::unescape(raw_key, state.scratch);
  return state.scratch;
}

// Sorts the members by the hash of their names, so that erasing any number of them stays cheap.
void index_members(RecordState& state) {
  if (!state.members_by_name.empty()) return;
  for (std::size_t i = 0; i < state.members.size(); ++i) {
    const RecordState::Member& member = state.members[i];
    const std::string_view key = state.current.substr(member.key_begin, member.key_end - member.key_begin);
    state.members_by_name.emplace_back(base::hash64(decoded_key(state, key)), static_cast<std::uint32_t>(i));
  }
  std::sort(state.members_by_name.begin(), state.members_by_name.end());
}

// Takes back what the slots below a top-level member hold.
bool forget_member(RecordState& state, std::string_view name) {
  const json::FieldPlan& plan = *state.plan;
  bool had_added = false;
  for (std::size_t i = 0; i < state.slots.size(); ++i) {
    if (plan.slots()[i].tokens[0] != name) continue;
    Slot& slot = state.slots[i];
    had_added |= slot.added;
    slot.hits.clear();
    slot.pending = 0;
    slot.added = slot.view_valid = slot.joined_valid = false;
  }
  for (const std::uint32_t child : plan.nodes()[0].children) {
    if (plan.nodes()[child].key != name) continue;
    for (std::uint32_t i = child; i < plan.nodes()[child].subtree_end; ++i) state.anchors[i] = {};
  }
  return had_added;
}

}  // namespace

bool Record::set_text(Field field, std::string_view text, std::size_t index) {
  RecordState& state = *state_;
  if (!carries_spans(field)) return json::set_value(state, field.slot, index, text, json::Form::text);
  const auto old = this->text(field, index);
  if (!old) return json::set_value(state, field.slot, index, text, json::Form::text);
  if (*old == text) return true;
  json::align_ends(*old, text, state.pieces);
  json::move_spans(state, field.slot, index, *old, text);
  return json::set_value(state, field.slot, index, text, json::Form::text);
}

bool Record::set_escaped_text(Field field, std::string_view escaped, std::size_t index) {
  if (!carries_spans(field)) return json::set_value(*state_, field.slot, index, escaped, json::Form::escaped);
  json::unescape(escaped, state_->decoded);
  return set_text(field, state_->decoded, index);
}

bool Record::set_number(Field field, double value) {
  std::array<char, 32> digits;
  if (!std::isfinite(value)) return json::set_value(*state_, field.slot, 0, "null", json::Form::json);
  return json::set_value(*state_, field.slot, 0, print(value, digits), json::Form::number);
}

bool Record::set_integer(Field field, std::int64_t value) {
  std::array<char, 32> digits;
  return json::set_value(*state_, field.slot, 0, print(value, digits), json::Form::json);
}

bool Record::set_raw(Field field, std::string_view json, std::size_t index) {
  const Value value(json);
  if (value.type() != FieldType::text) {
    return json::set_value(*state_, field.slot, index, value.raw(), json::Form::json);
  }
  // A string is a string, however it comes.
  json::unescape(value.raw().substr(1, value.raw().size() - 2), state_->decoded);
  return set_text(field, state_->decoded, index);
}

void Record::erase(Field field) {
  RecordState& state = *state_;
  json::settle(state, field.slot);
  Slot& slot = state.slots[field.slot];
  const std::size_t count = json::live_hits(state, slot);
  if (count == 0) return;
  const auto parent = state.plan->nodes()[state.plan->slots()[field.slot].node].parent;
  if (slot.added && json::place_to_add(state, field.slot) != parent) {
    // The objects that were made for it stay, as they would if they had been there.
    json::render_again(state);
  }
  if (slot.added) {
    slot.hits.clear();
    slot.added = slot.view_valid = slot.joined_valid = false;
    ++state.edits;
    return;
  }
  std::size_t elements = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (!slot.hits[i].element) continue;
    ++elements;
    json::set_value(state, field.slot, i, "null", json::Form::json);
  }
  if (elements == count) return;
  for (Hit& hit : slot.hits) {
    if (hit.element) continue;
    RecordState::Note& note = json::make_note(state, hit);
    if (!note.edited) ++slot.pending;
    note.edited = note.has_converted = false;
    note.erased = true;
  }
  slot.view_valid = slot.joined_valid = false;
  ++state.edits;
  // "/rows/*/0" may name elements here and members there; where one kind is gone and the other is not, begin anew.
  if (elements != 0) json::render_again(state);
}

void Record::erase_member(std::string_view raw_key) {
  RecordState& state = *state_;
  assert(state.plan->options().read_all);
  json::ensure_read(state);
  const std::string name(decoded_key(state, raw_key));
  bool erased = forget_member(state, name);
  index_members(state);
  const std::uint64_t hash = base::hash64(name);
  auto entry = std::lower_bound(state.members_by_name.begin(), state.members_by_name.end(),
                                std::pair<std::uint64_t, std::uint32_t>(hash, 0));
  for (; entry != state.members_by_name.end() && entry->first == hash; ++entry) {
    RecordState::Member& member = state.members[entry->second];
    const std::string_view key = state.current.substr(member.key_begin, member.key_end - member.key_begin);
    if (member.erased || decoded_key(state, key) != name) continue;
    member.erased = erased = state.members_erased = true;
  }
  if (erased) ++state.edits;
}

TextEdit Record::edit(Field field, std::size_t index) { return TextEdit(*this, field, index); }

bool Record::carries_spans(Field field) const { return !state_->plan->slots()[field.slot].labels.empty(); }

}  // namespace dsprep
