#include "json/record_reader.h"

#include <cassert>
#include <limits>
#include <string>

#include "json/escape_check.h"
#include "json/field_collector.h"
#include "json/record_access.h"
#include "json/record_name.h"
#include "json/record_writer.h"
#include "json/scalar_walk.h"
#include "json/structural_index.h"
#include "json/structural_walk.h"

namespace dsprep::json {

struct RecordReader::Engine {
  Options options;
  StructuralIndex index;

  // REQUIRES that begin_record was called.
  std::optional<JsonFault> read(std::string_view line, RecordState& state) {
    if (line.size() >= std::numeric_limits<std::uint32_t>::max()) return JsonFault{"longer than 4 GiB", 0};
    if (line.size() <= options.indexed_limit && read_indexed(line, state)) return std::nullopt;
    return read_scalar(line, state);
  }

  // The fast way. False where it finds a fault; what fault, the scalar walk says.
  bool read_indexed(std::string_view line, RecordState& state) {
    if (!index.build(line)) return false;
    if (options.shortest_escapes) {
      state.escapes = Escapes::shortest;
    } else if (!options.trust_input) {
      state.escapes = check_escapes(line);
      if (state.escapes == Escapes::invalid) return false;
    }
    FieldCollector collector(state, line);
    return structural_walk(line, index.positions(), collector) && !collector.overflowed();
  }

  std::optional<JsonFault> read_scalar(std::string_view line, RecordState& state) {
    ScalarRules rules;
    state.escapes = Escapes::any;
    rules.object = true;
    rules.trust_escapes = options.trust_input;
    rules.max_depth = max_depth;
    FieldCollector collector(state, line);
    auto fault = scalar_walk(line, rules, &collector, state.walk.kinds);
    if (!fault && collector.overflowed()) {
      fault = JsonFault{"more than " + std::to_string(most_hits) + " members or elements match one field", 0};
    }
    return fault;
  }
};

RecordReader::RecordReader(Options options) : engine_(std::make_unique<Engine>()) { engine_->options = options; }
RecordReader::~RecordReader() = default;
RecordReader::RecordReader(RecordReader&&) noexcept = default;

std::optional<JsonFault> RecordReader::read(std::string_view line, const FieldPlan& plan, RecordState& state) {
  begin_record(state, plan, line);
  return engine_->read(line, state);
}

void RecordReader::defer(std::string_view line, const FieldPlan& plan, RecordState& state) {
  begin_record(state, plan, line);
  state.deferred = this;
}

void RecordReader::read_deferred(RecordState& state) {
  assert(state.deferred == this);
  // A line that is no longer what it was has no fields.
  state.deferred = nullptr;
  if (engine_->read(state.line, state)) FieldCollector nothing(state, state.line);
}

void RecordReader::derive(const Record& parent, std::uint32_t number, RecordState& child) {
  const RecordState& from = parent.state();
  assert(&from != &child);
  constexpr std::size_t kept_bytes = std::size_t{1} << 20;
  if (child.owned_line.capacity() > kept_bytes) child.owned_line = std::string();
  child.owned_line.clear();
  write_record(parent, child.owned_line);
  const std::size_t size = child.owned_line.size();
  child.owned_line.append(line_padding, '\0');
  const std::string_view line(child.owned_line.data(), size);
  // An op's value may have made the parent deeper than a line may be: it is read all the same.
  if (read(line, *from.plan, child)) read_own_bytes(child, line);

  child.id = {from.id.shard, from.id.line, number};
  child.part = from.part;
  child.source = from.source;
  child.key = derived_key(parent.key(), number);
  child.key_known = true;
  child.parent_name = root_name(parent);
  child.has_parent = true;
  if (const Field id = from.plan->options().id; id.bound()) {
    Record record(child);
    const FieldType type = record.type(id);
    if (type != FieldType::array && type != FieldType::object) record.set_text(id, record.name());
  }
}

}  // namespace dsprep::json
