// What the labels over a text cover, in bytes.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/record.h"
#include "json/field_plan.h"
#include "json/move_spans.h"
#include "json/record_access.h"
#include "json/record_state.h"
#include "json/span_units.h"

namespace dsprep {
namespace {

// A place that a label names, and which end of which of the spans it is.
struct Place {
  std::int64_t units;
  std::size_t span;
  bool end;
};

// Walks over the text once, and gives each place the byte it stands for: inside a character, a start is where the
// character begins and an end where it ends.
void set_bytes(std::string_view text, SpanUnit unit, std::vector<Place>& places, std::vector<TextSpan>& spans) {
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.units < b.units; });
  std::size_t byte = 0, last = 0;  // behind the last character that was passed, and before it
  std::int64_t units = 0;          // at `byte`
  for (const Place& place : places) {
    while (units < place.units && byte < text.size()) {
      last = byte++;
      while (byte < text.size() && (static_cast<unsigned char>(text[byte]) & 0xc0) == 0x80) ++byte;
      units += json::count_units(text.substr(last, byte - last), unit);
    }
    if (place.end) spans[place.span].end = static_cast<std::uint32_t>(byte);
    else spans[place.span].begin = static_cast<std::uint32_t>(units > place.units ? last : byte);
  }
}

}  // namespace

void Record::covered_by(Field text, Field spans, std::size_t index, std::vector<TextSpan>& covered) const {
  RecordState& state = *state_;
  const auto old = this->text(text, index);
  if (!old) return;
  for (const std::uint16_t i : state.plan->slots()[text.slot].labels) {
    const json::SpansBinding& list = state.plan->options().spans[i];
    if (list.spans.slot != spans.slot) continue;
    RecordState::Hit* hit = json::labels_over(state, list, index);
    if (hit == nullptr) return;
    std::vector<Place> places;
    std::vector<TextSpan> found;
    std::string scratch;
    for (Value::Elements it = Value(json::hit_raw(state, *hit)).elements(); it.next();) {
      const auto range = json::range_of(json::span_members(it.value(), scratch));
      if (!range || range->first == range->second) continue;
      places.push_back({range->first, found.size(), false});
      places.push_back({range->second, found.size(), true});
      found.push_back({0, 0});
    }
    set_bytes(*old, list.unit, places, found);
    std::erase_if(found, [](const TextSpan& span) { return span.begin >= span.end; });
    covered.insert(covered.end(), found.begin(), found.end());
  }
}

}  // namespace dsprep
