// WARC: what crawlers write. The responses of servers as they came, and notes about them.
#include <span>
#include <string_view>

#include "dsprep/format.h"
#include "formats/warc/reading_params.h"
#include "formats/warc/warc_decoder.h"
#include "formats/warc/warc_framer.h"

namespace dsprep::formats {
namespace {

constexpr FormatExample examples[] = {
    {"a response, as wget writes it, and what is no record", "",
     "WARC/1.0\r\n"
     "WARC-Type: request\r\n"
     "WARC-Target-URI: <http://example.com/>\r\n"
     "Content-Type: application/http;msgtype=request\r\n"
     "Content-Length: 18\r\n"
     "\r\n"
     "GET / HTTP/1.1\r\n\r\n\r\n\r\n"
     "WARC/1.0\r\n"
     "WARC-Type: response\r\n"
     "WARC-Record-ID: <urn:uuid:1>\r\n"
     "WARC-Target-URI: <http://example.com/>\r\n"
     "WARC-Date: 2026-11-30T23:59:59Z\r\n"
     "Content-Type: application/http;msgtype=response\r\n"
     "Content-Length: 111\r\n"
     "\r\n"
     "HTTP/1.1 200 OK\r\n"
     "Content-Type: text/html; charset=utf-8\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "6\r\n<p>中\r\n3\r\n文\r\n0\r\n\r\n\r\n\r\n",
     "{\"text\":\"<p>中文\",\"url\":\"http://example.com/\",\"date\":\"2026-11-30T23:59:59Z\",\"content_type\":\"text/"
     "html\","
     "\"status\":200,\"encoding\":\"utf-8\",\"id\":\"urn:uuid:1\"}\n",
     FormatExample::Way::reads},
    {"texts of a crawl (WET)", "",
     "WARC/1.0\r\n"
     "WARC-Type: conversion\r\n"
     "WARC-Target-URI: http://example.com/ไทย\r\n"
     "Content-Type: text/plain\r\n"
     "Content-Length: 9\r\n"
     "\r\n"
     "ไทย\r\n\r\n",
     "{\"text\":\"ไทย\",\"url\":\"http://example.com/ไทย\",\"content_type\":\"text/plain\",\"encoding\":\"utf-8\"}\n",
     FormatExample::Way::reads},
    {"other status codes and types", "status = [\"2xx\", \"404\"]\ncontent_types = [\"application/json\"]",
     "WARC/1.1\r\n"
     "WARC-Type: response\r\n"
     "Content-Type: application/http\r\n"
     "Content-Length: 62\r\n"
     "\r\n"
     "HTTP/1.1 404 Not Found\r\n"
     "Content-Type: application/json\r\n"
     "\r\n"
     "null\r\n\r\n",
     "{\"text\":\"null\",\"content_type\":\"application/json\",\"status\":404,\"encoding\":\"utf-8\"}\n",
     FormatExample::Way::reads},
    {"a record that was cut short, and the one behind it", "",
     "WARC/1.0\r\n"
     "WARC-Type: resource\r\n"
     "Content-Type: text/plain\r\n"
     "Content-Length: 90\r\n"
     "\r\n"
     "only the beginning"
     "WARC/1.0\r\n"
     "WARC-Type: resource\r\n"
     "Content-Type: text/plain\r\n"
     "Content-Length: 5\r\n"
     "\r\n"
     "whole\r\n\r\n",
     "{\"text\":\"whole\",\"content_type\":\"text/plain\",\"encoding\":\"utf-8\"}\n", FormatExample::Way::reads, 1},
};

class WarcReader final : public Reader {
 public:
  explicit WarcReader(warc::ReadingRules rules) : rules_(std::move(rules)) {}
  std::unique_ptr<Framer> framer() const override { return std::make_unique<warc::WarcFramer>(); }
  std::unique_ptr<Decoder> decoder() const override { return std::make_unique<warc::WarcDecoder>(rules_); }

 private:
  const warc::ReadingRules rules_;
};

Result<std::unique_ptr<Reader>> reader(const ParamValues& values) {
  DSPREP_TRY(warc::ReadingRules rules, warc::ReadingRules::make(values));
  return std::make_unique<WarcReader>(std::move(rules));
}

}  // namespace

extern const FormatSpec warc_format;
const FormatSpec warc_format{
    .name = "warc",
    .summary = "WARC: web archives, as crawlers write them; each page a record",
    .details =
        R"(**Records** are the records of type `response`, `resource` and `conversion` (texts of a crawl, WET) of
WARC 0.18, 1.0 and 1.1. Passed over, and counted by kind in the summary and under `passed_over` of
manifest.json, are the other types (`warcinfo`, `request`, `metadata`, `revisit`, …), responses with
another HTTP status than those in `status`, media types that are not in `content_types`, and resources
whose URI begins with `metadata://`: wget's arguments and log.

**Fields**, each where it is known:

| field | |
|---|---|
| `text` | the body, as UTF-8: HTML as it is, for `html_text` to make text of |
| `url` | WARC-Target-URI, without angle brackets around it; white space and bytes that are no UTF-8 as %XX |
| `date` | WARC-Date |
| `content_type` | the media type, in lower case: `text/html` |
| `status` | the HTTP status code; only responses have one |
| `encoding` | the encoding that the body was in |
| `encoding_confidence` | how sure that is, 0 to 1; where the bytes alone told it |
| `id` | WARC-Record-ID without angle brackets |
| `truncated` | WARC-Truncated: the crawler's reason not to store all of the body. What there is of it is read |

**Bodies.** `Transfer-Encoding: chunked` is undone, then `Content-Encoding` gzip, deflate, br and zstd, also several
of them. A body that is declared to be chunked or compressed, and is not, is read as it stands: some crawlers undo both
and leave the head alone; so is text in an encoding that nobody knows (`Content-Encoding: utf-8`). One that begins as
declared and then breaks or ends is malformed. The media type is that of the HTTP head, else
WARC-Identified-Payload-Type; where neither is there, what begins with `<` is `text/html`, and everything else is
passed over. The encoding is told by a byte order mark, by the bytes being UTF-8, by the charset in the HTTP head,
then in the markup, then by the bytes. Bytes that are no text in it become U+FFFD and are counted.

**Malformed** are, with their place, and the read goes on with the next record: records that are cut short or longer
than their Content-Length; headers without WARC-Type or with no number as Content-Length; bytes that belong to no
record; responses without an HTTP status line; broken bodies; records, and bodies that unpack to more, than
`--max-record-size`; segments of a record (WARC-Segment-Number). The next record is looked for at the next version
line (`WARC/1.0` alone on its line). A version line within a block whose Content-Length is right is text.

A file is read as a stream: memory is bounded by its longest record, and records that are passed over are not held.
The place of a record is the line behind its version line.)",
    .source =
        "ISO 28500 (WARC 1.0, 1.1); RFC 9112 for what is in responses. ARC files, the format before WARC, are not read",
    .extensions = {".warc", ".wet"},
    .examples = examples,
    .reader = reader,
    .reader_params = describe_params<warc::ReadingParams>,
    .charset = FormatSpec::Charset::own,
};

}  // namespace dsprep::formats
