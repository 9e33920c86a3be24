#include "port/shared_library.h"

#include <dlfcn.h>

#include <string>

namespace dsprep::port {

Result<SharedLibrary> SharedLibrary::load(const char* name) {
  if (void* const handle = ::dlopen(name, RTLD_NOW | RTLD_LOCAL)) return SharedLibrary(handle);
  const char* const why = ::dlerror();
  return failure(why != nullptr ? std::string("cannot load ") + why : std::string("cannot load ") + name);
}

const void* SharedLibrary::find(const char* symbol) const { return ::dlsym(handle_, symbol); }

}  // namespace dsprep::port
