#include "charset/document_text.h"

#include "support/catch.h"

namespace dsprep::charset {

TEST_CASE("documents, one after another, each in its own encoding") {
  DocumentText text;
  CHECK(text.utf8("\xef\xbb\xbf你好", "", "").value() == "你好");
  CHECK(text.utf8("\xc4\xe3\xba\xc3", "gb2312", "").value() == "你好");
  CHECK(text.encoding().name == "gbk");
  CHECK(text.utf8("\xcf\xf0\xe8\xe2\xe5\xf2", "gbk", "windows-1251").value() == "Привет");  // the user's word counts
  CHECK(text.encoding().told == Encoding::Told::by_user);
  CHECK(text.utf8("plain", "gbk", "").value() == "plain");
  CHECK(text.undecodable() == 0);
  CHECK(text.utf8("a\xff", "", "utf-8").value() == "a\xef\xbf\xbd");
  CHECK(text.undecodable() == 1);
  CHECK(text.utf8("", "", "").value().empty());
  CHECK(text.undecodable() == 0);
  CHECK_FALSE(text.utf8("\xe4", "", "klingon").ok());
}

TEST_CASE("of an encoding that was named, the mark is no text and tells the order of bytes") {
  using namespace std::string_view_literals;
  DocumentText text;
  CHECK(text.utf8("\xfe\xffO`Y}"sv, "", "utf-16le").value() == "你好");
  CHECK(text.utf8("\xff\xfe`O}Y"sv, "", "utf-16le").value() == "你好");
  CHECK(text.utf8("\xef\xbb\xbf你好", "", "utf-8").value() == "你好");
  CHECK(as_named("gbk", "\x84\x31\x95\x33").name == "gb18030");
  CHECK(as_named("windows-1252", "\xff\xfe").mark == 0);  // two letters there
}

TEST_CASE("a document is asked beyond its first bytes") {
  DocumentText text;
  const std::string document = std::string(3 * sample_size, 'x') + "\xc4\xe3\xba\xc3";
  CHECK(text.utf8(document, "gbk", "").value().ends_with("你好"));
}

}  // namespace dsprep::charset
