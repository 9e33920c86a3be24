// PassPlan: what a pass does, the same for all workers. Const while the pass runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compress/codec.h"
#include "exec/audit.h"
#include "exec/line_set.h"
#include "exec/run.h"
#include "exec/stage.h"
#include "io/audit_format.h"
#include "io/file_numbers.h"
#include "io/format.h"
#include "io/shards.h"
#include "json/field_plan.h"
#include "pipeline/pipeline.h"

namespace dsprep::exec {

struct PassPlan {
  const pipeline::Pipeline* pipeline = nullptr;
  const std::vector<io::Shard>* shards = nullptr;
  const io::FileNumbers* numbers = nullptr;           // null: each shard is one file
  const json::FieldPlan* reference_fields = nullptr;  // of a pass over a reference dataset
  std::vector<Stage> stages;
  std::vector<const GlobalOp*> taps;  // by Stage::tap_index
  const OrderOp* order = nullptr;     // survivors are sorted by its keys; where `spool` is set, by somebody else
  std::size_t order_step = 0;         // its number in the pipeline
  bool first = true;                  // lines are read for the first time: counted, refused, sampled
  bool last = true;                   // survivors are the output: counted as kept, written
  bool writes = true;                 // false: a report's pass, nothing but findings
  bool spool = false;                 // survivors go to a spool
  bool from_spool = false;
  unsigned sorts = 0;  // how often what it reads was put in another order
  // One bit a line (or spooled record) of each shard: does anything of it survive? Null: all do.
  const std::vector<LineSet>* alive = nullptr;
  const std::vector<RecordId>* wanted =
      nullptr;                           // sorted: records that findings are about, whose texts are shown. Null: none
  std::optional<io::AuditSchema> audit;  // what this pass measures; nothing where there is no --audit, or nothing new
  bool one_output = false;               // all parts go to one file or stream, in input order
  bool resharded = false;                // blocks are cut between records before they are compressed
  RunOptions options;
  std::uint64_t sample_seed = 0;

  bool by_chunk() const {  // a BatchOp wants a chunk's records together
    for (const Stage& stage : stages)
      if (stage.batch) return true;
    return false;
  }
  const json::FieldPlan& fields_of(SourceId source) const {
    return reference_fields ? *reference_fields : pipeline->plans[source.index];
  }
  // The name of a file, by RecordId::shard.
  std::string_view file_of(std::uint32_t file) const { return numbers ? numbers->name(file) : (*shards)[file].name; }
  // Of the record with that number in the shard (FramedRecord::place).
  RecordId id_of(std::uint32_t shard, std::uint64_t place) const {
    const std::uint32_t file = numbers ? numbers->first(shard) : shard;
    if (!(*shards)[shard].files) return {file, place, 0};
    return {file + static_cast<std::uint32_t>(place - 1), 1, 0};
  }
  std::uint64_t place_of(std::uint32_t shard, const RecordId& id) const {
    return (*shards)[shard].files ? std::uint64_t{id.shard} - numbers->first(shard) + 1 : id.line;
  }
  std::string_view file_of(std::uint32_t shard, std::uint64_t place) const {
    return file_of(id_of(shard, place).shard);
  }
  std::size_t part_count() const { return pipeline->parts.size(); }
  std::size_t part_block(PartId part) const { return one_output ? 0 : part.index; }
  // Blocks by number: parts, then dropped by step, then these.
  std::size_t dropped_block(std::size_t step) const { return part_count() + step; }
  std::size_t malformed_block() const { return part_count() + pipeline->steps.size(); }
  std::size_t spool_block() const { return malformed_block() + 1; }
  std::size_t block_count() const { return malformed_block() + 2; }
  bool writes_table() const { return options.format && options.format->spec->table; }
  compress::Codec codec_of(std::uint32_t shard) const;
  // Of files of records: a table is compressed by itself.
  compress::Codec data_codec_of(std::uint32_t shard) const {
    return writes_table() ? compress::Codec::none : codec_of(shard);
  }
  int level_of(compress::Codec codec) const;
};

}  // namespace dsprep::exec
