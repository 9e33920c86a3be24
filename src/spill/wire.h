// Plain bytes for Observer::save and load: little-endian numbers and length-prefixed strings. A load that meets
// nonsense (a length beyond `limit`) is an error, not an allocation.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dsprep/op.h"

namespace dsprep::spill {

Status put_u64(ByteSink& sink, std::uint64_t value);
Status put_double(ByteSink& sink, double value);
Status put_text(ByteSink& sink, std::string_view text);
Result<std::uint64_t> get_u64(ByteSource& source);
Result<double> get_double(ByteSource& source);
Result<std::string> get_text(ByteSource& source, std::uint64_t limit = 1ull << 32);

}  // namespace dsprep::spill
