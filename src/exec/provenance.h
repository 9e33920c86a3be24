// What dsprep says about a record: the "_dsprep" objects of dropped/, derived and explained records, and the lines of
// malformed/.
#pragma once

#include <string>
#include <string_view>

#include "dsprep/op.h"
#include "exec/member.h"
#include "pipeline/pipeline.h"

namespace dsprep::exec {

// {"op":…,"source":{"file","line"},"id":…,"failed":[{"rule","value","limit","note"?}],…attached}
std::string drop_provenance(const pipeline::Step& step, const Judge& judge, const Member& member,
                            std::string_view file);

// Of a derived record, how it was made: {"op":…,"recipe":…,"origins":[…]}, what was not said left out.
std::string describe_origin(std::string_view step, const Derivation& derivation);

// {"parent":…,"op":…,"recipe"?,"origins"?,"copy":n,"trail":[…]}: what a kept record carries where it is derived or
// --explain asks; "" for neither.
std::string kept_provenance(const Member& member, bool explain);

// Appends one decision to a member's trail.
void append_trail(std::string& trail, const pipeline::Step& step, const Judge& judge);

struct Malformed {
  std::string_view file;
  std::uint64_t line = 0, offset = 0;  // 1-based; byte of the line's start in the (decompressed) shard
  std::uint64_t column = 0;            // 1-based byte of the line where it goes wrong; 0: unknown
  std::string_view reason, step, raw;  // step: "" where the line is no record at all
};
// One line of malformed/, with its LF. Bytes that are not UTF-8 stand as "raw_base64".
void append_malformed(std::string& out, const Malformed& malformed);
// The head of such a line for a record too long to be held: what follows is its bytes in base64, then oversize_tail.
std::string oversize_head(const Malformed& malformed);
inline constexpr std::string_view oversize_tail = "\"}\n";
// "part-00000.jsonl:12:7: reason"
std::string describe(const Malformed& malformed);

// The reason without what is particular to one record (everything from the first quote, digit or ':' on), for counting.
std::string reason_kind(std::string_view reason);

}  // namespace dsprep::exec
