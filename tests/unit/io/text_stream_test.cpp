#include "io/text_stream.h"

#include <optional>
#include <string>
#include <string_view>

#include "support/byte_streams.h"
#include "support/catch.h"

namespace dsprep::io {
namespace {

struct Read {
  std::string text, error;
  TextFacts facts;
};

// Read `block` bytes at a time from a stream that hands out pieces of up to `most`.
Read read(const std::string& bytes, const std::string& encoding = "", bool lines_stand_alone = false,
          std::size_t most = 1000, std::size_t block = 77, std::optional<Error> error = std::nullopt) {
  auto stream = text_stream(std::make_unique<compress::PiecewiseBytes>(bytes, most, 1, std::move(error)), encoding,
                            lines_stand_alone);
  Read result;
  std::string buffer(block, '\0');
  for (;;) {
    const auto n = stream->read(buffer);
    if (!n.ok()) result.error = n.error().message;
    if (!n.ok() || *n == 0) break;
    result.text.append(buffer, 0, *n);
  }
  result.facts = stream->facts();
  return result;
}

std::string utf16(std::string_view ascii, bool mark) {
  std::string bytes(mark ? "\xff\xfe" : "");
  for (const char c : ascii) bytes.append(1, c).append(1, '\0');
  return bytes;
}

// 8 characters of GBK a line: 中文网页内容很好
constexpr std::string_view gbk_line = "\xd6\xd0\xce\xc4\xcd\xf8\xd2\xb3\xc4\xda\xc8\xdd\xba\xdc\xba\xc3\n";
constexpr std::string_view utf8_line = "中文网页内容很好\n";

std::string repeated(std::string_view line, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += line;
  return text;
}

TEST_CASE("UTF-8 is passed on as it stands, whatever the sizes of reads") {
  for (const std::size_t most : {std::size_t{1}, std::size_t{1000}, std::size_t{1} << 20})
    for (const std::size_t block : {std::size_t{1}, std::size_t{70'000}}) {
      if (most == 1 && block == 1) continue;
      const std::string text = "\xef\xbb\xbf" + repeated(utf8_line, 4000);  // more than a sample
      const Read got = read(text, "", most == 1000, most, block);
      CHECK((got.text == text));
      CHECK(got.facts.encoding.empty());
    }
  CHECK(read("").text.empty());
}

TEST_CASE("other encodings become UTF-8") {
  const Read gbk = read(repeated(gbk_line, 10'000));
  CHECK((gbk.text == repeated(utf8_line, 10'000)));
  CHECK(gbk.facts.encoding == "gb18030");
  CHECK(gbk.facts.told == "bytes");
  CHECK(gbk.facts.confidence > 0.9);
  CHECK(gbk.facts.undecodable == 0);
  for (const bool mark : {true, false}) {
    const Read wide = read(utf16("{\"a\":1}\n", mark), "", true);
    CHECK(wide.text == "{\"a\":1}\n");
    CHECK(wide.facts.encoding == "utf-16le");
    CHECK(wide.facts.told == (mark ? "mark" : "bytes"));
  }
}

TEST_CASE("of JSON Lines only a file that is clearly in another encoding is converted") {
  const std::string good = repeated("{\"text\":\"plain\"}\n", 20);
  const auto untouched = [](const std::string& bytes) {
    const Read got = read(bytes, "", true);
    return got.text == bytes && got.facts.encoding.empty();
  };
  CHECK(untouched(good + "{\"text\":\"caf\xe9\"}\n"));
  CHECK(untouched(good + std::string(gbk_line)));
  CHECK(untouched("{\"text\":\"caf\xe9\"}\n"));
  CHECK(untouched(repeated(utf8_line, 3) + std::string(gbk_line)));
  CHECK(untouched(repeated(utf8_line, 5) + repeated(gbk_line, 5)));
  CHECK(read(good + repeated(gbk_line, 10), "", true).facts.encoding == "gb18030");
}

TEST_CASE("what the user names is what is read") {
  CHECK(read(std::string(gbk_line), "gbk", true).text == utf8_line);
  CHECK(read("caf\xe9\n", "windows-1252", true).text == "café\n");
  CHECK(read("\xef\xbb\xbf"
             "caf\xe9\n",
             "utf-8")
            .text ==
        "\xef\xbb\xbf"
        "caf\xe9\n");
  CHECK(read(utf16("x", true), "utf-16le").text == "x");
  CHECK(read(std::string("\xfe\xff\0x", 4), "utf-16le").text == "x");  // the mark knows which end comes first
  const Read damaged = read("\xd6\xd0\xff\xd6", "gbk");
  CHECK(damaged.text == "中��");
  CHECK(damaged.facts.undecodable == 2);
}

TEST_CASE("an error comes after what was read before it") {
  for (const std::string& encoding : {std::string(), std::string("gbk")}) {
    const Read got = read("plain\n", encoding, false, 3, 77, failure("it broke"));
    CHECK(got.text == "plain\n");
    CHECK(got.error == "it broke");
  }
}

TEST_CASE("encodings are named by any label; others have a suggestion") {
  CHECK(*encoding_named("GB2312") == "gbk");
  CHECK(*encoding_named("UTF16") == "utf-16le");
  CHECK(encoding_named("gb18031").error().message == "unknown encoding \"gb18031\" (did you mean \"gb18030\"?)");
  CHECK(encoding_named("").error().kind == Error::Kind::usage);
  CHECK(encoding_named("klingon").error().message.find("known are utf-8") != std::string::npos);
}

}  // namespace
}  // namespace dsprep::io
