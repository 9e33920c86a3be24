// TextStream: the decompressed bytes of a file as UTF-8, whatever encoding they are in.
//
// A file is one text in one encoding. Where the user names none, its first 64 KiB tell: if they are UTF-8, or UTF-8
// with faults, the file is passed on byte for byte, and what is no UTF-8 in it is the format's to refuse. Otherwise the
// whole file is converted, and what cannot be is U+FFFD and counted.
//
// `lines_stand_alone`: of JSON Lines each line is judged by itself, so a bad line is no sign that the file is in
// another encoding. Without a byte order mark, or the zero bytes that UTF-16 and UTF-32 have in the first two
// characters of JSON, such a file is converted only where at least one in ten lines is no UTF-8, hardly any line beyond
// ASCII is, and the bytes tell an encoding with confidence.
#pragma once

#include <memory>
#include <string>

#include "compress/codec.h"
#include "io/text_facts.h"

namespace dsprep::io {

// The name of the encoding a user means ("GBK", "latin1"); an error with what was probably meant.
Result<std::string> encoding_named(const std::string& label);

class TextStream : public compress::ByteStream {
 public:
  virtual TextFacts facts() const = 0;  // complete at the end of the stream
};

// `encoding`: a name from encoding_named(), or "" to be told by the bytes. Offsets of what the stream gives are those
// of the UTF-8; compressed_position() is that of the file, as ever.
std::unique_ptr<TextStream> text_stream(std::unique_ptr<compress::ByteStream> stream, const std::string& encoding,
                                        bool lines_stand_alone);

}  // namespace dsprep::io
