// The fast reader against the scalar one: both accept the same lines, note the same places, name the same faults, and
// so does one that is put off; a record nobody edited is written byte for byte, and one that was edited is still JSON.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "demand.h"
#include "dsprep/record.h"
#include "json/escape.h"
#include "json/record_reader.h"
#include "json/record_writer.h"

namespace {

using namespace dsprep;
using namespace dsprep::json;
using fuzz::demand;

const FieldPlan& plan() {
  static const FieldPlan made = [] {
    FieldPlan::Options options;
    options.read_all = true;
    std::vector<FieldBinding> slots;
    for (const char* pointer : {"/text", "/a", "/a/b", "/a/*", "/a/0", "/m/*/c", "/m/0/c", "/new/x", "/a/*/b"})
      slots.push_back({pointer, true});
    return std::move(FieldPlan::make(slots, options)).value();
  }();
  return made;
}

bool same_places(const RecordState& a, const RecordState& b) {
  for (std::size_t slot = 0; slot < a.slots.size(); ++slot) {
    const auto &x = a.slots[slot].hits, &y = b.slots[slot].hits;
    if (x.size() != y.size()) return false;
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (x[i].begin != y[i].begin || x[i].end != y[i].end || x[i].type != y[i].type || x[i].escaped != y[i].escaped ||
          x[i].element != y[i].element) {
        return false;
      }
    }
  }
  if (a.members.size() != b.members.size()) return false;
  for (std::size_t i = 0; i < a.members.size(); ++i) {
    if (a.members[i].key_begin != b.members[i].key_begin || a.members[i].end != b.members[i].end) return false;
  }
  for (std::size_t i = 0; i < a.anchors.size(); ++i) {
    if (a.anchors[i].begin != b.anchors[i].begin || a.anchors[i].end != b.anchors[i].end) return false;
  }
  return a.provenance.end == b.provenance.end;
}

void check_escaped(const Record& record, Field field) {
  for (std::size_t i = 0; i < record.count(field); ++i) {
    const auto escaped = record.escaped_text(field, i), text = record.text(field, i);
    if (!escaped) continue;
    std::string spelled;
    append_escaped(spelled, text.value());
    demand(spelled == *escaped);
  }
  record.text(field);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const bool trust : {false, true}) {
    std::string bytes(reinterpret_cast<const char*>(data), size);
    bytes.append(line_padding, '"');
    const std::string_view line(bytes.data(), size);
    RecordReader fast(RecordReader::Options{.trust_input = trust, .indexed_limit = std::size_t{16} << 20});
    RecordReader scalar(RecordReader::Options{.trust_input = trust, .indexed_limit = 0});
    RecordState a, b;
    const auto fast_fault = fast.read(line, plan(), a), scalar_fault = scalar.read(line, plan(), b);
    demand(fast_fault.has_value() == scalar_fault.has_value());
    if (fast_fault) {
      demand(fast_fault->reason == scalar_fault->reason && fast_fault->offset == scalar_fault->offset);
      demand(fast_fault->offset <= size);
      continue;
    }
    demand(same_places(a, b));
    fast.defer(line, plan(), b);
    Record(b).count(Field{0});
    demand(same_places(a, b));
    Record record(a);
    for (std::uint16_t slot = 0; slot < plan().size(); ++slot) check_escaped(record, Field{slot});
    std::string out;
    demand(!write_record(record, out) && out == line);

    record.set_text(Field{0}, "edited \" \n");
    record.set_integer(Field{7}, 1);
    record.erase(Field{static_cast<std::uint16_t>(size % plan().size())});
    record.erase_member("a");
    out.clear();
    write_record(record, out);
    demand(trust || !validate_json(out));
  }
  return 0;
}
