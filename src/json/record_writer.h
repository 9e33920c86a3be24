// RecordWriter: a Record becomes a line again. What nobody edited is copied; edits are spliced in, strings minimally
// escaped. Stateless: functions.
#pragma once

#include <string>
#include <string_view>

#include "dsprep/record.h"

namespace dsprep::json {

// Appends the record as it now is, without a line terminator. False where the bytes are just record.line().
bool write_record(const Record& record, std::string& out);

// True where write_record would give other bytes than record.line().
bool changed(const Record& record);

// Appends the record as it now is (or, `as_read`, as it came) with a last member "_dsprep": `provenance`, a JSON
// object. An existing "_dsprep" moves into it as its last member "previous". Used for dropped/, --explain and derived
// records.
void write_with_provenance(const Record& record, bool as_read, std::string_view provenance, std::string& out);

}  // namespace dsprep::json
