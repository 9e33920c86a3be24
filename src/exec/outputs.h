// Outputs: every file a pass writes, by shard and block, and what stood on disk when it was finished.
//
// Directory:  data/part-00000.jsonl.zst (with parts: data/train-00000-of-00004.jsonl.zst), dropped/<step>/…,
// malformed/…. File, stream: one sink for all data, in input order. Used by the turnstile's holder only.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compress/codec.h"
#include "exec/chunk_result.h"
#include "exec/pass_plan.h"
#include "exec/run.h"
#include "exec/settling.h"
#include "io/audit_file.h"
#include "io/shard_sink.h"
#include "io/unsettled_file.h"
#include "pipeline/run_result.h"
#include "port/files.h"

namespace dsprep::exec {

class Outputs {
 public:
  // `most_open`: re-sharded files that stay open between two appends; others are opened again for each.
  Outputs(port::Files& files, const Output& output, const PassPlan& plan, std::uint64_t pass, std::size_t most_open);

  // Files that are full and get no more of the shard that is being written, as they do in a re-sharded output, become
  // `unsettled`.
  Status append(ChunkResult& result, UnsettledShard& unsettled);
  // What the shard's files are, once its last chunk was appended. Empty where nothing is per shard.
  Result<std::vector<pipeline::OutputFile>> finish_shard(std::uint32_t shard, UnsettledShard& unsettled);
  // What is left at the end of the pass: the one file, the re-sharded files. They are settled.
  Result<std::vector<pipeline::OutputFile>> finish();

 private:
  struct Open {
    std::unique_ptr<io::ShardSink> sink;
    pipeline::OutputFile::Kind kind;
    std::string part;
    bool apart = false;  // where --dropped says
    compress::Codec codec = compress::Codec::none;
    std::unique_ptr<FileWriter> table;  // of a format of tables
  };
  Result<io::AuditWriter*> audit_of(std::uint32_t shard);
  using Key = std::pair<std::uint64_t, std::size_t>;  // (shard or file, block)
  Status append_slices(const std::vector<Slice>& slices, UnsettledShard& unsettled);
  Status append_data(Open& to, std::string_view bytes, std::uint64_t records);
  Status append_framing(Open& to, std::string_view bytes);
  Status write(Key key, std::uint32_t shard, std::string_view bytes, std::uint64_t records);
  Result<pipeline::OutputFile> close(Open& open, compress::Codec codec, std::vector<io::UnsettledFile>& unsettled);
  Result<Open*> open(Key key, std::uint32_t shard);
  std::vector<PartId> split_parts() const;
  Status begin_table(Open& open);
  std::string data_path(std::size_t part, std::uint64_t number, std::uint64_t of) const;

  port::Files& files_;
  const Output& output_;
  const PassPlan& plan_;
  const std::uint64_t pass_;
  const std::size_t most_open_;
  const std::string side_;
  std::map<Key, Open> open_;
  std::size_t kept_open_ = 0;                        // of re-sharded outputs
  std::map<std::uint32_t, io::AuditWriter> audits_;  // by shard; one at a time is open
  std::vector<pipeline::OutputFile> finished_;       // of re-sharded outputs, as they fill up
};

}  // namespace dsprep::exec
