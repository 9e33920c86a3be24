// What a user may believe to be read, and is not: a line each on standard error.
#pragma once

#include "io/shards.h"

namespace dsprep::cli {

void tell_unread(const io::Inputs& inputs);

}  // namespace dsprep::cli
