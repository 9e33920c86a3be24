// Where the sources are, for tests that hold files of the tree (pages, presets) to what the program says.
#pragma once

#include <string>

namespace dsprep::test {

std::string source_dir();

}  // namespace dsprep::test
