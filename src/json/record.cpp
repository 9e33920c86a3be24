// Record, the reading side.
#include "dsprep/record.h"

#include <cassert>

#include "json/field_plan.h"
#include "json/record_access.h"
#include "json/record_state.h"

namespace dsprep {
namespace {

using Hit = RecordState::Hit;
using Slot = RecordState::Slot;

// The slot of a bound field with its hits made true.
Slot& slot_of(RecordState& state, Field field) {
  assert(field.slot < state.slots.size() && "the field is not bound");
  json::settle(state, field.slot);
  return state.slots[field.slot];
}

// Element `index` of the field, or null.
Hit* hit_of(RecordState& state, Field field, std::size_t index) {
  Slot& slot = slot_of(state, field);
  return index < json::live_hits(state, slot) ? &slot.hits[index] : nullptr;
}

// The element that stands for the field where one is asked for: with "*" the first that is not null, where there is
// one.
std::size_t first_of(RecordState& state, Field field) {
  if (!state.plan->slots()[field.slot].many) return 0;
  Slot& slot = slot_of(state, field);
  const std::size_t count = json::live_hits(state, slot);
  for (std::size_t i = 0; i < count; ++i)
    if (json::hit_type(state, slot.hits[i]) != FieldType::null) return i;
  return 0;
}

// The elements that are strings, joined by LF. A single one is not copied.
std::optional<std::string_view> joined_text(RecordState& state, Slot& slot) {
  if (slot.joined_valid) return slot.joined;
  const std::size_t count = json::live_hits(state, slot);
  std::optional<std::string_view> first;
  bool several = false;
  for (std::size_t i = 0; i < count; ++i) {
    const auto text = json::hit_text(state, slot.hits[i]);
    if (!text) continue;
    if (!first) {
      first = text;
      continue;
    }
    if (!several) slot.joined.assign(*first);
    several = true;
    slot.joined += '\n';
    slot.joined += *text;
  }
  if (!several) return first;
  slot.joined_valid = true;
  return slot.joined;
}

}  // namespace

RecordId Record::id() const { return state_->id; }
PartId Record::part() const { return state_->part; }
SourceId Record::source() const { return state_->source; }
std::string_view Record::line() const { return state_->line; }
std::uint64_t Record::edits() const { return state_->edits; }

FieldType Record::type(Field field) const { return type(field, first_of(*state_, field)); }

FieldType Record::type(Field field, std::size_t index) const {
  const Hit* hit = hit_of(*state_, field, index);
  return hit != nullptr ? json::hit_type(*state_, *hit) : FieldType::missing;
}

std::string_view Record::raw(Field field) const { return value(field).raw(); }

std::optional<std::string_view> Record::text(Field field) const {
  Slot& slot = slot_of(*state_, field);
  if (state_->plan->slots()[field.slot].many) return joined_text(*state_, slot);
  return text(field, 0);
}

std::optional<std::string_view> Record::text(Field field, std::size_t index) const {
  Hit* hit = hit_of(*state_, field, index);
  if (hit == nullptr) return std::nullopt;
  return json::hit_text(*state_, *hit);
}

std::optional<std::string_view> Record::escaped_text(Field field, std::size_t index) const {
  const Hit* hit = hit_of(*state_, field, index);
  if (hit == nullptr) return std::nullopt;
  return json::hit_escaped(*state_, *hit);
}

const TextView& Record::view(Field field) const {
  Slot& slot = slot_of(*state_, field);
  if (!slot.view_valid) {
    slot.view.reset(text(field).value_or(std::string_view()));
    slot.view_valid = true;
  }
  return slot.view;
}

std::optional<double> Record::number(Field field) const { return value(field).number(); }
std::optional<std::int64_t> Record::integer(Field field) const { return value(field).integer(); }
Value Record::value(Field field) const { return value(field, first_of(*state_, field)); }

Value Record::value(Field field, std::size_t index) const {
  Hit* hit = hit_of(*state_, field, index);
  return hit != nullptr ? Value(json::hit_raw(*state_, *hit)) : Value();
}

bool Record::many(Field field) const { return state_->plan->slots()[field.slot].many; }

std::size_t Record::count(Field field) const { return json::live_hits(*state_, slot_of(*state_, field)); }

// The visitor may erase members: that leaves them where they are, and those that are gone are passed over.
void Record::walk(const std::function<void(std::string_view raw_key, Value value)>& visit) const {
  assert(state_->plan->options().read_all);
  json::ensure_read(*state_);
  for (const Slot& slot : state_->slots) {
    if (!slot.touched()) continue;
    json::render_again(*state_);
    break;
  }
  const std::string_view bytes = state_->current;
  for (std::size_t i = 0; i < state_->members.size(); ++i) {
    const RecordState::Member member = state_->members[i];
    if (member.erased) continue;
    visit(bytes.substr(member.key_begin, member.key_end - member.key_begin),
          Value(bytes.substr(member.begin, member.end - member.begin)));
  }
}

}  // namespace dsprep
