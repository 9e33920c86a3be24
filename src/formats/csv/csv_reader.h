// CsvReader: framer and decoder of one file format with separated values, with the parameters they share.
#pragma once

#include <memory>
#include <utility>

#include "dsprep/format.h"
#include "formats/csv/csv_decoder.h"
#include "formats/csv/csv_framer.h"
#include "formats/csv/reading_params.h"

namespace dsprep::formats::csv {

class CsvReader final : public Reader {
 public:
  explicit CsvReader(ReadingRules rules) : rules_(std::move(rules)) {}
  std::unique_ptr<Framer> framer() const override { return std::make_unique<CsvFramer>(rules_); }
  std::unique_ptr<Decoder> decoder() const override { return std::make_unique<CsvDecoder>(rules_); }

 private:
  const ReadingRules rules_;
};

}  // namespace dsprep::formats::csv
