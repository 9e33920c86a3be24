// What --audit remembers of a record on its way through the chain, and the rows that become of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsprep/op.h"
#include "dsprep/value.h"
#include "io/audit_format.h"

namespace dsprep::exec {

struct Member;
struct Stage;

// One record's row so far. Storage is used again.
struct AuditNote {
  bool any = false;                    // a step of this pass saw it
  std::string text;                    // its first characters, as the first of them did
  std::vector<double> values;          // by rule, all steps in a row; NaN: see io::not_asked
  std::vector<std::uint8_t> outcomes;  // by step
  std::vector<std::string> details;
  std::vector<std::pair<Counter, std::uint64_t>> counted;  // by the step that is at work
};

// The steps that a pass measures: those that are done for the first time, in order. Gives each of their stages its
// number (Stage::audit).
io::AuditSchema audit_schema(std::vector<Stage>& stages, std::uint64_t pass);

// Before a step and after it: begins the member's row where there is none yet, and notes what the step made of it.
void begin_audit(const io::AuditSchema& schema, Member& member, Field shown);
void note_audit(const io::AuditSchema& schema, const Stage& stage, Member& member, const Verdict& verdict,
                const Judge& judge, bool changed);

// Appends the member's row. `place`: its number in the shard.
void append_audit_row(const io::AuditSchema& schema, const Member& member, std::uint64_t place, io::AuditBlock& rows);

// OUT/audit/part-00000.audit; a later pass's is part-00000.pass-2.audit.
std::string audit_path(std::uint32_t shard, std::uint64_t pass);

// A double as the detail column's JSON has it: a number, "inf", "-inf" or null (NaN); and back.
void append_audit_number(ValueBuilder& out, double value);
double audit_number(const Value& value);

}  // namespace dsprep::exec
