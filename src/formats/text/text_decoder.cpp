#include "formats/text/text_decoder.h"

#include "formats/looks_like.h"
#include "formats/text/paragraphs.h"
#include "json/escape.h"

namespace dsprep::formats::plain {
namespace {

constexpr std::string_view head = "{\"text\":\"", middle = "\",\"path\":\"", tail = "\"}";
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

}  // namespace

std::string_view TextDecoder::text_of(const Frame& frame) const {
  std::string_view text = frame.bytes;
  if (unit_ == Unit::paragraph) return trim_paragraph(text);
  if (unit_ == Unit::line) return text;  // the engine took its end and its mark away
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  if (text.ends_with('\n')) text.remove_suffix(text.ends_with("\r\n") ? 2 : 1);
  return text;
}

Result<Decoder::Outcome> TextDecoder::decode(const Frame& frame, std::string& line) {
  if (unit_ == Unit::file)
    if (const std::string other = holds_no_text(frame.bytes); !other.empty())
      return failure("this looks like " + other);
  const std::string_view text = text_of(frame);
  line.reserve(head.size() + text.size() + text.size() / 8 + middle.size() + frame.shard.size() + tail.size());
  line = head;
  json::append_escaped(line, text);
  line += middle;
  json::append_escaped(line, frame.shard);
  line += tail;
  return Outcome::record;
}

std::size_t TextDecoder::origin_of(const Frame& frame, std::size_t at) const {
  const std::string_view text = text_of(frame);
  std::size_t from = static_cast<std::size_t>(text.data() - frame.bytes.data());
  std::string escaped;
  std::size_t written = head.size();
  for (const char& c : text) {
    escaped.clear();
    json::append_escaped(escaped, {&c, 1});
    written += escaped.size();
    if (written > at) break;
    ++from;
  }
  return from;
}

}  // namespace dsprep::formats::plain
