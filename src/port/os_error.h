// os_error: errno as an Error that says what was tried, on what, why it failed and what to do. Private to port.
#pragma once

#include <string_view>

#include "dsprep/result.h"

namespace dsprep::port {

// "cannot open a.jsonl: no such file". `code` is an errno; EPIPE becomes an Error of kind closed_pipe.
Error os_error(std::string_view action, std::string_view path, int code);

}  // namespace dsprep::port
