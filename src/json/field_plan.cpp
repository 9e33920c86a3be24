#include "json/field_plan.h"

#include <algorithm>
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

}  // namespace

Result<FieldPlan> FieldPlan::make(const std::vector<FieldBinding>& slots, Options options) {
  if (slots.size() >= Field::unbound) return usage_error("more than 65534 fields are bound");
  FieldPlan plan;
  plan.options_ = options;
  std::vector<Node> tree(1);
  for (std::size_t i = 0; i < slots.size(); ++i) {
    Slot slot;
    slot.pointer = slots[i].pointer;
    slot.written = slots[i].written || (options.id.bound() && options.id.slot == i);  // derive() sets the id
    DSPREP_TRY(slot.tokens, parse_pointer(slot.pointer));
    for (const std::string& token : slot.tokens) {
      slot.many |= token == "*";
      slot.node = child_of(tree, slot.node, token);
    }
    tree[slot.node].slots.push_back(static_cast<std::uint16_t>(i));
    plan.slots_.push_back(std::move(slot));
  }
  if (options.id.bound() && plan.slots_[options.id.slot].many) {
    return usage_error("the id field " + plan.slots_[options.id.slot].pointer +
                       " may not have '*': an id is one value");
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
  DSPREP_CHECK(plan.check_spans());
  return plan;
}

// Spans that would not follow every edit of their text are refused here, before anything is read.
Status FieldPlan::check_spans() const {
  if (!options_.spans.bound() || !options_.text.bound()) return {};
  const Slot &text = slots_[options_.text.slot], &spans = slots_[options_.spans.slot];
  const std::string carried = "[dataset] spans = \"" + spans.pointer + "\": ";
  if (text.many)
    return usage_error(carried + "the text " + text.pointer + " stands for several texts, and spans count the " +
                       "characters of one: set text to one of them, or leave spans out");
  if (spans.many) return usage_error(carried + "spans are one array, and \"*\" names several");
  for (const std::uint16_t i : text.overlaps) {
    if (!slots_[i].written) continue;
    const std::string why = i == options_.spans.slot
                                ? "they lie in it"
                                : "a step writes " + slots_[i].pointer + ", which has a part of it or holds it";
    return usage_error(carried + "they could not follow their text " + text.pointer + ", because " + why);
  }
  return {};
}

}  // namespace dsprep::json
