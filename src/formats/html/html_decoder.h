// A page as it stands in its file, as a JSON line: UTF-8 is made of its bytes, and nothing else is done to it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "charset/charset.h"
#include "dsprep/format.h"

namespace dsprep::formats::markup {

class HtmlDecoder final : public Decoder {
 public:
  // `encoding`: of every page, by its name in the standard; "" where each is to be told.
  explicit HtmlDecoder(std::string encoding) : encoding_(std::move(encoding)) {}
  Result<Outcome> decode(const Frame& frame, std::string& line) override;
  std::uint64_t undecodable() const override { return undecodable_; }

 private:
  charset::Encoding encoding_of(std::string_view bytes) const;
  Result<charset::Converter*> converter(const std::string& encoding);

  const std::string encoding_;
  std::vector<std::pair<std::string, charset::Converter>> converters_;  // of the encodings met so far
  std::string converted_;
  std::uint64_t undecodable_ = 0;
};

// Where a browser that saved the page says that it had it from: <!-- saved from url=(0020)https://example.com/ -->. ""
// where none says so. `page`: UTF-8.
std::string_view saved_from(std::string_view page);

}  // namespace dsprep::formats::markup
