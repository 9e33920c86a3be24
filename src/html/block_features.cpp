#include "html/block_features.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/ascii.h"
#include "html/hints.h"

namespace dsprep::html {
namespace {

constexpr float long_block = 12;  // words
constexpr float far = 40;         // of an ancestor that is not there

float size_of(float words) { return std::log2(1 + words); }
float share(float part, float of) { return of > 0 ? part / of : 0; }

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

// Kinds of elements that blocks are, for `tag`.
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
    case Tag::li: return 8;
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
    default: return 13;
  }
}

constexpr Tag ancestor_tags[] = {Tag::li, Tag::ul, Tag::ol, Tag::table, Tag::td, Tag::form, Tag::nav, Tag::header,
                                 Tag::footer, Tag::aside, Tag::article, Tag::main, Tag::section, Tag::blockquote,
                                 Tag::figure, Tag::button, Tag::details, Tag::dl, Tag::p, Tag::pre};
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

void BlockFeatures::measure_blocks(const Tree& tree, const VisibleText& visible, const PageFacts& page) {
  blocks_.clear();
  words_of(page.title.substr(0, 400), title_words_);
  keys_.clear();
  std::vector<std::uint64_t>& words = heading_words_;
  first_heading_ = visible.blocks.size();
  first_long_ = visible.blocks.size();
  last_long_ = 0;
  for (std::size_t i = 0; i < visible.blocks.size(); ++i) {
    const Block& block = visible.blocks[i];
    const std::string_view text = visible.of(block);
    BlockInfo& info = blocks_.emplace_back();
    info.facts = facts_of(text);
    info.links = share(static_cast<float>(block.link_bytes), static_cast<float>(text.size()));
    info.hints = hints_of_text(text.substr(0, 160));
    info.hash = hash_of(text);
    keys_.emplace_back(info.hash, 0);
    for (std::uint32_t at = block.node, n = 0; n < 3 && at != no_node; at = tree.nodes[at].parent, ++n) {
      const std::uint8_t kind = kind_of(tree.nodes[at].tag);
      if (n == 0 || kind != 13) info.tag = kind;
      if (kind != 13) break;
    }
    info.heading = info.tag >= 1 && info.tag <= 4;
    if (info.tag == 1 && first_heading_ == visible.blocks.size()) first_heading_ = i;
    if (text.size() < 400 && !title_words_.empty()) {
      words_of(text, words);
      const auto known = std::count_if(words.begin(), words.end(), [&](std::uint64_t word) {
        return std::find(title_words_.begin(), title_words_.end(), word) != title_words_.end();
      });
      const auto all = static_cast<float>(std::max(words.size(), title_words_.size()));
      info.title = words.empty() ? 0 : static_cast<float>(known) / all;
    }
    if (info.facts.words >= long_block && info.links < 0.4f) {
      if (first_long_ == visible.blocks.size()) first_long_ = i;
      last_long_ = i;
    }
  }
  std::sort(keys_.begin(), keys_.end());
  for (BlockInfo& info : blocks_) {
    const auto [first, last] = std::equal_range(keys_.begin(), keys_.end(), std::pair(info.hash, std::uint32_t{0}));
    info.copies = static_cast<float>(last - first);
  }
}

void BlockFeatures::measure_elements(const Tree& tree, const VisibleText& visible) {
  elements_.assign(tree.nodes.size(), {});
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    const Node& node = tree.nodes[i];
    if (node.parent != no_node) elements_[i].depth = elements_[node.parent].depth + 1;
    if (node.tag != Tag::text && node.attribute_end != node.attributes) elements_[i].hints = hints_of_element(tree, node);
  }
  for (std::size_t i = 0; i < visible.blocks.size(); ++i) {
    Element& element = elements_[visible.blocks[i].node];
    const float words = blocks_[i].facts.words;
    element.words += words;
    element.link_words += words * blocks_[i].links;
    if (words >= long_block && blocks_[i].links < 0.4f) element.long_words += words;
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
void BlockFeatures::count_repeats(const Tree& tree) {
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

void BlockFeatures::find_core(const Tree& tree) {
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

void BlockFeatures::add_page(const VisibleText& visible, const PageFacts& page) {
  page_.clear();
  const Element root = elements_[0];
  float longs = 0, prices = 0, dates = 0, listings = 0, headings = 0, shorts = 0, comments = 0, longest = 0;
  for (const BlockInfo& info : blocks_) {
    longs += info.facts.words >= long_block && info.links < 0.4f;
    prices += (info.hints >> static_cast<unsigned>(TextHint::price) & 1) != 0 && info.facts.words < 12;
    dates += (info.hints >> static_cast<unsigned>(TextHint::date) & 1) != 0 && info.facts.words < 12;
    listings += info.tag == 8;
    headings += info.heading;
    shorts += info.facts.words < 5;
    comments += (info.hints >> static_cast<unsigned>(TextHint::comment) & 1) != 0;
    longest = std::max(longest, info.facts.words * (1 - info.links));
  }
  const auto blocks = static_cast<float>(visible.blocks.size());
  page_ = {size_of(root.words), share(root.link_words, root.words), share(root.long_words, root.words), size_of(blocks),
           size_of(longs), share(prices, blocks), size_of(prices), share(dates, blocks), size_of(dates),
           share(listings, blocks), share(headings, blocks), share(shorts, blocks), size_of(comments), size_of(longest),
           share(elements_[core_[0]].words, root.words), share(elements_[core_[1]].words, root.words),
           share(elements_[core_[2]].words, root.words),
           share(elements_[core_[1]].link_words, elements_[core_[1]].words),
           static_cast<float>(elements_[core_[0]].depth), page.heading.empty() ? 0.0f : 1.0f};
  for (unsigned kind = 0; kind < static_cast<unsigned>(PageKind::count); ++kind)
    page_.push_back(static_cast<float>(page.kinds >> kind & 1));
}

void BlockFeatures::add_own(const VisibleText& visible, std::size_t i) {
  const Block& block = visible.blocks[i];
  const BlockInfo& info = blocks_[i];
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
  add(static_cast<float>(info.tag));
  add(static_cast<float>(block.hidden));
  add(static_cast<float>(block.preformatted));
  add(static_cast<float>(block.gap));
  add(info.copies);
  add(info.title);
  for (unsigned hint = 0; hint < text_hints; ++hint) add(static_cast<float>(info.hints >> hint & 1));
}

void BlockFeatures::add_ancestors(const Tree& tree, const VisibleText& visible, std::size_t i) {
  float hint_levels[class_hints], tag_levels[ancestor_kinds];
  std::fill(std::begin(hint_levels), std::end(hint_levels), far);
  std::fill(std::begin(tag_levels), std::end(tag_levels), far);
  const Element& root = elements_[0];
  std::uint32_t containers[levels] = {};
  std::size_t found = 0;
  std::uint64_t seen = 0;
  float words = blocks_[i].facts.words, level = 0;
  std::uint32_t inner = 0, outer = 0;  // the innermost and the outermost ancestor that is repeated
  float core_levels[3] = {far, far, far};
  for (std::uint32_t at = visible.blocks[i].node; at != no_node; at = tree.nodes[at].parent, ++level) {
    const Element& element = elements_[at];
    for (std::uint64_t fresh = element.hints & ~seen; fresh != 0; fresh &= fresh - 1)
      hint_levels[std::countr_zero(fresh)] = std::min(level, far - 1);
    seen |= element.hints;
    if (const unsigned kind = ancestor_kind(tree.nodes[at].tag); kind < ancestor_kinds && tag_levels[kind] == far)
      tag_levels[kind] = std::min(level, far - 1);
    for (std::size_t k = 0; k < 3; ++k)
      if (core_[k] == at) core_levels[k] = std::min(level, far - 1);
    if (element.repeats >= 3) {
      if (inner == 0) inner = at;
      outer = at;
    }
    if (found < levels && element.words > words * 1.02f) {
      containers[found++] = at;
      words = element.words;
    }
  }
  for (const float value : hint_levels) add(value);
  for (const float value : tag_levels) add(value);
  for (const float value : core_levels) add(value);
  add(level);
  for (const std::uint32_t at : {inner, outer}) {
    const Element& element = elements_[at];
    const Element& parent = elements_[at == 0 ? 0 : tree.nodes[at].parent];
    const auto repeats = static_cast<float>(at == 0 ? 1 : element.repeats);
    add(size_of(repeats));
    add(size_of(share(parent.words, repeats)));
    add(share(element.link_words, element.words));
    add(share(parent.link_words, parent.words));
    add(share(parent.words, root.words));
    add(share(parent.long_words, parent.words));
  }
  for (std::size_t k = 0; k < levels; ++k) {
    const std::uint32_t at = containers[k];
    const Element& element = elements_[at];
    add(size_of(element.words));
    add(share(element.words, root.words));
    add(share(element.link_words, element.words));
    add(share(element.long_words, element.words));
    add(share(element.long_words, root.long_words));
    add(size_of(share(element.words, static_cast<float>(element.blocks))));
    add(static_cast<float>(element.depth));
  }
  containers_.insert(containers_.end(), std::begin(containers), std::end(containers));
}

void BlockFeatures::add_place(const VisibleText& visible, std::size_t i) {
  const auto all = static_cast<float>(visible.blocks.size());
  const auto at = static_cast<float>(i);
  const float words = elements_[0].words;
  add(at / all);
  add(share(words_before_, words));
  add(size_of(at));
  add(size_of(all - at));
  const auto beyond = [&](std::size_t from) {
    const float distance = at - static_cast<float>(from);
    return std::copysign(size_of(std::abs(distance)), distance);
  };
  add(first_heading_ == blocks_.size() ? far : beyond(first_heading_));
  add(beyond(first_long_));
  add(beyond(last_long_));
  // The heading above.
  const BlockInfo* const heading = last_heading_ < i ? &blocks_[last_heading_] : nullptr;
  add(heading ? size_of(at - static_cast<float>(last_heading_)) : far);
  add(heading ? static_cast<float>(heading->tag) : 0);
  constexpr TextHint telling[] = {TextHint::related, TextHint::comment, TextHint::newsletter, TextHint::share,
                                  TextHint::more,    TextHint::shop,    TextHint::contact,    TextHint::navigation};
  for (const TextHint hint : telling)
    add(heading ? static_cast<float>(heading->hints >> static_cast<unsigned>(hint) & 1) : 0);
  for (const int offset : {-1, 1, -2, 2, -3, 3}) {
    const std::ptrdiff_t j = static_cast<std::ptrdiff_t>(i) + offset;
    const bool there = j >= 0 && j < static_cast<std::ptrdiff_t>(blocks_.size());
    const BlockInfo none;
    const BlockInfo& other = there ? blocks_[static_cast<std::size_t>(j)] : none;
    add(there ? size_of(other.facts.words) : -1);
    add(other.links);
    add(static_cast<float>(other.tag));
    if (std::abs(offset) <= 2) add(static_cast<float>(other.facts.ends_sentence));
  }
}

void BlockFeatures::compute(const Tree& tree, const VisibleText& visible, const PageFacts& page) {
  rows_.clear();
  containers_.clear();
  width_ = 0;
  if (visible.blocks.empty()) return;
  measure_blocks(tree, visible, page);
  measure_elements(tree, visible);
  count_repeats(tree);
  find_core(tree);
  add_page(visible, page);
  words_before_ = 0;
  last_heading_ = visible.blocks.size();
  for (std::size_t i = 0; i < visible.blocks.size(); ++i) {
    add_own(visible, i);
    add_ancestors(tree, visible, i);
    add_place(visible, i);
    rows_.insert(rows_.end(), page_.begin(), page_.end());
    if (i == 0) width_ = rows_.size();
    words_before_ += blocks_[i].facts.words;
    if (blocks_[i].heading) last_heading_ = i;
  }
}

}  // namespace dsprep::html
