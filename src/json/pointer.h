// Tokens of a JSON Pointer, as reader and Value agree on them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dsprep::json {

// The array index a token names (RFC 6901: decimal, no leading zero), if it names one.
std::optional<std::uint32_t> array_index(std::string_view token);

// Decodes "~1" and "~0" into `out`. False where a '~' begins neither.
bool decode_token(std::string_view token, std::string& out);

}  // namespace dsprep::json
