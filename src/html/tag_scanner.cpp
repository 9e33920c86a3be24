#include "html/tag_scanner.h"

#include <algorithm>

#include "base/ascii.h"

namespace dsprep::html {
namespace {

bool is_letter(char c) {
  const char low = base::ascii_lower(c);
  return low >= 'a' && low <= 'z';
}
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

// Where what an element holds is text alone, up to its own end tag.
bool holds_text(Tag tag) {
  return tag == Tag::script || tag == Tag::style || tag == Tag::textarea || tag == Tag::title || tag == Tag::xmp ||
         tag == Tag::iframe || tag == Tag::noembed || tag == Tag::noframes || tag == Tag::plaintext;
}

// Where the end tag of `name` begins, or the end of the text.
std::size_t find_end_tag(std::string_view html, std::size_t at, std::string_view name) {
  for (;;) {
    at = html.find("</", at);
    if (at == std::string_view::npos) return html.size();
    const std::string_view there = html.substr(at + 2, name.size());
    const bool same =
        there.size() == name.size() &&
        std::equal(name.begin(), name.end(), there.begin(), [](char a, char b) { return a == base::ascii_lower(b); });
    if (same) return at;
    at += 2;
  }
}

// A number for a name: its own for a known one, one of those left for others.
std::uint8_t number_of(std::string_view name, Tag tag) {
  constexpr auto known = static_cast<std::uint8_t>(Tag::text);
  if (tag != Tag::other) return static_cast<std::uint8_t>(tag);
  std::uint32_t hash = 0;
  for (const char c : name) hash = hash * 31 + static_cast<unsigned char>(c);
  return static_cast<std::uint8_t>(known + hash % (256 - known));
}

}  // namespace

// From behind the name of a tag to behind its '>'.
void TagScanner::read_attributes() {
  const std::string_view html = html_;
  std::size_t at = at_;
  std::size_t attributes = 0;
  while (at < html.size()) {
    const char c = html[at];
    if (c == '>') {
      ++at;
      break;
    }
    if (is_space(c) || c == '/') {
      ++at;
      continue;
    }
    if (++attributes == most_attributes) found_.surplus = at;
    while (at < html.size() && !is_space(html[at]) && html[at] != '=' && html[at] != '>' && html[at] != '/') ++at;
    while (at < html.size() && is_space(html[at])) ++at;
    if (at == html.size() || html[at] != '=') continue;
    for (++at; at < html.size() && is_space(html[at]);) ++at;
    if (at == html.size()) break;
    if (html[at] == '"' || html[at] == '\'') {
      const std::size_t quote = html.find(html[at], at + 1);
      at = quote == std::string_view::npos ? html.size() : quote + 1;
    } else {
      while (at < html.size() && !is_space(html[at]) && html[at] != '>') ++at;
    }
  }
  found_.end = at_ = at;
}

bool TagScanner::next() {
  const std::string_view html = html_;
  while ((at_ = html.find('<', at_)) != std::string_view::npos && at_ + 1 < html.size()) {
    found_ = {.begin = at_++};
    if (html[at_] == '!') {
      if (html.substr(at_, 3) != "!--") continue;
      const std::size_t end = html.find("-->", at_ + 1);  // <!--> is a whole comment
      at_ = end == std::string_view::npos ? html.size() : end + 3;
      continue;
    }
    found_.closes = html[at_] == '/';
    if (found_.closes) ++at_;
    if (at_ == html.size() || !is_letter(html[at_])) continue;
    char low[16];
    std::size_t size = 0;
    const std::size_t name_at = at_;
    while (at_ < html.size() && !is_space(html[at_]) && html[at_] != '>' && html[at_] != '/') {
      if (size < sizeof low) low[size++] = base::ascii_lower(html[at_]);
      ++at_;
    }
    const std::string_view name(low, size);
    found_.tag = at_ - name_at > sizeof low ? Tag::other : tag_named(name);
    found_.number = number_of(name, found_.tag);
    read_attributes();
    if (!found_.closes && holds_text(found_.tag)) at_ = find_end_tag(html, at_, name);
    return true;
  }
  return false;
}

}  // namespace dsprep::html
