// US individual taxpayer identification numbers: 9AA-GG-SSSS, with the group ranges the IRS issues.
#include <span>
#include <string_view>

#include "models/pii/check_digits.h"
#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {
constexpr std::string_view words[] = {"itin", "taxpayer", "tax id", "tin", "individual taxpayer"};
}

void us_itin_number(Scan& scan, const NumberRun& run) {
  if (run.size < 9 || run.digits[0] != 9) return;
  const bool grouped = run.groups[0].size() == 3;
  const std::size_t end = grouped ? scan.shape(run, {3, 2, 4}, "- ") : scan.solid(run, 9);
  if (end == 0) return;
  const unsigned group = number_of(std::span(run.digits).subspan(3, 2));
  const bool issued =
      (group >= 50 && group <= 65) || (group >= 70 && group <= 88) || (group >= 90 && group <= 92) || group >= 94;
  const bool dashes = grouped && run.separators[0] == '-';
  if (!issued || (!dashes && !scan.near(Kind::us_itin, run.begin(), end, words))) return;
  scan.add(Kind::us_itin, run.begin(), end, dashes ? "format" : "context", false);
}

}  // namespace dsprep::models::pii
