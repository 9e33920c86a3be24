// What the manual page tells beside the tables of commands, options and operators.
#pragma once

#include "registry/describe.h"

namespace dsprep::cli {

registry::ManualTexts manual_texts();

}  // namespace dsprep::cli
