// Base64url (RFC 4648 § 5) without padding, strictly: a text that decodes is the one that encoding gives back. Reads
// the standard alphabet too, and padding, where asked to be lenient (files people make with other tools).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dsprep::base {

void append_base64url(std::string& out, std::string_view bytes);
std::optional<std::string> decode_base64url(std::string_view text, bool lenient = false);

}  // namespace dsprep::base
