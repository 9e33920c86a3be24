// CLD2's answer by its public function: what models/cld2_detect.h is held to.
#pragma once

#include <string>
#include <string_view>

#include "models/cld2_detect.h"

#include <cld2/public/encodings.h>

namespace dsprep::test {

// CLD2 reads a few bytes beyond the end of its text.
inline std::string padded_for_cld2(std::string_view text) { return std::string(text) + std::string(32, '\0'); }

// REQUIRES valid UTF-8: CLD2 crashes on anything else.
inline models::Cld2Summary cld2_public(std::string_view text) {
  const std::string padded = padded_for_cld2(text);
  models::Cld2Summary summary;
  double scores[3];
  int bytes = 0;
  const CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::ExtDetectLanguageSummary(padded.data(), static_cast<int>(text.size()), true, &hints, CLD2::kCLDFlagBestEffort, summary.languages.data(),
                                 summary.percents.data(), scores, nullptr, &bytes, &summary.reliable);
  return summary;
}

}  // namespace dsprep::test
