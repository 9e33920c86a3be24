// Opening what is no regular file for writing: a FIFO, a device. Private to port.
#pragma once

#include <string>

#include "port/descriptor.h"

namespace dsprep::port {

// Waits until a FIFO has a reader, but no longer than until a signal asks to stop.
Result<Descriptor> open_sink(const std::string& path);

}  // namespace dsprep::port
