// A format is a pair: a reader is a Framer and a Decoder, a writer an Encoder. JSON Lines is the trivial one of each;
// CSV, WARC, HTML and the others are such pairs and nothing else.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/result.h"
#include "io/chunk.h"
#include "io/codec.h"

namespace dsprep::io {

struct FramerOptions {
  std::size_t chunk_size = 1u << 20;  // decompressed bytes a chunk aims at; part of the output's frame layout
  std::uint64_t max_record_size = 256ull << 20;  // longer ones come out as Chunk::Kind::oversize pieces
};

// Finds record boundaries, serially, one shard at a time. Owned by whoever reads the shard.
class Framer {
 public:
  virtual ~Framer() = default;
  // The next chunk of whole records into `chunk` (cleared first; shard is set by the caller). False at the end, after
  // a chunk with end_of_shard set was handed out: every shard has exactly one such chunk, empty where the shard is.
  // Damage in the stream ends the shard with a Kind::damage chunk; any other error of it is ours to return, at once.
  virtual Result<bool> next(Chunk& chunk) = 0;
};

// Turns one framed record into one JSON line, in the worker. One per worker.
class Decoder {
 public:
  virtual ~Decoder() = default;
  // `line` is replaced. A fault makes the framed record malformed, with this reason.
  virtual Status decode(std::string_view framed, std::string& line) = 0;
};

// Turns one JSON line into the format's bytes, in the worker. One per worker.
class Encoder {
 public:
  virtual ~Encoder() = default;
  virtual Status encode(std::string_view line, std::string& out) = 0;
};

// A format by name and extension. Functions, not state: shared by everybody.
struct Format {
  std::string_view name;                     // "jsonl"
  std::vector<std::string_view> extensions;  // ".jsonl", without codec
  std::unique_ptr<Framer> (*framer)(std::unique_ptr<ByteStream>, FramerOptions);
  std::unique_ptr<Decoder> (*decoder)();  // null: framed records are JSON lines
  std::unique_ptr<Encoder> (*encoder)();  // null: a line and LF
};

// The formats a run knows: an object, so that tests can add their own.
class Formats {
 public:
  Formats();  // the built-in ones
  void add(const Format& format);
  const Format* named(std::string_view name) const;
  const Format* of_path(std::string_view path) const;  // by extension, codec extension ignored; null where unknown
  std::vector<std::string> names() const;
  std::vector<std::string> extensions() const;

 private:
  std::vector<std::unique_ptr<Format>> formats_;
};

const Format& jsonl();  // .jsonl .ndjson .json

}  // namespace dsprep::io
