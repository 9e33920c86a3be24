// Scanner: finds the personal data in a text.
//
// One pass over the bytes stops at digits and at - . / : @ _ alone, so that prose costs next to nothing; from there the
// detectors are asked (detectors.h). What overlaps is resolved (overlap.h): first what a checksum holds for, then what
// is longer, then the order of Kind. Digits and marks of other scripts count as ASCII (text/fold_ascii.h); the spans
// are of the text as it is.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/pii/detectors.h"
#include "models/pii/scan.h"
#include "text/fold_ascii.h"
#include "text/regex.h"

namespace dsprep::models::pii {

// A pattern of the user's: an RE2 expression, and words of which one must stand near (none: not needed).
struct OwnPattern {
  std::string name;
  text::Regex regex;
  std::vector<std::string> context;  // lower case
};

// Values that are never personal data, whatever they look like: whole, or up to a '*' at one end. ASCII case does not
// count.
class AllowList {
 public:
  void add(std::string_view entry);
  bool allows(std::string_view value) const;
  bool empty() const { return whole_.empty() && starts_.empty() && ends_.empty(); }

 private:
  std::vector<std::string> whole_, starts_, ends_;  // whole_ sorted
};

// What scanners share: const, thread-safe.
struct Search {
  Settings settings;
  std::vector<OwnPattern> own;
  AllowList allowed;
};

// One per worker. Keeps its storage.
class Scanner {
 public:
  explicit Scanner(const Search& search);
  // Spans of `text`, in order, without overlaps; valid until the next call. REQUIRES valid UTF-8, less than 4 GiB.
  const std::vector<Found>& scan(std::string_view text);

 private:
  void find_own(std::string_view text);

  const Search& search_;
  std::optional<text::RegexSet> own_set_;
  std::vector<const Detector*> numbers_, tokens_, at_signs_, colons_, marks_, underscores_,
      whole_;  // of the kinds that are wanted
  text::AsciiFold fold_;
  std::vector<Found> found_;
  std::vector<int> matching_;
};

}  // namespace dsprep::models::pii
