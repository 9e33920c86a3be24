// Member: a record on its way through the chain, with what the engine knows of it. Pooled: storage is used again.
#pragma once

#include <cstdint>
#include <deque>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op.h"
#include "exec/audit.h"
#include "json/record_state.h"

namespace dsprep::exec {

struct Member {
  RecordState state;
  Record record{state};
  bool alive = true;
  std::span<const PartId> parts;   // where a split routed it; empty: state.part
  std::vector<PartId> own_parts;   // what `parts` stands on, for records from a spool
  std::string trail;               // --explain: the decisions so far, as elements of a JSON array
  std::string origin;              // of a derived record: describe_origin()
  std::string decoded;             // what the line stands on, where a Decoder made it
  std::size_t root = 0;            // index of the first member of its line
  std::uint32_t next_derived = 0;  // of a root: numbers given so far
  std::uint32_t last_derived = 0;  // of a root: the last number it may give
  std::uint64_t ordinal = 0;       // of its line in the chunk
  std::uint64_t offset = 0;        // of its line in the shard, bytes
  AuditNote audit;                 // --audit: what this pass measured of it
};

class MemberPool {
 public:
  Member& add() {
    if (used_ == members_.size()) members_.push_back(std::make_unique<Member>());
    Member& member = *members_[used_++];
    member.alive = true;
    member.parts = {};
    member.trail.clear();
    member.origin.clear();
    member.next_derived = 0;
    member.last_derived = std::numeric_limits<std::uint32_t>::max();
    member.audit.any = false;
    member.root = used_ - 1;
    return member;
  }
  Member& operator[](std::size_t i) { return *members_[i]; }
  std::size_t size() const { return used_; }
  void clear() { used_ = 0; }
  void drop_last() { --used_; }
  // Gives back what an unusually large record made grow.
  void release() {
    members_.clear();
    used_ = 0;
  }

 private:
  std::vector<std::unique_ptr<Member>> members_;
  std::size_t used_ = 0;
};

}  // namespace dsprep::exec
