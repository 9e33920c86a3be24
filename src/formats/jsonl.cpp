// JSON Lines: the form in which records pass through a pipeline, so that there is nothing to frame, decode or encode.
#include <span>
#include <string_view>

#include "dsprep/format.h"

namespace dsprep::formats {
namespace {

constexpr FormatExample examples[] = {
    {"an object a line", "", "{\"text\":\"a\"}\n{\"text\":\"中文\",\"n\":1.0}\n",
     "{\"text\":\"a\"}\n{\"text\":\"中文\",\"n\":1.0}\n"},
    {"a byte order mark, CR LF, blank lines, no terminator at the end", "",
     "\xef\xbb\xbf{\"text\":\"a\"}\r\n\r\n  \n{\"text\":\"b\"}", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n",
     FormatExample::Way::reads},
    {"a line that is no object", "", "{\"text\":\"a\"}\n[1]\n{\"text\":\n", "{\"text\":\"a\"}\n",
     FormatExample::Way::reads, 2},
};

Result<std::unique_ptr<Reader>> reader(const ParamValues&) { return std::make_unique<Reader>(); }
Result<std::unique_ptr<Writer>> writer(const ParamValues&) { return std::make_unique<Writer>(); }

}  // namespace

extern const FormatSpec jsonl_format;
const FormatSpec jsonl_format{
    .name = "jsonl",
    .summary = "JSON Lines: a JSON object on each line",
    .details =
        R"(A record is a line that holds one JSON object. Any other line is malformed; blank lines are not records. Lines end
with LF or CR LF, the last one need not; a byte order mark before a line is passed over. What no step changes is written
as it was read, byte for byte; lines are written with LF.)",
    .source = "jsonlines.org, RFC 8259",
    .extensions = {".jsonl", ".ndjson"},
    .examples = examples,
    .reader = reader,
    .writer = writer,
};

}  // namespace dsprep::formats
