// Fuzzes the reading of configs: no input may do more than be refused.
#include "config/config.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)dsprep::config::parse(text, "fuzz.toml");
  (void)dsprep::config::parse_value(text);
  return 0;
}
