// framed_chunks: what a Framer finds, in chunks. The framer here: records end with ';', "#…;" is a preamble, spaces and
// line feeds between records belong to none, a record that is open at the end is an error.
#include "io/format.h"
#include "support/byte_streams.h"
#include "support/catch.h"

namespace dsprep::io {
namespace {

class Semicolons final : public Framer {
 public:
  std::uint64_t frame(std::string_view bytes, std::uint64_t at, std::vector<FrameBounds>& found) override {
    for (const char c : bytes) {
      if (!open_ && c != ' ' && c != '\n') {
        open_ = true;
        begin_ = at;
        preamble_ = c == '#';
      }
      ++at;
      if (open_ && c == ';') {
        found.push_back({begin_, at - 1, preamble_ ? FrameBounds::Kind::preamble : FrameBounds::Kind::record});
        open_ = false;
      }
    }
    return open_ ? begin_ : at;
  }
  Status finish(std::uint64_t, std::vector<FrameBounds>&) override {
    return open_ ? Status(failure("no semicolon")) : Status();
  }

 private:
  bool open_ = false, preamble_ = false;
  std::uint64_t begin_ = 0;
};

struct Seen {
  std::string text;  // "PREAMBLE|LINE/PLACE BYTES\n" …
  std::uint64_t records = 0, largest = 0;
};

Seen read(const std::string& bytes, std::size_t chunk_size, std::uint64_t longest = 1u << 20,
          std::optional<Error> error = std::nullopt) {
  Seen seen;
  const auto chunks = framed_chunks(std::make_unique<compress::PiecewiseBytes>(bytes, 5, 1, std::move(error)),
                                    std::make_unique<Semicolons>(), {chunk_size, longest});
  Chunk chunk;
  bool ended = false;
  for (std::uint64_t number = 0;; ++number) {
    const auto more = chunks->next(chunk);
    if (!more.ok()) {
      seen.text += "error " + more.error().message;
      return seen;
    }
    if (!*more) break;
    REQUIRE_FALSE(ended);
    ended = chunk.end_of_shard;
    CHECK(chunk.framed);
    CHECK(chunk.number == number);
    CHECK(chunk.first_record == seen.records);
    CHECK(chunk.storage.size() >= chunk.size + Chunk::padding);
    seen.records += chunk.lines;
    seen.largest = std::max<std::uint64_t>(seen.largest, chunk.storage.size());
    if (chunk.kind == Chunk::Kind::damage) {
      seen.text += "damage at " + std::to_string(chunk.offset) + ", line " + std::to_string(chunk.first_line) + ": " +
                   std::string(chunk.bytes()) + " (" + chunk.partial + ")\n";
      continue;
    }
    if (chunk.kind == Chunk::Kind::oversize) {
      CHECK((chunk.last_piece || chunk.size % 3 == 0));
      if (chunk.first_piece) seen.text += "long at " + std::to_string(chunk.first_line) + " ";
      seen.text += chunk.bytes();
      if (chunk.last_piece) seen.text += "\n";
      continue;
    }
    for (const FramedRecord& frame : chunk.frames) {
      const std::string_view of = chunk.bytes().substr(frame.begin, frame.end - frame.begin);
      CHECK(of == std::string_view(bytes).substr(chunk.offset + frame.begin, of.size()));
      seen.text += chunk.preamble ? *chunk.preamble + "|" : "";
      seen.text += std::to_string(frame.line) + "/" + std::to_string(frame.place) + " " + std::string(of) + "\n";
    }
  }
  CHECK(ended);
  return seen;
}

TEST_CASE("frames, with the lines they begin on and places that grow") {
  for (const std::size_t chunk : {1, 4, 9, 1000}) {
    CHECK(read("a;b; c\nd;\n\n\ne;f;", chunk).text == "1/1 a\n1/2 b\n1/3 c\nd\n5/5 e\n5/6 f\n");
    CHECK(read("", chunk).text == "");
    CHECK(read("\xef\xbb\xbf"
               "x;",
               chunk)
              .records == 1);
    CHECK(read("\xef\xbb", chunk).text == "damage at 2, line 1: no semicolon (\xef\xbb)\n");
  }
}

TEST_CASE("a preamble goes with the records behind it, and is none") {
  for (const std::size_t chunk : {1, 4, 9, 1000}) {
    const Seen seen = read("#h;\na;\nb;#i;c;", chunk);
    CHECK(seen.text == "#h|2/2 a\n#h|3/3 b\n#i|3/4 c\n");
    CHECK(seen.records == 3);
  }
}

TEST_CASE("what the framer misses at the end is damage, behind all that is whole") {
  for (const std::size_t chunk : {1, 4, 9, 1000}) {
    CHECK(read("a;\nbc", chunk).text == "1/1 a\ndamage at 5, line 2: no semicolon (bc)\n");
    CHECK(read("a;\nbc;d", chunk, 1000, failure("bad block")).text ==
          "1/1 a\n2/2 bc\ndamage at 7, line 2: bad block (d)\n");
    CHECK(read("a;b", chunk, 1000, Error{Error::Kind::interrupted, "stop"}).text.ends_with("error stop"));
  }
}

TEST_CASE("a record that is too long leaves in pieces, or lies in its chunk") {
  const std::string long_one(5'000'000, 'x');
  for (const std::size_t chunk : {std::size_t{64}, std::size_t{1} << 20}) {
    const Seen seen = read("a;\n" + long_one + ";b;\nc;", chunk, 1000);
    CHECK(seen.text == "1/1 a\nlong at 2 " + long_one + "\n2/3 b\n3/4 c\n");
    CHECK(seen.records == 4);
    CHECK(seen.largest < 4'000'000);
  }
  CHECK(read("a;\n" + long_one, 64, 1000).text ==
        "1/1 a\nlong at 2 " + long_one + "\ndamage at 5000003, line 2: no semicolon ()\n");
}

TEST_CASE("what belongs to no record is not held") {
  CHECK(read(std::string(3'000'000, '\n') + "a;", 64).text == "3000001/3000001 a\n");
  CHECK(read(std::string(3'000'000, ' ') + "a;", 64).largest < 100'000);
}

}  // namespace
}  // namespace dsprep::io
