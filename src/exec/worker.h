// Worker: takes a chunk through the chain, privately: parse, run the stages, write, compress. One per thread; shares only
// what is const. What it found is in the ChunkResult, which the turnstile commits in order.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "exec/member.h"
#include "exec/run.h"
#include "exec/stage.h"
#include "io/chunk.h"
#include "io/codec.h"
#include "json/record_reader.h"
#include "pipeline/books.h"

namespace dsprep::exec {

// What a pass does, the same for all workers.
struct PassPlan {
  const pipeline::Pipeline* pipeline = nullptr;
  const std::vector<io::Shard>* shards = nullptr;
  std::vector<Stage> stages;
  std::vector<const GlobalOp*> taps;            // by Stage::tap_index
  const OrderOp* order = nullptr;               // survivors are sorted by its keys
  bool first = true;                            // lines are read for the first time: counted, refused, sampled
  bool last = true;                             // survivors are the output: counted as kept, written
  bool writes = true;                           // false: a report's pass, nothing but findings
  bool spool = false;                           // survivors go to a spool
  bool from_spool = false;
  bool separated = false;                       // the spool it came from was sorted
  // One bit a line (or spooled record) of each shard: does anything of it survive? Null: all do.
  const std::vector<std::vector<std::uint64_t>>* alive = nullptr;
  std::optional<io::AuditSchema> audit;         // what this pass measures; nothing where there is no --audit, or nothing new
  bool resharded = false;                       // blocks are cut between records before they are compressed
  RunOptions options;
  std::uint64_t sample_seed = 0;

  bool by_chunk() const {                       // a BatchOp wants a chunk's records together
    for (const Stage& stage : stages) if (stage.batch) return true;
    return false;
  }
  std::size_t part_count() const { return pipeline->parts.size(); }
  // Blocks by number: parts, then dropped by step, then these.
  std::size_t dropped_block(std::size_t step) const { return part_count() + step; }
  std::size_t malformed_block() const { return part_count() + pipeline->steps.size(); }
  std::size_t spool_block() const { return malformed_block() + 1; }
  std::size_t block_count() const { return malformed_block() + 2; }
  io::Codec codec_of(std::uint32_t shard) const;
  int level_of(io::Codec codec) const;
};

// Bytes for one output. Where every record of the chunk goes through unchanged they are the chunk's own, uncopied.
class Block {
 public:
  void clear() { own_.clear(); ends.clear(); compressed.clear(); run_begin_ = run_end_ = 0; records = 0; }
  bool empty() const { return own_.empty() && run_begin_ == run_end_; }
  std::size_t size() const { return own_.size() + (run_end_ - run_begin_); }
  // Bytes [begin, end) of the chunk as they stand.
  void append_from(const io::Chunk& chunk, std::size_t begin, std::size_t end) {
    if (begin != run_end_ || run_begin_ == run_end_) {
      flush(chunk);
      run_begin_ = begin;
    }
    run_end_ = end;
  }
  // To append anything else.
  std::string& own(const io::Chunk& chunk) { flush(chunk); return own_; }
  // REQUIRES the chunk the bytes came from.
  std::string_view bytes(const io::Chunk& chunk) {
    if (own_.empty()) return chunk.bytes().substr(run_begin_, run_end_ - run_begin_);
    flush(chunk);
    return own_;
  }

  std::uint64_t records = 0;
  std::vector<std::size_t> ends;                // of each record, where asked for
  std::string compressed;

 private:
  void flush(const io::Chunk& chunk) {
    if (run_begin_ != run_end_) own_.append(chunk.storage, run_begin_, run_end_ - run_begin_);
    run_begin_ = run_end_ = 0;
  }
  std::string own_;
  std::size_t run_begin_ = 0, run_end_ = 0;
};

struct ChunkResult {
  io::Chunk chunk;
  pipeline::Books books;
  std::vector<Block> blocks;
  std::vector<std::unique_ptr<Observer>> observers;   // by tap; null where it saw nothing
  std::vector<std::uint64_t> alive;                   // a bit a line of the chunk
  io::AuditBlock audit;                               // a row for each record that a step of the pass measured
  std::string first_malformed;                        // where --on-error fail stops
  std::optional<Error> error;

  void start(const PassPlan& plan);
};

class Worker {
 public:
  explicit Worker(const PassPlan& plan);
  ~Worker();
  void process(ChunkResult& result);            // result.chunk is the work
  Status compress(ChunkResult& result);         // every block that is not compressed yet
  Status compress(io::Codec codec, std::string_view bytes, std::string& out);

 private:
  class StepContext;

  void process_lines();
  void process_spooled();
  void process_oversize();
  void process_damage();
  bool begin(std::string_view line, std::uint64_t ordinal, std::size_t offset);
  void begin_spooled(const io::RecordMeta& meta, std::uint64_t ordinal, std::size_t& root);
  bool was_alive(std::uint64_t ordinal) const;
  void run_stages();
  void run_map(std::size_t stage);
  void run_batch(std::size_t stage);
  void run_tap(const Stage& stage);
  void settle(const Stage& stage, Member& member, const Verdict& verdict, const Judge& judge, std::uint64_t edits_before);
  void finish_records();
  void emit_survivors();
  void emit_audit();
  void emit(Member& member);
  void refuse_line(std::string_view line, std::uint64_t ordinal, std::size_t offset, const JsonFault& fault);
  void quarantine(const struct Malformed& malformed);
  void flush_malformed();
  void in_order(std::vector<Member*>& members);
  std::string_view file_of(std::uint32_t shard) const { return (*plan_.shards)[shard].name; }

  const PassPlan& plan_;
  const bool by_chunk_;
  const bool plain_;                            // nothing to do but check and copy
  std::optional<json::RecordReader> reader_;    // made anew after an unusually large record
  std::vector<std::unique_ptr<Mapper>> mappers_;
  std::vector<std::unique_ptr<BatchMapper>> batch_mappers_;
  MemberPool pool_;
  Judge judge_;
  std::unique_ptr<io::Decoder> decoder_;
  const io::Format* decoder_format_ = nullptr;
  std::unique_ptr<io::Encoder> encoder_;        // null: JSON Lines
  std::string line_scratch_;
  std::array<std::unique_ptr<io::BlockCompressor>, 3> compressors_;
  std::vector<Member*> ordered_;
  std::vector<std::pair<std::uint64_t, std::string>> malformed_;   // by line, where a chunk goes through step by step
  std::string key_scratch_;
  ChunkResult* result_ = nullptr;               // during process()
};

}  // namespace dsprep::exec
