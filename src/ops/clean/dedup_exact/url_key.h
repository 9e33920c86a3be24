// url_key: the form of a URL in which C4 tells pages apart.
#pragma once

#include <string>
#include <string_view>

namespace dsprep::ops::dedup_exact {

// Replaces `out`: without "http://" and "https://" (anywhere, each with a "www." right behind it), without what follows
// and begins with "?utm_", "?ref" or "?feed" up to the end of the line, without slashes at the end. Case counts. As
// TFDS's c4_utils.
void url_key(std::string_view url, std::string& out);

}  // namespace dsprep::ops::dedup_exact
