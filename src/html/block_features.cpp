#include "html/block_features.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <string_view>

#include "base/ascii.h"
#include "base/portable_math.h"
#include "html/hints.h"
#include "html/tag.h"

namespace dsprep::html {
namespace {

constexpr float long_block = 12;  // words
constexpr float far = 40;         // of an ancestor that is not there

float size_of(float words) { return static_cast<float>(base::log2(1.0 + static_cast<double>(words))); }
float share(float part, float of) { return of > 0 ? part / of : 0; }
bool is_long(const BlockFacts& facts, float links) { return facts.words >= long_block && links < 0.4f; }

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return hash;
}

// Hashes of the words, ASCII capitals as small letters, marks left out.
void words_of(std::string_view text, std::vector<std::uint64_t>& hashes) {
  hashes.clear();
  std::uint64_t hash = 0;
  bool in_word = false;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const auto c = i < text.size() ? static_cast<unsigned char>(base::ascii_lower(text[i])) : ' ';
    const bool word = c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (word) {
      if (!in_word) hash = 14695981039346656037u;
      hash = (hash ^ c) * 1099511628211u;
    } else if (in_word) {
      hashes.push_back(hash);
    }
    in_word = word;
  }
}

// Kinds of elements that blocks are. 1 to 4: headings.
constexpr std::uint8_t item_kind = 8, other_kind = 13;
std::uint8_t kind_of(Tag tag) {
  switch (tag) {
    case Tag::h1: return 1;
    case Tag::h2: return 2;
    case Tag::h3: return 3;
    case Tag::h4:
    case Tag::h5:
    case Tag::h6: return 4;
    case Tag::p: return 5;
    case Tag::blockquote: return 6;
    case Tag::pre: return 7;
    case Tag::li: return item_kind;
    case Tag::dt:
    case Tag::dd: return 9;
    case Tag::td: return 10;
    case Tag::th: return 11;
    case Tag::figcaption:
    case Tag::caption: return 12;
    case Tag::button:
    case Tag::legend: return 14;
    case Tag::select: return 15;
    case Tag::noscript: return 16;
    default: return other_kind;
  }
}

constexpr Tag ancestor_tags[] = {Tag::li,      Tag::ul,      Tag::ol,      Tag::table,      Tag::td,
                                 Tag::form,    Tag::nav,     Tag::header,  Tag::footer,     Tag::aside,
                                 Tag::article, Tag::main,    Tag::section, Tag::blockquote, Tag::figure,
                                 Tag::button,  Tag::details, Tag::dl,      Tag::p,          Tag::pre};
constexpr std::size_t ancestor_kinds = std::size(ancestor_tags);

unsigned ancestor_kind(Tag tag) {
  static const auto kinds = [] {
    std::vector<std::uint8_t> all(static_cast<std::size_t>(Tag::text) + 1, ancestor_kinds);
    for (std::size_t i = 0; i < ancestor_kinds; ++i)
      all[static_cast<std::size_t>(ancestor_tags[i])] = static_cast<std::uint8_t>(i);
    return all;
  }();
  return kinds[static_cast<std::size_t>(tag)];
}

}  // namespace

void BlockFeatures::measure_blocks(const VisibleText& visible, const PageFacts& page) {
  blocks_.clear();
  words_of(page.title.substr(0, 400), title_words_);
  const std::size_t none = visible.blocks.size();
  first_heading_ = first_long_ = none;
  last_long_ = 0;
  float words_before = 0;
  std::size_t heading_above = none;
  for (std::size_t i = 0; i < none; ++i) {
    const Block& block = visible.blocks[i];
    const std::string_view text = visible.of(block);
    BlockInfo& info = blocks_.emplace_back();
    info.facts = facts_of(text);
    info.links = share(static_cast<float>(block.link_bytes), static_cast<float>(text.size()));
    info.hints = hints_of_text(text.substr(0, 160));
    info.hash = hash_of(text);
    info.words_before = words_before;
    words_before += info.facts.words;
    // A plain <div> in an <li> is an item as well.
    std::uint32_t at = block.node;
    for (unsigned n = 0; n < 3 && at != no_node; at = tree_->nodes[at].parent, ++n) {
      info.kind = kind_of(tree_->nodes[at].tag);
      if (info.kind != other_kind) break;
    }
    info.heading = info.kind >= 1 && info.kind <= 4;
    info.heading_above = static_cast<std::uint32_t>(heading_above == none ? i : heading_above);
    if (info.heading) heading_above = i;
    if (info.kind == 1 && first_heading_ == none) first_heading_ = i;
    if (text.size() < 400 && !title_words_.empty()) {
      words_of(text, words_);
      const auto known = std::count_if(words_.begin(), words_.end(), [&](std::uint64_t word) {
        return std::find(title_words_.begin(), title_words_.end(), word) != title_words_.end();
      });
      info.title = share(static_cast<float>(known), static_cast<float>(std::max(words_.size(), title_words_.size())));
    }
    if (is_long(info.facts, info.links)) {
      if (first_long_ == none) first_long_ = i;
      last_long_ = i;
    }
  }
}

void BlockFeatures::count_copies() {
  keys_.clear();
  for (const BlockInfo& info : blocks_) keys_.emplace_back(info.hash, 0);
  std::sort(keys_.begin(), keys_.end());
  for (BlockInfo& info : blocks_) {
    const auto [first, last] = std::equal_range(keys_.begin(), keys_.end(), std::pair(info.hash, std::uint32_t{0}));
    info.copies = static_cast<float>(last - first);
  }
}

void BlockFeatures::measure_elements() {
  const Tree& tree = *tree_;
  elements_.assign(tree.nodes.size(), {});
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    const Node& node = tree.nodes[i];
    if (node.parent != no_node) elements_[i].depth = elements_[node.parent].depth + 1;
    if (node.tag != Tag::text && node.attribute_end != node.attributes)
      elements_[i].hints = hints_of_element(tree, node);
  }
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    Element& element = elements_[visible_->blocks[i].node];
    const float words = blocks_[i].facts.words;
    element.words += words;
    element.link_words += words * blocks_[i].links;
    if (is_long(blocks_[i].facts, blocks_[i].links)) element.long_words += words;
    ++element.blocks;
  }
  for (std::size_t i = tree.nodes.size(); i-- > 1;) {
    const Element& from = elements_[i];
    if (from.blocks == 0) continue;
    Element& to = elements_[tree.nodes[i].parent];
    to.words += from.words;
    to.link_words += from.link_words;
    to.long_words += from.long_words;
    to.blocks += from.blocks;
  }
}

// Elements of one parent with the same tag and the same first class are of one kind.
void BlockFeatures::count_repeats() {
  const Tree& tree = *tree_;
  keys_.clear();
  for (std::uint32_t i = 1; i < tree.nodes.size(); ++i) {
    const Node& node = tree.nodes[i];
    if (elements_[i].blocks == 0 || node.tag == Tag::text) continue;
    std::string_view name = tree.attribute(node, "class");
    name = name.substr(0, name.find(' '));
    while (!name.empty() && name.back() >= '0' && name.back() <= '9') name.remove_suffix(1);
    const std::uint64_t kind = hash_of(name) ^ (static_cast<std::uint64_t>(node.tag) << 56);
    keys_.emplace_back((kind ^ node.parent) * 0x9E3779B97F4A7C15u + node.parent, i);
  }
  std::sort(keys_.begin(), keys_.end());
  for (auto first = keys_.begin(); first != keys_.end();) {
    auto last = first;
    while (last != keys_.end() && last->first == first->first) ++last;
    for (auto it = first; it != last; ++it) elements_[it->second].repeats = static_cast<std::uint32_t>(last - first);
    first = last;
  }
}

void BlockFeatures::find_core() {
  const Tree& tree = *tree_;
  const float all = elements_.empty() ? 0 : elements_[0].long_words;
  constexpr float shares[] = {0.5f, 0.7f, 0.9f};
  for (std::size_t k = 0; k < 3; ++k) {
    std::uint32_t at = 0;
    for (bool deeper = all > 0; deeper;) {
      deeper = false;
      for (std::uint32_t child = tree.nodes[at].first_child; child != no_node; child = tree.nodes[child].next_sibling) {
        if (elements_[child].long_words < shares[k] * all) continue;
        at = child;
        deeper = true;
        break;
      }
    }
    core_[k] = at;
  }
}

void BlockFeatures::measure_page(const PageFacts& page) {
  const Element& root = elements_[0];
  float longs = 0, prices = 0, dates = 0, items = 0, headings = 0, shorts = 0, comments = 0, longest = 0;
  for (const BlockInfo& info : blocks_) {
    const bool brief = info.facts.words < 12;
    longs += is_long(info.facts, info.links);
    prices += info.has(TextHint::price) && brief;
    dates += info.has(TextHint::date) && brief;
    items += info.kind == item_kind;
    headings += info.heading;
    shorts += info.facts.words < 5;
    comments += info.has(TextHint::comment);
    longest = std::max(longest, info.facts.words * (1 - info.links));
  }
  const auto blocks = static_cast<float>(blocks_.size());
  const Element &half = elements_[core_[0]], &most = elements_[core_[1]], &all = elements_[core_[2]];
  page_ = {size_of(root.words),
           share(root.link_words, root.words),
           share(root.long_words, root.words),
           size_of(blocks),
           size_of(longs),
           share(prices, blocks),
           size_of(prices),
           share(dates, blocks),
           size_of(dates),
           share(items, blocks),
           share(headings, blocks),
           share(shorts, blocks),
           size_of(comments),
           size_of(longest),
           share(half.words, root.words),
           share(most.words, root.words),
           share(all.words, root.words),
           share(most.link_words, most.words),
           static_cast<float>(half.depth),
           page.heading.empty() ? 0.0f : 1.0f};
  for (unsigned kind = 0; kind < static_cast<unsigned>(PageKind::count); ++kind)
    page_.push_back(static_cast<float>(page.kinds >> kind & 1));
}

void BlockFeatures::add_own(const Block& block, const BlockInfo& info) {
  const BlockFacts& facts = info.facts;
  add(size_of(facts.words));
  add(info.links);
  add(static_cast<float>(block.links));
  add(share(facts.letters, facts.words));
  add(facts.digits);
  add(facts.capitals);
  add(facts.commas);
  add(facts.separators);
  add(facts.sentences);
  add(facts.lines);
  add(static_cast<float>(facts.ends_sentence + 2 * facts.ends_colon));
  add(static_cast<float>(facts.begins_lower));
  add(static_cast<float>(facts.question));
  add(static_cast<float>(info.kind));
  add(static_cast<float>(block.hidden));
  add(static_cast<float>(block.preformatted));
  add(static_cast<float>(block.gap));
  add(info.copies);
  add(info.title);
  for (unsigned hint = 0; hint < text_hints; ++hint) add(static_cast<float>(info.hints >> hint & 1));
}

// An element that stands beside others of its kind, a reply or a card, and what holds them all; 0: none.
void BlockFeatures::add_repeats(std::uint32_t repeated) {
  const Element& element = elements_[repeated];
  const Element& parent = elements_[repeated == 0 ? 0 : tree_->nodes[repeated].parent];
  const auto repeats = static_cast<float>(repeated == 0 ? 1 : element.repeats);
  add(size_of(repeats));
  add(size_of(share(parent.words, repeats)));
  add(share(element.link_words, element.words));
  add(share(parent.link_words, parent.words));
  add(share(parent.words, elements_[0].words));
  add(share(parent.long_words, parent.words));
}

void BlockFeatures::add_ancestors(const Block& block, const BlockInfo& info) {
  float hint_levels[class_hints], tag_levels[ancestor_kinds], core_levels[3] = {far, far, far};
  std::fill(std::begin(hint_levels), std::end(hint_levels), far);
  std::fill(std::begin(tag_levels), std::end(tag_levels), far);
  constexpr std::size_t most_containers = 4;
  std::uint32_t containers[most_containers] =
      {};                              // ancestors that hold ever more text; the root where there are no more
  std::uint32_t inner = 0, outer = 0;  // the innermost and the outermost ancestor that is repeated
  std::size_t found = 0;
  std::uint64_t seen = 0;
  float words = info.facts.words, level = 0;
  for (std::uint32_t at = block.node; at != no_node; at = tree_->nodes[at].parent, ++level) {
    const Element& element = elements_[at];
    const float near = std::min(level, far - 1);
    for (std::uint64_t fresh = element.hints & ~seen; fresh != 0; fresh &= fresh - 1)
      hint_levels[std::countr_zero(fresh)] = near;
    seen |= element.hints;
    const unsigned kind = ancestor_kind(tree_->nodes[at].tag);
    if (kind < ancestor_kinds && tag_levels[kind] == far) tag_levels[kind] = near;
    for (std::size_t k = 0; k < 3; ++k)
      if (core_[k] == at) core_levels[k] = near;
    if (element.repeats >= 3) {
      if (inner == 0) inner = at;
      outer = at;
    }
    if (found < most_containers && element.words > words * 1.02f) {
      containers[found++] = at;
      words = element.words;
    }
  }
  row_.insert(row_.end(), std::begin(hint_levels), std::end(hint_levels));
  row_.insert(row_.end(), std::begin(tag_levels), std::end(tag_levels));
  row_.insert(row_.end(), std::begin(core_levels), std::end(core_levels));
  add(level);
  add_repeats(inner);
  add_repeats(outer);
  for (const std::uint32_t at : containers) {
    const Element &element = elements_[at], &root = elements_[0];
    add(size_of(element.words));
    add(share(element.words, root.words));
    add(share(element.link_words, element.words));
    add(share(element.long_words, element.words));
    add(share(element.long_words, root.long_words));
    add(size_of(share(element.words, static_cast<float>(element.blocks))));
    add(static_cast<float>(element.depth));
  }
}

void BlockFeatures::add_place(std::size_t block) {
  const BlockInfo& info = blocks_[block];
  const auto all = static_cast<float>(blocks_.size());
  const auto at = static_cast<float>(block);
  add(at / all);
  add(share(info.words_before, elements_[0].words));
  add(size_of(at));
  add(size_of(all - at));
  const auto beyond = [&](std::size_t from) {
    const float distance = at - static_cast<float>(from);
    return std::copysign(size_of(std::abs(distance)), distance);
  };
  add(first_heading_ == blocks_.size() ? far : beyond(first_heading_));
  add(beyond(first_long_));
  add(beyond(last_long_));
  const BlockInfo* const heading = info.heading_above < block ? &blocks_[info.heading_above] : nullptr;
  add(heading != nullptr ? size_of(at - static_cast<float>(info.heading_above)) : far);
  add(heading != nullptr ? static_cast<float>(heading->kind) : 0);
  for (const TextHint hint : {TextHint::related, TextHint::comment, TextHint::newsletter, TextHint::share,
                              TextHint::more, TextHint::shop, TextHint::contact, TextHint::navigation})
    add(heading != nullptr && heading->has(hint) ? 1 : 0);
}

void BlockFeatures::add_neighbours(std::size_t block) {
  static const BlockInfo none;
  for (const int offset : {-1, 1, -2, 2, -3, 3}) {
    const auto at = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(block) + offset);  // below 0: huge
    const bool there = at < blocks_.size();
    const BlockInfo& other = there ? blocks_[at] : none;
    add(there ? size_of(other.facts.words) : -1);
    add(other.links);
    add(static_cast<float>(other.kind));
    if (std::abs(offset) <= 2) add(static_cast<float>(other.facts.ends_sentence));
  }
}

void BlockFeatures::measure(const Tree& tree, const VisibleText& visible, const PageFacts& page) {
  tree_ = &tree;
  visible_ = &visible;
  measure_blocks(visible, page);
  if (blocks_.empty()) return;
  count_copies();
  measure_elements();
  count_repeats();
  find_core();
  measure_page(page);
}

std::span<const float> BlockFeatures::row(std::size_t block) {
  row_.clear();
  add_own(visible_->blocks[block], blocks_[block]);
  add_ancestors(visible_->blocks[block], blocks_[block]);
  add_place(block);
  add_neighbours(block);
  row_.insert(row_.end(), page_.begin(), page_.end());
  return row_;
}

}  // namespace dsprep::html
