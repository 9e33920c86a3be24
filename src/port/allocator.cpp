#include "port/allocator.h"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace dsprep::port {

void keep_freed_memory() {
#if defined(__GLIBC__)
  mallopt(M_TRIM_THRESHOLD, 32 << 20);
  mallopt(M_MMAP_THRESHOLD, 4 << 20);  // setting one stops glibc from adjusting the other
#endif
}

}  // namespace dsprep::port
