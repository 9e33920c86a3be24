// Bytes that may be UTF-8 which something happened to: they went through a single-byte encoding.
#pragma once

#include "ops/normalize/fix_encoding/traced.h"

namespace dsprep::ops::fix_encoding {

// Puts back byte A0 where a space took its place: within what would be UTF-8 then, and behind C3 ("à" at the end of a
// word), where the space stays too. False where there is nothing of the kind, and `out` then is anything.
bool restore_byte_a0(const Bytes& bytes, Bytes& out);

// Makes U+FFFD of sequences of UTF-8 in which bytes were lost (1A, or one "?"). False as above.
bool replace_lossy_sequences(const Bytes& bytes, Bytes& out);

// Replaces `out` with the characters. False where it is no UTF-8. With `variants` C0 80 is U+0000 (Java), and a
// surrogate pair of two three-byte sequences is one character (CESU-8).
bool decode_utf8(const Bytes& bytes, bool variants, Chars& out);

}  // namespace dsprep::ops::fix_encoding
