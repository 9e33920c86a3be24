// Worker: takes a chunk through the chain, privately: parse, run the stages, write, compress. One per thread; shares
// only what is const. What it found is in the ChunkResult, which the turnstile commits in order.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compress/codec.h"
#include "exec/chunk_result.h"
#include "exec/member.h"
#include "exec/pass_plan.h"
#include "exec/quarantine.h"
#include "exec/stage.h"
#include "exec/take_sample.h"
#include "io/chunk.h"
#include "io/format.h"
#include "json/record_reader.h"
#include "json/record_state.h"
#include "pipeline/samples.h"

namespace dsprep::exec {

class Worker {
 public:
  explicit Worker(const PassPlan& plan);
  ~Worker();
  // Takes the output so far of a result that is too large to be held whole, before the worker goes on with the chunk.
  using Overflow = std::function<Status(ChunkResult&)>;
  void process(ChunkResult& result, const Overflow& overflow);  // result.chunk is the work
  Status compress(ChunkResult& result);                         // every block that is not compressed yet
  Status finish(Slice& slice);                                  // likewise

 private:
  class StepContext;

  // Some bytes of the chunk that may be a record: a line, or what a framer found.
  struct Piece {
    std::string_view bytes;
    std::uint64_t ordinal;  // in the chunk
    std::size_t offset;     // in the chunk
    std::uint64_t line;     // of the file
    std::uint64_t place;    // in RecordId
  };
  Status compress(compress::Codec codec, std::string_view bytes, std::string& out);
  Status encode_block(std::string_view lines, std::string& out);  // of a table
  void process_lines();
  void make_lines();
  void process_frames();
  void process(const Piece& piece);
  void finish_chunk();
  void choose_decoder();
  Frame frame_of(const Piece& piece) const;
  std::uint64_t offset_of(const Piece& piece) const;
  bool decode(const Piece& piece, Member& member);
  void refuse(const Piece& piece, std::size_t at, std::string_view reason);
  void process_spooled();
  bool begin(const Piece& piece);
  void note_text(const Member& member);
  void note_fields(const RecordState& state);
  void begin_spooled(const io::RecordMeta& meta, std::uint64_t ordinal, std::size_t& root);
  bool was_alive(std::uint64_t ordinal) const;
  void run_stages();
  void run_map(std::size_t stage);
  void run_batch(std::size_t stage);
  void run_batch(std::size_t stage, std::span<Member* const> members);
  void leave_alone(const Stage& stage, Member& member);
  pipeline::StepSamples& samples_of(const Stage& stage);
  void take_edit(const Stage& stage, const Member& member, EditSampler& sampler);
  void run_tap(const Stage& stage);
  void settle(const Stage& stage, Member& member, const Verdict& verdict, const Judge& judge,
              std::uint64_t edits_before);
  void finish_records();
  void check_size();
  void count_bytes_out();
  bool stopped();
  void emit_survivors();
  void emit_audit();
  void emit(Member& member);
  bool can_name_part(Member& member, PartId part);
  void spool(Member& member);
  void write(Member& member, PartId part, const std::string& provenance);
  void in_order(std::vector<Member*>& members);

  const PassPlan& plan_;
  const bool by_chunk_;
  const std::size_t most_members_;          // lines that are held together, where the chain runs step by step
  const std::unique_ptr<Encoder> encoder_;  // null: a line and LF
  const std::unique_ptr<BlockEncoder> block_encoder_;  // of a table: makes columns of the lines
  const std::string_view between_;                     // two records of a file
  const bool plain_;                                   // nothing to do but check and copy
  // Made anew after an unusually large record; one for lines as they are, and one for those that a table's rows made.
  std::optional<json::RecordReader> reader_, row_reader_;
  std::vector<std::unique_ptr<Mapper>> mappers_;
  std::vector<std::unique_ptr<BatchMapper>> batch_mappers_;
  std::vector<char> samples_edits_;  // by stage: a report shows some of the records it edits
  EditSampler edit_sampler_;
  MemberPool pool_;
  Judge judge_;
  Quarantine quarantine_;
  std::vector<std::pair<const io::InputFormat*, std::unique_ptr<Decoder>>> decoders_;  // of the formats seen so far
  Decoder* decoder_ = nullptr;                 // of the chunk; null: its lines are JSON
  std::size_t searched_ = 0, line_begin_ = 0;  // in a framed chunk: no line begins between these two
  std::string line_scratch_;
  std::array<std::unique_ptr<compress::BlockCompressor>, 3> compressors_;
  std::vector<Member*> ordered_;
  std::string key_scratch_;
  ChunkResult* result_ = nullptr;  // during process()
  const Overflow* overflow_ = nullptr;
};

}  // namespace dsprep::exec
