// CLD2's answer for plain text without hints: that of CLD2::ExtDetectLanguageSummary with kCLDFlagBestEffort, in every
// part, two to three times as fast, and with either set of tables (cld2_tables.h). Letters (cld2_spans.h), grams
// (cld2_hits.h) and what they say (cld2_chunks.h) are found and added up here; tables, weights and the verdict on the
// sums are the library's own.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "models/cld2_internals.h"
#include "models/cld2_spans.h"

namespace dsprep::models {

struct Cld2Summary {
  std::array<CLD2::Language, 3> languages = {CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE,
                                             CLD2::UNKNOWN_LANGUAGE};  // the best first
  std::array<int, 3> percents = {0, 0, 0};                             // of the letters, in bytes
  bool reliable = false;
  bool operator==(const Cld2Summary&) const = default;
};

// Owned by one thread; 0.3 MB.
class Cld2Detect {
 public:
  explicit Cld2Detect(const CLD2::ScoringTables& tables) : tables_(tables) {}  // of cld2_tables()
  // REQUIRES valid UTF-8, at most 1 GiB.
  Cld2Summary operator()(std::string_view text);

 private:
  int look(std::string_view text, int flags, Cld2Summary& summary);
  void score(const CLD2::LangSpan& span, CLD2::ScoringContext& context, CLD2::DocTote& totals);

  const CLD2::ScoringTables& tables_;
  Cld2Spans spans_;
  std::unique_ptr<CLD2::ScoringHitBuffer> hits_ = std::make_unique<CLD2::ScoringHitBuffer>();
  std::vector<int> predicted_;  // CLD2's table of what follows what, for a second look
};

}  // namespace dsprep::models
