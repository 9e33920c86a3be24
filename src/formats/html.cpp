// HTML: a page a file, and a file a record. What its text is, an op says: here it is read as it stands.
#include <span>
#include <string_view>

#include "dsprep/format.h"
#include "dsprep/params.h"
#include "formats/html/html_decoder.h"

namespace dsprep::formats {
namespace {

constexpr FormatExample examples[] = {
    {"a page", "", "<!DOCTYPE html>\n<p lang=\"zh\">你好</p>\n",
     "{\"text\":\"<!DOCTYPE html>\\n<p "
     "lang=\\\"zh\\\">你好</p>\\n\",\"content_type\":\"text/html\",\"path\":\"a.html\","
     "\"encoding\":\"utf-8\"}\n",
     FormatExample::Way::reads},
    {"a page in another encoding, which it declares", "", "<meta charset=gbk><p>\xc4\xe3\xba\xc3\n",
     "{\"text\":\"<meta charset=gbk><p>你好\\n\",\"content_type\":\"text/html\",\"path\":\"a.html\","
     "\"encoding\":\"gbk\"}\n",
     FormatExample::Way::reads},
    {"a page that a browser has saved", "", "<!-- saved from url=(0020)https://example.com/ --><p>a",
     "{\"text\":\"<!-- saved from url=(0020)https://example.com/ --><p>a\",\"url\":\"https://example.com/\","
     "\"content_type\":\"text/html\",\"path\":\"a.html\",\"encoding\":\"utf-8\"}\n",
     FormatExample::Way::reads},
    {"an image under the name of a page", "", "\x89PNG\r\n\x1a\n\x01", "", FormatExample::Way::reads, 1},
};

class HtmlReader final : public Reader {
 public:
  bool record_per_file() const override { return true; }
  std::unique_ptr<Decoder> decoder() const override { return std::make_unique<markup::HtmlDecoder>(); }
};

Result<std::unique_ptr<Reader>> reader(const ParamValues&) { return std::make_unique<HtmlReader>(); }

}  // namespace

extern const FormatSpec html_format;
const FormatSpec html_format{
    .name = "html",
    .summary = "HTML: a file a record, its source as it stands",
    .details =
        R"(A record is a file, with these fields:

| field | |
|---|---|
| `text` | the source of the page, as UTF-8: no tag is taken out, no entity decoded. `clean --html-text` makes text of it |
| `url` | where a browser had the page from that saved it, where it says so (`<!-- saved from url=… -->`) |
| `content_type` | `text/html`, of files named .xhtml `application/xhtml+xml` |
| `path` | the name of the file, as messages have it |
| `encoding` | the encoding it was in, as the WHATWG Encoding Standard calls it |
| `encoding_confidence` | from 0 to 1, where the encoding was guessed from the bytes alone |

**Encoding.** The first of these that is there: `--encoding`; a byte order mark; bytes that are UTF-8; what the page declares (`<meta
charset>`, `http-equiv`, an XML prolog), where its bytes can be read so; a guess from its bytes. Bytes that are no text in
that encoding become U+FFFD, and their number is told at the end and in manifest.json (`books.undecodable`).

A file that holds nothing but white space is no record, and counted with blank lines. One that begins like an image, PDF or
an archive is malformed. Any other is a page, however broken its markup. Many small files are read as one shard.)",
    .source = "WHATWG HTML and Encoding, as far as bytes become characters",
    .extensions = {".html", ".htm", ".xhtml"},
    .examples = examples,
    .reader = reader,
    .charset = FormatSpec::Charset::own,
};

}  // namespace dsprep::formats
