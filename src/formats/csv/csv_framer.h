// CsvFramer: the rows of one file as frames, and its header as their preamble.
//
// The dialect is guessed from the first bytes, so that nothing is found before those are there. From the row under way
// on, the bytes are kept here as well: a quote that is never closed, or that does not fit, sends us back to its row.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/format.h"
#include "formats/csv/dialect.h"
#include "formats/csv/preamble.h"
#include "formats/csv/reading_params.h"
#include "formats/csv/row_scanner.h"

namespace dsprep::formats::csv {

class CsvFramer final : public Framer {
 public:
  explicit CsvFramer(const ReadingRules& rules) : rules_(rules), skip_left_(rules.skip) {}

  std::uint64_t frame(std::string_view bytes, std::uint64_t at, std::vector<FrameBounds>& found) override;
  Status finish(std::uint64_t at, std::vector<FrameBounds>& found) override;
  void limit(std::uint64_t longest) override { longest_ = longest; }
  bool leaves() const override { return header_known_ && scanner_.leaves(); }
  std::string preamble(std::string_view bytes) override;
  std::string guessed() const override;

 private:
  void drop(std::size_t used);  // the beginning of held_
  std::size_t scan(std::string_view bytes, std::uint64_t at, bool last, std::vector<FrameBounds>& found);
  // Passes over lines before the header; false where their end is not there yet. `pos` moves.
  bool skip_lines(std::string_view bytes, bool last, std::size_t& pos);
  // The header, as far as it is there: false where its end is not. `pos` moves behind it.
  bool find_header(std::string_view bytes, std::uint64_t at, bool last, std::size_t& pos,
                   std::vector<FrameBounds>& found);

  const ReadingRules& rules_;  // of the Reader, which outlives us
  std::uint64_t longest_ = std::uint64_t{1} << 32;
  std::size_t skip_left_;
  char skip_to_ = '\0';  // what ends the lines that are passed over, once that is known
  bool dialect_known_ = false, header_known_ = false;
  std::string refusal_;  // why nothing of the file is read
  Dialect dialect_;
  std::size_t columns_ = 0;
  RowScanner scanner_;
  std::string held_;  // from the row under way on, where it began in an earlier piece
  std::uint64_t held_at_ = 0;
};

}  // namespace dsprep::formats::csv
