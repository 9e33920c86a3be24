// A page as it stands in its file, as a JSON line: UTF-8 is made of its bytes, and nothing else is done to it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "charset/document_text.h"
#include "dsprep/format.h"

namespace dsprep::formats::markup {

class HtmlDecoder final : public Decoder {
 public:
  Result<Outcome> decode(const Frame& frame, std::string& line) override;
  std::uint64_t undecodable() const override { return text_.undecodable(); }

 private:
  charset::DocumentText text_;
};

// Where a browser that saved the page says that it had it from: <!-- saved from url=(0020)https://example.com/ -->. ""
// where none says so. `page`: UTF-8.
std::string_view saved_from(std::string_view page);

}  // namespace dsprep::formats::markup
