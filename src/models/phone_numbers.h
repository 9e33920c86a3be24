// Telephone numbers: libphonenumber's knowledge of every country's numbering plan. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dsprep::models {

class PhoneNumbers {
 public:
  static const PhoneNumbers& get();  // loads the metadata when first called: some 10 ms

  bool knows(const std::string& region) const;  // "US", "CN": ISO 3166-1
  // Whether `number` (digits and marks, ASCII) is assigned to a plan: read with `region`'s dialling habits, and then of
  // that region; with region "" it must begin with '+', and any country will do.
  bool valid(std::string_view number, const std::string& region) const;
  // Whether a number that begins with '+' is as long as those of its country; whether it is assigned is not asked.
  bool possible(std::string_view number) const;
  // Whether it is valid, and its groups are those of the region's own way of writing it, or some of them joined:
  // 212-555-2368 and 0592-5380356, but not 21 25 55 23 68.
  bool written_as_in(std::string_view number, const std::string& region) const;
  // "+14155550132" where it is a number at all, read as above.
  std::optional<std::string> canonical(std::string_view number, const std::string& region) const;
  std::string country_of(std::string_view number, const std::string& region) const;  // "US"; "" where it is none
};

}  // namespace dsprep::models
