// line_key: the normalized form of a line; lines with equal forms count as the same line.
//
//   trimmed   the line without white space at both ends
//   ccnet     CCNet's normalize_for_dedup (cc_net, text_normalizer.py): trimmed, lower-cased, every decimal digit 0,
//             without the 34 characters of its list of Unicode punctuation and without control characters. ASCII
//             punctuation stays
//   simple    lower-cased, every decimal digit 0, without punctuation (the 66 characters that datatrove lists, ASCII's
//             among them) and control characters, canonically decomposed (NFD) without nonspacing marks (Mn), runs of
//             white space one space, trimmed
//
// Frozen: hashes of these go into files.
#pragma once

#include <string>
#include <string_view>

namespace dsprep::ops::dedup_lines {

enum class LineForm { trimmed, ccnet, simple };

// Replaces `out`. REQUIRES valid UTF-8, outside `out`. Thread-safe.
void line_key(std::string_view line, LineForm form, std::string& out);

// The same by the definition, step by step: slow, for lines that need case mapping or decomposition, and for the tests.
void line_key_slowly(std::string_view line, LineForm form, std::string& out);

// Without the white space (as Python's str.strip sees it) at both ends.
std::string_view trimmed(std::string_view line);

}  // namespace dsprep::ops::dedup_lines
