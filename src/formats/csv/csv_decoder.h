// CsvDecoder: a row as a JSON object, its members named by the header.
//
// Rows of the usual dialect are copied, escaped and searched for delimiters in one pass, sixteen bytes at a time. What
// that pass does not understand (quotes that do not fit, too many cells, backslash escapes) is read cell by cell.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/format.h"
#include "formats/csv/cells.h"
#include "formats/csv/dialect.h"
#include "formats/csv/preamble.h"
#include "formats/csv/reading_params.h"

namespace dsprep::formats::csv {

class CsvDecoder final : public Decoder {
 public:
  explicit CsvDecoder(const ReadingRules& rules) : rules_(rules) {}

  Result<Outcome> decode(const Frame& frame, std::string& line) override;
  std::size_t fault_at() const override { return fault_at_; }
  std::size_t origin_of(const Frame& frame, std::size_t at) const override;

 private:
  void learn(std::string_view preamble);
  bool decode_fast(std::string_view row, std::string& line);
  Status decode_cells(std::string_view row, std::string& line);
  Result<std::string_view> split(std::string_view row, std::vector<Cell>& cells, std::size_t& fault) const;
  void append_member_value(std::string_view row, const Cell& cell, std::string& line);
  std::string wrong_count(std::size_t cells) const;

  const ReadingRules& rules_;  // of the Reader, which outlives us
  std::string preamble_;       // the last one learned
  Dialect dialect_;
  std::string fault_;               // of the header: no row can be read
  std::vector<std::size_t> begin_;  // of each in glues_, and the end of the last
  std::string glues_;  // before the value of each column: {"a": and ,"b": in one buffer that may be read beyond
  std::string extra_glue_;
  std::string buffer_, value_;  // scratch
  std::vector<Cell> cells_;
  std::size_t fault_at_ = 0;
};

}  // namespace dsprep::formats::csv
