#include "ops/report/compare/match_records.h"

#include <algorithm>

#include "spill/hash_key.h"
#include "spill/ordered_number.h"

namespace dsprep::ops::compare {
namespace {

std::string_view take_shown(std::string_view& bytes) {
  const std::size_t size = static_cast<unsigned char>(bytes[0]);
  const std::string_view shown = bytes.substr(1, size);
  bytes.remove_prefix(1 + size);
  return shown;
}

struct MemberNote {
  std::uint64_t name, value;
  std::string_view shown;
};

MemberNote take_member(std::string_view& bytes) {
  MemberNote member{spill::read_be64(bytes), spill::read_be64(bytes.substr(8)), {}};
  bytes.remove_prefix(16);
  member.shown = take_shown(bytes);
  return member;
}

}  // namespace

void RecordMatcher::add(std::string_view note) {
  const bool by_id = note[0] == static_cast<char>(Note::by_id);
  constexpr std::size_t group_size = 1 + spill::hash_key_size;
  const std::string_view group = note.substr(0, group_size);
  const std::string_view content = by_id ? note.substr(group_size, spill::hash_key_size) : std::string_view();
  if (group != group_) {
    close_group();
    group_.assign(group);
    content_.assign(content);
  } else if (content != content_) {
    close_content();
    content_.assign(content);
  }
  note.remove_prefix(group.size() + content.size());
  const std::size_t side = note[0] == static_cast<char>(Side::current) ? 1 : 0;
  ++of_group_[side];
  ++of_content_[side];
  if (at_content_[side].size() < most_pairs) at_content_[side].emplace_back(note.substr(1));
}

void RecordMatcher::close_content() {
  const std::uint64_t same = std::min(of_content_[0], of_content_[1]);
  changes_.same += same;
  for (int side : {0, 1}) {
    left_[side] += of_content_[side] - same;
    for (std::size_t i = same; i < at_content_[side].size() && left_over_[side].size() < most_pairs; ++i)
      left_over_[side].push_back(std::move(at_content_[side][i]));
    at_content_[side].clear();
    of_content_[side] = 0;
  }
}

void RecordMatcher::close_group() {
  if (group_.empty()) return;
  close_content();
  const bool by_id = group_[0] == static_cast<char>(Note::by_id);
  const std::uint64_t changed = by_id ? std::min(left_[0], left_[1]) : 0;
  changes_.changed += changed;
  changes_.removed += left_[0] - changed;
  changes_.added += left_[1] - changed;
  for (int side : {0, 1})
    if (by_id && of_group_[side] > 1) changes_.repeated[side] += of_group_[side] - 1;
  const std::size_t pairs = std::min({static_cast<std::size_t>(changed), left_over_[0].size(), left_over_[1].size()});
  for (std::size_t i = 0; i < pairs; ++i) compare(left_over_[0][i], left_over_[1][i]);
  for (int side : {0, 1}) {
    std::vector<NamedRecord>& examples = side == 0 ? changes_.removed_examples : changes_.added_examples;
    for (std::size_t i = changed; i < left_over_[side].size() && examples.size() < examples_; ++i) {
      std::string_view rest = left_over_[side][i];
      spill::take_ordered_id(rest);
      NamedRecord& named = examples.emplace_back();
      if (by_id) named.id_hash = group_.substr(1);
      named.shown = take_shown(rest);
      while (!rest.empty()) {
        const MemberNote member = take_member(rest);
        named.fields.push_back({member.name, std::nullopt, std::string(member.shown)});
      }
    }
    left_over_[side].clear();
    left_[side] = of_group_[side] = 0;
  }
  group_.clear();
}

void RecordMatcher::compare(std::string_view before, std::string_view after) {
  spill::take_ordered_id(before);
  spill::take_ordered_id(after);
  ChangedRecord record{group_.substr(1), std::string(take_shown(after)), {}};
  take_shown(before);
  std::vector<MemberNote> members[2];
  for (int side : {0, 1})
    for (std::string_view rest = side == 0 ? before : after; !rest.empty();) members[side].push_back(take_member(rest));
  const auto changed = [&](std::uint64_t name, std::optional<std::string> was, std::optional<std::string> is) {
    ++changes_.by_field[name];
    record.fields.push_back({name, std::move(was), std::move(is)});
  };
  auto was = members[0].begin(), is = members[1].begin();
  while (was != members[0].end() || is != members[1].end()) {
    const bool has_before = was != members[0].end() && (is == members[1].end() || was->name <= is->name);
    const bool has_after = is != members[1].end() && (was == members[0].end() || is->name <= was->name);
    if (has_before && has_after) {
      if (was->value != is->value) changed(was->name, std::string(was->shown), std::string(is->shown));
    } else if (has_before) {
      changed(was->name, std::string(was->shown), std::nullopt);
    } else {
      changed(is->name, std::nullopt, std::string(is->shown));
    }
    if (has_before) ++was;
    if (has_after) ++is;
  }
  if (changes_.changed_examples.size() < examples_) changes_.changed_examples.push_back(std::move(record));
}

void RecordMatcher::finish() { close_group(); }

}  // namespace dsprep::ops::compare
