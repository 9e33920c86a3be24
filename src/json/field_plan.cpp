#include "json/field_plan.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "json/pointer.h"

namespace dsprep::json {
namespace {

using Node = FieldPlan::Node;
using Slot = FieldPlan::Slot;

// The child of `parent` for `token`, made where it is missing.
std::uint32_t child_of(std::vector<Node>& nodes, std::uint32_t parent, const std::string& token) {
  if (token == "*") {
    if (nodes[parent].star >= 0) return static_cast<std::uint32_t>(nodes[parent].star);
  } else {
    for (const std::uint32_t child : nodes[parent].children) {
      if (nodes[child].key == token) return child;
    }
  }
  const auto made = static_cast<std::uint32_t>(nodes.size());
  Node node;
  node.key = token;
  node.parent = static_cast<std::int32_t>(parent);
  if (const auto index = array_index(token)) node.index = *index;
  nodes.push_back(std::move(node));
  if (token == "*") {
    nodes[parent].star = static_cast<std::int32_t>(made);
  } else {
    nodes[parent].children.push_back(made);
    nodes[parent].has_index |= nodes[made].index != FieldPlan::no_index;
  }
  return made;
}

// Renumbers the tree in preorder, star first, and fills what follows from the order. A stack instead of recursion.
std::vector<Node> in_preorder(std::vector<Node> tree, std::vector<Slot>& slots) {
  std::vector<std::uint32_t> number(tree.size()), order, stack{0};
  while (!stack.empty()) {
    const std::uint32_t at = stack.back();
    stack.pop_back();
    number[at] = static_cast<std::uint32_t>(order.size());
    order.push_back(at);
    const Node& node = tree[at];
    stack.insert(stack.end(), node.children.rbegin(), node.children.rend());
    if (node.star >= 0) stack.push_back(static_cast<std::uint32_t>(node.star));
  }
  std::vector<Node> nodes;
  nodes.reserve(order.size());
  for (const std::uint32_t old : order) {
    Node node = std::move(tree[old]);
    for (std::uint32_t& child : node.children) child = number[child];
    if (node.star >= 0) node.star = static_cast<std::int32_t>(number[static_cast<std::size_t>(node.star)]);
    if (node.parent >= 0) node.parent = static_cast<std::int32_t>(number[static_cast<std::size_t>(node.parent)]);
    nodes.push_back(std::move(node));
  }
  for (Slot& slot : slots) slot.node = number[slot.node];
  // Children come after their parents, so that going backwards sees every subtree complete.
  for (std::size_t i = nodes.size(); i-- > 0;) {
    Node& node = nodes[i];
    node.subtree_end = static_cast<std::uint32_t>(i + 1);
    const auto adopt = [&](std::uint32_t child) {
      nodes[child].offset = static_cast<std::uint32_t>(node.below.size());
      node.below.insert(node.below.end(), nodes[child].within.begin(), nodes[child].within.end());
      node.subtree_end = std::max(node.subtree_end, nodes[child].subtree_end);
    };
    if (node.star >= 0) adopt(static_cast<std::uint32_t>(node.star));
    for (const std::uint32_t child : node.children) adopt(child);
    node.within = node.slots;
    node.within.insert(node.within.end(), node.below.begin(), node.below.end());
  }
  return nodes;
}

// Could both pointers lead into one place, or one into what the other stands for?
bool overlap(const Slot& a, const Slot& b) {
  const std::size_t common = std::min(a.tokens.size(), b.tokens.size());
  for (std::size_t i = 0; i < common; ++i) {
    const std::string &x = a.tokens[i], &y = b.tokens[i];
    const bool same = x == y || (x == "*" && array_index(y)) || (y == "*" && array_index(x));
    if (!same) return false;
  }
  return true;
}

std::size_t stars_in(const Slot& slot) {
  return static_cast<std::size_t>(std::count(slot.tokens.begin(), slot.tokens.end(), "*"));
}

std::string in_words(std::size_t stars) {
  return stars == 0 ? "no \"*\"" : stars == 1 ? "one \"*\"" : std::to_string(stars) + " \"*\"";
}

}  // namespace

Result<FieldPlan> FieldPlan::make(const std::vector<FieldBinding>& slots, Options options) {
  if (slots.size() >= Field::unbound) return usage_error("more than 65534 fields are bound");
  FieldPlan plan;
  plan.options_ = std::move(options);
  const Field id = plan.options_.id;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    Slot slot;
    slot.pointer = slots[i].pointer;
    slot.written = slots[i].written || (id.bound() && id.slot == i);  // derive() sets the id
    DSPREP_TRY(slot.tokens, parse_pointer(slot.pointer));
    slot.many = stars_in(slot) != 0;
    plan.slots_.push_back(std::move(slot));
  }
  if (id.bound() && plan.slots_[id.slot].many) {
    return usage_error("the id field " + plan.slots_[id.slot].pointer + " may not have '*': an id is one value");
  }
  DSPREP_CHECK(plan.bind_spans());

  std::vector<Node> tree(1);
  for (std::size_t i = 0; i < plan.slots_.size(); ++i) {
    Slot& slot = plan.slots_[i];
    for (const std::string& token : slot.tokens) slot.node = child_of(tree, slot.node, token);
    tree[slot.node].slots.push_back(static_cast<std::uint16_t>(i));
  }
  plan.nodes_ = in_preorder(std::move(tree), plan.slots_);

  for (const Slot& slot : plan.slots_) {
    if (!slot.written || slot.many) continue;
    for (std::int32_t at = plan.nodes_[slot.node].parent; at >= 0;) {
      Node& above = plan.nodes_[static_cast<std::size_t>(at)];
      above.anchor = true;
      at = above.parent;
    }
  }
  for (std::size_t i = 0; i < plan.slots_.size(); ++i) {
    for (std::size_t j = 0; j < plan.slots_.size(); ++j) {
      if (i == j || !overlap(plan.slots_[i], plan.slots_[j])) continue;
      plan.slots_[i].overlaps.push_back(static_cast<std::uint16_t>(j));
    }
  }
  for (const SpansBinding& list : plan.options_.spans) DSPREP_CHECK(plan.check_spans(list));
  return plan;
}

// The slot of a pointer's first `size` tokens, made where there is none.
std::uint16_t FieldPlan::slot_of(const std::vector<std::string>& tokens, std::size_t size, std::string_view pointer) {
  const auto known = std::find_if(slots_.begin(), slots_.end(), [&](const Slot& slot) {
    return slot.tokens.size() == size && std::equal(slot.tokens.begin(), slot.tokens.end(), tokens.begin());
  });
  if (known == slots_.end()) {
    Slot slot;
    std::size_t end = 0;
    for (std::size_t i = 0; i < size; ++i) end = std::min(pointer.find('/', end + 1), pointer.size());
    slot.pointer = pointer.substr(0, end);
    slot.tokens.assign(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(size));
    slot.many = true;
    slots_.push_back(std::move(slot));
    return static_cast<std::uint16_t>(slots_.size() - 1);
  }
  return static_cast<std::uint16_t>(known - slots_.begin());
}

void FieldPlan::bind_stars(std::uint16_t slot) {
  if (!slots_[slot].stars.empty()) return;
  const std::vector<std::string> tokens = slots_[slot].tokens;
  const std::string pointer = slots_[slot].pointer;
  std::vector<std::uint16_t> stars;
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (tokens[i] == "*") stars.push_back(slot_of(tokens, i + 1, pointer));
  slots_[slot].stars = std::move(stars);
}

Status FieldPlan::bind_spans() {
  for (std::size_t i = 0; i < options_.spans.size(); ++i) {
    const SpansBinding& list = options_.spans[i];
    slots_[list.text.slot].labels.push_back(static_cast<std::uint16_t>(i));
    bind_stars(list.text.slot);
    bind_stars(list.spans.slot);
  }
  if (slots_.size() >= Field::unbound) return usage_error("more than 65534 fields are bound");
  return {};
}

// Spans that would not follow every edit of their text are refused here, before anything is read.
Status FieldPlan::check_spans(const SpansBinding& list) const {
  const Slot &text = slots_[list.text.slot], &spans = slots_[list.spans.slot];
  const auto refuse = [&](const std::string& why) {
    return usage_error(list.where + "[dataset] spans = \"" + spans.pointer + "\": " + why);
  };
  if (stars_in(text) != stars_in(spans)) {
    return refuse("the text " + text.pointer + " has " + in_words(stars_in(text)) + ", and the spans have " +
                  in_words(stars_in(spans)) +
                  ": each text needs an array of spans of its own, as /messages/*/content " + "has /messages/*/spans");
  }
  for (const std::uint16_t i : text.overlaps) {
    if (!slots_[i].written) continue;
    const std::string why = i == list.spans.slot
                                ? "they lie in it"
                                : "a step writes " + slots_[i].pointer + ", which has a part of it or holds it";
    return refuse("they could not follow their text " + text.pointer + ", because " + why);
  }
  for (const SpansBinding& other : options_.spans) {
    if (&other == &list) return {};
    if (other.spans.slot == list.spans.slot) return refuse("two of the [dataset] spans name it: take one out");
    if (overlap(slots_[other.spans.slot], spans))
      return refuse("it has a part of " + slots_[other.spans.slot].pointer + ", or holds it, which is one of the " +
                    "[dataset] spans too");
  }
  return {};
}

}  // namespace dsprep::json
