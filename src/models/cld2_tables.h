// What CLD2 scores by: which of Debian's two sets of tables.
#pragma once

#include "dsprep/result.h"
#include "models/cld2_internals.h"
#include "models/language_id.h"

namespace dsprep::models {

// For as long as the process lives. The full ones are loaded when they are first asked for; a failure names the package
// they come with. Thread-safe.
Result<const CLD2::ScoringTables*> cld2_tables(Cld2Tables which);

}  // namespace dsprep::models
