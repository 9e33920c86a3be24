// The border to Arrow: what it returns or throws becomes an Error, whose message is one line.
#pragma once

#include <arrow/memory_pool.h>
#include <arrow/result.h>
#include <arrow/status.h>

#include <exception>
#include <string>
#include <utility>

#include "dsprep/result.h"

namespace dsprep::columnar {

// The process's own allocator: Arrow's gives pages back to the system that the next rows need again.
inline arrow::MemoryPool* memory_pool() { return arrow::system_memory_pool(); }

Error error_of(const arrow::Status& status);
Error error_of(std::string what);  // of an exception

inline Status checked(const arrow::Status& status) {
  if (status.ok()) return {};
  return error_of(status);
}
template <class T>
Result<T> checked(arrow::Result<T>&& result) {
  if (!result.ok()) return error_of(result.status());
  return std::move(result).ValueUnsafe();
}

// Runs what may throw, as Arrow's Parquet does for damaged files.
template <class Call>
auto without_exceptions(Call&& call) -> decltype(call()) {
  try {
    return call();
  } catch (const std::bad_alloc&) {
    throw;  // memory is short: ours to deal with further up
  } catch (const std::exception& error) {
    return error_of(std::string(error.what()));
  }
}

}  // namespace dsprep::columnar
