// What a file looks like by its first bytes, that is not what it was taken for: for messages, and for formats that have
// to know before they take anything for a record.
#pragma once

#include <string>
#include <string_view>

namespace dsprep::formats {

// "CSV: name it .csv or give --from csv"; "" where the bytes look like nothing in particular. `beginning`: the first
// bytes of the file, decompressed, a byte order mark included or not; a few hundred are enough, and of JSON Lines in
// another format's file the first line. `read_as`: the format it was taken for, which it is not told to be.
std::string looks_like(std::string_view beginning, std::string_view read_as);

// The same, where there is hardly a doubt: no table, page or text of people begins so.
std::string surely_is(std::string_view beginning, std::string_view read_as);

// Of bytes of which no text can be made, whatever their encoding: images, archives, PDF. "" of all others.
std::string holds_no_text(std::string_view beginning);

}  // namespace dsprep::formats
