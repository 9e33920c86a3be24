// map_with: the MapOp that most ops are, something const that all workers share and a Mapper for each of them; and
// keep_all.
//
//   return map_with<WhitespaceMapper>(std::move(plan));
//
// `Plan` is what the mapper is made from, by const reference: what parameters and fields were bound to, or what a
// whole-dataset op has decided. It lives as long as the op, and so longer than any mapper.
#pragma once

#include <memory>
#include <utility>
#include <variant>

#include "dsprep/op.h"

namespace dsprep {

template <class M, class Plan>
class MapWith final : public MapOp {
 public:
  explicit MapWith(Plan plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Mapper> mapper() const override { return std::make_unique<M>(plan_); }

 private:
  Plan plan_;
};

template <class M, class Plan>
AnyOp map_with(Plan plan) {
  return AnyOp(std::make_unique<MapWith<M, Plan>>(std::move(plan)));
}

// Keeps every record: what a step decides that only looks.
inline AnyOp keep_all() {
  struct Keep final : Mapper {
    explicit Keep(std::monostate) {}
    Verdict map(Record&, Context&) override { return Verdict::keep(); }
  };
  return map_with<Keep>(std::monostate{});
}

}  // namespace dsprep
