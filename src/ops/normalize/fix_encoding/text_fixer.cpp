#include "ops/normalize/fix_encoding/text_fixer.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "ops/normalize/fix_encoding/char_facts.h"
#include "ops/normalize/fix_encoding/reference.h"
#include "ops/normalize/fix_encoding/scan.h"
#include "ops/normalize/fix_encoding/single_byte_encodings.h"
#include "text/normalize.h"
#include "text/utf8.h"

// ftfy takes a text line by line and runs all fixers over a line until it stays as it is. So does this, but that the
// rounds go over the whole text: decoding in one, single characters in the next, the normal form in the one after it.
// The last round finds nothing, so that a second run would find nothing either, which is not so of ftfy, where a new
// line break or a '<' that is gone makes a second run do more.

namespace dsprep::ops::fix_encoding {
namespace {

constexpr std::size_t longest_line = 1'000'000;  // characters: ftfy's max_decode_length
constexpr int most_rounds = 16;

// Where the line that begins at `begin` ends, its LF included.
std::size_t line_end(std::string_view text, std::size_t begin) {
  const std::size_t feed = text.find('\n', begin);
  const std::size_t end = feed == text.npos ? text.size() : feed + 1;
  if (end - begin <= longest_line) return end;
  return begin + text::byte_offset(text.substr(begin, end - begin), longest_line);
}

// The size of an "ANSI" sequence, ESC [ digits and semicolons, a letter; 0 where there is none.
std::size_t escape_size(std::string_view text, std::size_t begin) {
  std::size_t i = begin + 1;
  if (i >= text.size() || text[i] != '[') return 0;
  for (++i; i < text.size();) {
    const std::size_t here = i;
    const char32_t c = text::decode(text, i);
    if ((c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z')) return i - begin;
    if (c != U';' && !u_isdigit(static_cast<UChar32>(c))) return 0;
    if (here - begin > longest_line) return 0;
  }
  return 0;
}

}  // namespace

TextFixer::TextFixer(const Switches& switches) : switches_(switches), mojibake_(switches) {
  unsigned facts = 0;
  if (switches.fix_c1_controls) facts |= c1_control;
  if (switches.fix_latin_ligatures) facts |= ligature;
  if (switches.fix_character_width) facts |= odd_width;
  if (switches.uncurl_quotes) facts |= curly_quote;
  if (switches.fix_line_breaks) facts |= line_break | ascii_control;
  if (switches.remove_terminal_escapes) facts |= ascii_control;
  if (switches.remove_control_chars) facts |= ascii_control | odd_control;
  char_facts_ = static_cast<std::uint16_t>(facts);
}

void TextFixer::fix(std::string_view text, TextDraft& draft) {
  const bool settled =
      settled_.rewrite(text, draft, most_rounds, [&](std::string_view now, TextDraft& next) { once(now, next); });
  if (!settled) unsettled_ = 1;
  if (unsettled_ > 0) draft.count(counted_unsettled, unsettled_);
}

void TextFixer::once(std::string_view text, TextDraft& draft) {
  unsettled_ = 0;
  bool unescape = switches_.unescape_html != Unescape::no;
  const std::uint16_t form_fact = switches_.normalization ? fact_of(*switches_.normalization) : std::uint16_t{0};
  for (std::size_t begin = 0, end = 0; begin < text.size(); begin = end) {
    end = line_end(text, begin);
    const std::string_view line = text.substr(begin, end - begin);
    const Findings found = scan(line);
    if (switches_.unescape_html == Unescape::automatic && (found.facts & less_than)) unescape = false;
    const bool references = unescape && (found.facts & ampersand) && has_reference(line);
    if ((references || (switches_.fix_encoding && found.bad)) && repair(line, begin, references, draft)) continue;
    if ((found.facts & char_facts_) && fix_chars(line, begin, draft)) continue;
    if (found.facts & form_fact) normalize(line, begin, draft);
  }
}

// ---- mojibake ----

// Whether the line is done with: it changed, or it does not come to rest.
bool TextFixer::repair(std::string_view line, std::size_t at, bool unescape, TextDraft& draft) {
  chars_.start(draft.aligned());
  for (std::size_t i = 0; i < line.size();) {
    const auto begin = static_cast<std::uint32_t>(i);
    chars_.units.push_back(text::decode(line, i));
    if (chars_.traced) chars_.extents.push_back({begin, static_cast<std::uint32_t>(i)});
  }
  const Mojibake::Done done = mojibake_.repair(chars_, unescape);
  if (!done.settled) {
    ++unsettled_;
    return true;
  }
  if (!done.unescaped && !done.decoded) return false;
  if (done.unescaped) draft.count(counted_entities);
  if (done.decoded) draft.count(counted_encoding);
  write_repaired(line, at, draft);
  return true;
}

void TextFixer::write_repaired(std::string_view line, std::size_t at, TextDraft& draft) {
  if (!chars_.traced) {
    piece_.clear();
    for (const char32_t c : chars_.units) text::append_utf8(piece_, c);
    draft.keep_to(at).replace(line.size(), piece_);
    return;
  }
  std::size_t eaten = 0;  // of the line
  for (std::size_t i = 0; i < chars_.size();) {
    // Characters that stand for the same bytes, or for none of their own, change together.
    const Extent first = chars_.extents[i];
    std::size_t end = std::max<std::size_t>(eaten, first.end);
    const std::size_t begin = std::max<std::size_t>(eaten, first.begin);
    piece_.clear();
    do {
      end = std::max<std::size_t>(end, chars_.extents[i].end);
      text::append_utf8(piece_, chars_.units[i]);
      ++i;
    } while (i < chars_.size() && (chars_.extents[i].begin < end || chars_.extents[i].begin == chars_.extents[i].end));
    if (begin > eaten) draft.keep_to(at + eaten).replace(begin - eaten, {});
    draft.keep_to(at + begin).replace(end - begin, piece_);
    eaten = end;
  }
  if (eaten < line.size()) draft.keep_to(at + eaten).replace(line.size() - eaten, {});
}

// ---- single characters ----

bool TextFixer::fix_chars(std::string_view line, std::size_t at, TextDraft& draft) {
  static const CharFacts& known = CharFacts::get();
  const std::size_t before = draft.at();
  for (std::size_t i = 0; i < line.size();) {
    if (static_cast<signed char>(line[i]) >= 0) {
      std::uint16_t facts = 0;
      const std::size_t end = ascii_end(line, i, facts);
      if (facts & ascii_control) fix_ascii(line, i, end, at, draft);
      else i = end;
      continue;
    }
    if (is_ideograph(line[i])) {
      i = ideographs_end(line, i);
      continue;
    }
    const std::size_t begin = i;
    const char32_t c = text::decode(line, i);
    const unsigned facts = known[c].facts & char_facts_;
    if (facts == 0) continue;
    std::string_view now;
    if (facts & c1_control) {
      piece_.clear();
      text::append_utf8(piece_, SingleByteEncodings::decode(static_cast<unsigned char>(c), windows_1252));
      if (piece_ == line.substr(begin, i - begin)) continue;  // it has no meaning there either
      now = piece_;
      draft.count(counted_c1_controls);
    } else if (facts & ligature) {
      now = known.replacement(c);
      draft.count(counted_ligatures);
    } else if (facts & odd_width) {
      now = known.replacement(c);
      draft.count(counted_width);
    } else if (facts & curly_quote) {
      now = c >= 0x201c ? "\"" : "'";
      draft.count(counted_quotes);
    } else if (facts & line_break) {
      now = "\n";
      draft.count(counted_line_breaks);
    } else {
      draft.count(counted_controls);
    }
    draft.keep_to(at + begin).replace(i - begin, now);
  }
  return draft.at() != before;
}

// The control characters of ASCII in line[i, end).
void TextFixer::fix_ascii(std::string_view line, std::size_t& i, std::size_t end, std::size_t at, TextDraft& draft) {
  while (i < end) {
    const auto byte = static_cast<unsigned char>(line[i]);
    if ((byte >= 0x20 && byte != 0x7f) || byte == '\t' || byte == '\n' || byte == '\f') {
      ++i;
      continue;
    }
    if (byte == '\r') {
      if (switches_.fix_line_breaks) {
        const bool has_feed = i + 1 < line.size() && line[i + 1] == '\n';
        draft.keep_to(at + i).replace(1, has_feed ? "" : "\n");
        draft.count(counted_line_breaks);
      }
      ++i;
      continue;
    }
    const std::size_t escape = byte == 0x1b && switches_.remove_terminal_escapes ? escape_size(line, i) : 0;
    if (escape > 0) {
      draft.keep_to(at + i).replace(escape, "");
      draft.count(counted_escapes);
      i += escape;
      continue;
    }
    if (switches_.remove_control_chars) {
      draft.keep_to(at + i).replace(1, "");
      draft.count(counted_controls);
    }
    ++i;
  }
}

void TextFixer::normalize(std::string_view line, std::size_t at, TextDraft& draft) {
  const text::Form form = *switches_.normalization;
  if (text::is_normalized(line, form)) return;
  const std::size_t before = draft.at();
  draft.keep_to(at);
  text::normalize_pieces(
      line, form, [&](std::size_t bytes) { draft.keep(bytes); },
      [&](std::size_t bytes, std::string_view with) { draft.replace(bytes, with); });
  if (draft.at() != before) draft.count(counted_normalized);
}

}  // namespace dsprep::ops::fix_encoding
