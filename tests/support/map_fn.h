// map_fn: a MapOp from a function without state, for test ops.
#pragma once

#include <memory>
#include <utility>

#include "dsprep/op.h"

namespace dsprep::test {

template <class F>
AnyOp map_fn(F function) {
  struct Op final : MapOp {
    F f;
    explicit Op(F g) : f(std::move(g)) {}
    std::unique_ptr<Mapper> mapper() const override {
      struct M final : Mapper {
        const F& f;
        explicit M(const F& g) : f(g) {}
        Verdict map(Record& record, Context& context) override { return f(record, context); }
      };
      return std::make_unique<M>(f);
    }
  };
  return AnyOp(std::unique_ptr<MapOp>(new Op(std::move(function))));
}

}  // namespace dsprep::test
