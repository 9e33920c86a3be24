// Charset: in which encoding bytes are, and UTF-8 of them.
//
// A file or document is one text in one encoding. Which one is told, in this order: by --encoding; by a byte order
// mark; by its being UTF-8 throughout the sample; by what is declared (an HTTP header, <meta charset>, an XML prolog),
// where the sample can be read so; by its bytes (guess.cpp). UTF-8 goes before the
// declaration, because bytes that are UTF-8 by chance hardly exist, and declarations that are wrong do.
//
// Names are those of the WHATWG Encoding Standard, lower case ("utf-8", "gb18030", "shift_jis", "windows-1252").
// Nothing here is shared between threads but constants; a Converter belongs to who made it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/result.h"

namespace dsprep::charset {

struct Encoding {
  enum class Told : std::uint8_t { by_user, by_mark, by_utf8, by_declaration, by_bytes };
  std::string name = "utf-8";
  Told told = Told::by_utf8;
  double confidence = 1;  // 0 to 1; 1 for all but by_bytes
  std::size_t mark = 0;   // bytes of the byte order mark at the beginning, which are no text
};

// How much of a text detect() looks at: what a caller should give where there is more.
constexpr std::size_t sample_size = 64u << 10;

// `sample`: the first bytes. `whole`: there are no more, so that a character cut in half at the end is a fault.
// `declared`: a label, as found; "" where there is none; unknown labels count as none.
Encoding detect(std::string_view sample, bool whole, std::string_view declared = "");

// What the user named, of a text that begins with `sample`. A byte order mark of that encoding is no text; where UTF-16
// or UTF-32 was named, the mark tells which end comes first.
Encoding as_named(std::string_view name, std::string_view sample);

// The name for a label ("GBK", "latin1", "x-sjis", "utf8"); "" where there is no such encoding.
std::string name_of_label(std::string_view label);

// The names of all encodings that can be read, for messages.
std::vector<std::string> encoding_names();

// The label that an HTML or XML document declares in its first bytes and before its <body>: <meta charset>,
// <meta http-equiv>, <?xml encoding?>. As it stands there; "" where there is none. The standard has a page declare it
// within 1,024 bytes; pages that are late are read by browsers all the same.
constexpr std::size_t declaration_within = 16u << 10;
std::string_view declared_in_markup(std::string_view bytes);

// The charset of a Content-Type ("text/html; charset=gbk"); "" where it has none.
std::string_view declared_in_content_type(std::string_view value);

// Converts one text to UTF-8, in pieces of any size. Bytes that are no text in the encoding become U+FFFD, one for each
// sequence as the WHATWG standard has it, and are counted.
class Converter {
 public:
  // An error: no such encoding.
  static Result<Converter> make(std::string_view name);
  ~Converter();
  Converter(Converter&&) noexcept;
  Converter& operator=(Converter&&) noexcept;

  // Appends to `out`. `last`: no bytes follow; what is cut short then is undecodable.
  void convert(std::string_view bytes, bool last, std::string& out);
  std::uint64_t undecodable() const;  // U+FFFDs that stand for bytes since the last reset()
  void reset();                       // for the next text

 private:
  struct State;
  explicit Converter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace dsprep::charset
