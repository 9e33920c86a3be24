#include "formats/separated_values.h"
#include "formats/csv/reading_params.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "formats/csv/csv_reader.h"
#include "formats/csv/csv_writer.h"

namespace dsprep::formats::separated_values {
namespace {

struct TabReadingParams : csv::ReadingParams {
  TabReadingParams() { delimiter = "tab"; }
  void fields(ParamFields& f) { common_fields(f); }
};

struct AnyWritingParams : csv::WritingParams {
  std::string delimiter = ",";
  void fields(ParamFields& f) {
    f("delimiter", delimiter, {.meaning = "what stands between two cells: one ASCII character, \"tab\" or \"space\""});
    csv::WritingParams::fields(f);
  }
};

Result<std::unique_ptr<Reader>> made_reader(const csv::ReadingParams& params) {
  DSPREP_TRY(csv::ReadingRules rules, csv::reading_rules(params));
  return std::make_unique<csv::CsvReader>(std::move(rules));
}

Result<std::unique_ptr<Writer>> made_writer(const csv::WritingParams& params, char delimiter) {
  DSPREP_TRY(csv::WritingRules rules, csv::writing_rules(params, delimiter));
  return std::make_unique<csv::CsvWriter>(std::move(rules));
}

}  // namespace

std::vector<ParamInfo> any::reader_params() { return describe_params<csv::ReadingParams>(); }
std::vector<ParamInfo> any::writer_params() { return describe_params<AnyWritingParams>(); }
std::vector<ParamInfo> tab::reader_params() { return describe_params<TabReadingParams>(); }
std::vector<ParamInfo> tab::writer_params() { return describe_params<csv::WritingParams>(); }

Result<std::unique_ptr<Reader>> any::reader(const ParamValues& values) {
  return made_reader(bind_params<csv::ReadingParams>(values));
}
Result<std::unique_ptr<Reader>> tab::reader(const ParamValues& values) {
  return made_reader(bind_params<TabReadingParams>(values));
}

Result<std::unique_ptr<Writer>> any::writer(const ParamValues& values) {
  const auto params = bind_params<AnyWritingParams>(values);
  const std::optional<char> delimiter = csv::delimiter_of(params.delimiter);
  if (!delimiter)
    return usage_error("delimiter: \"" + params.delimiter +
                       "\" is not one ASCII character (but no quote, backslash or line end), \"tab\" or \"space\"");
  return made_writer(params, *delimiter);
}
Result<std::unique_ptr<Writer>> tab::writer(const ParamValues& values) {
  return made_writer(bind_params<csv::WritingParams>(values), '\t');
}

}  // namespace dsprep::formats::separated_values
