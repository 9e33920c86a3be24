#include "io/looks_like.h"

#include "formats/looks_like.h"

namespace dsprep::io {

std::string looks_like(std::string_view beginning, std::string_view read_as) {
  return formats::looks_like(beginning, read_as);
}

}  // namespace dsprep::io
