// ReadDates: the date of a record, and the time from which its outcome is known.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "dsprep/record.h"
#include "dsprep/verdict.h"

namespace dsprep::ops::time {

enum class Numbers : std::uint8_t { refused, seconds, milliseconds, years };

struct DateFields {
  Field date, outcome;  // outcome: unbound where there is none
  std::string date_pointer, outcome_pointer;
  Numbers numbers = Numbers::refused;
};

// What `text` says: an ISO date, or with `numbers` also a number.
std::optional<base::Moment> moment_of(std::string_view text, Numbers numbers);

// Owned by one worker or observer.
class ReadDates {
 public:
  explicit ReadDates(const DateFields& fields) : fields_(fields) {}
  // Nothing, and date() and outcome() are of the record; else why they are not.
  std::optional<Verdict> read(const Record& record);
  const base::Moment& date() const { return date_; }
  const base::Moment& outcome() const { return outcome_; }  // not before date(), which it is where there is no field

 private:
  std::optional<Verdict> read_one(const Record& record, Field field, const std::string& pointer, base::Moment& moment);

  const DateFields& fields_;
  base::Moment date_, outcome_;
};

}  // namespace dsprep::ops::time
