// TSV: CSV whose delimiter is a tab.
#include <span>
#include <string_view>

#include "formats/separated_values.h"

namespace dsprep::formats {
namespace {

constexpr FormatExample examples[] = {
    {"commas are text, quotes as in CSV", "", "id\ttext\n1\t\"Hello, \"\"world\"\"\"\n2\t\"a\tb\"\n3\tสวัสดี\n",
     "{\"id\":\"1\",\"text\":\"Hello, \\\"world\\\"\"}\n{\"id\":\"2\",\"text\":\"a\\tb\"}\n"
     "{\"id\":\"3\",\"text\":\"สวัสดี\"}\n"},
    {"quotes that mean nothing", "quote = \"none\"", "id\ttext\n1\t\"Hello\", he said\n2\tC:\\n\n",
     "{\"id\":\"1\",\"text\":\"\\\"Hello\\\", he said\"}\n{\"id\":\"2\",\"text\":\"C:\\\\n\"}\n",
     FormatExample::Way::reads},
};

}  // namespace

extern const FormatSpec tsv_format;
const FormatSpec tsv_format{
    .name = "tsv",
    .summary = "tab-separated values: a row a record, named by the header",
    .details =
        R"(Everything is as in [csv](csv.md), but that the delimiter is a tab and is not guessed. Quotes mean what they mean there,
since most programs that write a tab or a line end into a cell put it in quotes; `quote = "none"` takes them as
characters. The two characters `\t` or `\n` in a cell stay as they are; `escape = "backslash"` takes a backslash before a
real tab or line end away.)",
    .source = "IANA text/tab-separated-values; departs from it in that quotes work as in RFC 4180",
    .extensions = {".tsv", ".tab"},
    .examples = examples,
    .reader = separated_values::tab::reader,
    .reader_params = separated_values::tab::reader_params,
    .writer = separated_values::tab::writer,
    .writer_params = separated_values::tab::writer_params,
};

}  // namespace dsprep::formats
