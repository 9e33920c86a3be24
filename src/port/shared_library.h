// A shared library that is loaded while the program runs, and whose names stay its own: what the program is linked with
// goes on using its own of the same name.
#pragma once

#include "dsprep/result.h"

namespace dsprep::port {

class SharedLibrary {
 public:
  // By its name, found where the dynamic linker looks. It is never unloaded: what was found in it stays as long as the
  // process.
  static Result<SharedLibrary> load(const char* name);
  const void* find(const char* symbol) const;  // null where there is none

 private:
  explicit SharedLibrary(void* handle) : handle_(handle) {}
  void* handle_;
};

}  // namespace dsprep::port
