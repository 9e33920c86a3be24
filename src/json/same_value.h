// Are two values equal, however they are written?
#pragma once

#include <string>
#include <string_view>

namespace dsprep::json {

// True where `a` and `b` differ in nothing but white space, escapes, and the spelling of numbers ("1.50", "15e-1"). The
// order of members counts. Numbers are equal where their integers or else their nearest doubles are, so that writing
// back what was read is no edit; of two that no double tells apart, and both longer than a double's digits, the bytes
// decide. REQUIRES valid JSON; the strings are scratch.
bool same_value(std::string_view a, std::string_view b, std::string& scratch_a, std::string& scratch_b);

}  // namespace dsprep::json
