// What a report tells of a Scaling.
#pragma once

#include "dsprep/findings.h"
#include "ops/normalize/scale/scaling.h"

namespace dsprep::scale {

Finding table_of(const Scaling& scaling);  // a row for each column, up to 1,000

}  // namespace dsprep::scale
