# clang's thread-safety analysis over src/exec and src/engines: what a mutex guards (DSPREP_GUARDED_BY in base/mutex.h) is touched only under it.
# Reads the sources and compiles nothing. Skipped, with a line, where there is no clang.
set -euo pipefail
cd "${DSPREP_SOURCE:?}"
clang=
for name in clang++ clang++-14 clang++-15 clang++-16 clang++-19; do
  if command -v "$name" >/dev/null; then clang=$name; break; fi
done
[ -n "$clang" ] || { echo "skipped: no clang++ to check with"; exit 77; }
check() { "$clang" -std=c++20 -fsyntax-only -Wthread-safety -Werror=thread-safety -Iinclude -Isrc -x c++ "$@"; }
# The analysis is at work: it finds a share without its lock.
! check - 2>/dev/null <<'WRONG' || { echo "FAILED: the analysis does not find a missing lock" >&2; exit 1; }
#include "base/mutex.h"
struct S { dsprep::base::Mutex mutex; int shared DSPREP_GUARDED_BY(mutex) = 0; int get() { return shared; } };
int main() { return S().get(); }
WRONG
# All of the rooms' locks are of the kind that can be checked.
if grep -nE 'std::(mutex|scoped_lock|lock_guard|unique_lock|condition_variable)' src/{exec,engines}/*.h src/{exec,engines}/*.cpp; then
  echo "FAILED: src/exec and src/engines lock with base/mutex.h" >&2
  exit 1
fi
for file in $(grep -lE 'base::(Lock|Mutex)' src/{exec,engines}/*.cpp); do check "$file"; done
