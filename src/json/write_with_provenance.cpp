// write_with_provenance: a record with a last member "_dsprep", which says how the record came to be what it is.
#include <string>
#include <string_view>
#include <vector>

#include "json/field_plan.h"
#include "json/record_access.h"
#include "json/record_state.h"
#include "json/record_writer.h"
#include "json/value_scan.h"

namespace dsprep::json {
namespace {

constexpr std::string_view provenance_key = "_dsprep";

// May the record have a "_dsprep" already?
bool may_have_one(RecordState& state) {
  ensure_read(state);
  if (state.provenance.end != 0 || state.current.data() != state.line.data()) return true;
  for (std::size_t i = 0; i < state.slots.size(); ++i) {
    if (state.slots[i].added && state.plan->slots()[i].tokens[0] == provenance_key) return true;
  }
  return false;
}

// Appends the object `json` up to its last member, that is, without its closing brace and the white space around that.
// Returns whether it has a member.
bool append_open(std::string_view json, std::string& out) {
  json = trimmed(json);
  json.remove_suffix(1);
  while (is_json_space(json.back())) json.remove_suffix(1);
  out += json;
  return json.back() != '{';
}

// The same without the members called "_dsprep"; `previous` becomes the value of the last one.
bool append_open_without_provenance(std::string_view json, std::string& out, std::string_view& previous) {
  json = trimmed(json);
  out += '{';
  const char* at = json.data() + 1;  // behind the last member
  bool any = false, first = true;
  std::string scratch;
  for (Value::Members it = Value(json).members(); it.next();) {
    const char* const end = it.value().raw().data() + it.value().raw().size();
    if (it.key(scratch) == provenance_key) {
      previous = it.value().raw();
    } else {
      // What stands between two members goes with the second one, but not the comma before the first that is left.
      out.append(any || first ? at : it.raw_key().data() - 1, end);
      any = true;
    }
    at = end;
    first = false;
  }
  return any;
}

}  // namespace

void write_with_provenance(const Record& record, bool as_read, std::string_view provenance, std::string& out) {
  RecordState& state = Record(record).state();
  std::string_view json = state.line;
  if (!as_read) {
    state.scratch.clear();
    write_record(record, state.scratch);
    json = state.scratch;
  }
  std::string_view previous;
  const bool any = may_have_one(state) ? append_open_without_provenance(json, out, previous) : append_open(json, out);
  if (any) out += ',';
  out += "\"_dsprep\":";
  const bool members = append_open(provenance, out);
  if (!previous.empty()) {
    if (members) out += ',';
    out += "\"previous\":";
    out += previous;
  }
  out += "}}";
}

}  // namespace dsprep::json
