#include "html/limit_nesting.h"

#include <algorithm>
#include <cstring>

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

// Elements whose end tag is left out as a rule: a further one of the same group ends it.
enum class Group : std::uint8_t { none, paragraph, item, term, option, cell, row, rows, ruby };

Group group_of(Tag tag) {
  switch (tag) {
    case Tag::p: return Group::paragraph;
    case Tag::li: return Group::item;
    case Tag::dt:
    case Tag::dd: return Group::term;
    case Tag::option:
    case Tag::optgroup: return Group::option;
    case Tag::td:
    case Tag::th: return Group::cell;
    case Tag::tr: return Group::row;
    case Tag::thead:
    case Tag::tbody:
    case Tag::tfoot:
    case Tag::colgroup: return Group::rows;
    case Tag::rt:
    case Tag::rp: return Group::ruby;
    default: return Group::none;
  }
}

// Where an element is not ended from within.
bool shields(Tag tag, Group group) {
  switch (group) {
    case Group::paragraph: return is_block(tag);
    case Group::item:
      return tag == Tag::ul || tag == Tag::ol || tag == Tag::menu || tag == Tag::dir || tag == Tag::table;
    case Group::term: return tag == Tag::dl || tag == Tag::table;
    case Group::option: return tag == Tag::select;
    case Group::cell: return tag == Tag::tr || tag == Tag::table;
    default: return tag == Tag::table;
  }
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

NestingLimiter::TagText NestingLimiter::read_tag(std::string_view html, std::size_t at) {
  TagText tag;
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
    if (++attributes == most_attributes) tag.attributes = at;
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
  tag.end = at;
  return tag;
}

void NestingLimiter::pop() {
  const Open last = open_.back();
  open_.pop_back();
  --open_by_name_[last.name];
  nested_ -= !last.cut;
}

// Ends the element that a further one of its group ends, with what was left open in it.
void NestingLimiter::end_group(Tag tag) {
  const Group group = group_of(tag);
  if (group == Group::none) return;
  constexpr std::size_t most_looked_at = 64;
  for (std::size_t n = 0; n < std::min(open_.size(), most_looked_at); ++n) {
    const Tag other = open_[open_.size() - 1 - n].tag;
    if (group_of(other) == group) {
      for (std::size_t k = 0; k <= n; ++k) pop();
      return;
    }
    if (shields(other, group)) return;
  }
}

bool NestingLimiter::open(std::uint8_t name, Tag tag) {
  if (tag == Tag::html || tag == Tag::body) return ++documents_ <= 8;  // their attributes are looked through as well
  if (is_void(tag)) return true;
  end_group(tag);
  bool cut = nested_ >= most_nested;
  if (!cut && is_formatting(tag)) {
    cut = formatting_ >= most_formatting;
    formatting_ += !cut;
  }
  open_.push_back({name, tag, cut});
  ++open_by_name_[name];
  nested_ += !cut;
  return !cut;
}

bool NestingLimiter::close(std::uint8_t name, Tag tag) {
  if (open_by_name_[name] == 0) {
    // Closed before by what stands around it: the parser has it open still, to be opened again.
    if (is_formatting(tag) && formatting_ > 0) --formatting_;
    return true;
  }
  for (;;) {
    const Open last = open_.back();
    pop();
    if (last.name != name) continue;
    if (!last.cut && is_formatting(tag) && formatting_ > 0) --formatting_;
    return !last.cut;
  }
}

bool NestingLimiter::limit(std::string_view html, std::string& out) {
  open_.clear();
  open_by_name_ = {};
  nested_ = formatting_ = documents_ = 0;
  out.clear();
  std::size_t kept = 0;  // up to where `out` has what stays
  const auto cut = [&](std::size_t begin, std::size_t end) {
    out.append(html, kept, begin - kept);
    kept = end;
  };
  std::size_t at = 0;
  while ((at = html.find('<', at)) != std::string_view::npos && at + 1 < html.size()) {
    const std::size_t start = at++;
    if (html[at] == '!') {
      if (html.substr(at, 3) != "!--") continue;
      const std::size_t end = html.find("-->", at + 1);  // <!--> is a whole comment
      at = end == std::string_view::npos ? html.size() : end + 3;
      continue;
    }
    const bool closes = html[at] == '/';
    if (closes) ++at;
    if (at == html.size() || !is_letter(html[at])) continue;
    char low[16];
    std::size_t size = 0;
    const std::size_t name_at = at;
    while (at < html.size() && !is_space(html[at]) && html[at] != '>' && html[at] != '/') {
      if (size < sizeof low) low[size++] = base::ascii_lower(html[at]);
      ++at;
    }
    const std::string_view name(low, size);
    const Tag tag = at - name_at > sizeof low ? Tag::other : tag_named(name);
    const std::uint8_t number = number_of(name, tag);
    const TagText text = read_tag(html, at);
    at = text.end;
    if (closes ? !close(number, tag) : !open(number, tag)) {
      cut(start, at);
      if (is_block(tag)) out += '\n';  // so that words do not run together
    } else if (text.attributes != 0) {
      cut(text.attributes, html[at - 1] == '>' ? at - 1 : at);
    }
    if (!closes && holds_text(tag)) at = find_end_tag(html, at, name);
  }
  if (kept == 0) return false;
  out.append(html, kept);
  return true;
}

}  // namespace dsprep::html
