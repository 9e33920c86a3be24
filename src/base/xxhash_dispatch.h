// xxHash as a library, which asks the processor for its widest vectors (x86-64), for long inputs. Not together with
// base/hash.h in one file: that one compiles xxHash into ours, which is quicker for short inputs.
#pragma once

#include <xxhash.h>

#if defined(DSPREP_XXHASH_DISPATCH)
#include <xxh_x86dispatch.h>
#endif
