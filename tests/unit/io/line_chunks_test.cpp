#include <algorithm>
#include <ctime>
#include <string>
#include <vector>

#include "io/count_lines.h"
#include "io/format.h"
#include "support/byte_streams.h"
#include "support/catch.h"

namespace dsprep::io {
namespace {

struct Framed {
  std::vector<Chunk> chunks;
  std::optional<Error> error;
};

Framed frame_lines(std::unique_ptr<compress::ByteStream> stream, ChunkOptions options) {
  Framed framed;
  const auto framer = line_chunks(std::move(stream), options);
  Chunk chunk;  // reused, as workers do
  for (;;) {
    auto more = framer->next(chunk);
    if (!more.ok()) framed.error = more.error();
    if (!more.ok() || !*more) break;
    REQUIRE(chunk.storage.size() >= chunk.size + Chunk::padding);
    std::string storage = std::move(chunk.storage);  // may be large; the copy has what counts
    framed.chunks.push_back(std::move(chunk));
    framed.chunks.back().storage = storage.substr(0, framed.chunks.back().size);
    chunk.storage = std::move(storage);
  }
  auto again = framer->next(chunk);
  CHECK(again.ok());
  CHECK_FALSE(*again);
  return framed;
}

Framed frame_lines(const std::string& bytes, std::size_t chunk_size, std::uint64_t longest = 1u << 20,
                   std::size_t most = 1u << 20) {
  return frame_lines(std::make_unique<compress::PiecewiseBytes>(bytes, most, 1), {chunk_size, longest});
}

// What a shard says, in the slowest way: lines and their places, too long ones whole.
struct Line {
  std::string bytes;  // with its terminator; without where it is too long
  std::uint64_t number, offset;
  bool oversize;
  bool operator==(const Line&) const = default;
};

std::vector<Line> slow_lines(const std::string& bytes, std::uint64_t longest) {
  std::vector<Line> lines;
  std::size_t at = bytes.starts_with("\xef\xbb\xbf") ? 3 : 0;
  for (std::uint64_t number = 1; at < bytes.size(); ++number) {
    std::size_t end = bytes.find('\n', at);
    const bool terminated = end != std::string::npos;
    if (!terminated) end = bytes.size();
    std::string line = bytes.substr(at, end - at);
    std::string content = line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
    const bool oversize = content.size() > longest;
    lines.push_back({oversize ? terminated ? content : line : line + (terminated ? "\n" : ""), number, at, oversize});
    at = end + 1;
  }
  return lines;
}

// The same out of chunks; checks on the way whatever a chunk promises about itself.
std::vector<Line> lines_of(const Framed& framed) {
  std::vector<Line> lines;
  std::uint64_t number = 1;
  bool in_long_line = false, ended = false;
  for (std::size_t i = 0; i < framed.chunks.size(); ++i) {
    const Chunk& chunk = framed.chunks[i];
    REQUIRE_FALSE(ended);
    ended = chunk.end_of_shard;
    REQUIRE(chunk.number == i);
    REQUIRE(chunk.first_line == number);
    const std::string bytes(chunk.bytes());
    if (chunk.kind == Chunk::Kind::oversize) {
      if (!in_long_line) lines.push_back({"", number, chunk.offset, true});
      lines.back().bytes += bytes;
      REQUIRE((chunk.last_piece || bytes.size() % 3 == 0));
      REQUIRE((chunk.last_piece || !bytes.empty()));
      in_long_line = !chunk.last_piece;
    } else if (chunk.kind == Chunk::Kind::records) {
      REQUIRE_FALSE(in_long_line);
      REQUIRE((!bytes.empty() || chunk.end_of_shard));
      std::uint64_t at = number;
      for (std::size_t begin = 0; begin < bytes.size(); ++at) {
        const std::size_t end = std::min(bytes.find('\n', begin), bytes.size() - 1) + 1;
        lines.push_back({bytes.substr(begin, end - begin), at, chunk.offset + begin, false});
        begin = end;
      }
      REQUIRE(chunk.lines == at - number);
    }
    number += chunk.lines;
  }
  CHECK((ended || framed.error));
  return lines;
}

std::vector<std::string> borders(const Framed& framed) {
  std::vector<std::string> out;
  for (const Chunk& chunk : framed.chunks)
    out.push_back(std::to_string(static_cast<int>(chunk.kind)) + "@" + std::to_string(chunk.offset) + "+" +
                  std::to_string(chunk.size) + (chunk.end_of_shard ? "." : ""));
  return out;
}

}  // namespace

TEST_CASE("lines are counted") {
  base::Rng rng(1);
  for (int i = 0; i < 300; ++i) {
    std::string bytes(rng.below(i % 10 == 0 ? 60'000 : 300), 'x');
    for (char& c : bytes)
      if (rng.below(3) != 0) c = rng.below(2) ? '\n' : static_cast<char>(rng.below(256));
    CHECK(count_lines(bytes) == static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n')));
  }
  CHECK(count_lines(std::string(64 * 256 * 3, '\n')) == 64 * 256 * 3);
}

TEST_CASE("small shards") {
  struct Case {
    std::string bytes;
    std::vector<std::string> borders;
  };
  for (const Case& c : {Case{"", {"0@0+0."}},
                        {"a\nb\n", {"0@0+4."}},
                        {"a\nb", {"0@0+3."}},
                        {"\n", {"0@0+1."}},
                        {"a", {"0@0+1."}},
                        {"\xef\xbb\xbf", {"0@3+0."}},
                        {"\xef\xbb\xbf{}\n", {"0@3+3."}},
                        {"\xef\xbb", {"0@0+2."}},
                        {"12345\n78", {"0@0+6", "0@6+2."}},  // full to the brim: the end is not known yet
                        {"123456\n8\n", {"0@0+7", "0@7+2."}},
                        {"1234567\n", {"0@0+8", "0@8+0."}},
                        {"12345678901\n3\n", {"0@0+14."}}}) {  // grows for a long line
    INFO(c.bytes);
    CHECK(borders(frame_lines(c.bytes, 8)) == c.borders);
  }
}

TEST_CASE("chunks are the slow way's lines, for all sizes of chunks, records and reads") {
  base::Rng rng(7);
  for (int round = 0; round < 4000; ++round) {
    const std::uint64_t longest = rng.below(20);
    const std::size_t chunk_size = 1 + rng.below(40);
    std::string bytes = rng.below(4) == 0 ? "\xef\xbb\xbf" : "";
    const std::size_t size = rng.below(200), line_feeds = 2 + rng.below(20);
    for (std::size_t i = 0; i < size; ++i)
      bytes += rng.below(line_feeds) == 0 ? '\n' : rng.below(6) == 0 ? '\r' : static_cast<char>('a' + rng.below(26));
    const Framed framed = frame_lines(bytes, chunk_size, longest, 1 + rng.below(30));
    INFO(bytes << " longest " << longest << " chunk " << chunk_size);
    REQUIRE((lines_of(framed) == slow_lines(bytes, longest)));
    // Whatever a read returns, the borders are the same.
    REQUIRE(borders(framed) == borders(frame_lines(bytes, chunk_size, longest, 1)));
    REQUIRE(borders(framed) == borders(frame_lines(bytes, chunk_size, longest)));
  }
}

TEST_CASE("chunks of an ordinary size aim at it") {
  const std::string text = compress::some_text(1'000'000, 3);
  const Framed framed = frame_lines(text, 65'536);
  REQUIRE((lines_of(framed) == slow_lines(text, 1u << 20)));
  for (std::size_t i = 0; i + 1 < framed.chunks.size(); ++i) {
    CHECK(framed.chunks[i].size <= 65'536);
    CHECK(framed.chunks[i].size > 60'000);
  }
}

TEST_CASE("a record as long as allowed is one, a byte more is not") {
  const std::size_t longest = 100'000;
  const std::string fits(longest, 'x');
  for (const std::string end : {"", "\n", "\r\n", "\r", "\nnext\n"}) {
    for (const std::size_t chunk_size : {std::size_t{64}, std::size_t{1} << 20}) {
      INFO(end.size() << " " << chunk_size);
      for (const std::string& bytes : {fits + end, fits + "x" + end, "\n" + fits + end, "a\n" + fits + "x" + end})
        CHECK((lines_of(frame_lines(bytes, chunk_size, longest)) == slow_lines(bytes, longest)));
    }
  }
  const Framed framed = frame_lines(fits + "x\n", 64, longest);
  REQUIRE(framed.chunks.size() == 2);
  CHECK(framed.chunks[0].kind == Chunk::Kind::oversize);
  CHECK(framed.chunks[0].last_piece);
  CHECK(framed.chunks[0].size == longest + 1);
}

TEST_CASE("a record that is too long leaves in pieces without joints") {
  constexpr std::size_t piece = 1'572'864;
  for (const std::size_t size : {piece - 1, piece, piece + 1, piece + 2, 2 * piece, 3 * piece + 7})
    for (const std::string end : {"", "\n", "\r\n", "\r", "\nshort\n"}) {
      const std::string bytes = "first\n" + std::string(size, 'x') + end;
      const Framed framed = frame_lines(bytes, 1000, 5000);
      INFO(size << " + " << end.size());
      CHECK((lines_of(framed) == slow_lines(bytes, 5000)));
      for (const Chunk& chunk : framed.chunks)
        if (chunk.kind == Chunk::Kind::oversize && !chunk.last_piece) CHECK(chunk.size == piece);
    }
}

TEST_CASE("damage comes after the whole lines and keeps the cut one apart") {
  const auto framed_with = [](const std::string& bytes, std::size_t chunk_size, std::uint64_t longest, Error error) {
    return frame_lines(std::make_unique<compress::PiecewiseBytes>(bytes, 3, 1, std::move(error)),
                       {chunk_size, longest});
  };
  for (const std::size_t chunk_size : {std::size_t{1}, std::size_t{9}, std::size_t{1} << 20}) {
    const Framed framed = framed_with("\xef\xbb\xbfone\ntwo\nthr", chunk_size, 100, failure("broken"));
    REQUIRE(framed.chunks.size() >= 2);
    std::string lines;
    for (std::size_t i = 0; i + 1 < framed.chunks.size(); ++i) {
      CHECK(framed.chunks[i].kind == Chunk::Kind::records);
      CHECK_FALSE(framed.chunks[i].end_of_shard);
      lines += framed.chunks[i].bytes();
    }
    CHECK(lines == "one\ntwo\n");
    const Chunk& damage = framed.chunks.back();
    CHECK(damage.kind == Chunk::Kind::damage);
    CHECK(damage.end_of_shard);
    CHECK(damage.bytes() == "broken");
    CHECK(damage.partial == "thr");
    CHECK(damage.offset == 3 + 11);
    CHECK(damage.first_line == 3);
    CHECK(damage.lines == 0);
  }
  CHECK(borders(framed_with("", 8, 8, failure("broken"))) == std::vector<std::string>{"2@0+6."});
  CHECK(framed_with("one\n", 100, 100, failure("broken")).chunks.back().partial.empty());
  // In the middle of a record that was too long already: the record has its last piece.
  const Framed cut = framed_with(std::string(50, 'x'), 8, 8, failure("broken"));
  REQUIRE(cut.chunks.size() == 2);
  CHECK(cut.chunks[0].kind == Chunk::Kind::oversize);
  CHECK(cut.chunks[0].last_piece);
  CHECK(cut.chunks[0].size == 50);
  CHECK(cut.chunks[1].partial.empty());
  CHECK(cut.chunks[1].offset == 50);
  CHECK(cut.chunks[1].first_line == 2);
}

TEST_CASE("an interruption is no damage") {
  const Framed framed = frame_lines(
      std::make_unique<compress::PiecewiseBytes>("one\ntwo\n", 3, 1, Error{Error::Kind::interrupted, "stop"}), {4, 8});
  REQUIRE(framed.error);
  CHECK(framed.error->kind == Error::Kind::interrupted);
  for (const Chunk& chunk : framed.chunks) CHECK(chunk.kind == Chunk::Kind::records);
}

TEST_CASE("nor is a disk that fails: the shard does not end") {
  const Error broken = failure("cannot read it");
  for (const std::string& text : {std::string("one\ntwo\nthr"), std::string(50, 'x'), std::string()}) {
    auto opened = compress::open_stream(std::make_unique<compress::PiecewiseInput>(text + "12345678", 3, 1, broken));
    REQUIRE(opened.ok());
    const Framed framed = frame_lines(std::move(opened->stream), {4, 8});
    REQUIRE(framed.error);
    CHECK(framed.error->message == broken.message);
    for (const Chunk& chunk : framed.chunks) {
      CHECK(chunk.kind != Chunk::Kind::damage);
      CHECK_FALSE(chunk.end_of_shard);
    }
  }
}

TEST_CASE("damage in a compressed shard keeps its whole lines") {
  std::string file;
  REQUIRE(compress::BlockCompressor(compress::Codec::zst, 3).compress("one\ntwo\n", file).ok());
  const std::size_t second = file.size();
  REQUIRE(compress::BlockCompressor(compress::Codec::zst, 3).compress("three\n", file).ok());
  file.resize(file.size() - 1);
  auto opened = compress::open_stream(compress::input_of(file));
  REQUIRE(opened.ok());
  const Framed framed = frame_lines(std::move(opened->stream), {});
  REQUIRE(framed.chunks.size() == 2);
  CHECK(framed.chunks[0].bytes() == "one\ntwo\nthree\n");
  CHECK(framed.chunks[1].bytes() ==
        "zstd: the file ends in the middle of the frame (frame at byte " + std::to_string(second) + ")");
}

TEST_CASE("no path is quadratic") {
  // Each of these took minutes if something were copied or searched once per chunk. The bound is generous.
  const auto seconds = [](const std::string& bytes, std::size_t chunk_size, std::uint64_t longest) {
    const auto framer =
        line_chunks(std::make_unique<compress::PiecewiseBytes>(bytes, 1u << 20, 1), {chunk_size, longest});
    const std::clock_t start = std::clock();  // of this process: others may be busy
    Chunk chunk;
    std::uint64_t lines = 0;
    while (framer->next(chunk).value()) lines += chunk.lines;
    CHECK(lines == static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n')));
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  };
  std::string long_lines, short_lines;
  for (int i = 0; i < 4; ++i) long_lines += std::string(3u << 20, 'x') + "\n";
  for (int i = 0; i < 400'000; ++i) short_lines += i % 2 ? "12345678\n" : "x\n";
  CHECK(seconds(long_lines, 64, 256u << 20) < 5);
  CHECK(seconds(long_lines + short_lines, 64, 256u << 20) < 5);
  CHECK(seconds(short_lines, 1u << 20, 4) < 5);  // every other line is too long
  CHECK(seconds(short_lines, 64, 4) < 5);
  CHECK(seconds(long_lines + short_lines + long_lines, 1u << 20, 4) < 5);
  CHECK(seconds(std::string(1u << 20, '\n'), 1u << 20, 0) < 5);
}

TEST_CASE("memory for one long line is given back") {
  const std::string bytes = std::string(30u << 20, 'x') + "\n" + std::string(10u << 20, '\n');
  const auto framer =
      line_chunks(std::make_unique<compress::PiecewiseBytes>(bytes, 1u << 20, 1), {1u << 16, 256u << 20});
  Chunk chunk;
  REQUIRE(framer->next(chunk).value());
  CHECK(chunk.size > (30u << 20));
  while (framer->next(chunk).value()) {
  }
  CHECK(chunk.storage.capacity() < (1u << 20));
}

}  // namespace dsprep::io
