// Names of outputs that promise a format dsprep does not write.
#pragma once

#include <string>
#include <string_view>

#include "dsprep/result.h"

namespace dsprep::cli {

// What is no file that dsprep writes is a directory. "out.csv" is refused, since nobody means a directory by that: a
// usage error that says what is `written` ("records are written as JSON Lines: …"). With '/' at its end a name is a
// directory whatever it is.
Status refuse_other_format(const std::string& path, std::string_view written);

}  // namespace dsprep::cli
