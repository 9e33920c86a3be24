#include "formats/csv/csv_writer.h"

#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "dsprep/value.h"
#include "formats/csv/cell_writer.h"
#include "formats/csv/reading_params.h"

namespace dsprep::formats::csv {
namespace {

class CsvEncoder final : public Encoder {
 public:
  explicit CsvEncoder(const WritingRules& rules) : rules_(rules), cells_(rules.delimiter) {
    for (std::size_t i = 0; i < rules.columns.size(); ++i) column_of_.emplace(rules.columns[i], i);
    values_.resize(rules.columns.size());
  }

  Status encode(std::string_view line, std::string& out) override {
    for (Value& value : values_) value = Value();
    std::size_t next = 0;  // where the members come in the order of the columns, the column of the next one
    for (Value::Members it = Value(line).members(); it.next(); ++next) {
      const std::string_view key = it.key(key_);
      if (next >= values_.size() || rules_.columns[next] != key) {
        const auto found = column_of_.find(key);
        if (found == column_of_.end() && rules_.drop_extra) continue;
        if (found == column_of_.end()) return no_column(key);
        next = found->second;
      }
      values_[next] = it.value();
    }
    for (std::size_t i = 0; i < values_.size(); ++i) {
      if (i > 0) out.push_back(rules_.delimiter);
      append(values_[i], out);
    }
    out.push_back('\n');
    return {};
  }

 private:
  void append(Value value, std::string& out) {
    const bool alone = values_.size() == 1;
    if (value.type() == FieldType::missing || value.type() == FieldType::null) cells_.append("", alone, out);
    else if (value.type() == FieldType::text) cells_.append(*value.text(text_), alone, out);
    else cells_.append(value.raw(), alone, out);
  }

  static Error no_column(std::string_view key) {
    return failure("field \"" + std::string(key) +
                   "\" has no column: add it to columns, or give extra = \"drop\" to leave such fields out");
  }

  const WritingRules& rules_;  // of the Writer, which outlives us
  const CellWriter cells_;
  std::unordered_map<std::string_view, std::size_t> column_of_;
  std::vector<Value> values_;  // of the record at hand, by column
  std::string key_, text_;     // scratch
};

}  // namespace

void WritingParams::fields(ParamFields& f) {
  f("columns", columns,
    {.meaning = "the fields that are written, in this order; by default all that any record has, in "
                "the order in which they first come, for which the input is read twice"});
  f("extra", extra,
    {.meaning = "what becomes of a field that is not among columns: error ends the run, drop leaves it out",
     .choices = {"error", "drop"}});
  f("header", header, {.meaning = "the first row holds the names of the columns"});
  f("bom", bom, {.meaning = "begin each file with a byte order mark, by which Excel knows UTF-8"});
}

Result<WritingRules> writing_rules(const WritingParams& params, char delimiter) {
  DSPREP_CHECK(check_columns(params.columns));
  return WritingRules{delimiter, params.columns, params.extra == "drop", params.header, params.bom};
}

std::unique_ptr<Encoder> CsvWriter::encoder() const { return std::make_unique<CsvEncoder>(rules_); }

Status CsvWriter::begin(std::string& out) const {
  if (rules_.bom) out += "\xef\xbb\xbf";
  if (!rules_.header || rules_.columns.empty()) return {};
  const CellWriter cells(rules_.delimiter);
  for (std::size_t i = 0; i < rules_.columns.size(); ++i) {
    if (i > 0) out.push_back(rules_.delimiter);
    cells.append(rules_.columns[i], rules_.columns.size() == 1, out);
  }
  out.push_back('\n');
  return {};
}

Status CsvWriter::set_columns(std::span<const std::string> columns) {
  rules_.columns.assign(columns.begin(), columns.end());
  return {};
}

}  // namespace dsprep::formats::csv
