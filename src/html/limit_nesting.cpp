#include "html/limit_nesting.h"

#include <algorithm>

#include "html/tag_scanner.h"

namespace dsprep::html {
namespace {

constexpr std::size_t most_looked_at = 64;  // open elements, for one that a tag ends

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

}  // namespace

void NestingLimiter::pop() {
  const Open last = open_.back();
  open_.pop_back();
  --open_by_name_[last.name];
  nested_ -= !last.cut;
  // What was opened in a cell is not opened again behind it.
  if (last.tag == Tag::td || last.tag == Tag::th || last.tag == Tag::caption)
    formatting_ = std::min<std::size_t>(formatting_, last.formatting);
}

// A link ends the one that is open, and not what was opened within that.
void NestingLimiter::end_link(std::uint8_t name) {
  const std::size_t least = open_.size() < most_looked_at ? 0 : open_.size() - most_looked_at;
  for (std::size_t i = open_.size(); i-- > least && open_by_name_[name] > 0;) {
    if (open_[i].name != name) continue;
    if (!open_[i].cut) {
      --nested_;
      if (formatting_ > 0) --formatting_;
    }
    --open_by_name_[name];
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(i));
    return;
  }
}

// Ends the element that a further one of its group ends, with what was left open in it.
void NestingLimiter::end_group(Tag tag) {
  const Group group = group_of(tag);
  if (group == Group::none) return;
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
  if (tag == Tag::a) end_link(name);
  const std::size_t formatting_before = formatting_;
  bool cut = nested_ >= most_nested;
  if (!cut && is_formatting(tag)) {
    cut = formatting_ >= most_formatting;
    formatting_ += !cut;
  }
  open_.push_back({name, tag, cut, static_cast<std::uint32_t>(formatting_before)});
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
  for (TagScanner tags(html); tags.next();) {
    const TagScanner::Found& tag = tags.found();
    if (tag.closes ? !close(tag.number, tag.tag) : !open(tag.number, tag.tag)) {
      cut(tag.begin, tag.end);
      if (is_block(tag.tag)) out += '\n';  // so that words do not run together
    } else if (tag.surplus != 0) {
      cut(tag.surplus, html[tag.end - 1] == '>' ? tag.end - 1 : tag.end);
    }
  }
  if (kept == 0) return false;
  out.append(html, kept);
  return true;
}

}  // namespace dsprep::html
