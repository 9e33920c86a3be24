// A record from a literal: plan, padded line, reader and state in one.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "json/field_plan.h"
#include "json/record_reader.h"
#include "json/record_writer.h"

namespace dsprep::json::test {

// A line with the padding that readers need; the padding holds what would be taken for JSON if it were read.
class PaddedLine {
 public:
  explicit PaddedLine(std::string_view line) : size_(line.size()), bytes_(line) {
    while (bytes_.size() < size_ + line_padding) bytes_ += "}]\",\\";
  }
  operator std::string_view() const { return std::string_view(bytes_).substr(0, size_); }

 private:
  std::size_t size_;
  std::string bytes_;
};

inline FieldPlan make_plan(const std::vector<std::string>& pointers, FieldPlan::Options options = {}) {
  std::vector<FieldBinding> slots;
  for (const std::string& pointer : pointers) slots.push_back({pointer, true});
  auto plan = FieldPlan::make(slots, options);
  if (!plan.ok()) throw std::string(plan.error().message);
  return std::move(plan).value();
}

inline constexpr RecordReader::Options scalar_only{false, 0};

// One record, every field of which is bound for writing. Slots are numbered as the pointers stand.
class Fixture {
 public:
  Fixture(std::string_view line, const std::vector<std::string>& pointers, FieldPlan::Options options = {},
          RecordReader::Options how = {})
      : line_(std::make_unique<PaddedLine>(line)),
        plan_(std::make_unique<FieldPlan>(make_plan(pointers, options))),
        reader_(how),
        state_(std::make_unique<RecordState>()) {
    fault = reader_.read(*line_, *plan_, *state_);
  }

  Record record() { return Record(*state_); }
  RecordState& state() { return *state_; }
  RecordReader& reader() { return reader_; }
  const FieldPlan& plan() const { return *plan_; }
  std::string written() {
    std::string out;
    const bool wrote = write_record(record(), out);
    if (wrote != (out != state_->line)) return "write_record returned the wrong answer";
    if (wrote != changed(record())) return "changed() disagrees with write_record()";
    return out;
  }

  std::optional<JsonFault> fault;

 private:
  std::unique_ptr<PaddedLine> line_;
  std::unique_ptr<FieldPlan> plan_;
  RecordReader reader_;
  std::unique_ptr<RecordState> state_;
};

inline Field field(int slot) { return Field{static_cast<std::uint16_t>(slot)}; }

}  // namespace dsprep::json::test
