// RecordReader: a line becomes a Record, or a reason why not. One per worker.
//
// Strict by default: everything RFC 8259 forbids is refused, numbers of any size pass, depth is at most 1,024,
// the top level must be an object. Of duplicate keys the last is read. Lines up to 16 MiB go through simdjson's
// structural index (one pass over the bytes at several GB/s) and one walk over it; longer ones, which are rare,
// through a scalar scan that needs no index memory. Both fill the same RecordState: the tests hold one to the other.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "json/field_plan.h"
#include "json/record_state.h"

namespace dsprep::json {

inline constexpr std::size_t line_padding = 64;  // readable bytes that must follow a line
inline constexpr int max_depth = 1024;

class RecordReader {
 public:
  struct Options {
    bool trust_input = false;               // skip what is not needed to find the fields
    bool shortest_escapes = false;          // lines hold none but append_escaped's: it made them
    std::size_t indexed_limit = 16u << 20;  // longer lines take the scalar path (tests set 0)
  };
  explicit RecordReader(Options options);
  RecordReader() : RecordReader(Options()) {}
  ~RecordReader();
  RecordReader(RecordReader&&) noexcept;

  // Fills `state` from a line without its terminator. `line` must outlive the state's use, with line_padding readable
  // bytes behind it. A fault's offset counts from the line's first byte. State keeps its storage between calls.
  std::optional<JsonFault> read(std::string_view line, const FieldPlan& plan, RecordState& state);

  // The same, put off until something of the record is asked for, which for many a record is never. For lines that were
  // found good before: one that is not has no fields. REQUIRES this reader to live as long as the state's use.
  void defer(std::string_view line, const FieldPlan& plan, RecordState& state);
  void read_deferred(RecordState& state);  // for json::ensure_read

  // A record derived from `parent` as it now is: `child` owns its bytes. `number` is its RecordId::derived, `copy_of`
  // stands in its provenance.
  void derive(const Record& parent, std::uint32_t number, RecordState& child);

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace dsprep::json
