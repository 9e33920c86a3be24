// difference: where two runs differ first, for the message of a test.
#pragma once

#include <string>

#include "support/run_files.h"

namespace dsprep::test {

// "" where all files, the manifest and the error are equal.
std::string difference(const RunFiles& a, const RunFiles& b);

}  // namespace dsprep::test
