// Domain lists: what a line of a list of domains names, in the forms such lists are passed around in.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "dsprep/result.h"

namespace dsprep::ops::url {

// Replaces `out` by the form in which hosts are compared: lower case, without a final dot, internationalized names in
// ASCII ("xn--…", UTS 46). Any text has one.
void host_form(std::string_view host, std::string& out);

// Calls take(host) for each host of an entry, in that form:
//   example.com, .example.com, *.example.com    a domain
//   https://example.com/                        an address without a path
//   ||example.com^                              a rule of a content blocker
//   0.0.0.0 example.com www.example.com         a line of a hosts file
// What follows " #" is a comment, and so is a line that begins with '!' or '['. A usage error says what is wrong with
// anything else: what names less than a host may not drop all of it.
Status each_domain(std::string_view entry, const std::function<void(std::string_view)>& take);

}  // namespace dsprep::ops::url
