#include <string_view>

#include "charset/charset.h"
#include "support/catch.h"

namespace dsprep::charset {
namespace {

TEST_CASE("labels of the WHATWG standard and of other systems have names", "[charset]") {
  struct Case {
    std::string_view label, name;
  };
  const Case cases[] = {{"UTF-8", "utf-8"},
                        {" utf8\r\n", "utf-8"},
                        {"GBK", "gbk"},
                        {"gb2312", "gbk"},
                        {"GB_2312-80", "gbk"},
                        {"cp936", "gbk"},
                        {"GB18030", "gb18030"},
                        {"Big5-HKSCS", "big5"},
                        {"x-sjis", "shift_jis"},
                        {"Shift-JIS", "shift_jis"},
                        {"windows-31j", "shift_jis"},
                        {"EUC_JP", "euc-jp"},
                        {"ks_c_5601-1987", "euc-kr"},
                        {"UHC", "euc-kr"},
                        {"latin1", "windows-1252"},
                        {"ISO-8859-1", "windows-1252"},
                        {"iso_8859-1:1987", "windows-1252"},
                        {"us-ascii", "windows-1252"},
                        {"iso-8859-9", "windows-1254"},
                        {"iso-8859-11", "windows-874"},
                        {"TIS-620", "windows-874"},
                        {"iso-8859-15", "iso-8859-15"},
                        {"l5", "windows-1254"},
                        {"logical", "iso-8859-8-i"},
                        {"koi8-ru", "koi8-u"},
                        {"utf-16", "utf-16le"},
                        {"UTF16BE", "utf-16be"},
                        {"utf-32", "utf-32le"},
                        {"ISO-2022-JP", "iso-2022-jp"},
                        {"", ""},
                        {"   ", ""},
                        {"none", ""},
                        {"utf-9", ""},
                        {"gbk;", ""},
                        {"5601", ""},
                        {"字符集", ""}};
  for (const Case& c : cases) {
    INFO(c.label);
    CHECK(name_of_label(c.label) == c.name);
  }
}

TEST_CASE("a Content-Type may declare a charset", "[charset]") {
  CHECK(declared_in_content_type("text/html; charset=gbk") == "gbk");
  CHECK(declared_in_content_type("text/html;CHARSET = \"Shift_JIS\"; x=y") == "Shift_JIS");
  CHECK(declared_in_content_type("text/html; charset='big5'") == "big5");
  CHECK(declared_in_content_type("text/html; charset=utf-8;q=1") == "utf-8");
  CHECK(declared_in_content_type("text/html; charset=utf-8, text/html") == "utf-8");
  CHECK(declared_in_content_type("text/html; charset charset=koi8-r") == "koi8-r");
  CHECK(declared_in_content_type("text/html; charset=\"gbk") == "gbk");
  CHECK(declared_in_content_type("text/html; charset=") == "");
  CHECK(declared_in_content_type("text/html; charset") == "");
  CHECK(declared_in_content_type("text/html") == "");
  CHECK(declared_in_content_type("") == "");
}

TEST_CASE("markup may declare an encoding", "[charset]") {
  CHECK(declared_in_markup("<!DOCTYPE html><html><head><meta charset=gbk><title>") == "gbk");
  CHECK(declared_in_markup("<META CHARSET = 'Big5' />") == "Big5");
  CHECK(declared_in_markup("<meta name=a content='charset=utf-7'><meta http-equiv=Content-Type "
                           "content=\"text/html; charset=euc-kr\">") == "euc-kr");
  CHECK(declared_in_markup("<meta content='text/html;charset=koi8-r' http-equiv='content-type'>") == "koi8-r");
  CHECK(declared_in_markup("<?xml version='1.0' encoding='shift_jis'?><a/>") == "shift_jis");
  CHECK(declared_in_markup("<!-- <meta charset=gbk> --><meta charset=big5>") == "big5");
  CHECK(declared_in_markup("<!--><meta charset=big5>") == "big5");
  CHECK(declared_in_markup("<metal charset=gbk>") == "");
  CHECK(declared_in_markup("<head></head><body><meta charset=gbk>") == "");
  CHECK(declared_in_markup("<!-- <meta charset=gbk>") == "");
  CHECK(declared_in_markup("<meta charset=") == "");
  CHECK(declared_in_markup("<meta charset") == "");
  CHECK(declared_in_markup("<meta ") == "");
  CHECK(declared_in_markup("<") == "");
  CHECK(declared_in_markup("") == "");
  CHECK(declared_in_markup(std::string(declaration_within, ' ') + "<meta charset=gbk>") == "");
}

}  // namespace
}  // namespace dsprep::charset
