// How many files a process may have open.
#pragma once

#include <cstdint>

namespace dsprep::port {

// Raises the limit as far as the system lets a process do that by itself; where it does not, all stays as it was.
void raise_open_file_limit();
std::uint64_t open_file_limit();

}  // namespace dsprep::port
