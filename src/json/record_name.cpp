// Who a record is: key and name. Both come from the bytes as read, so that no edit changes them.
#include "json/record_name.h"

#include <optional>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/hash128.h"
#include "base/hex.h"
#include "dsprep/record.h"
#include "json/record_access.h"
#include "json/record_state.h"

namespace dsprep {
namespace {

// The value of the --id field in the line as read. Null is no id.
Value id_as_read(RecordState& state) {
  const Field id = state.plan->options().id;
  if (!id.bound()) return {};
  json::ensure_read(state);
  const RecordState::Slot& slot = state.slots[id.slot];
  Value value;
  if (state.current.data() != state.line.data() || slot.added || state.members_erased) {
    value = Value(state.line).find(json::exact_pointer(state.plan->slots()[id.slot]));
  } else if (!slot.hits.empty()) {
    value = Value(json::base_raw(state, slot.hits[0]));
  }
  return value.type() == FieldType::null ? Value() : value;
}

// The name of a record that was read.
std::string own_name(const Record& record) {
  const Value id = id_as_read(Record(record).state());
  if (!id.exists()) return base::hex({record.key().high, record.key().low});
  if (auto text = id.text()) return *std::move(text);
  return std::string(id.raw());
}

std::string numbered(const std::string& root, std::uint32_t number) { return root + "#" + std::to_string(number); }

}  // namespace

const RecordKey& Record::key() const {
  RecordState& state = *state_;
  if (!state.key_known) {
    const Value id = id_as_read(state);
    std::string_view bytes = state.line;
    if (id.exists()) bytes = id.text(state.scratch).value_or(id.raw());
    const base::Hash128 hash = base::hash128(bytes);
    state.key = {hash.high, hash.low};
    state.key_known = true;
  }
  return state.key;
}

std::string Record::name() const {
  const RecordState& state = *state_;
  return state.has_parent ? numbered(state.parent_name, state.id.derived) : own_name(*this);
}

namespace json {

std::string exact_pointer(const FieldPlan::Slot& slot) {
  std::string pointer;
  for (const std::string& token : slot.tokens) {
    pointer += '/';
    for (const char c : token) {
      if (c == '~') pointer += "~0";
      else if (c == '/') pointer += "~1";
      else pointer += c;
    }
  }
  return pointer;
}

std::string root_name(const Record& record) {
  const RecordState& state = record.state();
  if (state.has_parent) return state.parent_name;
  std::string name = own_name(record);
  // A derived record that came back from a spool carries its name as its id.
  if (state.id.derived != 0) {
    const std::string ending = numbered("", state.id.derived);
    if (name.size() > ending.size() && name.ends_with(ending)) name.resize(name.size() - ending.size());
  }
  return name;
}

RecordKey derived_key(const RecordKey& parent, std::uint32_t number) {
  return {base::mix(parent.high, number), base::mix(parent.low, number)};
}

}  // namespace json
}  // namespace dsprep
