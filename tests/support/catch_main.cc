// main() for Catch2 version 2, whose Debian package has no library with one that can be relied on; version 3 brings its
// own.
#if !__has_include(<catch2/catch_all.hpp>)
#define CATCH_CONFIG_MAIN
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"  // std::regex in there, where sanitizers are on (GCC bug 105562)
#endif
#include <catch2/catch.hpp>
#endif
