#include "html/tag.h"

#include <algorithm>
#include <bitset>
#include <initializer_list>
#include <iterator>
#include <string>

namespace dsprep::html {
namespace {

constexpr std::size_t count = static_cast<std::size_t>(Tag::text) + 1;

constexpr std::string_view names[] = {
    "a",      "abbr",       "address",  "annotation", "article",  "aside",      "audio",   "b",      "base",
    "big",    "blockquote", "body",     "br",         "button",   "canvas",     "caption", "center", "cite",
    "code",   "col",        "colgroup", "dd",         "del",      "details",    "dialog",  "dir",    "div",
    "dl",     "dt",         "em",       "embed",      "fieldset", "figcaption", "figure",  "font",   "footer",
    "form",   "frame",      "frameset", "h1",         "h2",       "h3",         "h4",      "h5",     "h6",
    "head",   "header",     "hgroup",   "hr",         "html",     "i",          "iframe",  "img",    "input",
    "label",  "legend",     "li",       "link",       "listing",  "main",       "map",     "math",   "menu",
    "meta",   "nav",        "nobr",     "noembed",    "noframes", "noscript",   "object",  "ol",     "optgroup",
    "option", "p",          "param",    "plaintext",  "pre",      "q",          "rp",      "rt",     "ruby",
    "s",      "samp",       "script",   "search",     "section",  "select",     "small",   "source", "span",
    "strike", "strong",     "style",    "sub",        "summary",  "sup",        "svg",     "table",  "tbody",
    "td",     "template",   "textarea", "tfoot",      "th",       "thead",      "time",    "title",  "tr",
    "track",  "tt",         "u",        "ul",         "var",      "video",      "wbr",     "xmp"};
static_assert(std::size(names) == static_cast<std::size_t>(Tag::other));

using Tags = std::bitset<count>;
Tags set_of(std::initializer_list<Tag> tags) {
  Tags set;
  for (const Tag tag : tags) set.set(static_cast<std::size_t>(tag));
  return set;
}
bool in(const Tags& set, Tag tag) { return set.test(static_cast<std::size_t>(tag)); }

}  // namespace

Tag tag_named(std::string_view name) {
  const auto* const found = std::lower_bound(std::begin(names), std::end(names), name);
  return found != std::end(names) && *found == name ? static_cast<Tag>(found - std::begin(names)) : Tag::other;
}

bool is_block(Tag tag) {
  static const Tags set = set_of(
      {Tag::address,  Tag::article,    Tag::aside,    Tag::blockquote, Tag::body,     Tag::caption,  Tag::center,
       Tag::dd,       Tag::details,    Tag::dialog,   Tag::dir,        Tag::div,      Tag::dl,       Tag::dt,
       Tag::fieldset, Tag::figcaption, Tag::figure,   Tag::footer,     Tag::form,     Tag::frameset, Tag::h1,
       Tag::h2,       Tag::h3,         Tag::h4,       Tag::h5,         Tag::h6,       Tag::header,   Tag::hgroup,
       Tag::hr,       Tag::html,       Tag::legend,   Tag::li,         Tag::listing,  Tag::main,     Tag::menu,
       Tag::nav,      Tag::noframes,   Tag::noscript, Tag::ol,         Tag::optgroup, Tag::p,        Tag::plaintext,
       Tag::pre,      Tag::search,     Tag::section,  Tag::select,     Tag::summary,  Tag::table,    Tag::tbody,
       Tag::td,       Tag::template_,  Tag::textarea, Tag::tfoot,      Tag::th,       Tag::thead,    Tag::tr,
       Tag::ul,       Tag::xmp,        Tag::button});
  return in(set, tag);
}

bool is_invisible(Tag tag) {
  static const Tags set =
      set_of({Tag::audio,     Tag::base,     Tag::canvas, Tag::col,    Tag::colgroup, Tag::embed,   Tag::frame,
              Tag::head,      Tag::iframe,   Tag::link,   Tag::map,    Tag::meta,     Tag::noembed, Tag::noframes,
              Tag::object,    Tag::param,    Tag::rp,     Tag::script, Tag::source,   Tag::style,   Tag::svg,
              Tag::template_, Tag::textarea, Tag::title,  Tag::track,  Tag::video});
  return in(set, tag);
}

bool is_heading(Tag tag) { return tag >= Tag::h1 && tag <= Tag::h6; }

bool is_void(Tag tag) {
  static const Tags set = set_of({Tag::base, Tag::br, Tag::col, Tag::embed, Tag::frame, Tag::hr, Tag::img, Tag::input,
                                  Tag::link, Tag::meta, Tag::param, Tag::source, Tag::track, Tag::wbr});
  return in(set, tag);
}

bool is_formatting(Tag tag) {
  static const Tags set = set_of({Tag::a, Tag::b, Tag::big, Tag::code, Tag::em, Tag::font, Tag::i, Tag::nobr, Tag::s,
                                  Tag::small, Tag::strike, Tag::strong, Tag::tt, Tag::u});
  return in(set, tag);
}

}  // namespace dsprep::html
