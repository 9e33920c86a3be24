#include "support/source_dir.h"

namespace dsprep::test {

std::string source_dir() { return DSPREP_SOURCE_DIR; }

}  // namespace dsprep::test
