// Which of ftfy's fixers are on, and what is counted.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "text/normalize.h"

namespace dsprep::ops::fix_encoding {

enum class Unescape : std::uint8_t {
  no,
  automatic,  // not from the first line with a '<' on
  yes
};

struct Switches {
  Unescape unescape_html = Unescape::automatic;
  bool remove_terminal_escapes = true;
  bool fix_encoding = true;
  bool restore_byte_a0 = true;           // these four are parts of fix_encoding;
  bool replace_lossy_sequences = true;   //
  bool decode_inconsistent_utf8 = true;  //
  bool fix_c1_controls = true;           // this is done to what is no mojibake, too
  bool fix_latin_ligatures = true;
  bool fix_character_width = true;
  bool uncurl_quotes = true;
  bool fix_line_breaks = true;
  bool remove_control_chars = true;
  std::optional<text::Form> normalization = text::Form::nfc;
};

// Kinds of changes: lines for the first, second and last two, characters for the others.
enum Count : std::uint8_t {
  counted_entities,
  counted_encoding,
  counted_c1_controls,
  counted_ligatures,
  counted_width,
  counted_quotes,
  counted_line_breaks,
  counted_escapes,
  counted_controls,
  counted_normalized,
  counted_unsettled,
};

}  // namespace dsprep::ops::fix_encoding
