#include "dsprep/rewrite_record.h"

#include <algorithm>
#include <cassert>
#include <deque>
#include <string>
#include <vector>

#include "dsprep/record.h"
#include "json/record_access.h"
#include "json/record_state.h"

namespace dsprep {

void rewrite_record(Record& record, std::string_view object) {
  RecordState& state = record.state();
  assert(state.plan->options().read_all);
  json::ensure_read(state);
  if (object == state.current && !state.members_erased &&
      std::none_of(state.slots.begin(), state.slots.end(), [](const auto& slot) { return slot.touched(); }))
    return;
  if (state.renderings_used == state.renderings.size()) state.renderings.emplace_back();
  state.renderings[state.renderings_used].assign(object);
  json::begin_anew(state);
}

}  // namespace dsprep
