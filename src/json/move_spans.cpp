#include "json/move_spans.h"

#include <algorithm>
#include <string>

#include "json/record_access.h"

namespace dsprep::json {
namespace {

bool continues_char(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

std::int64_t count_chars(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return !continues_char(c); });
}

// A piece of the alignment in code points: old [old_begin, old_end) became new [new_begin, new_end).
struct Stretch {
  std::int64_t old_begin, old_end, new_begin, new_end;
  bool kept;
};

class Alignment {
 public:
  Alignment(const std::vector<RecordState::Piece>& pieces, std::string_view old_text, std::string_view new_text) {
    std::int64_t old_at = 0, new_at = 0;
    for (const RecordState::Piece& piece : pieces) {
      const std::int64_t old_chars = count_chars(old_text.substr(0, piece.old_size));
      const std::int64_t new_chars = piece.kept ? old_chars : count_chars(new_text.substr(0, piece.new_size));
      stretches_.push_back({old_at, old_at + old_chars, new_at, new_at + new_chars, piece.kept});
      old_at += old_chars;
      new_at += new_chars;
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

// The last "start" and "end" of a span object.
struct Ends {
  Value start, end;
};

Ends ends_of(Value span, std::string& scratch) {
  Ends ends;
  for (Value::Members it = span.members(); it.next();) {
    const std::string_view key = it.key(scratch);
    if (key == "start") ends.start = it.value();
    else if (key == "end") ends.end = it.value();
  }
  return ends;
}

// Appends `span` with its ends moved. False where nothing is left of it.
bool append_moved(Value span, const Alignment& alignment, std::string& out, std::string& scratch) {
  const Ends ends = ends_of(span, scratch);
  const auto start = ends.start.integer(), end = ends.end.integer();
  if (!start || !end || *start < 0 || *end < *start) {
    out += span.raw();
    return true;
  }
  const std::int64_t new_start = alignment.move_start(*start);
  const std::int64_t new_end = *start == *end ? new_start : alignment.move_end(*end);
  if (*start < *end && new_start >= new_end) return false;
  struct Change {
    std::string_view old;
    std::int64_t now;
  };
  Change first{ends.start.raw(), new_start}, second{ends.end.raw(), new_end};
  if (second.old.data() < first.old.data()) std::swap(first, second);
  const char* at = span.raw().data();
  out.append(at, first.old.data());
  out += std::to_string(first.now);
  out.append(first.old.data() + first.old.size(), second.old.data());
  out += std::to_string(second.now);
  out.append(second.old.data() + second.old.size(), span.raw().data() + span.raw().size());
  return true;
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

void move_spans(RecordState& state, std::string_view old_text, std::string_view new_text) {
  const std::uint16_t slot = state.plan->options().spans.slot;
  settle(state, slot);
  if (live_hits(state, state.slots[slot]) == 0) return;
  const Value spans(hit_raw(state, state.slots[slot].hits[0]));
  if (spans.type() != FieldType::array) return;

  const Alignment alignment(state.pieces, old_text, new_text);
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
    if (append_moved(it.value(), alignment, moved, scratch)) any = true;
    else moved.resize(size);
    gap = raw.data() + raw.size();
  }
  if (any) moved.append(gap, spans.raw().data() + spans.raw().size());
  else moved = spans.size() == 0 ? std::string(spans.raw()) : "[]";
  set_value(state, slot, 0, moved, Form::json);
}

}  // namespace dsprep::json
