// What is asked of a URL. No validation: any text has an answer.
#pragma once

#include <string>
#include <string_view>

namespace dsprep::text {

// The host, as it stands: between "://" (or a leading "//", or the beginning) and the port or the path, without user
// name and password, without a final dot.
std::string_view url_host(std::string_view url);

// Replaces `out` by the ASCII form of an internationalized host name (UTS 46, non-transitional). False where it has
// none.
bool ascii_host(std::string_view host, std::string& out);

// Replaces `out` by the ASCII letters and digits of `text`, in lower case, and nothing else.
void ascii_alphanumerics(std::string_view text, std::string& out);

inline bool is_ascii_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace dsprep::text
