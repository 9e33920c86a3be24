#include "json/move_spans.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "json/record_access.h"
#include "json/span_units.h"

namespace dsprep::json {
namespace {

bool continues_char(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

// A piece of the alignment in the labels' units: old [old_begin, old_end) became new [new_begin, new_end).
struct Stretch {
  std::int64_t old_begin, old_end, new_begin, new_end;
  bool kept;
};

class Alignment {
 public:
  Alignment(const std::vector<RecordState::Piece>& pieces, std::string_view old_text, std::string_view new_text,
            SpanUnit unit) {
    std::int64_t old_at = 0, new_at = 0;
    for (const RecordState::Piece& piece : pieces) {
      const std::int64_t old_size = count_units(old_text.substr(0, piece.old_size), unit);
      const std::int64_t new_size = piece.kept ? old_size : count_units(new_text.substr(0, piece.new_size), unit);
      stretches_.push_back({old_at, old_at + old_size, new_at, new_at + new_size, piece.kept});
      old_at += old_size;
      new_at += new_size;
      old_text.remove_prefix(piece.old_size);
      new_text.remove_prefix(piece.new_size);
    }
    old_size_ = old_at;
    new_size_ = new_at;
  }

  // A start belongs to the character behind it; what was inserted before that is not in the span.
  std::int64_t move_start(std::int64_t at) const {
    if (at >= old_size_) return at - old_size_ + new_size_;
    const auto it = std::upper_bound(stretches_.begin(), stretches_.end(), at,
                                     [](std::int64_t value, const Stretch& s) { return value < s.old_end; });
    return it->kept ? it->new_begin + (at - it->old_begin) : it->new_begin;
  }

  // An end belongs to the character before it.
  std::int64_t move_end(std::int64_t at) const {
    if (at > old_size_) return at - old_size_ + new_size_;
    if (at == 0) return 0;
    const auto it = std::lower_bound(stretches_.begin(), stretches_.end(), at,
                                     [](const Stretch& s, std::int64_t value) { return s.old_end < value; });
    return it->kept ? it->new_begin + (at - it->old_begin) : it->new_end;
  }

 private:
  std::vector<Stretch> stretches_;
  std::int64_t old_size_ = 0, new_size_ = 0;
};

// Bytes of a span object that change.
struct Change {
  const char *begin, *end;
  std::string now;
};

// Appends `span` with its ends moved. False where nothing is left of it and it goes too.
bool append_moved(Value span, const Alignment& alignment, LostSpan lost, std::string& out, std::string& scratch) {
  const SpanMembers members = span_members(span, scratch);
  const auto range = range_of(members);
  if (!range) {
    out += span.raw();
    return true;
  }
  const auto [start, end] = *range;
  const std::int64_t new_start = alignment.move_start(start);
  std::int64_t new_end = start == end ? new_start : alignment.move_end(end);
  const bool gone = start < end && new_start >= new_end;
  if (gone && lost == LostSpan::drop) return false;
  if (gone) new_end = new_start;
  const auto place = [](Value value) { return std::pair(value.raw().data(), value.raw().data() + value.raw().size()); };
  const auto [start_begin, start_end] = place(members.start);
  const auto [end_begin, end_end] = place(members.end);
  Change changes[3] = {{start_begin, start_end, std::to_string(new_start)},
                       {end_begin, end_end, std::to_string(new_end)}};
  std::size_t n = 2;
  if (gone && members.lost.exists()) {
    const auto [from, to] = place(members.lost);
    changes[n++] = {from, to, "true"};
  } else if (gone) {
    changes[n++] = {members.behind, members.behind, ",\"lost\":true"};
  }
  std::sort(changes, changes + n, [](const Change& a, const Change& b) { return a.begin < b.begin; });
  const char* at = span.raw().data();
  for (std::size_t i = 0; i < n; ++i) {
    out.append(at, changes[i].begin).append(changes[i].now);
    at = changes[i].end;
  }
  out.append(at, span.raw().data() + span.raw().size());
  return true;
}

// Moves the labels of one array.
void move_labels(RecordState& state, const SpansBinding& list, RecordState::Hit& hit, const Alignment& alignment) {
  const Value spans(hit_raw(state, hit));
  if (spans.type() != FieldType::array) return;
  std::string moved = "[", scratch;
  const char* at = spans.raw().data() + 1;  // behind the last element that was kept
  const char* gap = at;                     // behind the last element
  bool any = false;
  for (Value::Elements it = spans.elements(); it.next();) {
    const std::string_view raw = it.value().raw();
    // What stands between two elements goes with the second one; the first one of all has only white space before it.
    const char* from = any ? gap : at;
    const std::size_t size = moved.size();
    if (!any && gap != at) from = raw.data();
    moved.append(from, raw.data());
    if (append_moved(it.value(), alignment, list.lost, moved, scratch)) any = true;
    else moved.resize(size);
    gap = raw.data() + raw.size();
  }
  if (any) moved.append(gap, spans.raw().data() + spans.raw().size());
  else moved = spans.size() == 0 ? std::string(spans.raw()) : "[]";
  const auto element = static_cast<std::size_t>(&hit - state.slots[list.spans.slot].hits.data());
  set_value(state, list.spans.slot, element, moved, Form::json);
}

// Of hits in ascending order, the first at or behind byte `at`.
std::size_t first_from(const std::vector<RecordState::Hit>& hits, std::uint32_t at) {
  const auto first = std::lower_bound(
      hits.begin(), hits.end(), at, [](const RecordState::Hit& hit, std::uint32_t place) { return hit.begin < place; });
  return static_cast<std::size_t>(first - hits.begin());
}

}  // namespace

void align_ends(std::string_view old_text, std::string_view new_text, std::vector<RecordState::Piece>& pieces) {
  const std::size_t shorter = std::min(old_text.size(), new_text.size());
  std::size_t prefix = 0;
  while (prefix < shorter && old_text[prefix] == new_text[prefix]) ++prefix;
  const auto inside = [](std::string_view text, std::size_t i) { return i < text.size() && continues_char(text[i]); };
  while (prefix > 0 && (inside(old_text, prefix) || inside(new_text, prefix))) --prefix;
  std::size_t suffix = 0;
  const auto from_end = [](std::string_view text, std::size_t i) { return text[text.size() - 1 - i]; };
  while (suffix < shorter - prefix && from_end(old_text, suffix) == from_end(new_text, suffix)) ++suffix;
  while (suffix > 0 && continues_char(old_text[old_text.size() - suffix])) --suffix;
  pieces.clear();
  if (prefix > 0) pieces.push_back({prefix, prefix, true});
  pieces.push_back({old_text.size() - prefix - suffix, new_text.size() - prefix - suffix, false});
  if (suffix > 0) pieces.push_back({suffix, suffix, true});
}

// Of texts and labels with "*" those belong together that stand in elements of the same indexes, one "*" after another:
// /messages/3/content and /messages/3/spans.
RecordState::Hit* labels_over(RecordState& state, const SpansBinding& list, std::size_t index) {
  settle(state, list.spans.slot);
  RecordState::Slot& spans = state.slots[list.spans.slot];
  if (live_hits(state, spans) == 0) return nullptr;
  const std::vector<std::uint16_t>& text_stars = state.plan->slots()[list.text.slot].stars;
  const std::vector<std::uint16_t>& span_stars = state.plan->slots()[list.spans.slot].stars;
  if (text_stars.empty()) return &spans.hits[0];

  const std::uint32_t place = state.slots[list.text.slot].hits[index].begin;
  std::uint32_t text_from = 0;                                                    // the array's element so far …
  std::uint32_t from = 0, to = static_cast<std::uint32_t>(state.current.size());  // … and that of the labels
  for (std::size_t k = 0; k < text_stars.size(); ++k) {
    const auto& elements = state.slots[text_stars[k]].hits;
    const std::size_t first = first_from(elements, text_from), at = first_from(elements, place + 1) - 1;
    text_from = elements[at].begin;
    const auto& others = state.slots[span_stars[k]].hits;
    const std::size_t other = first_from(others, from) + (at - first);
    if (other >= others.size() || others[other].begin >= to) return nullptr;
    from = others[other].begin;
    to = others[other].end;
  }
  const std::size_t at = first_from(spans.hits, from);
  return at < spans.hits.size() && spans.hits[at].begin < to ? &spans.hits[at] : nullptr;
}

void move_spans(RecordState& state, std::uint16_t slot, std::size_t index, std::string_view old_text,
                std::string_view new_text) {
  for (const std::uint16_t i : state.plan->slots()[slot].labels) {
    const SpansBinding& list = state.plan->options().spans[i];
    RecordState::Hit* hit = labels_over(state, list, index);
    if (hit != nullptr) move_labels(state, list, *hit, Alignment(state.pieces, old_text, new_text, list.unit));
  }
}

}  // namespace dsprep::json
