# Debian packages, found as each wants to be found. Works with Debian 12 and 13.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(CLI11 REQUIRED)
find_package(simdjson REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n data)
find_package(spdlog REQUIRED)
find_package(fmt REQUIRED)
find_package(tomlplusplus REQUIRED)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)          # its .pc calls itself version 0.0.0
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(isal REQUIRED IMPORTED_TARGET libisal)
pkg_check_modules(deflate REQUIRED IMPORTED_TARGET libdeflate)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
pkg_check_modules(fasttext REQUIRED IMPORTED_TARGET fasttext)
find_library(CLD2_LIBRARY cld2 REQUIRED)
find_library(PHONENUMBER_LIBRARY phonenumber REQUIRED)
find_library(STEMMER_LIBRARY stemmer REQUIRED)   # libstemmer-dev
include(CheckCXXSourceCompiles)
set(CMAKE_REQUIRED_LIBRARIES PkgConfig::xxhash)
check_cxx_source_compiles("#include <xxh_x86dispatch.h>
int main() { return static_cast<int>(XXH3_64bits_dispatch(nullptr, 0)); }" DSPREP_XXHASH_DISPATCH)   # x86-64 alone has it
unset(CMAKE_REQUIRED_LIBRARIES)
pkg_check_modules(lz4 REQUIRED IMPORTED_TARGET liblz4)
pkg_check_modules(gumbo REQUIRED IMPORTED_TARGET gumbo)
pkg_check_modules(brotli REQUIRED IMPORTED_TARGET libbrotlidec)
find_package(BZip2 REQUIRED)
find_package(LibLZMA REQUIRED)
