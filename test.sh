#!/usr/bin/env bash
# Installs what the tests need, builds, runs every test. Usage: ./test.sh [sanitize]   (sanitize: then again the tests of
# functions, ops and laws under AddressSanitizer and UBSan, and the engine's tests, the laws and a directory of many small
# shards under ThreadSanitizer)   DSPREP_WERROR=ON: warnings are errors
set -euo pipefail
cd "$(dirname "$0")"
say() { printf '\n== %s (%ss)\n' "$*" "$SECONDS"; }
trap 'printf "\ntest.sh failed at line %s\n" "$LINENO" >&2' ERR
export CTEST_OUTPUT_ON_FAILURE=1
# One compiler cache serves every checkout.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=true
jobs=$(nproc)

say "packages"
scripts/install-packages.sh build test
scripts/install-packages.sh test parquet || echo "skipped: the tests of Parquet (Apache Arrow could not be installed from PyPI)"

say "build: release"
cmake --preset release -DDSPREP_WERROR="${DSPREP_WERROR:-OFF}" >/dev/null
cmake --build --preset release

say "tests: release"
if [ -d "${DSPREP_SHARED:-../shared}/data" ]; then
  export DSPREP_SHARED=$(cd "${DSPREP_SHARED:-../shared}" && pwd)
else
  echo "skipped: the tests labelled 'shared' (no real inputs at ../shared/data)"
fi
ctest --test-dir build/release -j "$jobs" -LE "slow$([ -n "${DSPREP_SHARED:-}" ] || echo '|shared')"

if [ "${1:-}" = sanitize ]; then
  say "build: AddressSanitizer, UndefinedBehaviorSanitizer"
  cmake --preset asan >/dev/null
  cmake --build --preset asan --target unit ops laws
  say "tests: AddressSanitizer, UndefinedBehaviorSanitizer"
  ctest --test-dir build/asan -j "$jobs" -L 'unit|ops|laws'

  say "build: ThreadSanitizer"
  cmake --preset tsan >/dev/null
  cmake --build --preset tsan --target laws unit_exec dsprep
  say "tests: ThreadSanitizer"
  ctest --test-dir build/tsan -j "$jobs" -L laws
  ctest --test-dir build/tsan -R '^(unit_exec|e2e_many_files)$' --no-tests=error
fi
say "all tests passed"
