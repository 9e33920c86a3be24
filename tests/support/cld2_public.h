// CLD2's answer by its public function: what models/cld2_detect.h is held to.
#pragma once

#include <cld2/public/encodings.h>

#include <string>
#include <string_view>

#include "models/cld2_detect.h"
#include "models/cld2_tables.h"

namespace dsprep::test {

inline const CLD2::ScoringTables& cld2_tables_of(models::Cld2Tables which) {
  static const auto full = models::cld2_tables(models::Cld2Tables::full),
                    small = models::cld2_tables(models::Cld2Tables::small);
  return which == models::Cld2Tables::full ? *full.value() : *small.value();
}

// What its public function scores by: the small tables, or the full ones where LD_PRELOAD=libcld2_full.so.0 has put
// them in front (they are then what the small ones' names stand for, too).
inline bool cld2_public_has_full_tables() {
  return cld2_tables_of(models::Cld2Tables::small).quadgram_obj->kCLDTable ==
         cld2_tables_of(models::Cld2Tables::full).quadgram_obj->kCLDTable;
}
inline const CLD2::ScoringTables& tables_of_cld2_public() {
  return cld2_tables_of(cld2_public_has_full_tables() ? models::Cld2Tables::full : models::Cld2Tables::small);
}

// CLD2 reads a few bytes beyond the end of its text.
inline std::string padded_for_cld2(std::string_view text) { return std::string(text) + std::string(32, '\0'); }

// REQUIRES valid UTF-8: CLD2 crashes on anything else.
inline models::Cld2Summary cld2_public(std::string_view text) {
  const std::string padded = padded_for_cld2(text);
  models::Cld2Summary summary;
  double scores[3];
  int bytes = 0;
  const CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::ExtDetectLanguageSummary(padded.data(), static_cast<int>(text.size()), true, &hints, CLD2::kCLDFlagBestEffort,
                                 summary.languages.data(), summary.percents.data(), scores, nullptr, &bytes,
                                 &summary.reliable);
  return summary;
}

}  // namespace dsprep::test
