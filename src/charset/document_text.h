// DocumentText: one document after another as UTF-8, each in an encoding of its own (pages of HTML, bodies in a WARC).
// Not thread-safe; keeps the converters of the encodings met so far, and its scratch.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "charset/charset.h"
#include "dsprep/result.h"

namespace dsprep::charset {

class DocumentText {
 public:
  // All of a document's bytes as UTF-8: they themselves where they are that, without a byte order mark. `named`: the
  // encoding that the user named, by its name in the standard; "" where it is to be told by detect(), with what is
  // `declared`. Valid until the next call.
  Result<std::string_view> utf8(std::string_view bytes, std::string_view declared, std::string_view named);
  // Of the last document.
  const Encoding& encoding() const { return encoding_; }
  std::uint64_t undecodable() const { return undecodable_; }

 private:
  void tell(std::string_view bytes, std::string_view declared, std::string_view named);
  Result<Converter*> converter();

  Encoding encoding_;
  std::uint64_t undecodable_ = 0;
  std::vector<std::pair<std::string, Converter>> converters_;
  std::string converted_;
};

}  // namespace dsprep::charset
