// caught: what is thrown on a thread of ours ends the run as an Error, and the threads that wait for that one are told.
// Nothing of ours throws, but memory can run out, and a library can surprise.
#pragma once

#include <exception>
#include <new>
#include <string>

#include "dsprep/result.h"

namespace dsprep::exec {

// What `work`, a function that returns a Status, says; where it throws, the Error that stands for that.
template <class Work>
Status caught(Work&& work) noexcept {
  // The last resort fits into a std::string without memory.
  try {
    try {
      return work();
    } catch (const std::bad_alloc&) {
      return failure("out of memory: give fewer --threads or a smaller --memory");
    } catch (const std::exception& error) {
      return failure(std::string("unexpected: ") + error.what());
    } catch (...) {
      return failure("unexpected: an exception of an unknown type");
    }
  } catch (...) {
    return failure("out of memory");
  }
}

}  // namespace dsprep::exec
