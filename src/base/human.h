// Sizes and counts as people write and read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dsprep::base {

// "512M", "1.5GiB", "64k", "1000": K, M, G, T are powers of 1024, with or without "B" or "iB", any case; a space before
// the unit is fine. Fractions need a unit and are cut to whole bytes. Nothing where it is not a size, or 2^64 or more.
std::optional<std::uint64_t> parse_size(std::string_view text);
std::string format_size(std::uint64_t bytes);  // "1.5 GiB", "64 MiB", "12 B": at most one decimal, rounded

std::string format_count(std::uint64_t n);  // "12,345,678"
// "1 file", "12,345 files": for nouns whose plural ends in s.
std::string format_counted(std::uint64_t n, std::string_view noun);

// The fewest digits that read back the same; without an exponent from 1e-6 to 1e15: "3", "0.1", "100000", "1e+300".
std::string format_number(double value);
std::string format_fixed(double value, int decimals);  // decimals in 0..100; never "-0.00"

// "0.4 s", "12.5 s", "3 min 05 s", "2 h 14 min". Negative ones and NaN are 0.
std::string format_duration(double seconds);

}  // namespace dsprep::base
