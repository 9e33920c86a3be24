// Quarantine: what cannot be a record, or that a step cannot judge, goes to malformed/ and into the books. One per
// worker.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exec/chunk_result.h"
#include "exec/malformed_line.h"
#include "exec/member.h"

namespace dsprep::exec {

class Quarantine {
 public:
  explicit Quarantine(const PassPlan& plan) : plan_(plan) {}

  void start(ChunkResult& result) { result_ = &result; }  // what follows is of its chunk
  void finish();                                          // REQUIRES start

  struct Spot {
    std::uint64_t line, column;  // of the file, where the fault is
    std::uint64_t offset;        // of the shard's bytes, where the line (or frame) begins
  };
  // A line, or what a framer took for a record, that is none.
  void refuse_line(std::string_view line, const Spot& spot, std::string_view reason);
  // A frame that is longer than --max-record-size, and was held all the same because it lies in one chunk.
  void oversize_frame(std::string_view bytes, const Spot& spot);
  // The chunk is a piece of a record that is too long to be held, or says where the input is damaged.
  void oversize();
  void damage();
  // A record that was read, and that the step (or option) of that name found malformed.
  void refuse_record(const Member& member, const std::string& step, const std::string& reason);

 private:
  void add(const Malformed& malformed);  // one that --on-error fail stops at
  void write(const Malformed& malformed);
  void guess_format();                    // before the record is counted
  void count(const std::string& reason);  // a record of the input that is malformed

  const PassPlan& plan_;
  ChunkResult* result_ = nullptr;
  std::vector<std::pair<std::uint64_t, std::string>> held_;  // by line, where a chunk goes through step by step
};

}  // namespace dsprep::exec
