#include "ops/clean/unify/field_tree.h"

#include <algorithm>
#include <array>
#include <optional>

#include "dsprep/value.h"
#include "ops/clean/unify/value_kind.h"

namespace dsprep::ops::unify {

FieldTree::FieldTree(const TreeLimits& limits) : limits_(&limits), nodes_(1) {}

void FieldTree::add(const Record& record) {
  record_ = record.id();
  member_ = 0;
  found_.clear();
  Node& root = nodes_[0];
  ++root.stats.counts[static_cast<std::size_t>(Kind::object)];
  if (root.stats.closed != 0) return;
  ++objects_;
  std::size_t expected = 0;
  bool open = true;
  record.walk([&](std::string_view raw_key, Value value) {
    if (open && raw_key != reserved) open = find(0, raw_key, value, 0, expected);
  });
  if (open) add_members(0);
}

void FieldTree::add_value(std::uint32_t node, Value value) {
  const Kind kind = kind_of(value);
  FieldStats& stats = nodes_[node].stats;
  stats.add(kind, value, record_);
  if (kind != Kind::array && kind != Kind::object) return;
  if (nodes_[node].depth >= deepest) stats.closed |= FieldStats::too_deep;
  if (stats.closed != 0) return;
  if (kind == Kind::array) {
    Value::Elements it = value.elements();
    if (!it.next()) return;
    const std::uint32_t inner = element(node);
    do add_value(inner, it.value());
    while (it.next());
    return;
  }
  const std::size_t base = found_.size();
  ++objects_;
  std::size_t expected = 0;
  bool open = true;
  for (Value::Members it = value.members(); open && it.next();)
    open = find(node, it.raw_key(), it.value(), base, expected);
  if (open) add_members(base);
  found_.resize(base);
}

void FieldTree::add_members(std::size_t base) {
  for (std::size_t i = base; i < found_.size(); ++i) add_value(found_[i].node, found_[i].value);
}

// Notes a member of an object; of one name the last counts. False where that closes the place.
bool FieldTree::find(std::uint32_t node, std::string_view raw_key, Value value, std::size_t base,
                     std::size_t& expected) {
  std::string_view key = raw_key;
  if (key.find('\\') != key.npos) {
    quoted_.assign(1, '"').append(raw_key) += '"';
    key = Value(quoted_).text(scratch_).value_or(raw_key);
  }
  if (key.size() > longest_name) {
    nodes_[node].stats.closed |= FieldStats::long_name;
    return false;
  }
  const std::uint32_t index = child(node, key, expected);
  if (index == 0) {
    nodes_[node].stats.closed |= FieldStats::many_names;
    return false;
  }
  Node& found = nodes_[index];
  ++member_;
  if (found.object == objects_) {
    found_[base + found.found].value = value;
    return true;
  }
  found.object = objects_;
  found.found = static_cast<std::uint32_t>(found_.size() - base);
  FieldStats here;
  here.first = record_;
  here.first_member = member_;
  if (here.comes_before(found.stats)) {
    found.stats.first = here.first;
    found.stats.first_member = here.first_member;
  }
  found_.push_back({index, value});
  return true;
}

// Most objects have the names of the one before, in that order. 0: no room.
std::uint32_t FieldTree::child(std::uint32_t parent, std::string_view name, std::size_t& expected) {
  const std::vector<std::uint32_t>& children = nodes_[parent].children;
  if (expected < children.size() && nodes_[children[expected]].name == name) return children[expected++];
  const auto known = by_name_.find({parent, name});
  if (known != by_name_.end()) {
    expected = nodes_[known->second].position + 1;
    return known->second;
  }
  if (children.size() >= limits_->max_names) return 0;
  const std::uint32_t index = make(parent, name);
  by_name_.emplace(Name{parent, nodes_[index].name}, index);
  nodes_[index].position = static_cast<std::uint32_t>(children.size());
  nodes_[parent].children.push_back(index);
  expected = children.size();
  if (is_asked_for(index)) nodes_[index].stats.closed |= FieldStats::asked_for;
  return index;
}

std::uint32_t FieldTree::element(std::uint32_t parent) {
  if (nodes_[parent].element != 0) return nodes_[parent].element;
  const std::uint32_t index = make(parent, {});
  nodes_[parent].element = index;
  if (is_asked_for(index)) nodes_[index].stats.closed |= FieldStats::asked_for;
  return index;
}

std::uint32_t FieldTree::make(std::uint32_t parent, std::string_view name) {
  const auto index = static_cast<std::uint32_t>(nodes_.size());
  const std::uint32_t depth = nodes_[parent].depth + 1;
  Node& node = nodes_.emplace_back();
  node.name = name;
  node.parent = parent;
  node.depth = depth;
  return index;
}

bool FieldTree::is_asked_for(std::uint32_t node) const {
  if (limits_->json.empty()) return false;
  std::vector<std::uint32_t> way;
  for (; node != 0; node = nodes_[node].parent) way.push_back(node);
  std::string pointer;
  for (auto it = way.rbegin(); it != way.rend(); ++it) append_pointer(pointer, {is_element(*it), nodes_[*it].name});
  return std::find(limits_->json.begin(), limits_->json.end(), pointer) != limits_->json.end();
}

void FieldTree::merge(const FieldTree& next) {
  std::vector<std::uint32_t> ours(next.nodes_.size(), 0);  // 0, but for the record: a place that is closed here
  nodes_[0].stats.merge(next.nodes_[0].stats);
  for (std::uint32_t i = 1; i < next.nodes_.size(); ++i) {
    const Node& node = next.nodes_[i];
    if (node.parent != 0 && ours[node.parent] == 0) continue;
    const std::uint32_t parent = ours[node.parent];
    if (nodes_[parent].stats.closed != 0) continue;
    if (next.is_element(i)) {
      ours[i] = element(parent);
    } else {
      std::size_t expected = 0;
      ours[i] = child(parent, node.name, expected);
      if (ours[i] == 0) {
        nodes_[parent].stats.closed |= FieldStats::many_names;
        continue;
      }
    }
    nodes_[ours[i]].stats.merge(node.stats);
  }
}

Status FieldTree::move_to(spill::Sorter& entries) {
  std::vector<std::string> paths(nodes_.size());
  std::string entry;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const Node& node = nodes_[i];
    if (i != 0) {
      paths[i] = paths[node.parent];
      if (is_element(static_cast<std::uint32_t>(i))) append_path_element(paths[i]);
      else append_path_name(paths[i], node.name);
    }
    entry = paths[i];
    append_path_end(entry);
    node.stats.append(entry);
    DSPREP_CHECK(entries.add(entry));
  }
  nodes_.clear();
  nodes_.emplace_back();
  by_name_.clear();
  return {};
}

namespace {
constexpr char name_end = 0, path_end = 1, element_part = 2, name_part = 3;
}

void append_path_element(std::string& path) { path += element_part; }

void append_path_name(std::string& path, std::string_view name) {
  path += name_part;
  for (const char c : name) {
    if (static_cast<unsigned char>(c) <= 1) (path += '\1') += static_cast<char>(c + 1);
    else path += c;
  }
  path += name_end;
}

void append_path_end(std::string& path) { path += path_end; }

void append_pointer(std::string& pointer, const PathPart& part) {
  pointer += '/';
  if (part.element) pointer += '*';
  for (const char c : part.name) {
    if (c == '~') pointer += "~0";
    else if (c == '/') pointer += "~1";
    else pointer += c;
  }
}

std::vector<PathPart> take_path(std::string_view& entry) {
  std::vector<PathPart> parts;
  std::size_t at = 0;
  while (entry[at] != path_end) {
    PathPart& part = parts.emplace_back(PathPart{entry[at++] == element_part, {}});
    if (part.element) continue;
    for (; entry[at] != name_end; ++at) {
      if (entry[at] == '\1') part.name += static_cast<char>(entry[++at] - 1);
      else part.name += entry[at];
    }
    ++at;
  }
  entry.remove_prefix(at + 1);
  return parts;
}

}  // namespace dsprep::ops::unify
