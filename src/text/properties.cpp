#include "text/properties.h"

#include <unicode/uchar.h>
#include <unicode/ucpmap.h>
#include <unicode/uset.h>

#include <algorithm>
#include <cassert>

#include "text/code_point_table.h"

namespace dsprep::text {
namespace {

void fill(std::vector<std::uint8_t>& flat, UChar32 first, UChar32 last, std::uint8_t value) {
  std::fill(flat.begin() + first, flat.begin() + last + 1, value);
}

}  // namespace

// Asks for ranges: a million single questions would take ten times as long.
std::vector<std::uint8_t> enumerated_property(int property) {
  std::vector<std::uint8_t> flat(code_points);
  UErrorCode status = U_ZERO_ERROR;
  const UCPMap* map = u_getIntPropertyMap(static_cast<UProperty>(property), &status);
  assert(U_SUCCESS(status));
  if (U_FAILURE(status)) return flat;
  std::uint32_t value = 0;
  UChar32 first = 0, last = 0;
  while ((last = ucpmap_getRange(map, first, UCPMAP_RANGE_NORMAL, 0, nullptr, nullptr, &value)) >= 0) {
    fill(flat, first, last, static_cast<std::uint8_t>(value));
    first = last + 1;
  }
  return flat;
}

std::vector<std::uint8_t> binary_property(int property) {
  std::vector<std::uint8_t> flat(code_points);
  UErrorCode status = U_ZERO_ERROR;
  const USet* set = u_getBinaryPropertySet(static_cast<UProperty>(property), &status);
  assert(U_SUCCESS(status));
  if (U_FAILURE(status)) return flat;
  for (std::int32_t item = 0; item < uset_getItemCount(set); ++item) {
    UChar32 first = 0, last = 0;
    UErrorCode ignored = U_ZERO_ERROR;
    // Items of length 0 are ranges; strings come behind them, and these properties have none.
    if (uset_getItem(set, item, &first, &last, nullptr, 0, &ignored) == 0) fill(flat, first, last, 1);
  }
  return flat;
}

}  // namespace dsprep::text
