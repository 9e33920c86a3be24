// CSV as it is written: a header, and a row per record.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "dsprep/format.h"
#include "dsprep/params.h"

namespace dsprep::formats::csv {

struct WritingParams {
  std::vector<std::string> columns;
  std::string extra = "error";
  bool header = true;
  bool bom = false;
  void fields(ParamFields& f);
};

struct WritingRules {
  char delimiter = ',';
  std::vector<std::string> columns;  // empty: those of all records
  bool drop_extra = false;
  bool header = true, bom = false;
};
Result<WritingRules> writing_rules(const WritingParams& params, char delimiter);

class CsvWriter final : public Writer {
 public:
  explicit CsvWriter(WritingRules rules) : rules_(std::move(rules)) {}
  std::unique_ptr<Encoder> encoder() const override;
  Status begin(std::string& out) const override;
  bool needs_columns() const override { return rules_.columns.empty(); }
  Status set_columns(std::span<const std::string> columns) override;

 private:
  WritingRules rules_;
};

}  // namespace dsprep::formats::csv
