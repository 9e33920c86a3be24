// Tree: an HTML document as the rest of this room sees it, whoever parsed it.
//
// Nodes lie in document order: a parent before its children, a subtree in one stretch. So what is summed up over
// subtrees is one pass from the back, and nothing here is recursive, however deep a page is nested.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "html/arena.h"
#include "html/tag.h"

namespace dsprep::html {

struct Attribute {
  std::string_view name, value;  // the name in lower case
};

inline constexpr std::uint32_t no_node = UINT32_MAX;

struct Node {
  Tag tag = Tag::other;  // Tag::text: a piece of text
  std::uint32_t parent = no_node, first_child = no_node, next_sibling = no_node;
  std::uint32_t end = 0;                            // one behind the last node of its subtree
  std::uint32_t attributes = 0, attribute_end = 0;  // in Tree::attributes
  std::string_view text = {};                       // of a text, entities decoded
};

// Owned by one worker, used for document after document.
struct Tree {
  std::vector<Node> nodes;  // [0] is the document's root element; empty: nothing was parsed
  std::vector<Attribute> attributes;
  Arena memory;  // of all names, values and texts

  std::span<const Attribute> attributes_of(const Node& node) const {
    return {attributes.data() + node.attributes, node.attribute_end - node.attributes};
  }
  // The value of an attribute; "" where there is none.
  std::string_view attribute(const Node& node, std::string_view name) const {
    for (const Attribute& attribute : attributes_of(node))
      if (attribute.name == name) return attribute.value;
    return {};
  }
  bool has_attribute(const Node& node, std::string_view name) const {
    for (const Attribute& attribute : attributes_of(node))
      if (attribute.name == name) return true;
    return false;
  }
  void clear() {
    nodes.clear();
    attributes.clear();
    memory.reset();
  }
};

}  // namespace dsprep::html
