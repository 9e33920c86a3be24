// Bytes that stand as text: base64 and UUIDs, as Cell writes them. Nothing where the text is something else.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dsprep::columnar {

std::optional<std::string> read_base64(std::string_view text);
std::optional<std::string> read_uuid(std::string_view text);

}  // namespace dsprep::columnar
