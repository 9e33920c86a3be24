// What a file looks like whose first record is none: for messages only.
#pragma once

#include <string>
#include <string_view>

namespace dsprep::io {

// formats::looks_like (formats/looks_like.h), for rooms that know formats by io alone.
std::string looks_like(std::string_view beginning, std::string_view read_as = "jsonl");

}  // namespace dsprep::io
