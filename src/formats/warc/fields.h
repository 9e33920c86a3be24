// Header fields, of a WARC record as of an HTTP message: `Name: value` lines up to a blank one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace dsprep::formats::warc {

inline bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
std::string_view trimmed(std::string_view text);
bool equal_names(std::string_view a, std::string_view b);  // ASCII letters in either case

// Behind the blank line that ends the header at the beginning of `text`, lines ending with LF or CR LF; npos where
// there is none.
std::size_t header_end(std::string_view text);

// A view: reads the lines anew for each question.
class Fields {
 public:
  Fields() = default;
  explicit Fields(std::string_view lines) : lines_(lines) {}
  // The value of the first field of that name, without white space around it; "" where there is none.
  std::string_view find(std::string_view name) const;

 private:
  std::string_view lines_;
};

// Digits and nothing else, in range.
std::optional<std::uint64_t> length_of(std::string_view digits);

// What can become a record of ours; of the other types (warcinfo, request, metadata, revisit, continuation, …) only the
// header is shown to the decoder. Without a type: yes, so that the decoder refuses it.
bool has_payload(std::string_view record_type);

}  // namespace dsprep::formats::warc
