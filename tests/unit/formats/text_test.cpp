// Plain text: what is read, what is written, and what is refused because it could not be read back.
#include "dsprep/format.h"
#include "dsprep/value.h"
#include "formats/text/paragraphs.h"
#include "formats/text/text_writer.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::formats::plain;

namespace dsprep::formats {
extern const FormatSpec text_format;
}

namespace {

std::string decoded(std::string_view record, std::string_view bytes, std::string_view file = "册/a.txt") {
  const auto reader = formats::text_format.reader({{"record", std::string(record)}}).value();
  std::string line;
  const auto outcome = reader->decoder()->decode({bytes, "", file, 1}, line);
  return outcome.ok() ? line : outcome.error().message;
}

// What framing finds, cut into pieces of `step`, with the paragraphs trimmed.
std::vector<std::string> paragraphs(std::string_view text, std::size_t step, std::uint64_t longest = 1u << 20) {
  ParagraphFramer framer;
  framer.limit(longest);
  std::vector<FrameBounds> found;
  for (std::size_t at = 0; at < text.size(); at += step) {
    const std::uint64_t open = framer.frame(text.substr(at, step), at, found);
    CHECK(open <= std::min(at + step, text.size()));
  }
  REQUIRE(framer.finish(text.size(), found).ok());
  std::vector<std::string> out;
  for (const FrameBounds& bounds : found)
    out.emplace_back(trim_paragraph(text.substr(bounds.begin, bounds.end - bounds.begin)));
  return out;
}

std::string written(WritingParams params, std::string_view line) {
  const TextWriter writer(std::move(params));
  std::string out;
  const Status status = writer.encoder()->encode(line, out);
  return status.ok() ? out : "refused: " + status.error().message;
}

}  // namespace

TEST_CASE("text: a file's text and name") {
  CHECK(decoded("file", "\xef\xbb\xbf你好\t\"x\"\r\n\r\n") == R"({"text":"你好\t\"x\"\r\n","path":"册/a.txt"})");
  CHECK(decoded("file", "a") == R"({"text":"a","path":"册/a.txt"})");
  CHECK(decoded("file", "a", "\"\\.txt") == R"({"text":"a","path":"\"\\.txt"})");
  CHECK(decoded("line", "a\n") == R"({"text":"a\n","path":"册/a.txt"})");  // as it is given: the engine cuts lines
  CHECK(decoded("file", "%PDF-1.4\n%\xe2\xe3").starts_with("this looks like PDF"));
  CHECK(decoded("file", "%PDF is a format") == R"({"text":"%PDF is a format","path":"册/a.txt"})");
}

TEST_CASE("text: where in the file a byte of the line comes from") {
  for (const std::string_view record : {"file", "paragraph"}) {
    const auto decoder = formats::text_format.reader({{"record", std::string(record)}}).value()->decoder();
    const Frame frame{"\"a\"\n\xff b", "", "a.txt", 1};
    std::string line;
    REQUIRE(decoder->decode(frame, line).ok());
    CHECK(decoder->origin_of(frame, line.find('\xff')) == 4);
    CHECK(decoder->origin_of(frame, 0) == 0);
    CHECK(decoder->origin_of(frame, line.size()) <= frame.bytes.size());
  }
}

TEST_CASE("text: paragraphs lie between lines of white space") {
  const std::string text = "\n  \n 一\r\n二 \r\n\t\r\n\n三\n \nfour";
  for (std::size_t step = 1; step <= text.size(); ++step)
    CHECK(paragraphs(text, step) == std::vector<std::string>{" 一\r\n二 ", "三", "four"});
  CHECK(paragraphs("", 1).empty());
  CHECK(paragraphs(" \n\n", 1).empty());
  // White space without end is not held.
  const std::string spaces(100, ' ');
  for (std::size_t step : {1, 7, 300})
    CHECK(paragraphs(spaces + "a\n\n" + spaces + "\nb", step, 50) == std::vector<std::string>{"a", "b"});
}

TEST_CASE("text: what is written by paragraphs") {
  CHECK(written({}, R"({"id":1,"text":"a\nb","path":"x"})") == "a\nb\n");
  CHECK(TextWriter({}).between() == "\n");
  CHECK(written({}, R"({"text":"a\n \nb"})").starts_with("refused: the text of a record has a blank line"));
  CHECK(written({}, R"({"text":"a\n"})").find("ends with a line end") != std::string::npos);
  CHECK(written({}, R"({"text":"\na"})").find("has a blank line") != std::string::npos);
  CHECK(written({}, R"({"text":" \t"})").find("is empty") != std::string::npos);
  CHECK(written({}, R"({"text":7})").find("--to text=field=NAME") != std::string::npos);
  CHECK(written({}, R"({"body":"a"})").find("\"text\"") != std::string::npos);
  CHECK(written({.breaks = "fold"}, R"({"text":"\n a\r\n \r\nb\n\n"})") == " a\nb\n");
  CHECK(written({.breaks = "keep"}, R"({"text":"a\n\nb\n"})") == "a\n\nb\n\n");
}

TEST_CASE("text: what is written by lines") {
  const WritingParams lines{.record = "line"};
  CHECK(TextWriter(lines).between().empty());
  CHECK(written(lines, R"({"text":"\u4f60 好"})") == "你 好\n");
  CHECK(written(lines, R"({"text":"a\nb"})").find("breaks=fold makes a space of line ends") != std::string::npos);
  CHECK(written(lines, R"({"text":"a\r"})").find("ends with a line end") != std::string::npos);
  CHECK(written(lines,
                "{\"text\":\"\xef\xbb\xbf"
                "a\"}")
            .find("byte order mark") != std::string::npos);
  CHECK(written({.record = "line", .breaks = "fold"}, R"({"text":"a\n\n b\r\nc\n"})") == "a  b c\n");
  CHECK(written({.record = "line", .breaks = "keep", .field = "body"}, R"({"body":"a\nb"})") == "a\nb\n");
}
