// RecordState: what stands behind a Record. Filled by RecordReader, changed through Record, read by RecordWriter.
// Owned by one worker and used again for record after record: it keeps its storage, up to a point (see begin_record).
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/record.h"
#include "json/escape_check.h"
#include "json/field_plan.h"

namespace dsprep {

namespace json {
class RecordReader;
}

struct RecordState {
  static constexpr std::uint32_t none = 0xffffffff;

  // ---- set by the engine before or after reading ----
  RecordId id;
  PartId part;
  SourceId source;

  // ---- set by RecordReader ----
  const json::FieldPlan* plan = nullptr;
  std::string_view line;     // as read
  std::string_view current;  // `line`, or, where overlapping edits were rendered, a rendering
  json::RecordReader* deferred =
      nullptr;  // who reads `line` when something of it is first asked for; null: it has been read
  json::Escapes escapes = json::Escapes::any;  // of `line`, where it was checked

  // One place in `current` a slot stands for. Small, because a hostile line may have millions; what only some need
  // stands in a Note.
  struct Hit {
    std::uint32_t begin = 0, end = 0;     // bytes of the value in `current`; both 0 where the field was added
    std::uint32_t note = none;            // index into notes
    FieldType type = FieldType::missing;  // of the value in `current`
    bool escaped = false;                 // a string with a backslash
    bool element = false;                 // stands in an array
  };
  struct Note {
    std::uint32_t converted = none;                  // index into texts: a string decoded, or edited text as JSON
    std::uint32_t edit = none;                       // index into texts: the value now
    std::uint32_t superseded = none;                 // index into superseded: an earlier member of the same name
    std::uint32_t origin_begin = 0, origin_end = 0;  // after rendering: the value in `line`, to be restored where equal
    bool has_converted = false;                      // `converted` is up to date
    bool edited = false;                             // `edit` holds the value
    bool as_text = false;                            // `edit` is decoded text, else JSON
    bool shortest = false;                           // `edit` is a string of JSON with the shortest escapes
    bool erased = false;
  };
  struct Slot {
    std::vector<Hit> hits;           // in document order
    std::uint32_t pending = 0;       // hits that are edited or erased
    std::uint32_t inherited = none;  // while reading: the note of the next hit
    bool added = false;              // the field was missing and has been set: hits[0] is its value
    bool view_valid = false;
    bool joined_valid = false;
    TextView view;
    std::string joined;  // of "*" fields
    bool touched() const { return pending != 0 || added; }
  };
  std::vector<Slot> slots;
  std::vector<Note> notes;
  struct Superseded {
    std::uint32_t begin, end, next;
  };
  std::vector<Superseded> superseded;

  // Top-level members, where the plan has read_all. The key without its quotes.
  struct Member {
    std::uint32_t key_begin = 0, key_end = 0, begin = 0, end = 0;
    bool erased = false;
  };
  std::vector<Member> members;
  // (hash of the decoded key, index) of members, sorted: made by the first erase_member of a record.
  std::vector<std::pair<std::uint64_t, std::uint32_t>> members_by_name;

  // What stands at the nodes of the plan below which a written field lies: by node; end is just behind '}'.
  struct Anchor {
    std::uint32_t begin = 0, end = 0;
    FieldType type = FieldType::missing;
  };
  std::vector<Anchor> anchors;

  // The last top-level member "_dsprep" (end 0: none).
  Member provenance;

  std::deque<std::string> texts;  // storage of decoded and edited values; texts_used of them are live
  std::size_t texts_used = 0;
  std::deque<std::string> renderings;  // kept until the next record: views may point into any of them
  std::size_t renderings_used = 0;
  std::string owned_line;  // of derived records: what `line` stands on
  bool members_erased = false;
  std::uint64_t edits = 0;

  bool key_known = false;
  RecordKey key;
  bool has_parent = false;
  std::string parent_name;   // of derived records: the name of the record that was read
  std::string edit_scratch;  // the new text of the TextEdit under way
  // Alignment of the TextEdit under way: pieces of old and new bytes, only where spans are carried.
  struct Piece {
    std::uint64_t old_size, new_size;
    bool kept;
  };
  std::vector<Piece> pieces;

  // ---- scratch of the room's own walks ----

  struct Frame {
    std::uint32_t first, last, sizes;
    std::uint32_t index;
    bool array;
  };
  struct WalkScratch {
    std::vector<Frame> frames;
    std::vector<std::uint32_t> active, sizes;
    std::vector<std::uint64_t> kinds;  // a bit per open container: is it an array?
    std::string key;                   // decoded
  };
  WalkScratch walk;
  struct Splice {
    enum class Kind : std::uint8_t { value, removal, addition };
    std::uint32_t begin, end;
    Kind kind;
    std::uint32_t what;  // note of the value; node of the plan where members are added
  };
  std::vector<Splice> splices;
  std::string scratch, scratch2;  // decoded while two values are compared
  std::string decoded;            // the text of a string that is being set as JSON
};

namespace json {

// Most places one pointer may match in one record, and most top-level members: what keeps a hostile line from taking
// many times its size in memory.
inline constexpr std::size_t most_hits = std::size_t{1} << 24;

// Makes `state` ready for a record: nothing of the last one remains, and of its storage what an ordinary record needs.
void begin_record(RecordState& state, const FieldPlan& plan, std::string_view line);

}  // namespace json
}  // namespace dsprep
