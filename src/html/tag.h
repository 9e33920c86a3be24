// Tag: the elements that something here depends on, by name; all others are `other`.
#pragma once

#include <cstdint>
#include <string_view>

namespace dsprep::html {

// In the order of their names, as Tag::other says of the end.
enum class Tag : std::uint8_t {
  a, abbr, address, annotation, article, aside, audio, b, base, big, blockquote, body, br, button, canvas, caption, center,
  cite, code, col, colgroup, dd, del, details, dialog, dir, div, dl, dt, em, embed, fieldset, figcaption, figure, font,
  footer, form, frame, frameset, h1, h2, h3, h4, h5, h6, head, header, hgroup, hr, html, i, iframe, img, input, label,
  legend, li, link, listing, main, map, math, menu, meta, nav, nobr, noembed, noframes, noscript, object, ol, optgroup, option,
  p, param, plaintext, pre, q, rp, rt, ruby, s, samp, script, search, section, select, small, source, span, strike, strong,
  style, sub, summary, sup, svg, table, tbody, td, template_, textarea, tfoot, th, thead, time, title, tr, track, tt, u,
  ul, var, video, wbr, xmp, other, text
};

// REQUIRES lower case. Tag::other where the name is none of these.
Tag tag_named(std::string_view name);

bool is_block(Tag tag);       // begins and ends a line of its own
bool is_invisible(Tag tag);   // what it holds is never shown: scripts, styles, what other documents are embedded with
bool is_heading(Tag tag);     // h1 to h6
bool is_void(Tag tag);        // has no end tag
bool is_formatting(Tag tag);  // HTML's formatting elements, which the parser opens again in the next paragraph

}  // namespace dsprep::html
