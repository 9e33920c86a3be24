// ChunkResult: a chunk of the input, and what a worker made of it. The worker fills it, the turnstile commits it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exec/chunk_source.h"
#include "exec/line_set.h"
#include "exec/pass_plan.h"
#include "io/audit_format.h"
#include "io/chunk.h"
#include "pipeline/books.h"

namespace dsprep::exec {

// Bytes for one output. Where every record of the chunk goes through unchanged they are the chunk's own, uncopied.
class Block {
 public:
  void clear() {
    own_.clear();
    ends.clear();
    compressed.clear();
    run_begin_ = run_end_ = 0;
    records = 0;
  }
  bool empty() const { return own_.empty() && run_begin_ == run_end_; }
  std::size_t size() const { return own_.size() + (run_end_ - run_begin_); }
  std::size_t held() const { return own_.capacity() + compressed.capacity() + ends.capacity() * sizeof(std::size_t); }
  // Bytes [begin, end) of the chunk as they stand.
  void append_from(const io::Chunk& chunk, std::size_t begin, std::size_t end) {
    if (begin != run_end_ || run_begin_ == run_end_) {
      flush(chunk);
      run_begin_ = begin;
    }
    run_end_ = end;
  }
  // To append anything else.
  std::string& own(const io::Chunk& chunk) {
    flush(chunk);
    return own_;
  }
  // REQUIRES the chunk the bytes came from.
  std::string_view bytes(const io::Chunk& chunk) {
    if (own_.empty()) return chunk.bytes().substr(run_begin_, run_end_ - run_begin_);
    flush(chunk);
    return own_;
  }

  std::uint64_t records = 0;
  std::vector<std::size_t> ends;  // of each record, where asked for
  std::string compressed;

 private:
  void flush(const io::Chunk& chunk) {
    if (run_begin_ != run_end_) own_.append(chunk.storage, run_begin_, run_end_ - run_begin_);
    run_begin_ = run_end_ = 0;
  }
  std::string own_;
  std::size_t run_begin_ = 0, run_end_ = 0;
};

// Bytes for a file of a re-sharded output.
struct Slice {
  std::uint16_t part = 0;
  std::uint64_t file = 0;
  std::uint64_t records = 0;
  std::string bytes;  // compressed
};

struct ChunkResult {
  io::Chunk chunk;
  ShardFacts facts;  // where the chunk ends its shard
  pipeline::Books books;
  std::vector<Block> blocks;
  std::vector<Slice> slices;                         // of a re-sharded output, instead of its data blocks
  std::vector<std::unique_ptr<Observer>> observers;  // by tap; null where it saw nothing
  LineSet alive;                                     // of the chunk
  io::AuditBlock audit;                              // a row for each record that a step of the pass measured
  std::string first_malformed;                       // where --on-error fail stops
  std::string looks_like;          // "FILE looks like CSV: …", of a file whose first record is none (io/looks_like.h)
  std::uint64_t unlike_files = 0;  // how many such files there are
  std::optional<Error> error;

  void start(const PassPlan& plan);
  void clear_output();                // its blocks, slices and audit were written
  std::uint64_t output_size() const;  // bytes for the output, uncompressed
  std::uint64_t held() const;         // bytes of memory
};

}  // namespace dsprep::exec
