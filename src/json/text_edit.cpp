#include <algorithm>
#include <cassert>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/record.h"
#include "json/move_spans.h"
#include "json/record_access.h"
#include "json/record_state.h"

namespace dsprep {
namespace {

// Kept pieces side by side are one. Replaced ones are not: a span over the first has nothing to do with the second.
void add_piece(std::vector<RecordState::Piece>& pieces, std::size_t old_size, std::size_t new_size, bool kept) {
  if (old_size == 0 && new_size == 0) return;
  if (!pieces.empty() && kept && pieces.back().kept) {
    pieces.back().old_size += old_size;
    pieces.back().new_size += new_size;
  } else {
    pieces.push_back({old_size, new_size, kept});
  }
}

}  // namespace

TextEdit::TextEdit(Record record, Field field, std::size_t index) : record_(record), field_(field), index_(index) {
  record_.state().edit_scratch.clear();
  record_.state().pieces.clear();
}

std::string_view TextEdit::rest() const {
  return record_.text(field_, index_).value_or(std::string_view()).substr(eaten_);
}

TextEdit& TextEdit::keep(std::size_t bytes) {
  const std::string_view old = rest();
  assert(bytes <= old.size());
  const std::string_view kept = old.substr(0, bytes);
  record_.state().edit_scratch += kept;
  if (record_.carries_spans(field_)) add_piece(record_.state().pieces, kept.size(), kept.size(), true);
  eaten_ += kept.size();
  return *this;
}

TextEdit& TextEdit::replace(std::size_t bytes, std::string_view with) {
  const std::size_t left = rest().size();
  assert(bytes <= left);
  bytes = std::min(bytes, left);
  record_.state().edit_scratch += with;
  if (record_.carries_spans(field_)) add_piece(record_.state().pieces, bytes, with.size(), false);
  eaten_ += bytes;
  return *this;
}

TextEdit& TextEdit::keep_rest() { return keep(rest().size()); }

bool TextEdit::finish() {
  keep_rest();
  RecordState& state = record_.state();
  const auto old = record_.text(field_, index_);
  if (old.value_or(std::string_view()) == state.edit_scratch) return false;
  if (old && record_.carries_spans(field_)) json::move_spans(state, field_.slot, index_, *old, state.edit_scratch);
  return json::set_value(state, field_.slot, index_, state.edit_scratch, json::Form::text);
}

}  // namespace dsprep
