// Record: one line of the dataset, as an op sees it.
//
// A Record is the bytes of the line as read, plus a slot for each field the pipeline bound, plus the edits
// made so far, which lie beside the bytes. When it is written, the edits are spliced into the bytes; a field
// that nobody changed comes out byte for byte (cli.md § Promises, 2). docs/record.md tells the whole story.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/text_view.h"
#include "dsprep/value.h"

namespace dsprep {

// Where a record stands in the input: a total order, in this member order, that does not depend on threads.
struct RecordId {
  std::uint32_t shard = 0;    // index of the input shard, in input order
  std::uint64_t line = 0;     // 1-based line of the shard (blank lines counted)
  std::uint32_t derived = 0;  // 0: read; n: the n-th record derived from this line
  auto operator<=>(const RecordId&) const = default;
};

// 128 bits that name a record by content: XXH3-128 of its --id value, or without --id of its line as read.
// A derived record's key is a function of its parent's key and its number.
struct RecordKey {
  std::uint64_t high = 0, low = 0;
  auto operator<=>(const RecordKey&) const = default;
};

struct PartId {
  std::uint16_t index = 0;
  auto operator<=>(const PartId&) const = default;
};  // 0: no part
struct SourceId {
  std::uint16_t index = 0;
  auto operator<=>(const SourceId&) const = default;
};

// A field the pipeline bound: a slot number handed out by Binder::read and Binder::write. A pointer with "*"
// binds every element it matches, in document order; `index` arguments count them.
struct Field {
  static constexpr std::uint16_t unbound = 0xffff;
  std::uint16_t slot = unbound;
  bool bound() const { return slot != unbound; }
};

class TextEdit;
struct RecordState;  // src/json/record_state.h

// Owned by one worker; never outlives its chunk. Not thread-safe, and never shared.
//
// Reading sees the edits made by earlier steps. string_views and Values returned are valid until that
// field is edited or the next record is read.
class Record {
 public:
  explicit Record(RecordState& state) : state_(&state) {}

  RecordId id() const;
  const RecordKey& key() const;  // computed on first use
  std::string name() const;      // the --id value, else the key in 32 hex digits; derived: "PARENT#n"
  // The bytes as read, never modified. Of a derived record: its parent's as they were when it was derived, with the
  // edits made until then, and without its own (its own id among them).
  std::string_view line() const;
  PartId part() const;  // train, validation, … where the input knows it
  SourceId source() const;

  // Of a field with several elements ("*"), `type`, number, integer, raw and value are of the first that is not null;
  // `text` and `view` are the elements that are strings joined by LF.
  FieldType type(Field field) const;                        // missing where the pointer leads nowhere
  std::string_view raw(Field field) const;                  // JSON bytes, edits included; empty where missing
  std::optional<std::string_view> text(Field field) const;  // decoded; zero-copy when nothing is escaped
  const TextView& view(Field field) const;                  // of text(), or of "" where there is no text
  std::optional<double> number(Field field) const;
  std::optional<std::int64_t> integer(Field field) const;
  Value value(Field field) const;

  // Elements of a field, one by one (a field without "*" has 0 or 1).
  bool many(Field field) const;  // has its pointer "*"? Then null elements are as good as absent (need.h)
  std::size_t count(Field field) const;
  FieldType type(Field field, std::size_t index) const;
  std::optional<std::string_view> text(Field field, std::size_t index) const;
  Value value(Field field, std::size_t index) const;

  // The text of an element as JSON spells it, without the quotes, where it holds no escapes but \" \\ \b \f \n \r \t:
  // then this is the one way dsprep itself writes it, and an op that knows them need not have it decoded. nullopt: see
  // text().
  std::optional<std::string_view> escaped_text(Field field, std::size_t index) const;

  // Every top-level member in order, duplicates too. REQUIRES the pipeline to have an op that called read_all().
  void walk(const std::function<void(std::string_view raw_key, Value value)>& visit) const;

  // Edits. REQUIRES the field to be bound by Binder::write. A field that is missing is added: at the end of the
  // deepest object on its way that exists, with the objects between made. Where something on the way is not an
  // object, or the pointer has "*", nothing can be added: these return false and change nothing.
  // An edit that leaves the value equal is no edit. `text` must be valid UTF-8 and may not lie in this field.
  bool set_text(Field field, std::string_view text, std::size_t index = 0);
  bool set_escaped_text(Field field, std::string_view escaped,
                        std::size_t index);  // REQUIRES what escaped_text() gives
  bool set_number(Field field, double value);
  bool set_integer(Field field, std::int64_t value);
  bool set_raw(Field field, std::string_view json, std::size_t index = 0);  // REQUIRES valid JSON
  void erase(Field field);                                                  // every element; array elements become null
  void erase_member(std::string_view raw_key);  // every top-level member of that name. REQUIRES write_all()
  // Every top-level member of that name gets another, where it stands. `name` is decoded. REQUIRES write_all()
  void rename_member(std::string_view raw_key, std::string_view name);

  // An edit piece by piece. Where the pipeline carries span labels ([dataset] spans), they move with it.
  TextEdit edit(Field field, std::size_t index = 0);
  bool carries_spans(Field field) const;  // worth the price of an exact alignment?
  // Appends what the labels of one of [dataset] spans (Binder::spans) cover of a text's element: bytes of the text, cut
  // to it and widened to whole characters. Empty and wrong ones are left out.
  void covered_by(Field text, Field spans, std::size_t index, std::vector<TextSpan>& covered) const;

  std::uint64_t edits() const;  // grows with each edit that changed something

  RecordState& state() { return *state_; }  // for src/json and src/exec
  const RecordState& state() const { return *state_; }

 private:
  RecordState* state_;
};

// Rewrites a text from left to right: keep and replace eat the old text, append the new.
//   TextEdit edit = record.edit(field);
//   edit.keep(5).replace(2, " ").keep_rest();
//   edit.finish();
// Byte counts. Owned by one worker; the text it came from must not be edited meanwhile. The destructor does nothing:
// an edit that was not finished never happened.
class TextEdit {
 public:
  TextEdit(Record record, Field field, std::size_t index);
  std::string_view rest() const;  // what has not been eaten
  TextEdit& keep(std::size_t bytes);
  TextEdit& replace(std::size_t bytes, std::string_view with);
  TextEdit& keep_rest();
  bool finish();  // keeps the rest; true where the text changed

 private:
  Record record_;
  Field field_;
  std::size_t index_;
  std::size_t eaten_ = 0;
};

}  // namespace dsprep
