// What in a place dsprep did not write, and the removal of what it did. --force replaces only the latter.
#pragma once

#include <string>
#include <vector>

#include "exec/output_state.h"
#include "port/files.h"

namespace dsprep::exec {

// Is the file at `path` still the one that was written?
Result<bool> is_unchanged(port::Files& files, const std::string& path, const OwnFile& was);

// Usage error, naming the first few, where the place holds files that are not dsprep's: not listed in `own`, or
// (outside of data/, dropped/, malformed/ and audit/) changed since. `finished`: its manifest lists all; else names
// that look like ours are ours.
Status refuse_foreign(port::Files& files, const Place& place, const OwnFiles& own, bool finished);

// Removes what is dsprep's, and the directories that are empty then; .dsprep/ stays. REQUIRES refuse_foreign before.
// Interrupted, it can be done again: what was listed is noted in .dsprep/ before the manifest goes, which goes first.
Status remove_own(port::Files& files, const Place& place, const OwnFiles& own, bool finished);

// Removes what processes that died left under temporary names in the folders of the place: those of `token`; of all for
// "".
Status remove_temporaries(port::Files& files, const Place& place, const std::string& token);

}  // namespace dsprep::exec
