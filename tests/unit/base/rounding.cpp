// Our flags forbid a * b + c in one rounding (-ffp-contract=off): machines with a fused instruction would give other
// bytes. This file is compiled for one (tests/CMakeLists.txt).
#include "support/catch.h"

TEST_CASE("a product is rounded before it is added to") {
#if defined(__x86_64__)
  if (!__builtin_cpu_supports("fma")) return;
#endif
  volatile double a = 1.0 + 0x1p-30, b = 1.0 - 0x1p-30, c = -1.0;
  const double x = a, y = b, z = c;
  CHECK(x * y + z == 0.0);  // the product is 1 - 2^-60, which rounds to 1
}
