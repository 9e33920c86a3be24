// Extent: how far a window or a gap reaches: so many records, or so much time.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/duration.h"
#include "dsprep/result.h"

namespace dsprep::ops::time {

struct Extent {
  std::uint64_t records = 0;
  base::Duration time;
  bool by_records = false;

  bool none() const { return records == 0 && time.none(); }
};

// "200 records", "30d"; `name` is the parameter's, for the usage error.
Result<Extent> read_extent(std::string_view name, std::string_view text);

}  // namespace dsprep::ops::time
