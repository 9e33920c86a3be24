#include "report/utf8.h"

#include "text/replace_invalid.h"

namespace dsprep::report {

std::string valid_utf8(std::string_view text) { return text::replace_invalid(text); }

}  // namespace dsprep::report
