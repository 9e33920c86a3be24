#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "html/arena.h"
#include "html/limit_nesting.h"
#include "html/parse.h"
#include "html/tag.h"
#include "html/tree.h"

namespace dsprep::html {
namespace {

void* allocate(void* arena, std::size_t bytes) { return static_cast<Arena*>(arena)->allocate(bytes); }
void release(void* arena, void* at) { static_cast<Arena*>(arena)->release(at); }

Tag tag_of(const GumboElement& element) {
  static const auto known = [] {
    std::array<Tag, GUMBO_TAG_LAST> tags{};
    for (int i = 0; i < GUMBO_TAG_LAST; ++i) {
      tags[static_cast<std::size_t>(i)] = tag_named(gumbo_normalized_tagname(static_cast<GumboTag>(i)));
    }
    return tags;
  }();
  if (element.tag != GUMBO_TAG_UNKNOWN) return known[element.tag];
  GumboStringPiece name = element.original_tag;
  if (name.data == nullptr) return Tag::other;
  gumbo_tag_from_original_text(&name);
  char low[16];
  if (name.length > sizeof low) return Tag::other;
  for (std::size_t i = 0; i < name.length; ++i) low[i] = base::ascii_lower(name.data[i]);
  return tag_named({low, name.length});
}

bool is_text(GumboNodeType type) {
  return type == GUMBO_NODE_TEXT || type == GUMBO_NODE_WHITESPACE || type == GUMBO_NODE_CDATA;
}

// Appends one node; its strings stay where Gumbo put them, in the tree's memory.
void append(const GumboNode& from, Tree& tree) {
  Node& node = tree.nodes.emplace_back();
  node.attributes = node.attribute_end = static_cast<std::uint32_t>(tree.attributes.size());
  if (is_text(from.type)) {
    node.tag = Tag::text;
    node.text = from.v.text.text;
    return;
  }
  const GumboElement& element = from.v.element;
  node.tag = from.type == GUMBO_NODE_TEMPLATE ? Tag::template_ : tag_of(element);
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[i]);
    tree.attributes.push_back({attribute.name, attribute.value});
  }
  node.attribute_end = static_cast<std::uint32_t>(tree.attributes.size());
}

const GumboVector* children_of(const GumboNode& node) {
  if (node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE) return &node.v.element.children;
  return nullptr;
}

void copy(const GumboNode& root, Tree& tree) {
  append(root, tree);
  struct Open {
    const GumboVector* children;
    unsigned next;
    std::uint32_t node, last_child;
  };
  std::vector<Open> open = {{children_of(root), 0, 0, no_node}};
  while (!open.empty()) {
    Open& top = open.back();
    if (top.children == nullptr || top.next == top.children->length) {
      tree.nodes[top.node].end = static_cast<std::uint32_t>(tree.nodes.size());
      open.pop_back();
      continue;
    }
    const auto& child = *static_cast<const GumboNode*>(top.children->data[top.next++]);
    if (child.type == GUMBO_NODE_COMMENT || child.type == GUMBO_NODE_DOCUMENT) continue;
    const auto index = static_cast<std::uint32_t>(tree.nodes.size());
    append(child, tree);
    tree.nodes[index].parent = top.node;
    (top.last_child == no_node ? tree.nodes[top.node].first_child : tree.nodes[top.last_child].next_sibling) = index;
    top.last_child = index;
    open.push_back({children_of(child), 0, index, no_node});
  }
}

}  // namespace

void Parser::parse(std::string_view html, Tree& tree) {
  tree.clear();
  if (limiter_.limit(html, limited_)) html = limited_;
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = allocate;
  options.deallocator = release;
  options.userdata = &tree.memory;
  options.max_errors = 0;  // each would copy the stack of open elements
  // The output is never destroyed (that is recursive): it lies in the arena.
  const GumboOutput* const output = gumbo_parse_with_options(&options, html.data(), html.size());
  if (output != nullptr && output->root != nullptr) copy(*output->root, tree);
}

}  // namespace dsprep::html
