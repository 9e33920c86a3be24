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
#include "exec/pass_plan.h"

namespace dsprep::exec {

class Quarantine {
 public:
  explicit Quarantine(const PassPlan& plan) : plan_(plan) {}

  void start(ChunkResult& result) { result_ = &result; }  // what follows is of its chunk
  void finish();                                          // REQUIRES start

  struct Spot {
    std::uint64_t line, column;  // of the file, where the fault is
    std::uint64_t offset;        // of the file's bytes, where the line (or frame) begins
    std::uint64_t place;         // of the record in its shard
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
  void add(const Malformed& malformed, std::uint64_t place);  // one that --on-error fail stops at
  void write(const Malformed& malformed, std::uint64_t place);
  void guess_format(std::uint64_t place, std::string_view record);  // before the record is counted
  std::string_view file_of(std::uint64_t place) const;
  void count(const std::string& reason);  // a record of the input that is malformed

  const PassPlan& plan_;
  ChunkResult* result_ = nullptr;
  std::vector<std::pair<std::uint64_t, std::string>> held_;  // by place, where a chunk goes through step by step
};

}  // namespace dsprep::exec
