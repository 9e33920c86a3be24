#include <string>
#include <string_view>

#include "charset/charset.h"
#include "support/catch.h"

namespace dsprep::charset {
namespace {

using namespace std::string_view_literals;
using Told = Encoding::Told;

TEST_CASE("a byte order mark tells the encoding", "[charset]") {
  struct Case {
    std::string_view bytes, name;
    std::size_t mark;
  };
  const Case cases[] = {{"\xef\xbb\xbf{}"sv, "utf-8", 3},         {"\xff\xfe{\0}\0"sv, "utf-16le", 2},
                        {"\xfe\xff\0{\0}"sv, "utf-16be", 2},      {"\xff\xfe\0\0{\0\0\0"sv, "utf-32le", 4},
                        {"\0\0\xfe\xff\0\0\0{"sv, "utf-32be", 4}, {"\x84\x31\x95\x33{}"sv, "gb18030", 4}};
  for (const Case& c : cases) {
    const Encoding encoding = detect(c.bytes, true);
    CHECK(encoding.name == c.name);
    CHECK(encoding.told == Told::by_mark);
    CHECK(encoding.mark == c.mark);
  }
}

TEST_CASE("UTF-8 is UTF-8, whatever is declared", "[charset]") {
  for (const std::string_view text : {""sv, "plain"sv, "{\"text\": \"中文 ไทย مرحبا 😀\"}"sv, "a\0b"sv}) {
    const Encoding encoding = detect(text, true, "gbk");
    CHECK(encoding.name == "utf-8");
    CHECK(encoding.told == Told::by_utf8);
    CHECK(encoding.mark == 0);
  }
}

TEST_CASE("a sample may end in the middle of a character", "[charset]") {
  CHECK(detect("caf\xc3", false).name == "utf-8");
  CHECK(detect("中文\xe4\xb8", false).name == "utf-8");
  CHECK(detect("caf\xc3", true).name != "utf-8");
}

TEST_CASE("UTF-8 with a damaged character is UTF-8 still", "[charset]") {
  std::string text;
  for (int i = 0; i < 20; ++i) text += "这是一行中文。\n";
  CHECK(detect(text + "\xff\n" + text, true).name == "utf-8");
}

TEST_CASE("a declaration counts where the bytes can be read so", "[charset]") {
  const std::string gbk = "\xd6\xd0\xce\xc4\xcd\xf8\xd2\xb3";
  const Encoding encoding = detect(gbk, true, "GB2312");
  CHECK(encoding.name == "gbk");
  CHECK(encoding.told == Told::by_declaration);
  CHECK(encoding.confidence == 1);
  CHECK(detect("caf\xe9 cr\xe8me", true, "utf-8").name != "utf-8");
  CHECK(detect("caf\xe9 cr\xe8me", true, "utf-16").name == "windows-1252");
  CHECK(detect("caf\xe9 cr\xe8me", true, "shift_jis").told == Told::by_bytes);
}

TEST_CASE("UTF-16 and UTF-32 are told without a mark", "[charset]") {
  const auto wide = [](std::string_view ascii, std::size_t before, std::size_t after) {
    std::string bytes;
    for (const char c : ascii) bytes.append(before, '\0').append(1, c).append(after, '\0');
    return bytes;
  };
  const std::string_view text = "{\"text\": \"one\"}\n";
  CHECK(detect(wide(text, 0, 1), true).name == "utf-16le");
  CHECK(detect(wide(text, 1, 0), true).name == "utf-16be");
  CHECK(detect(wide(text, 0, 3), true).name == "utf-32le");
  CHECK(detect(wide(text, 3, 0), true).name == "utf-32be");
}

TEST_CASE("ISO-2022-JP is told by its escape sequences", "[charset]") {
  CHECK(detect("\x1b$BF|K\\8l\x1b(B text", true).name == "iso-2022-jp");
  CHECK(detect("\x1b[31mred\x1b[0m", true).name == "utf-8");
}

}  // namespace
TEST_CASE("zeros in a text of bytes are faults of it, and no UTF-16") {
  using namespace std::string_view_literals;
  for (const std::string_view text :
       {"{\"v\":1}\n[\0]\n{\"v\":1}\n"sv, "a,b\n1,\0\n"sv, "name\0\0text"sv, "你好\0世界"sv})
    CHECK(detect(text, true).name == "utf-8");
  CHECK(detect("a\0,\0b\0\n\0"sv, true).name == "utf-16le");
  CHECK(detect("\0a\0,\0b\0\n"sv, true).name == "utf-16be");
  const std::string_view thai = "\x2a\x0e\x27\x0e\x31\x0e\x2a\x0e\x14\x0e\x35\x0e\x20\0\x0a\0"sv;
  CHECK(detect(thai, true).name == "utf-16le");
}

TEST_CASE("a page that declares UTF-8 and has a fault is UTF-8 with a fault") {
  CHECK(detect("caf\xc3\xa9, na\xc3\xafve, 30 \xff", true, "utf-8").name == "utf-8");
}

}  // namespace dsprep::charset
