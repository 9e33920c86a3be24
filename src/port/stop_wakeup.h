// stop_wakeup: a descriptor that becomes readable, and stays so, once a stop signal came. Private to port.
#pragma once

namespace dsprep::port {

// A blocking read waits on this as well: the signal may be delivered to another thread than the one that blocks, or
// just before it blocks, so EINTR alone wakes up nobody. -1 (which poll ignores) before catch_stop_signals().
int stop_wakeup();

}  // namespace dsprep::port
