// WARC as crawlers write it, and as it comes when they crash, lie or were written by somebody else.
#include <string>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/warc_reading.h"

using namespace dsprep;
using formats::warc::test::read_warc;
using formats::warc::test::WarcRead;

namespace {

using Strings = std::vector<std::string>;

std::string record(std::string_view block,
                   std::string_view fields = "WARC-Type: response\r\nContent-Type: application/http\r\n",
                   std::size_t length = std::string::npos) {
  if (length == std::string::npos) length = block.size();
  return "WARC/1.0\r\n" + std::string(fields) + "Content-Length: " + std::to_string(length) + "\r\n\r\n" +
         std::string(block) + "\r\n\r\n";
}

std::string page(std::string_view body, std::string_view head = "Content-Type: text/html\r\n") {
  return record("HTTP/1.1 200 OK\r\n" + std::string(head) + "\r\n" + std::string(body));
}

std::string resource(std::string_view body, std::string_view more = "") {
  return record(body, "WARC-Type: resource\r\nContent-Type: text/plain\r\n" + std::string(more));
}

Strings texts(const WarcRead& read) {
  Strings all;
  for (const std::string& line : read.records) {
    REQUIRE_FALSE(validate_json(line));
    all.push_back(Value(line)["text"].text().value());
  }
  return all;
}

std::string member(const WarcRead& read, std::string_view name) {
  REQUIRE(read.records.size() == 1);
  return std::string(Value(read.records[0])[name].raw());
}

ParamValues list(std::string_view name, std::vector<std::string> values) {
  return {{std::string(name), ParamList(values.begin(), values.end())}};
}

std::string unhex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return bytes;
}
const std::string gzipped =
    unhex("1f8b0800000000000203f348cdc9c9d75178b263edb369ed0a00fe2ca9b60e000000");   // "Hello, 中文 "
const std::string deflated = unhex("789cf348cdc9c9d75178b263edb369ed0a002e2a06ad");  // of the same
const std::string brotli = unhex("1b0d00f8a591cad8de042b1112d64401");                // likewise
constexpr std::string_view hello = "Hello, 中文 ";

}  // namespace

TEST_CASE("warc: what is known of a page stands in its record") {
  const WarcRead read = read_warc(
      record("HTTP/1.1 200 OK\r\ncontent-type:  Text/HTML;charset=GBK\r\n\r\n\xd6\xd0\xce\xc4\xb5\xc4\xcd\xf8\xd2\xb3",
             "warc-type: Response\r\nWARC-Target-URI: <http://example.com/a b>\r\nWARC-Date: 2026-11-30T23:59:59Z\r\n"
             "WARC-Record-ID: <urn:uuid:7>\r\nContent-Type: application/http; msgtype=response\r\n"));
  CHECK(read.records ==
        Strings{R"({"text":"中文的网页","url":"http://example.com/a%20b","date":"2026-11-30T23:59:59Z",)"
                R"("content_type":"text/html","status":200,"encoding":"gbk","id":"urn:uuid:7"})"});
  CHECK(read.undecodable == 0);
}

TEST_CASE("warc: charsets of the markup, and bytes that are none") {
  CHECK(texts(read_warc(page("<meta charset=shift_jis><p>\x93\xfa\x96\x7b\x8c\xea"))) ==
        Strings{"<meta charset=shift_jis><p>日本語"});
  CHECK(texts(read_warc(page("\xef\xbb\xbf<p>ไทย"))) == Strings{"<p>ไทย"});
  const std::string many = "网页文本里有许多正确的字，其中一个字节坏了，其余的都好";
  const WarcRead bad = read_warc(page("<p>" + many + "\xff文", "Content-Type: text/html; charset=utf-8\r\n"));
  CHECK(texts(bad) == Strings{"<p>" + many + "\xef\xbf\xbd文"});
  CHECK(bad.undecodable == 1);
  CHECK_FALSE(validate_json(read_warc(resource("a", "WARC-Target-URI: http://x/\xff\x01\r\n")).records.at(0)));
  CHECK(member(read_warc(resource("a", "WARC-Target-URI: http://x/\xff\x01\r\n")), "url") == "\"http://x/%FF%01\"");
}

TEST_CASE("warc: where only the bytes tell the charset, how sure that is stands beside it") {
  const WarcRead read =
      read_warc(page("\xc4\xe3\xba\xc3\xca\xc0\xbd\xe7\xa3\xac\xd5\xe2\xca\xc7\xd2\xbb\xb8\xf6\xd6\xd0\xce\xc4"
                     "\xcd\xf8\xd2\xb3\xa1\xa3"));
  CHECK(texts(read) == Strings{"你好世界，这是一个中文网页。"});
  const double confidence = Value(read.records[0])["encoding_confidence"].number().value_or(-1);
  CHECK((confidence > 0 && confidence <= 1));
}

TEST_CASE("warc: types that are no pages are passed over, and counted") {
  const std::string meta = "WARC-Type: metadata\r\n";
  const WarcRead read = read_warc(
      record("GET / HTTP/1.1\r\n\r\n", "WARC-Type: request\r\n") + record("", "WARC-Type: warcinfo\r\n") +
      record(std::string(5000, 'x'), meta) + record("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nno") +
      page("\x89PNG", "Content-Type: image/png\r\n") + page("\x01\x02", "") + page("<p>", "") +
      resource("log", "WARC-Target-URI: <metadata://gnu.org/software/wget/warc/wget.log>\r\n") +
      record("x", "WARC-Type: something-new\r\n") +
      record("20260101 127.0.0.1", "WARC-Type: response\r\nContent-Type: text/dns\r\n"));
  CHECK(texts(read) == Strings{"<p>"});
  CHECK(read.reasons.empty());
  CHECK(read.passed_over == std::map<std::string, int>{{"request", 1},
                                                       {"warcinfo", 1},
                                                       {"metadata", 1},
                                                       {"status 404", 1},
                                                       {"image/png", 1},
                                                       {"no content type", 1},
                                                       {"note of the crawler", 1},
                                                       {"something-new", 1},
                                                       {"text/dns", 1}});
}

TEST_CASE("warc: which pages are taken is said by parameters, and nonsense refused") {
  const std::string file = record("HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\na") +
                           page("b", "Content-Type: text/css\r\n") +
                           record("HTTP/2 206\r\nContent-Type: text/html\r\n\r\nc");
  CHECK(texts(read_warc(file, list("status", {"404", "2xx"}))) == Strings{"a", "c"});
  CHECK(texts(read_warc(file, list("content_types", {"TEXT/*"}))) == Strings{"b"});
  CHECK(texts(read_warc(file, list("content_types", {"*/*"}))) == Strings{"b"});
  for (const char* wrong : {"", "20", "2000", "ok", "2XX"})
    CHECK(formats::warc_format.reader(list("status", {wrong})).error().kind == Error::Kind::usage);
  for (const char* wrong : {"", "html", "/html", "text/", "*/html", "text/html; charset=x"})
    CHECK(formats::warc_format.reader(list("content_types", {wrong})).error().kind == Error::Kind::usage);
}

TEST_CASE("warc: bodies are unpacked, chunks first") {
  const auto with = [](std::string_view head, const std::string& body) {
    return texts(read_warc(page(body, "Content-Type: text/plain\r\n" + std::string(head) + "\r\n")));
  };
  const Strings whole{std::string(hello)};
  CHECK(with("Content-Encoding: gzip", gzipped) == whole);
  CHECK(with("content-encoding: X-GZIP", gzipped) == whole);
  CHECK(with("Content-Encoding: deflate", deflated) == whole);
  CHECK(with("Content-Encoding: br", brotli) == whole);
  CHECK(with("Content-Encoding: identity", std::string(hello)) == whole);
  const std::string chunks =
      "A;x=y\r\n" + gzipped.substr(0, 10) + "\r\n18\r\n" + gzipped.substr(10) + "\r\n0\r\nTrailer: x\r\n\r\n";
  CHECK(with("Content-Encoding: gzip\r\nTransfer-Encoding: Chunked", chunks) == whole);
  CHECK(with("Transfer-Encoding: chunked", "3\nHel\n0000b\r\nlo, 中文 \r\n0\r\n\r\n") == Strings{"Hello, 中文 "});
  CHECK(with("Content-Encoding: utf-8", std::string(hello)) == whole);  // no encoding at all
  // Declared, and not so: the crawler has undone it.
  CHECK(with("Content-Encoding: gzip", std::string(hello)) == whole);
  const std::string html = "<!DOCTYPE html><html>中文";
  CHECK(with("Content-Encoding: gzip, br\r\nTransfer-Encoding: chunked", html) == Strings{html});
}

TEST_CASE("warc: a body that breaks is malformed, with its place, and the next page is read") {
  const std::string next = page("next");
  const auto reason = [&](std::string_view head, const std::string& body, std::string_view after) {
    const std::string file = page(body, "Content-Type: text/plain\r\n" + std::string(head) + "\r\n") + next;
    const WarcRead read = read_warc(file);
    CHECK(texts(read) == Strings{"next"});
    REQUIRE(read.reasons.size() == 1);
    CHECK(read.begins[0] == 10);
    CHECK(read.faults[0] == file.find(after) + after.size());
    return read.reasons[0];
  };
  const std::string_view head_end = "\r\n\r\n3\r\nabc";
  CHECK(reason("Transfer-Encoding: chunked", "3\r\nabcd\r\n0\r\n\r\n", head_end) == "the chunked body is broken here");
  CHECK(reason("Transfer-Encoding: chunked", "3\r\nabc\r\nxyz\r\n0\r\n\r\n", "3\r\nabc\r\n") ==
        "the chunked body is broken here");
  CHECK(reason("Transfer-Encoding: chunked", "3\r\nabc\r\n", "3\r\nabc\r\n") == "the chunked body is cut short");
  const std::string chunked = "Transfer-Encoding: chunked\r\n\r\n";
  CHECK(reason("Transfer-Encoding: chunked", "ffff\r\nabc", chunked) == "the chunked body is cut short");
  const std::string_view gzip = "Content-Encoding: gzip\r\n\r\n";
  CHECK(reason("Content-Encoding: gzip", gzipped.substr(0, gzipped.size() - 9), gzip) ==
        "the body cannot be unpacked: its gzip data are cut short");
  std::string damaged = gzipped;
  damaged[damaged.size() - 5] ^= 1;  // of the checksum
  CHECK(reason("Content-Encoding: gzip", damaged, gzip) == "the body cannot be unpacked: its gzip data are damaged");
  CHECK(reason("Content-Encoding: sdch", std::string("a\0b", 3), "Content-Encoding: sdch\r\n\r\n") ==
        "the body is in an encoding that is not read: \"sdch\"");
  // The crawler says that it did not store all of it: what there is is read.
  const WarcRead cut =
      read_warc(record("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc",
                       "WARC-Type: response\r\nContent-Type: application/http\r\nWARC-Truncated: length\r\n"));
  CHECK(texts(cut) == Strings{"abc"});
  CHECK(member(cut, "truncated") == "\"length\"");
}

TEST_CASE("warc: what unpacks to more than a record may be is malformed") {
  const std::string bomb = unhex(
      "1f8b0800000000000203edc18100000000c320a5f9d31de4550100000000000000000000000000000000000000000000000000000000"
      "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
      "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
      "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
      "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
      "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
      "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
      "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
      "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
      "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
      "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
      "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
      "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
      "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
      "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
      "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
      "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
      "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
      "00000000000000000000000000000000000000000000af06536a314a40420f00");  // a million times "0"
  const WarcRead read =
      read_warc(page(bomb, "Content-Type: text/html\r\nContent-Encoding: gzip\r\n") + page("next"), {}, 1u << 20, 2000);
  CHECK(read.reasons == Strings{"the body unpacks to more than --max-record-size: 2000 bytes"});
  CHECK(texts(read) == Strings{"next"});
}

TEST_CASE("warc: records that are not as long as they say take none of their neighbours along") {
  const std::string first = resource("first"), next = resource("next");
  const std::string type = "WARC-Type: resource\r\nContent-Type: text/plain\r\n";
  for (const std::size_t piece : {1, 2, 3, 7, 64, 1 << 20}) {
    const auto reasons = [&](const std::string& wrong, Strings want = {"first", "next"}) {
      const WarcRead read = read_warc(first + wrong + next, {}, piece);
      INFO(wrong);
      CHECK(texts(read) == want);
      for (const std::uint64_t begin : read.begins) CHECK(begin >= first.size());
      return read.reasons;
    };
    const auto reason = [&](const std::string& wrong, Strings want = {"first", "next"}) {
      const Strings all = reasons(wrong, want);
      REQUIRE(all.size() == 1);
      return all[0].substr(0, all[0].find(':'));
    };
    CHECK(reason(record("0123456789", type, 7)) ==
          "the record is longer than its Content-Length, or bytes that belong to no record follow");
    CHECK(reason(record("0123456789", type, 30)) == "the record is cut short");
    CHECK(reason(record("0123456789", type, 500)) == "the record is cut short");
    CHECK(reason(record("0123456789", type, std::size_t{1} << 60)) == "the record is cut short");
    CHECK(reason("WARC/1.0\r\n" + type + "\r\nabc\r\n\r\n") == "the record has no Content-Length");
    CHECK(reason("WARC/1.0\r\n" + type + "Content-Length: -1\r\n\r\nabc\r\n\r\n") ==
          "the record's Content-Length is no number");
    CHECK(reason("WARC/1.0\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n") == "the record has no WARC-Type");
    CHECK(reason("WARC/1.0\r\n" + type) == "the record is cut short");
    CHECK(reason("garbage\r\nof several lines: WARC WARC/ WARC/1 WARC/1.0x \r\n\r\n") == "not a WARC record");
    CHECK(reason("WARC/2\r\n" + type + "Content-Length: 3\r\n\r\nabc\r\n\r\n") == "not a WARC record");
    CHECK(reason("WARC/1.0\r\n" + std::string(70'000, 'x') + ": x\r\n\r\n") == "not a WARC record");
    CHECK(reason(record("HTTX", "WARC-Type: response\r\nContent-Type: application/http\r\n")) ==
          "the response does not begin with an HTTP status line");
    CHECK(reason(resource("abc", "WARC-Segment-Number: 1\r\n")) ==
          "the record is one segment of several, which are not put together");
    // A record of a type that is passed over, cut short, is that; what follows is read.
    CHECK(reasons(record("0123456789", "WARC-Type: request\r\n", 500)).empty());
    CHECK(reason(record("0123456789", "WARC-Type: request\r\n", 5)) == "not a WARC record");
    // A version line where the length is right is text, whatever the archive is about.
    CHECK(reasons(resource("a\r\n\r\nWARC/1.0\r\nWARC-Type: x\r\n"),
                  {"first", "a\r\n\r\nWARC/1.0\r\nWARC-Type: x\r\n", "next"})
              .empty());
    // Line ends that are missing, or others.
    CHECK(reasons("WARC/1.1\nWARC-Type: resource\nContent-Type: text/plain\nContent-Length: 1\n\na\n\n",
                  {"first", "a", "next"})
              .empty());
    CHECK(reasons("WARC/0.18\r\n" + type + "Content-Length: 1\r\n\r\na", {"first", "a", "next"}).empty());
    CHECK(reasons("\r\n\r\n").empty());
  }
}

TEST_CASE("warc: what looked like records in a block is forgotten where the block ends as it should") {
  const std::string type = "WARC-Type: resource\r\nContent-Type: text/plain\r\n";
  const std::string within = "a\r\n" + record("not a record", "WARC-Type: request\r\n");
  for (const std::size_t piece : {1, 7, 1 << 20}) {
    const WarcRead read = read_warc(resource(within) + record("0123456789", type, 60) + resource("next"), {}, piece);
    CHECK(texts(read) == Strings{within, "next"});
    CHECK(read.reasons.size() == 1);
    CHECK(read.passed_over.empty());
  }
}

TEST_CASE("warc: the file ends within a record") {
  const std::string file = resource("first") + resource("中文");
  for (std::size_t size = 0; size <= file.size(); ++size) {
    const WarcRead read = read_warc(std::string_view(file).substr(0, size), {}, 5);
    const std::size_t all = texts(read).size();
    CHECK(all + read.reasons.size() <= 2);
    CHECK((all == 2) == (size >= file.size() - 4));
  }
  CHECK(read_warc("").reasons.empty());
  CHECK(read_warc("\r\n").reasons.empty());
}

TEST_CASE("warc: long records are not held, and the next one is found") {
  const std::string next = resource("next"), type = "WARC-Type: resource\r\nContent-Type: text/plain\r\n";
  for (const std::size_t piece : {1, 7, 1 << 20}) {
    const WarcRead read =
        read_warc(resource(std::string(5000, 'x')) + record("ab", type, 1'000'000'000) + next, {}, piece, 1000);
    CHECK(read.reasons.at(0) == "too long");
    CHECK(read.reasons.at(1).starts_with("the record is cut short: "));
    CHECK(texts(read) == Strings{"next"});
  }
  const auto framer = formats::warc_format.reader({}).value()->framer();
  framer->limit(1000);
  std::vector<FrameBounds> found;
  const std::string request = record(std::string(100'000, 'x'), "WARC-Type: request\r\n");
  CHECK(framer->frame(std::string_view(request).substr(0, 50'000), 0, found) == 50'000);  // passed over: let go
  CHECK(found.size() == 1);
}

TEST_CASE("warc: an ARC file is told") {
  const WarcRead read = read_warc("filedesc://x.arc 127.0.0.1 20140216050221 text/plain 75\n1 0 LiveWeb Capture\n\n");
  REQUIRE(read.reasons.size() == 1);
  CHECK(read.reasons[0].find("an ARC file") == 0);
}
