// WarcDecoder: one WARC record as a JSON object: its text and what is known of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "charset/document_text.h"
#include "dsprep/format.h"
#include "formats/warc/fields.h"
#include "formats/warc/http.h"
#include "formats/warc/reading_params.h"

namespace dsprep::formats::warc {

class WarcDecoder final : public Decoder {
 public:
  explicit WarcDecoder(const ReadingRules& rules) : rules_(rules) {}

  Result<Outcome> decode(const Frame& frame, std::string& line) override;
  void limit(std::uint64_t longest) override { longest_ = longest; }
  std::string_view skipped_as() const override { return skipped_as_; }
  std::size_t fault_at() const override { return fault_at_; }
  std::uint64_t undecodable() const override { return undecodable_; }

 private:
  struct Page {
    std::string_view body;
    std::string_view content_type;  // as declared
    std::string media_type;
    std::int64_t status = 0;  // 0: none
  };
  static constexpr std::size_t kept_scratch = 16u << 20;

  Result<Outcome> decode_payload(Fields header, std::string_view block, std::string& line);
  Result<Outcome> skip(std::string_view what);
  // Each replaces `body` by what it stands for. `truncated`: the crawler says that it did not store all of it.
  Status undo_chunks(bool truncated, std::string_view& body);
  Status undo_encodings(std::string_view encodings, bool truncated, std::string_view& body);
  Status append_text(const Page& page, std::string& line);

  const ReadingRules& rules_;  // of the Reader, which outlives us
  std::uint64_t longest_ = std::uint64_t{256} << 20;
  std::size_t fault_at_ = 0;
  std::size_t block_at_ = 0;  // of what is being read of the frame
  std::string skipped_as_;
  std::uint64_t undecodable_ = 0;
  charset::DocumentText text_;
  std::string_view named_;                   // the encoding that the user named
  std::string unchunked_, decoded_, again_;  // scratch
};

}  // namespace dsprep::formats::warc
