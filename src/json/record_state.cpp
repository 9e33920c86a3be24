#include "json/record_state.h"

#include <algorithm>

namespace dsprep::json {
namespace {

// A single huge record must not leave its storage behind in every worker for the rest of the run.
constexpr std::size_t kept_bytes = std::size_t{1} << 20;
constexpr std::size_t kept_items = std::size_t{1} << 16;
constexpr std::size_t kept_texts = 4096;

void empty(std::string& text) {
  if (text.capacity() > kept_bytes) text = std::string();
  else text.clear();
}

template <class T>
void empty(std::vector<T>& items) {
  if (items.capacity() > kept_items) items = std::vector<T>();
  else items.clear();
}

void empty(std::deque<std::string>& texts, std::size_t& used) {
  const std::size_t kept = std::min(used, kept_texts);
  for (std::size_t i = 0; i < kept; ++i) empty(texts[i]);
  if (texts.size() > kept_texts) {
    texts.resize(kept_texts);
    texts.shrink_to_fit();
  }
  used = 0;
}

}  // namespace

void begin_record(RecordState& state, const FieldPlan& plan, std::string_view line) {
  state.plan = &plan;
  state.line = state.current = line;
  state.deferred = nullptr;
  state.escapes = Escapes::any;
  if (state.slots.size() != plan.size()) state.slots.resize(plan.size());
  for (RecordState::Slot& slot : state.slots) {
    empty(slot.hits);
    empty(slot.joined);
    slot.pending = 0;
    slot.added = slot.view_valid = slot.joined_valid = false;
  }
  empty(state.notes);
  empty(state.superseded);
  empty(state.members);
  empty(state.members_by_name);
  empty(state.texts, state.texts_used);
  empty(state.renderings, state.renderings_used);
  empty(state.edit_scratch);
  empty(state.pieces);
  empty(state.splices);
  empty(state.scratch);
  empty(state.scratch2);
  empty(state.decoded);
  state.members_erased = false;
  state.edits = 0;
  state.key_known = false;
  state.has_parent = false;
  state.parent_name.clear();
}

}  // namespace dsprep::json
