// Values of header fields as members of a record: valid UTF-8, whatever stood there.
#pragma once

#include <string>
#include <string_view>

namespace dsprep::formats::warc {

// "urn:uuid:1" of "<urn:uuid:1>"; wget writes target URIs like that, too.
std::string_view without_brackets(std::string_view value);

// UTF-8 stays; otherwise every byte that is no ASCII becomes U+FFFD.
std::string plain_text(std::string_view value);

// White space, control characters and, where it is not UTF-8, what is no ASCII become %XX.
std::string plain_url(std::string_view value);

}  // namespace dsprep::formats::warc
