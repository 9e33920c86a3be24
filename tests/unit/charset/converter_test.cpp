#include <string>
#include <string_view>

#include "charset/charset.h"
#include "support/catch.h"

namespace dsprep::charset {
namespace {

using namespace std::string_view_literals;

struct Converted {
  std::string text;
  std::uint64_t undecodable;
  bool operator==(const Converted&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Converted& converted) {
  return out << '"' << converted.text << "\" " << converted.undecodable;
}

// In one piece, and in pieces of every size: the answer is the same.
Converted converted(std::string_view name, std::string_view bytes) {
  Result<Converter> converter = Converter::make(name);
  REQUIRE(converter.ok());
  Converted whole;
  converter->convert(bytes, true, whole.text);
  whole.undecodable = converter->undecodable();
  for (std::size_t size = 1; size <= bytes.size(); ++size) {
    converter->reset();
    Converted pieces;
    for (std::size_t at = 0; at < bytes.size(); at += size)
      converter->convert(bytes.substr(at, size), at + size >= bytes.size(), pieces.text);
    pieces.undecodable = converter->undecodable();
    REQUIRE(pieces == whole);
    converter->reset();
    Converted late;  // the end is told by itself
    for (std::size_t at = 0; at < bytes.size(); at += size)
      converter->convert(bytes.substr(at, size), false, late.text);
    converter->convert("", true, late.text);
    late.undecodable = converter->undecodable();
    REQUIRE(late == whole);
  }
  return whole;
}

TEST_CASE("each encoding is converted to UTF-8", "[charset]") {
  struct Case {
    std::string_view name, bytes, text;
  };
  const Case cases[] = {
      {"utf-8", "zh 中文 😀", "zh 中文 😀"},
      {"utf-16le", "\x2d\x4e\x87\x65\x3d\xd8\x00\xde\x0a\x00"sv, "中文😀\n"},
      {"utf-16be", "\x4e\x2d\x65\x87\xd8\x3d\xde\x00\x00\x0a"sv, "中文😀\n"},
      {"utf-32le", "\x2d\x4e\x00\x00\x00\xf6\x01\x00"sv, "中😀"},
      {"utf-32be", "\x00\x00\x4e\x2d\x00\x01\xf6\x00"sv, "中😀"},
      {"gbk", "a\xd6\xd0\xce\xc4 \x80"sv, "a中文 €"},
      {"gb18030", "\xd6\xd0\x94\x39\xfc\x36\x81\x30\x86\x30!"sv, "中😀¸!"},
      {"big5", "\xa4\xa4\xa4\xe5 \x88\x62\xa3\xe1"sv, "中文 Ê̄€"},
      {"euc-kr", "\xc7\xd1\xb1\xdb \x8c\x63"sv, "한글 똠"},
      {"shift_jis", "\x93\xfa\x96\x7b\x8c\xea \xb1\xb2\x81\x5f\x81\x60\x87\x40\\"sv, "日本語 ｱｲ＼～①\\"},
      {"euc-jp", "\xc6\xfc\xcb\xdc\xb8\xec \x8e\xb1\x8f\xb0\xdf\xad\xa1\xa1\xc0"sv, "日本語 ｱ你①＼"},
      {"iso-2022-jp", "a\x1b$BF|K\\8l\x1b(B b\x1b(J\\~\x1b(I1\x1b(B\\"sv, "a日本語 b¥‾ｱ\\"},
      {"iso-2022-kr", "\x1b$)C\x0eGQ1[\x0f a"sv, "한글 a"},
      {"hz-gb-2312", "~{VPND~} a~~b~\nc"sv, "中文 a~bc"},
      {"windows-1250", "\xa3\xf3\x64\x9f"sv, "Łódź"},
      {"windows-1251", "\xcc\xee\xf1\xea\xe2\xe0"sv, "Москва"},
      {"windows-1252", "\x80 na\xefve \x93\x81\x94"sv, "€ naïve “\u0081”"},
      {"windows-1253", "\xc1\xe8\xde\xed\xe1"sv, "Αθήνα"},
      {"windows-1254", "\xdd\xfe\xf0"sv, "İşğ"},
      {"windows-1255", "\xf9\xec\xe5\xed"sv, "שלום"},
      {"windows-1256", "\xd3\xe1\xc7\xe3 \x81"sv, "سلام پ"},
      {"windows-1257", "\xd0\xe7\xfb"sv, "Šēū"},
      {"windows-1258", "Vi\xea\xf2t"sv, "Viê\u0323t"},
      {"windows-874", "\xe4\xb7\xc2"sv, "ไทย"},
      {"iso-8859-2", "\xa3\xf3\x64\xbc"sv, "Łódź"},
      {"iso-8859-5", "\xbc\xde\xe1\xda\xd2\xd0"sv, "Москва"},
      {"iso-8859-6", "\xd3\xe4\xc7\xe5"sv, "سلام"},
      {"iso-8859-7", "\xc1\xe8\xde\xed\xe1"sv, "Αθήνα"},
      {"iso-8859-8", "\xf9\xec\xe5\xed"sv, "שלום"},
      {"iso-8859-15", "\xa4\xbd"sv, "€œ"},
      {"koi8-r", "\xed\xcf\xd3\xcb\xd7\xc1"sv, "Москва"},
      {"koi8-u", "\xeb\xc9\xa7\xd7"sv, "Київ"},
      {"ibm866", "\x8c\xae\xe1\xaa\xa2\xa0"sv, "Москва"},
      {"macintosh", "caf\x8e \xdb"sv, "café €"},
  };
  for (const Case& c : cases) {
    INFO(c.name);
    CHECK(converted(c.name, c.bytes) == Converted{std::string(c.text), 0});
  }
}

TEST_CASE("bytes that are no text become U+FFFD each, and are counted", "[charset]") {
  struct Case {
    std::string_view name, bytes, text;
    std::uint64_t undecodable;
  };
  const Case cases[] = {
      // Unicode's maximal subparts.
      {"utf-8", "a\xff\xc3(\xe4\xb8\xe4\xb8\xad\xf0\x9f\x98"sv, "a��(�中�", 4},
      {"utf-8", "\xed\xa0\x80\xc0\xaf\xf4\x90\x80\x80"sv, "���������", 9},
      {"utf-16le", "\x3d\xd8\x2d\x4e\x00\xde\x2d"sv, "�中��", 3},
      {"utf-16le", "\x2d\x4e\x3d\xd8"sv, "中�", 1},
      {"utf-16be", "\xd8\x3d\xde"sv, "�", 1},
      {"utf-32le", "\x00\x00\x11\x00\x00\xd8\x00\x00\x2d\x4e\x00"sv, "���", 3},
      // The ASCII character behind half a pair is read, so that no quote is swallowed.
      {"gbk", "\xd6\"\xff\xd6"sv, "�\"��", 3},
      {"gb18030", "\x81\x30\x81\"\xd6\xd0"sv, "�0�\"中", 2},
      {"gb18030", "\xfe\x39\xfe\x39"sv, "�9�", 2},
      {"big5", "\xa4\"\x80\xff\xa4"sv, "�\"���", 4},
      {"euc-kr", "\xc7\"\xc7\xff"sv, "�\"�", 2},
      {"shift_jis", "\x93\"\xa0\xfd\xfc\xfc\x81"sv, "�\"����", 5},
      {"euc-jp", "\xc6\"\x8f\xb0\"\x8f\"\x80\x8f\xb0"sv, "�\"�\"�\"��", 5},
      {"iso-2022-jp", "\xe4\x1b$BF|\x1b(Zx\x1b$B\x7e\x7e F"sv, "�日���� �", 6},
      {"windows-1253", "\xd2\xc1"sv, "�Α", 1},
      {"windows-874", "\xdb"sv, "�", 1},
  };
  for (const Case& c : cases) {
    INFO(c.name);
    CHECK(converted(c.name, c.bytes) == Converted{std::string(c.text), c.undecodable});
  }
}

TEST_CASE("long text of one kind and of two", "[charset]") {
  Result<Converter> converter = Converter::make("gbk");
  REQUIRE(converter.ok());
  std::string bytes, expected, text;
  for (int i = 0; i < 30000; ++i) {
    bytes += i % 7 == 0 ? "plain ASCII text, ten words or so of it\n" : "\xd6\xd0\xce\xc4";
    expected += i % 7 == 0 ? "plain ASCII text, ten words or so of it\n" : "中文";
  }
  converter->convert(bytes, true, text);
  CHECK(text == expected);
  CHECK(converter->undecodable() == 0);
}

TEST_CASE("an encoding that does not exist has a near name", "[charset]") {
  const Result<Converter> converter = Converter::make("gb18031");
  REQUIRE(!converter.ok());
  CHECK(converter.error().message == "no encoding is called \"gb18031\" (did you mean \"gb18030\"?)");
}

TEST_CASE("every encoding of the list can be made and reads ASCII", "[charset]") {
  for (const std::string& name : encoding_names()) {
    INFO(name);
    CHECK(name_of_label(name) == name);
    const bool wide = name.starts_with("utf-16") || name.starts_with("utf-32");
    if (!wide) CHECK(converted(name, "{\"a\": [1, 2]}\r\n\t\\") == Converted{"{\"a\": [1, 2]}\r\n\t\\", 0});
    Result<Converter> converter = Converter::make(name);
    REQUIRE(converter.ok());
    std::string all, text;
    for (int byte = 0; byte < 256; ++byte)
      all.append(2, static_cast<char>(byte)).append(1, static_cast<char>(byte ^ 0x55));
    converter->convert(all, true, text);
    CHECK(!text.empty());
  }
}

}  // namespace
}  // namespace dsprep::charset
