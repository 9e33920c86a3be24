#include "io/looks_like.h"

#include "support/catch.h"

using namespace std::string_view_literals;
using dsprep::io::looks_like;

TEST_CASE("What a file looks like that is no JSON Lines") {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"[{\"text\":\"a\"},\n{\"text\":\"b\"}]", "a JSON array"},
      {"\xef\xbb\xbf [\n  {\n", "a JSON array"},
      {"{\n  \"text\": \"a\"\n}\n", "JSON documents over several lines"},
      {"{'text': 'a'}\n", "Python dictionaries"},
      {"id,text,label\n1,\"a, b\",x\n2,c,y\n", "CSV: name it .csv or give --from csv"},
      {"id;text\n1;a\n", "CSV"},
      {"编号,文本\n1,你好\n", "CSV"},
      {"id\ttext\n1\ta\n", "TSV"},
      {"a,b\n1,\"a value\nover two lines\"\n", "CSV"},
      {"\n<!DOCTYPE html>\n<html>", "HTML"},
      {"<HTML lang=zh>", "HTML"},
      {"<?xml version=\"1.0\"?><a/>", "XML"},
      {"WARC/1.0\r\nWARC-Type: response\r\n", "a WARC archive"},
      {"\xff\xfe{\0\"\0"sv, "UTF-16"},
      {"\xfe\xff\0{"sv, "UTF-16"},
      {"{\0\"\0t\0e\0"sv, "UTF-16"},
      {"\0{\0\"\0t"sv, "UTF-16"},
      {"\xff\xfe\0\0{\0\0\0"sv, "UTF-32"},
      {"PAR1\x15\x04", "Parquet"},
      {"\x1f\x8b\x08\x00"sv, "gzip data"},
      {"\x28\xb5\x2f\xfd\x04", "zstd data"},
      {"BZh91AY&SY", "bzip2 data"},
      {"just some words\nand more\n", "plain text: name it .txt or give --from text"},
      {"Hello, world.\nNo table here\n", "plain text"},
      {"你好，世界\n再见\n", "plain text"},
      {"\x89PNG\r\n\x1a\n", "an image (PNG)"},
      {"<?xml version=\"1.0\"?>\n<!DOCTYPE html>\n<html>", "HTML"},
      {"%PDF-1.7\n", "PDF"},
      {"filedesc://a.arc 0.0.0.0 20200101000000 text/plain 75\n", "an ARC archive"},
      {"PK\x03\x04\x14", "a zip archive"},
  };
  for (const auto& [bytes, want] : cases) {
    INFO(want);
    CHECK(looks_like(bytes).starts_with(want));
  }
}

TEST_CASE("What looks like nothing in particular") {
  for (const std::string_view bytes : {""sv, " \n\n"sv, "{\"text\":\"a, b\"}\n{\"text\":\"c, d\"}\n"sv, "word\n"sv,
                                       "--- x ---\n"sv, "a b\0c"sv, "{\"text\":"sv, "null\n"sv})
    CHECK(looks_like(bytes) == "");
}

TEST_CASE("What a file looks like is not what it was read as") {
  CHECK(looks_like("id,text\n1,a\n", "csv") == "");
  CHECK(looks_like("just some words\n", "text") == "");
  CHECK(looks_like("<html>", "csv").starts_with("HTML"));
}
