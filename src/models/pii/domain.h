// Domain: the name of a host as e-mail and web addresses write it, in ASCII or in letters of other scripts (RFC 5890),
// also mixed in one label: müller.de, my例子.com.
#pragma once

#include "models/pii/scan.h"

namespace dsprep::models::pii {

// Where the name that begins at i ends, and where its last label begins; end 0 where there are not two labels or more.
// A text in a script without spaces that goes on behind it (a@b.cn谢谢) is not of it.
struct Domain {
  std::size_t end = 0, last = 0;
};
Domain domain_at(const Scan& scan, std::size_t i);

}  // namespace dsprep::models::pii
