#include "html/page_facts.h"

#include <initializer_list>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "html/tag.h"

namespace dsprep::html {
namespace {

bool same(std::string_view a, std::string_view low) {
  if (a.size() != low.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (base::ascii_lower(a[i]) != low[i]) return false;
  return true;
}

bool any_of(std::string_view a, std::initializer_list<std::string_view> lows) {
  for (const std::string_view low : lows)
    if (same(a, low)) return true;
  return false;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n\f");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n\f") + 1 - begin);
}

// The first text that is not blank below a node.
std::string_view first_text(const Tree& tree, std::uint32_t index) {
  for (std::uint32_t i = index + 1; i < tree.nodes[index].end; ++i) {
    if (tree.nodes[i].tag != Tag::text) continue;
    if (const std::string_view text = trimmed(tree.nodes[i].text); !text.empty()) return text;
  }
  return {};
}

// A string member of JSON, where it is written plainly: "name" : "value". nothing where it has escapes.
std::string_view json_member(std::string_view json, std::string_view quoted_name) {
  std::size_t at = json.find(quoted_name);
  if (at == std::string_view::npos) return {};
  at = json.find_first_not_of(" \t\r\n:[", at + quoted_name.size());
  if (at == std::string_view::npos || json[at] != '"') return {};
  const std::size_t end = json.find('"', at + 1);
  if (end == std::string_view::npos) return {};
  const std::string_view value = json.substr(at + 1, end - at - 1);
  return value.find('\\') == std::string_view::npos ? value : std::string_view();
}

constexpr std::uint32_t bit(PageKind kind) { return std::uint32_t{1} << static_cast<unsigned>(kind); }

std::uint32_t kinds_in_json(std::string_view json) {
  constexpr std::pair<std::string_view, PageKind> types[] = {
      {"Article\"", PageKind::article},        {"BlogPosting\"", PageKind::article},
      {"Product\"", PageKind::product},        {"DiscussionForumPosting\"", PageKind::forum},
      {"QAPage\"", PageKind::forum},           {"ItemList\"", PageKind::listing},
      {"CollectionPage\"", PageKind::listing}, {"FAQPage\"", PageKind::questions},
      {"WebSite\"", PageKind::website},        {"BreadcrumbList\"", PageKind::breadcrumbs},
      {"Recipe\"", PageKind::recipe}};
  std::uint32_t kinds = 0;
  for (std::size_t at = 0; (at = json.find("\"@type\"", at)) != std::string_view::npos; at += 7) {
    const std::string_view value = json.substr(at + 7, 48);
    for (const auto& [name, kind] : types)
      if (value.find(name) < 32) kinds |= bit(kind);
  }
  return kinds;
}

void read_meta(const Tree& tree, const Node& node, PageFacts& facts, bool& og_title) {
  std::string_view name = tree.attribute(node, "property");
  if (name.empty()) name = tree.attribute(node, "name");
  if (name.empty()) name = tree.attribute(node, "itemprop");
  const std::string_view content = trimmed(tree.attribute(node, "content"));
  if (name.empty() || content.empty()) return;
  if (same(name, "og:title")) {
    facts.title = content;
    og_title = true;
  } else if (any_of(name, {"author", "article:author", "dc.creator", "parsely-author", "byl"})) {
    if (facts.author.empty() && content.find("://") == std::string_view::npos) facts.author = content;
  } else if (any_of(name, {"article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate",
                           "publishdate", "parsely-pub-date", "og:published_time", "dcterms.created"})) {
    if (facts.date.empty()) facts.date = content;
  } else if (same(name, "og:type")) {
    if (content.find("article") != std::string_view::npos) facts.kinds |= bit(PageKind::article);
    if (content.find("product") != std::string_view::npos) facts.kinds |= bit(PageKind::product);
    if (content.find("website") != std::string_view::npos) facts.kinds |= bit(PageKind::website);
  }
}

void read_json(std::string_view json, PageFacts& facts) {
  facts.kinds |= kinds_in_json(json);
  if (facts.date.empty()) facts.date = json_member(json, "\"datePublished\"");
  if (!facts.author.empty()) return;
  const std::size_t author = json.find("\"author\"");
  if (author != std::string_view::npos) facts.author = json_member(json.substr(author, 512), "\"name\"");
}

}  // namespace

PageFacts page_facts_of(const Tree& tree) {
  PageFacts facts;
  bool og_title = false;
  std::string_view byline, time;
  for (std::uint32_t i = 0; i < tree.nodes.size(); ++i) {
    const Node& node = tree.nodes[i];
    switch (node.tag) {
      case Tag::html:
        facts.language = trimmed(tree.attribute(node, "lang"));
        if (facts.language.empty()) facts.language = trimmed(tree.attribute(node, "xml:lang"));
        break;
      case Tag::title:
        if (!og_title && facts.title.empty()) facts.title = first_text(tree, i);
        break;
      case Tag::meta: read_meta(tree, node, facts, og_title); break;
      case Tag::script:
        if (node.first_child != no_node && same(tree.attribute(node, "type"), "application/ld+json"))
          read_json(tree.nodes[node.first_child].text, facts);
        break;
      case Tag::h1:
        if (facts.heading.empty()) facts.heading = first_text(tree, i);
        break;
      case Tag::a:
        if (byline.empty() && same(tree.attribute(node, "rel"), "author")) byline = first_text(tree, i);
        break;
      case Tag::time:
        if (time.empty()) time = trimmed(tree.attribute(node, "datetime"));
        break;
      default:
        if (byline.empty() && node.tag != Tag::text && same(tree.attribute(node, "itemprop"), "author"))
          byline = first_text(tree, i);
    }
  }
  if (facts.title.empty()) facts.title = facts.heading;
  if (facts.author.empty()) facts.author = byline;
  if (facts.date.empty()) facts.date = time;
  return facts;
}

}  // namespace dsprep::html
