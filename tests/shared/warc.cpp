// warcio's and dolma's WARC files, good and broken: what is a record, what is malformed, what is passed over. The texts
// were compared with those that warcio 1.8.1 gives: the same but in two files, where the comments say so.
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "compress/codec.h"
#include "dsprep/value.h"
#include "support/catch.h"
#include "support/warc_reading.h"

using namespace dsprep;
using formats::warc::test::read_warc;
using formats::warc::test::WarcRead;

namespace {

// As the engine has it: decompressed.
std::string bytes_of(const std::filesystem::path& path) {
  auto opened = compress::open_stream(compress::stream_of(port::disk_files().open(path.string()).value())).value();
  std::string bytes;
  for (std::string piece(1u << 16, '\0');;) {
    const std::size_t n = opened.stream->read(piece).value();
    if (n == 0) return bytes;
    bytes.append(piece, 0, n);
  }
}

struct Expected {
  const char* file;
  std::size_t records, malformed, text_bytes;  // of all texts
  int passed_over;
};

constexpr Expected expected[] = {
    {"warcio/example-digest.warc", 0, 0, 0, 4},
    {"warcio/example-iana.org-chunked.warc", 1, 0, 7223, 2},
    // Content-Length is two bytes too small. warcio warns, and takes a body without the end of its checksum.
    {"warcio/example-trunc.warc", 0, 1, 0, 3},
    {"warcio/example.warc", 1, 0, 1270, 5},
    {"warcio/example.warc.gz", 1, 0, 1270, 5},
    // One gzip member for several records, members that end within one: nothing to us, where warcio stops.
    {"warcio/example-bad-non-chunked.warc.gz", 1, 0, 1270, 5},
    {"warcio/example-bad.warc.gz.bad", 1, 0, 1270, 5},
    {"warcio/example-wrong-chunks.warc.gz", 1, 0, 1270, 1},
    {"warcio/example-resource.warc.gz", 1, 0, 1303, 2},
    {"warcio/example-space-in-target-uri.warc.gz", 0, 0, 0, 2},
    {"warcio/example-wget-bad-target-uri.warc.gz", 1, 0, 1270, 5},
    {"warcio/post-test.warc.gz", 0, 0, 0, 6},
    {"dolma/data/warc/sample-0001.warc.gz", 15, 0, 988604, 19},
    // ARC: told, and not read.
    {"warcio/example.arc", 0, 1, 0, 0},
    {"warcio/example.arc.gz", 0, 1, 0, 0},
    {"warcio/example-space-in-url.arc", 0, 1, 0, 0},
    {"warcio/bad.arc", 0, 1, 0, 0},
};

}  // namespace

TEST_CASE("WARC files of warcio and dolma: records, malformed ones, and what is passed over") {
  const char* shared = std::getenv("DSPREP_SHARED");
  if (shared == nullptr) {
    std::cout << "skipped: WARC files (DSPREP_SHARED is not set)\n";
    return;
  }
  for (const Expected& want : expected) {
    INFO(want.file);
    const std::string file = bytes_of(std::filesystem::path(shared) / "data/corpus/warc" / want.file);
    for (const std::size_t piece : {std::size_t{3}, std::size_t{1000}, file.size()}) {
      const WarcRead read = read_warc(file, {}, piece, std::uint64_t{256} << 20);
      CHECK(read.records.size() == want.records);
      CHECK(read.reasons.size() == want.malformed);
      CHECK(read.undecodable == 0);
      std::size_t text_bytes = 0;
      for (const std::string& line : read.records) {
        REQUIRE_FALSE(validate_json(line));
        text_bytes += Value(line)["text"].text()->size();
        CHECK(Value(line)["url"].text()->starts_with("http"));
        CHECK(Value(line)["encoding"].text() == "utf-8");
      }
      CHECK(text_bytes == want.text_bytes);
      int passed_over = 0;
      for (const auto& [what, n] : read.passed_over) passed_over += n;
      CHECK(passed_over == want.passed_over);
      for (const std::string& reason : read.reasons)
        CHECK((reason.find("an ARC file") == 0 || reason.find("the record is longer than its Content-Length") == 0));
    }
  }
}
