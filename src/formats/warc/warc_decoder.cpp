#include "formats/warc/warc_decoder.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "charset/charset.h"
#include "compress/content_encoding.h"
#include "formats/warc/http.h"
#include "formats/warc/plain_values.h"
#include "formats/warc/version_line.h"
#include "json/escape.h"

namespace dsprep::formats::warc {
namespace {

// Does nothing follow the block but line ends and the version line of the next record?
bool ends_there(std::string_view tail) {
  tail = trimmed(tail);
  VersionLine version;
  std::size_t at = 0;
  while (at < tail.size() && !version.take(tail[at])) ++at;
  return tail.empty() || (at == tail.size() && version.seen() == tail.size() && version.take('\n'));
}

std::string counted(std::uint64_t n) { return std::to_string(n) + (n == 1 ? " byte" : " bytes"); }

// Why `bytes`, which do not begin with a header that is one, are no record.
Error no_record(std::string_view bytes) {
  if (bytes.starts_with("filedesc://"))
    return failure(
        "an ARC file, the format before WARC, which is not read: make WARC of it first (warcio recompress "
        "FILE FILE.warc.gz)");
  return failure("not a WARC record: no header begins here");
}

// The crawler's notes about itself: wget stores its arguments and its log as resources.
bool is_note(std::string_view url) { return url.starts_with("metadata://"); }

// Of a page whose type is declared nowhere.
std::string_view guessed_type(std::string_view body) {
  constexpr std::string_view mark = "\xef\xbb\xbf";
  if (body.starts_with(mark)) body.remove_prefix(mark.size());
  const std::size_t begin = body.find_first_not_of(" \t\r\n");
  return begin != body.npos && body[begin] == '<' ? "text/html" : "application/octet-stream";
}

bool looks_like_text(std::string_view body) {
  body = body.substr(0, 1024);
  return std::none_of(body.begin(), body.end(),
                      [](char c) { return static_cast<unsigned char>(c) < ' ' && !is_space(c) && c != '\f'; });
}

bool is_markup(std::string_view media_type) {
  return media_type == "text/html" || media_type.ends_with("xml") || media_type == "application/octet-stream";
}

void append_member(std::string& line, std::string_view name, std::string_view value) {
  line.append(",\"").append(name).append("\":\"");
  json::append_escaped(line, value);
  line += '"';
}

void append_confidence(std::string& line, double confidence) {
  char digits[16];
  const auto end = std::to_chars(digits, digits + sizeof digits, confidence, std::chars_format::fixed, 2).ptr;
  line.append(",\"encoding_confidence\":").append(digits, end);
}

}  // namespace

Result<Decoder::Outcome> WarcDecoder::decode(const Frame& frame, std::string& line) {
  fault_at_ = 0;
  undecodable_ = 0;
  named_ = frame.encoding;
  skipped_as_ = {};
  const std::string_view bytes = frame.bytes;
  const std::size_t header_size = header_end(bytes);
  if (header_size == bytes.npos) {
    const Fields fields{bytes};
    if (fields.find("WARC-Type").empty() && fields.find("WARC-Record-ID").empty()) return no_record(bytes);
    return failure("the record is cut short: its header does not end");
  }
  if (bytes.substr(0, bytes.find('\n')).find(':') == bytes.npos) return no_record(bytes);
  const Fields header(bytes.substr(0, header_size));
  const std::string_view type = header.find("WARC-Type");
  const std::string_view declared = header.find("Content-Length");
  const std::optional<std::uint64_t> length = length_of(declared);
  if (type.empty() && declared.empty()) return no_record(bytes);
  if (!length)
    return failure(declared.empty() ? "the record has no Content-Length"
                                    : "the record's Content-Length is no number: \"" + plain_text(declared) + "\"");
  if (type.empty()) return failure("the record has no WARC-Type");
  if (!has_payload(type)) {
    if (bytes.size() != header_size) return failure("not a WARC record: bytes that belong to none follow a header");
    return skip(type);
  }
  const std::string_view rest = bytes.substr(header_size);
  if (rest.size() < *length) {
    fault_at_ = bytes.size();
    return failure("the record is cut short: " + std::to_string(rest.size()) + " of " + counted(*length) +
                   " of its block are there");
  }
  if (!ends_there(rest.substr(*length))) {
    fault_at_ = header_size + *length;
    return failure("the record is longer than its Content-Length, or bytes that belong to no record follow: its " +
                   counted(*length) + " end here");
  }
  block_at_ = header_size;
  return decode_payload(header, rest.substr(0, *length), line);
}

Result<Decoder::Outcome> WarcDecoder::skip(std::string_view what) {
  skipped_as_ = what;
  return Outcome::skip;
}

Result<Decoder::Outcome> WarcDecoder::decode_payload(Fields header, std::string_view block, std::string& line) {
  const std::string_view url = without_brackets(header.find("WARC-Target-URI"));
  if (is_note(url)) return skip("note of the crawler");
  if (!header.find("WARC-Segment-Number").empty())
    return failure("the record is one segment of several, which are not put together");
  Page page;
  page.body = block;
  page.content_type = header.find("Content-Type");
  const bool truncated = !header.find("WARC-Truncated").empty();
  std::string_view encodings;
  const std::string type = media_type_of(page.content_type);
  if (type == "application/http" || (type.empty() && block.starts_with("HTTP/"))) {
    const std::optional<HttpHead> head = http_head(block);
    fault_at_ = block_at_;
    if (!head) return failure("the response does not begin with an HTTP status line");
    page.status = head->status;
    if (!rules_.takes_status(page.status)) return skip("status " + std::to_string(page.status));
    page.content_type = head->fields.find("Content-Type");
    page.body = block.substr(head->size);
    block_at_ += head->size;
    const std::string_view transfer = head->fields.find("Transfer-Encoding");
    if (equal_names(trimmed(transfer.substr(transfer.rfind(',') + 1)), "chunked"))
      DSPREP_CHECK(undo_chunks(truncated, page.body));
    encodings = head->fields.find("Content-Encoding");
  }
  page.media_type = media_type_of(page.content_type);
  if (page.media_type.empty()) page.media_type = media_type_of(header.find("WARC-Identified-Payload-Type"));
  const bool known = !page.media_type.empty();
  if (known && !rules_.takes_type(page.media_type)) return skip(page.media_type);
  if (!encodings.empty()) DSPREP_CHECK(undo_encodings(encodings, truncated, page.body));
  if (!known) page.media_type = guessed_type(page.body);
  if (!rules_.takes_type(page.media_type)) return skip("no content type");

  line.clear();
  line.reserve(page.body.size() + page.body.size() / 16 + 512);
  line += "{\"text\":\"";
  DSPREP_CHECK(append_text(page, line));
  line += '"';
  if (!url.empty()) append_member(line, "url", plain_url(url));
  if (const std::string_view date = header.find("WARC-Date"); !date.empty())
    append_member(line, "date", plain_text(date));
  append_member(line, "content_type", plain_text(page.media_type));
  if (page.status > 0) line.append(",\"status\":").append(std::to_string(page.status));
  const charset::Encoding& encoding = text_.encoding();
  append_member(line, "encoding", encoding.name);
  if (encoding.told == charset::Encoding::Told::by_bytes) append_confidence(line, encoding.confidence);
  if (const std::string_view id = without_brackets(header.find("WARC-Record-ID")); !id.empty())
    append_member(line, "id", plain_text(id));
  if (truncated) append_member(line, "truncated", plain_text(header.find("WARC-Truncated")));
  line += '}';
  return Outcome::record;
}

Status WarcDecoder::undo_chunks(bool truncated, std::string_view& body) {
  std::size_t fault = 0;
  const Chunked chunked = undo_chunked(body, unchunked_, fault);
  if (chunked == Chunked::none) return {};  // a crawler that took the chunks away and left the head as it was
  if (chunked == Chunked::whole || (chunked == Chunked::cut && truncated)) {
    body = unchunked_;
    return {};
  }
  fault_at_ = block_at_ + fault;
  return failure(chunked == Chunked::cut ? "the chunked body is cut short" : "the chunked body is broken here");
}

// The last one named was applied last.
Status WarcDecoder::undo_encodings(std::string_view encodings, bool truncated, std::string_view& body) {
  fault_at_ = block_at_;
  for (bool more = true; more;) {
    const std::size_t comma = encodings.rfind(',');
    more = comma != encodings.npos;
    const std::string_view name = trimmed(more ? encodings.substr(comma + 1) : encodings);
    encodings = encodings.substr(0, more ? comma : 0);
    const std::optional<compress::ContentEncoding> encoding = compress::content_encoding_named(name);
    if (!encoding && looks_like_text(body))
      continue;  // "utf-8", "none", "text/html": servers say it, browsers ignore it
    if (!encoding) return failure("the body is in an encoding that is not read: \"" + plain_text(name) + "\"");
    if (*encoding == compress::ContentEncoding::identity) continue;
    std::string& out = body.data() == decoded_.data() ? again_ : decoded_;
    out.clear();
    DSPREP_TRY(const compress::Inflated inflated, compress::inflate_body(body, *encoding, longest_, out));
    if (inflated == compress::Inflated::not_encoded) continue;  // likewise
    if (inflated == compress::Inflated::too_large)
      return failure("the body unpacks to more than --max-record-size: " + counted(longest_));
    if (inflated == compress::Inflated::damaged)
      return failure("the body cannot be unpacked: its " + std::string(name) + " data are damaged");
    if (inflated == compress::Inflated::cut_short && !truncated)
      return failure("the body cannot be unpacked: its " + std::string(name) + " data are cut short");
    body = out;
  }
  return {};
}

// The body as UTF-8, escaped for JSON.
Status WarcDecoder::append_text(const Page& page, std::string& line) {
  std::string_view declared = charset::declared_in_content_type(page.content_type);
  if (declared.empty() && is_markup(page.media_type)) declared = charset::declared_in_markup(page.body);
  DSPREP_TRY(const std::string_view text, text_.utf8(page.body, declared, named_));
  undecodable_ = text_.undecodable();
  json::append_escaped(line, text);
  for (std::string* scratch : {&unchunked_, &decoded_, &again_})
    if (scratch->capacity() > kept_scratch) std::string().swap(*scratch);
  return {};
}

}  // namespace dsprep::formats::warc
