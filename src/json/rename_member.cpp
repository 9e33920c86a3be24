// Renaming moves values from one field to another: what is pending is rendered, the names are replaced in the
// rendering, and all fields begin anew from the result.
#include <algorithm>
#include <cassert>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/record.h"
#include "json/escape.h"
#include "json/record_access.h"
#include "json/record_state.h"

namespace dsprep {
namespace {

std::string decoded(std::string_view raw_key) {
  std::string key;
  if (raw_key.find('\\') == raw_key.npos) key = raw_key;
  else json::unescape(raw_key, key);
  return key;
}

}  // namespace

void Record::rename_member(std::string_view raw_key, std::string_view name) {
  RecordState& state = *state_;
  assert(state.plan->options().read_all);
  json::ensure_read(state);
  const std::string old = decoded(raw_key);
  if (old == name) return;
  if (state.members_erased ||
      std::any_of(state.slots.begin(), state.slots.end(), [](const auto& slot) { return slot.touched(); }))
    json::render_again(state);
  if (state.renderings_used == state.renderings.size()) state.renderings.emplace_back();
  std::string& rendering = state.renderings[state.renderings_used];
  rendering.clear();
  std::size_t done = 0;
  for (const RecordState::Member& member : state.members) {
    if (decoded(state.current.substr(member.key_begin, member.key_end - member.key_begin)) != old) continue;
    rendering += state.current.substr(done, member.key_begin - done);
    json::append_escaped(rendering, name);
    done = member.key_end;
  }
  if (done == 0) return;
  rendering += state.current.substr(done);
  json::begin_anew(state);
}

}  // namespace dsprep
