// Several sketches saved and loaded one after another.
#pragma once

#include "dsprep/result.h"

namespace dsprep::ops::profile {

template <class... Sketches>
Status save_all(ByteSink& sink, const Sketches&... sketches) {
  Status status;
  ((status.ok() ? void(status = sketches.save(sink)) : void()), ...);
  return status;
}
template <class... Sketches>
Status load_all(ByteSource& source, Sketches&... sketches) {
  Status status;
  ((status.ok() ? void(status = sketches.load(source)) : void()), ...);
  return status;
}

}  // namespace dsprep::ops::profile
