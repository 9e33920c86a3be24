// NumberWriter: scaled numbers back into the record.
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

#include "dsprep/need.h"
#include "dsprep/record.h"
#include "dsprep/value.h"
#include "dsprep/verdict.h"
#include "ops/normalize/scale/fit.h"
#include "ops/normalize/scale/numbers.h"

namespace dsprep::scale {

// Writes numbers back, in the form in which they were found.
class NumberWriter {
 public:
  Verdict write(const Plan& plan, Record& record, const Numbers& found, const std::vector<double>& results) {
    if (record.many(plan.from.field)) {
      for (std::size_t i = 0; i < results.size(); ++i) {
        if (std::isnan(results[i])) continue;  // null: stays
        json_.clear();
        record.set_raw(plan.into, json_.number(results[i]).json(), i);
      }
      return Verdict::keep();
    }
    json_.clear();
    if (found.is_array()) json_.begin_array();
    for (const double result : results) json_.number(result);  // NaN: null
    if (found.is_array()) json_.end_array();
    if (!record.set_raw(plan.into, json_.json())) return Verdict::malformed(cannot_be_added(plan.into_pointer));
    return Verdict::keep();
  }

 private:
  ValueBuilder json_;
};

}  // namespace dsprep::scale
