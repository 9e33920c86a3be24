// decimal_key: a number, read from its text, as bytes whose order is the order of the numbers. Exactly:
// 9007199254740993 is more than 9007199254740992, 0.1 is 1e-1, and 1e400 is a number like any other.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>

namespace dsprep::base {

// Appends the key of a number written in decimal: "-"? digits ("." digits)? ("e" ("+" | "-")? digits)?, which every
// number of JSON is; a digit may be missing on one side of the point. False, with nothing appended, where `number` is
// anything else.
//
// Compared as unsigned bytes keys are ordered as the numbers, equal numbers have equal keys, and none is the beginning
// of another. Exponents past ±10^17 count as that. Of the digits, from the first that is not 0, only `most_digits` are
// read where that is given.
bool append_decimal_key(std::string& out, std::string_view number,
                        std::size_t most_digits = std::numeric_limits<std::size_t>::max());

}  // namespace dsprep::base
