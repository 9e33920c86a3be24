// Bars that stand in the rows of a table.
#pragma once

#include <string>

namespace dsprep::report {

// `value` on a scale from min(0, low) to max(0, high).
void append_bar(std::string& out, double value, double low, double high);
// Two shares of a whole, 0 … 1: what stays, then what is lost.
void append_share_bar(std::string& out, double stays, double lost);

}  // namespace dsprep::report
