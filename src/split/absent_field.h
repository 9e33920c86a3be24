// absent_field: what becomes of the records where a step goes by a field that none of them has: a slip of the pen, so
// all are malformed.
#pragma once

#include <string>
#include <utility>

#include "dsprep/map_with.h"
#include "dsprep/need.h"

namespace dsprep::split {

inline AnyOp absent_field(std::string pointer) {
  class AbsentMapper final : public Mapper {
   public:
    explicit AbsentMapper(const std::string& pointer) : pointer_(pointer) {}
    Verdict map(Record&, Context&) override { return Verdict::malformed(is_missing(pointer_)); }

   private:
    const std::string& pointer_;
  };
  return map_with<AbsentMapper>(std::move(pointer));
}

}  // namespace dsprep::split
