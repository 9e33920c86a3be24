// Chunk: a stretch of whole framed records of one shard; the unit of work.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/record.h"

namespace dsprep::io {

// Stands before a line of UTF-8 and is no part of it: at the beginning of a file, and where files were appended to one
// another.
inline constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

// A record that does not come from a line of the input as it stands: from a spool.
struct RecordMeta {
  RecordId id;
  PartId part;
  SourceId source;
  std::uint64_t begin = 0;  // in Chunk::bytes(): the record as it now is …
  std::uint64_t size = 0;
  std::uint64_t original_begin = 0;  // … and as it was read; size 0: the same bytes
  std::uint64_t original_size = 0;
  std::uint64_t trail_begin = 0;  // decisions so far, as JSON (--explain)
  std::uint64_t trail_size = 0;
  std::uint64_t offset = 0;  // of its line in the shard, bytes
  RecordKey key;             // of a derived record, with its parent's name and the step that made it
  std::uint64_t parent_begin = 0;
  std::uint64_t parent_size = 0;
  std::uint64_t origin_begin = 0;
  std::uint64_t origin_size = 0;
  std::uint32_t derived_count = 0;  // numbers given to records derived from this line so far
  bool separated = false;           // sorted: the other records of the line are elsewhere
  std::vector<PartId> parts;        // where a split routed it; empty: `part`
};

// A record that a Framer found in a chunk.
struct FramedRecord {
  std::uint64_t begin, end;  // in Chunk::bytes()
  std::uint64_t line;        // of the file, where it begins
  // Its number in the shard: the line, or where several records begin on one line, the number after the last one; of
  // whole files, the file's, from 1. So it grows with every record.
  std::uint64_t place;
};

struct Chunk {
  // Room that must stay readable behind the bytes (simdjson reads ahead).
  static constexpr std::size_t padding = 64;

  enum class Kind : std::uint8_t {
    records,   // whole records
    oversize,  // a piece of one record longer than --max-record-size; last_piece ends it. Pieces but the last
               // are a multiple of 3 bytes long (base64 without joints)
    damage,    // `bytes` is a reason: the shard (of many files: one of them) cannot be read from `offset` on. `partial`
               // is the line that was cut there, if any; it counts in no chunk's `lines`, but first_line is its number
  };
  Kind kind = Kind::records;
  bool first_piece = false, last_piece = false;  // of an oversize record
  bool end_of_shard = false;                     // nothing of the shard comes after this chunk
  std::uint32_t shard = 0;                       // index into the run's list of shards
  std::uint64_t number = 0;                      // of the chunk within the shard, from 0
  std::uint64_t first_record = 0;                // records (lines, blank ones counted) before it in the shard
  std::uint64_t first_line = 1;                  // 1-based line of the first record
  std::uint64_t lines = 0;                       // records in it, blank lines counted
  std::uint64_t offset = 0;                      // decompressed bytes before it in the shard
  bool framed = false;                           // records are `frames`; otherwise lines
  bool files = false;                            // framed: each frame is all of a file, and `offset` is not used
  std::uint64_t place = 0;                       // of the record that an oversize or damage chunk is about
  std::uint64_t blank_files = 0;                 // of `files`: those that hold nothing, and are no records
  std::vector<FramedRecord> frames;              // ascending
  std::uint64_t column = 0;                      // framed: bytes of its first line that lie before it
  std::shared_ptr<const std::string> preamble;   // framed: of its records; may be null
  std::vector<RecordMeta> metas;                 // from a spool: one per record, and nothing else here applies
  std::string storage;                           // bytes and padding; its capacity is reused
  std::size_t size = 0;                          // of bytes()
  std::string partial;                           // damage only

  std::string_view bytes() const { return {storage.data(), size}; }
  // Makes room for n bytes and the padding; keeps what is there.
  void reserve(std::size_t n) {
    if (storage.size() < n + padding) storage.resize(n + padding);
  }
  void append(std::string_view more) {
    reserve(size + more.size());
    storage.replace(size, more.size(), more);
    size += more.size();
  }
  void clear() {
    kind = Kind::records;
    first_piece = last_piece = end_of_shard = false;
    number = lines = offset = size = first_record = column = place = blank_files = 0;
    first_line = 1;
    framed = files = false;
    frames.clear();
    preamble.reset();
    metas.clear();
    partial.clear();
  }
};

}  // namespace dsprep::io
