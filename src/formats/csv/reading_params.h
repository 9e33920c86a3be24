// The parameters with which CSV and TSV are read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/params.h"
#include "dsprep/result.h"
#include "formats/csv/guess_dialect.h"

namespace dsprep::formats::csv {

enum class Ragged : std::uint8_t { fill, extra, malformed };

struct ReadingParams {
  std::string delimiter = "guess";
  std::string quote = "guess";
  std::string escape = "guess";
  bool header = true;
  std::int64_t header_rows = 1;
  std::vector<std::string> columns;
  std::int64_t skip = 0;
  std::string ragged = "fill";
  std::string types = "text";
  void fields(ParamFields& f);
  void common_fields(ParamFields& f);  // all but the delimiter
};

// The same, checked.
struct ReadingRules {
  KnownDialect dialect;
  std::size_t header_rows = 1;       // 0: the first row is a record
  std::vector<std::string> columns;  // instead of the header's names
  std::size_t skip = 0;              // lines before the header
  Ragged ragged = Ragged::fill;
  bool guess_types = false;
};
Result<ReadingRules> reading_rules(const ReadingParams& params);

// Column names as a user gives them: none empty, none twice.
Status check_columns(const std::vector<std::string>& columns);

// The byte a delimiter is written as: itself, "tab", "space" or "\t". None where it is no delimiter.
std::optional<char> delimiter_of(std::string_view text);

}  // namespace dsprep::formats::csv
