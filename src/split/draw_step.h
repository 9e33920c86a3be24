// draw_step: a step that writes each record as often as its class is to be drawn: mix, balance and subsample.
//
// One pass notes every record's class and place; then the op says how much is wanted of each class (DrawRule), the
// classes are drawn (split/draw.h), and every record is dropped, kept, or written several times. Records of parts that
// are left alone are kept.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op.h"
#include "dsprep/op_spec.h"
#include "spill/workspace.h"
#include "split/draw.h"
#include "split/record_class.h"

namespace dsprep::split {

// The rules of an op whose step is a draw_step.
inline constexpr RuleInfo draw_rules[] = {
    {"not_drawn", Judge::Limit::Compare::at_most, "", "1 for a record that was not drawn", 0}};

// What the op says.
class DrawRule {
 public:
  virtual ~DrawRule() = default;
  // Sets `wanted` of each class. Sources stand in their order, other classes by number of records, then by name.
  virtual Status want(std::vector<DrawnClass>& classes) const = 0;
  // Tells what came out.
  virtual void tell(const std::vector<DrawnClass>& classes, Findings& findings) const = 0;
  // By class what DrawPlan::marks get of it, as JSON.
  virtual std::vector<std::vector<std::string>> marks(const std::vector<DrawnClass>&) const { return {}; }
};

struct DrawPlan {
  ClassPlan classes;
  struct Mark {
    Field field;
    std::string pointer;
  };
  std::vector<Mark> marks;        // fields that say something about a record's class
  std::optional<Counter> copies;  // where records may be written several times
  std::shared_ptr<const DrawRule> rule;
  spill::Workspace* workspace = nullptr;
};

AnyOp draw_step(std::shared_ptr<const DrawPlan> plan);

}  // namespace dsprep::split
