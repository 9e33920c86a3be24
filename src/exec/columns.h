// ColumnsTap: which top-level fields the records have that reach the end of the chain, for a format that must know them
// before it writes (Writer::needs_columns).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op.h"

namespace dsprep::exec {

class ColumnsTap final : public GlobalOp {
 public:
  std::unique_ptr<Observer> observer() const override;
  Result<AnyOp> decide(Observers observers, Decider& decider) const override;
};

// In the order in which they first come. REQUIRES an observer of ColumnsTap.
const std::vector<std::string>& columns_of(const Observer& observer);

// "/part/name" → "part": the column that a field below it stands in.
std::string top_level_name(std::string_view pointer);

}  // namespace dsprep::exec
