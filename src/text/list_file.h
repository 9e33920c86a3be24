// List files: words, domains, … one a line.
#pragma once

#include <functional>
#include <string_view>

#include "dsprep/op.h"
#include "dsprep/result.h"

namespace dsprep::text {

// Calls take(entry) for each line, without a BOM, a CR at its end and the white space around it; blank lines and lines
// that begin with '#' are comments. An error of `take`, or a line that is no UTF-8, comes back as
// "FILE:LINE: …" ("FILE:LINE:COLUMN: …").
Status each_entry(const ResourceFile& file, const std::function<Status(std::string_view)>& take);

}  // namespace dsprep::text
