#include "json/field_collector.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <string>
#include <utility>

#include "json/escape.h"

namespace dsprep::json {
namespace {

constexpr std::string_view provenance_key = "_dsprep";

bool has_backslash(std::string_view text) {
  // Keys are short: looking costs less than calling.
  if (text.size() <= 16) return std::any_of(text.begin(), text.end(), [](char c) { return c == '\\'; });
  return std::memchr(text.data(), '\\', text.size()) != nullptr;
}

}  // namespace

FieldCollector::FieldCollector(RecordState& state, std::string_view bytes)
    : plan_(*state.plan),
      state_(state),
      bytes_(bytes.data()),
      frames_(state.walk.frames),
      active_(state.walk.active),
      sizes_(state.walk.sizes),
      read_all_(plan_.options().read_all) {
  state.current = bytes;
  for (RecordState::Slot& slot : state.slots) {
    slot.hits.clear();
    slot.inherited = RecordState::none;
  }
  state.superseded.clear();
  state.members.clear();
  state.members_by_name.clear();
  state.members_erased = false;
  state.anchors.assign(plan_.nodes().size(), {});
  state.provenance = {};
  frames_.clear();
  active_.clear();
  sizes_.clear();
}

void FieldCollector::open_record(std::uint32_t begin) {
  active_.push_back(0);
  frames_.push_back({0, 1, 0, 0, false});
  sizes_.resize(plan_.nodes()[0].below.size(), 0);
  state_.anchors[0] = {begin, 0, FieldType::object};
}

void FieldCollector::close_record(std::uint32_t end) {
  assert(frames_.size() == 1);
  frames_.clear();
  state_.anchors[0].end = end;
}

// Adds `child` to the nodes of the next value. `sizes`: where in sizes_ those of its parent's slots begin; none in
// arrays, whose elements do not replace each other.
void FieldCollector::select(std::uint32_t child, std::uint32_t sizes) {
  active_.push_back(child);
  if (sizes == RecordState::none) return;
  const FieldPlan::Node& chosen = plan_.nodes()[child];
  for (std::size_t i = 0; i < chosen.within.size(); ++i) {
    RecordState::Slot& slot = state_.slots[chosen.within[i]];
    const std::uint32_t size = sizes_[sizes + chosen.offset + i];
    if (slot.hits.size() <= size) continue;
    if (i < chosen.slots.size()) supersede(slot, slot.hits[size]);
    slot.hits.resize(size);
  }
  if (chosen.anchor) {
    for (std::uint32_t i = child; i < chosen.subtree_end; ++i) state_.anchors[i] = {};
  }
}

// Remembers where the earlier member stands, which an erasure must not bring back to life. The chain of them passes
// to the next hit with the note.
void FieldCollector::supersede(RecordState::Slot& slot, const Hit& hit) {
  if (state_.superseded.size() == most_hits) {
    overflowed_ = true;
    return;
  }
  slot.inherited = hit.note;
  if (slot.inherited == RecordState::none) {
    slot.inherited = static_cast<std::uint32_t>(state_.notes.size());
    state_.notes.emplace_back();
  }
  std::uint32_t& chain = state_.notes[slot.inherited].superseded;
  state_.superseded.push_back({hit.begin, hit.end, chain});
  chain = static_cast<std::uint32_t>(state_.superseded.size() - 1);
}

void FieldCollector::key(std::uint32_t begin, std::uint32_t end) {
  const RecordState::Frame& frame = frames_.back();
  active_.resize(frame.last);
  std::string_view name(bytes_ + begin, end - begin);
  if (has_backslash(name)) {
    unescape(name, state_.walk.key);
    name = state_.walk.key;
  }
  if (frames_.size() == 1) {
    if (read_all_) {
      if (state_.members.size() == most_hits) overflowed_ = true;
      else state_.members.push_back({begin, end, 0, 0, false});
    }
    provenance_ = name == provenance_key;
    if (provenance_) state_.provenance = {begin, end, 0, 0, false};
  }
  std::uint32_t sizes = frame.sizes;
  for (std::uint32_t i = frame.first; i < frame.last; ++i) {
    const FieldPlan::Node& node = plan_.nodes()[active_[i]];
    for (const std::uint32_t child : node.children) {
      if (plan_.nodes()[child].key == name) {
        select(child, sizes);
        break;
      }
    }
    sizes += static_cast<std::uint32_t>(node.below.size());
  }
}

void FieldCollector::element() {
  RecordState::Frame& frame = frames_.back();
  const std::uint32_t index = frame.index++;
  active_.resize(frame.last);
  for (std::uint32_t i = frame.first; i < frame.last; ++i) {
    const FieldPlan::Node& node = plan_.nodes()[active_[i]];
    if (node.star >= 0) select(static_cast<std::uint32_t>(node.star), RecordState::none);
    if (!node.has_index) continue;
    for (const std::uint32_t child : node.children) {
      if (plan_.nodes()[child].index == index) select(child, RecordState::none);
    }
  }
}

// Notes the value at hand in every slot and anchor it stands for.
void FieldCollector::place(std::uint32_t begin, std::uint32_t end, FieldType type) {
  const RecordState::Frame& frame = frames_.back();
  for (std::size_t i = frame.last; i < active_.size(); ++i) {
    const FieldPlan::Node& node = plan_.nodes()[active_[i]];
    if (node.anchor) state_.anchors[active_[i]] = {begin, end, type};
    if (node.slots.empty()) continue;
    Hit hit;
    hit.begin = begin;
    hit.end = end;
    hit.type = type;
    hit.escaped = type == FieldType::text && has_backslash({bytes_ + begin, end - begin});
    hit.element = frame.array;
    for (const std::uint16_t index : node.slots) {
      RecordState::Slot& slot = state_.slots[index];
      if (slot.hits.size() == most_hits) {
        overflowed_ = true;
        continue;
      }
      hit.note = std::exchange(slot.inherited, RecordState::none);
      slot.hits.push_back(hit);
    }
  }
  if (frames_.size() > 1) return;
  if (read_all_) {
    state_.members.back().begin = begin;
    state_.members.back().end = end;
  }
  if (provenance_) {
    state_.provenance.begin = begin;
    state_.provenance.end = end;
  }
}

void FieldCollector::scalar(std::uint32_t begin, std::uint32_t end, FieldType type) { place(begin, end, type); }

void FieldCollector::open(std::uint32_t begin, FieldType type) {
  place(begin, 0, type);
  const std::uint32_t first = frames_.back().last;
  const auto last = static_cast<std::uint32_t>(active_.size());
  const bool array = type == FieldType::array;
  bool more = false;
  for (std::uint32_t i = first; i < last; ++i) {
    const FieldPlan::Node& node = plan_.nodes()[active_[i]];
    more |= array ? node.star >= 0 || node.has_index : !node.children.empty();
  }
  if (!more) return;
  frames_.push_back({first, last, static_cast<std::uint32_t>(sizes_.size()), 0, array});
  for (std::uint32_t i = first; i < last; ++i) {
    for (const std::uint16_t slot : plan_.nodes()[active_[i]].below) {
      sizes_.push_back(static_cast<std::uint32_t>(state_.slots[slot].hits.size()));
    }
  }
}

void FieldCollector::close() {
  const RecordState::Frame& frame = frames_.back();
  active_.resize(frame.last);
  sizes_.resize(frame.sizes);
  frames_.pop_back();
}

void FieldCollector::end_container(std::uint32_t end) {
  const RecordState::Frame& frame = frames_.back();
  for (std::size_t i = frame.last; i < active_.size(); ++i) {
    const FieldPlan::Node& node = plan_.nodes()[active_[i]];
    if (node.anchor) state_.anchors[active_[i]].end = end;
    for (const std::uint16_t slot : node.slots) {
      if (!state_.slots[slot].hits.empty()) state_.slots[slot].hits.back().end = end;
    }
  }
  if (frames_.size() > 1) return;
  if (read_all_) state_.members.back().end = end;
  if (provenance_) state_.provenance.end = end;
}

}  // namespace dsprep::json
