// The style sheet of report.html.
#pragma once

#include <string_view>

namespace dsprep::report {

std::string_view page_style();

}  // namespace dsprep::report
