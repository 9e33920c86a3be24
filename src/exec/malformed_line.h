// The lines of malformed/: what could not be read as a record, or could not be judged by a step, with where and why.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dsprep::exec {

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
