// Lists of punctuation that published filters share: fixed code points, not properties of a version of Unicode, so that
// a rule means the same whatever ICU is installed. Facts of datatrove 0.10 (utils/text.py). Thread-safe.
#pragma once

namespace dsprep::text {

// The 159 characters a line of prose ends with (datatrove's TERMINAL_PUNCTUATION): . ? ! and their like in all scripts,
// 。！？ too; no quotation mark, colon, semicolon or ellipsis.
bool is_terminal_punctuation(char32_t c);

// The 281 characters of datatrove's PUNCTUATION_SET: the above, other marks, and the control characters but TAB and LF.
// A word all of these is a symbol.
bool is_datatrove_punctuation(char32_t c);

}  // namespace dsprep::text
