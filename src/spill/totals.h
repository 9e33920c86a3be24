// Totals: what an observer counts beside its entries. A struct whose all() ties its members, in a fixed order:
//
//   struct Totals {
//     std::uint64_t records = 0;
//     spill::ExactSum sum;
//     auto all() { return std::tie(records, sum); }
//   };
//
// A member is an unsigned count, which is added up, or anything with merge(), save() and load() whose merge is
// associative: ExactSum, the sketches, a Sorter, an op's own. Merging, saving and loading are written here, once.
#pragma once

#include <concepts>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>

#include "dsprep/op.h"
#include "spill/wire.h"

namespace dsprep::spill {

struct NoTotals {
  auto all() { return std::tie(); }
};

template <class Total>
Status merge_total(Total& ours, Total&& next) {
  if constexpr (std::same_as<Total, std::uint64_t>) {
    ours += next;
    return {};
  } else if constexpr (std::is_void_v<decltype(ours.merge(std::move(next)))>) {
    ours.merge(std::move(next));
    return {};
  } else {
    return ours.merge(std::move(next));
  }
}

template <class Total>
Status save_total(Total& total, ByteSink& sink) {
  if constexpr (std::same_as<Total, std::uint64_t>) return put_u64(sink, total);
  else return total.save(sink);
}

template <class Total>
Status load_total(Total& total, ByteSource& source) {
  if constexpr (std::same_as<Total, std::uint64_t>) {
    DSPREP_TRY(total, get_u64(source));
    return {};
  } else {
    return total.load(source);
  }
}

// Calls `each(member)` for the members in order, up to the first error.
template <class... Total, class Each>
Status for_each_total(std::tuple<Total&...> totals, const Each& each) {
  Status status;
  std::apply([&](Total&... total) { (void)((status = each(total), status.ok()) && ...); }, totals);
  return status;
}

template <class Totals>
Status merge_totals(Totals& ours, Totals&& next) {
  return [&]<std::size_t... i>(std::index_sequence<i...>) {
    Status status;
    [[maybe_unused]] const auto into = ours.all();
    [[maybe_unused]] const auto from = next.all();
    (void)((status = merge_total(std::get<i>(into), std::move(std::get<i>(from))), status.ok()) && ...);
    return status;
  }
  (std::make_index_sequence<std::tuple_size_v<decltype(ours.all())>>());
}

template <class Totals>
Status save_totals(Totals& totals, ByteSink& sink) {
  return for_each_total(totals.all(), [&](auto& total) { return save_total(total, sink); });
}

template <class Totals>
Status load_totals(Totals& totals, ByteSource& source) {
  return for_each_total(totals.all(), [&](auto& total) { return load_total(total, source); });
}

}  // namespace dsprep::spill
