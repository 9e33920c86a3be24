// Plain text: a file, a paragraph or a line is a record.
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "dsprep/format.h"
#include "dsprep/params.h"
#include "formats/text/paragraphs.h"
#include "formats/text/text_decoder.h"
#include "formats/text/text_writer.h"

namespace dsprep::formats {
namespace {

constexpr FormatExample examples[] = {
    {"a file is a record", "", "Hello\r\n\r\n  world.\n你好\n",
     "{\"text\":\"Hello\\r\\n\\r\\n  world.\\n你好\",\"path\":\"a.txt\"}\n", FormatExample::Way::reads},
    {"a blank file is none", "", " \r\n\n", "", FormatExample::Way::reads},
    {"a paragraph is a record", "record = \"paragraph\"", "Hello\n  world.\n\n你好\n",
     "{\"text\":\"Hello\\n  world.\",\"path\":\"a.txt\"}\n{\"text\":\"你好\",\"path\":\"a.txt\"}\n"},
    {"blank lines hold white space, too", "record = \"paragraph\"", "\n \na\r\nb\r\n \t\r\n\n\n c",
     "{\"text\":\"a\\r\\nb\",\"path\":\"a.txt\"}\n{\"text\":\" c\",\"path\":\"a.txt\"}\n", FormatExample::Way::reads},
    {"a line is a record", "record = \"line\"", " a \"b\"\n你好\nสวัสดี\n",
     "{\"text\":\" a \\\"b\\\"\",\"path\":\"a.txt\"}\n{\"text\":\"你好\",\"path\":\"a.txt\"}\n"
     "{\"text\":\"สวัสดี\",\"path\":\"a.txt\"}\n"},
    {"texts that are more than one paragraph, folded", "breaks = \"fold\"", "a\nb\n\nc\n",
     "{\"text\":\"a\\r\\n \\r\\nb\\n\",\"id\":1}\n{\"text\":\"c\"}\n", FormatExample::Way::writes},
    {"texts of several lines, a line each", "record = \"line\"\nbreaks = \"fold\"\nfield = \"body\"", "a b\nc\n",
     "{\"body\":\"a\\n\\nb\\n\"}\n{\"body\":\"c\"}\n", FormatExample::Way::writes},
};

struct ReadingParams {
  std::string record = "file";
  void fields(ParamFields& f) {
    f("record", record,
      {.meaning = "what is a record: a file; a paragraph: lines between blank lines; a line that is not blank",
       .choices = {"file", "paragraph", "line"}});
  }
};

class TextReader final : public Reader {
 public:
  explicit TextReader(plain::Unit unit) : unit_(unit) {}
  bool record_per_file() const override { return unit_ == plain::Unit::file; }
  std::unique_ptr<Framer> framer() const override {
    if (unit_ != plain::Unit::paragraph) return nullptr;
    return std::make_unique<plain::ParagraphFramer>();
  }
  std::unique_ptr<Decoder> decoder() const override { return std::make_unique<plain::TextDecoder>(unit_); }

 private:
  const plain::Unit unit_;
};

Result<std::unique_ptr<Reader>> reader(const ParamValues& values) {
  const auto params = bind_params<ReadingParams>(values);
  return std::make_unique<TextReader>(params.record == "line"        ? plain::Unit::line
                                      : params.record == "paragraph" ? plain::Unit::paragraph
                                                                     : plain::Unit::file);
}

Result<std::unique_ptr<Writer>> writer(const ParamValues& values) {
  return std::make_unique<plain::TextWriter>(bind_params<plain::WritingParams>(values));
}

}  // namespace

extern const FormatSpec text_format;
const FormatSpec text_format{
    .name = "text",
    .summary = "plain text: a file, a paragraph or a line a record",
    .details =
        R"(A record has the fields `text` and `path`, the name of its file as messages have it (what is no UTF-8 in that name stands
as U+FFFD).

* `record = "file"`, which is usual: the text is what the file holds, without a byte order mark and without the end of its
  last line. A file that holds nothing but white space is no record. Many small files are read as one shard.
* `record = "paragraph"`: records are parted by blank lines, which may hold white space. Line ends within stay as they are.
* `record = "line"`: a line is a record, without its end (LF or CR LF); blank lines are none.

Nothing else is changed: white space, CR LF, control characters stay; [normalize](../ops/whitespace.md) is there for that.
Bytes that are not UTF-8 make their record malformed, with line and column.

**Writing.** Written is the field `text` (or `field`) of each record, and no other field: `path`, `id` and the rest are left
out. A blank line stands between two records; with `record = "line"` each is a line. So written text is read back with the
same `record`, not with `record = "file"`. A text that would not be read back as the one record that it is (a blank line
within, a line end within a line, nothing at all) ends the run with an error, unless `breaks` says what becomes of it. A
record whose field is missing or no text ends the run.)",
    .source = "what text editors write; no markup is looked for",
    .extensions = {".txt", ".text"},
    .examples = examples,
    .reader = reader,
    .reader_params = describe_params<ReadingParams>,
    .writer = writer,
    .writer_params = describe_params<plain::WritingParams>,
};

}  // namespace dsprep::formats
