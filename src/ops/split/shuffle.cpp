// shuffle: puts the records into a random order, the same for the same seed.
//
// A record's place is a hash of (seed, record key, RecordId): sorted by it, every order of the records is as likely as
// any other. The engine sorts (OrderOp).
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "dsprep/op_spec.h"
#include "spill/sorter.h"

namespace dsprep::ops {
namespace {

struct Params {
  bool by_content = false;
  void fields(ParamFields& f) {
    f("by_content", by_content,
      {.meaning = "whether the order depends on the records alone, however they are dealt out to files; equal ones "
                  "then stand side by side"});
  }
};

class Shuffle final : public OrderOp {
 public:
  Shuffle(std::uint64_t seed, bool by_content) : seed_(seed), by_content_(by_content) {}

  // Equal lines have equal keys: their places in the input tell them apart, so that they do not come together.
  void key(const Record& record, std::string& key) const override {
    const RecordKey& content = record.key();
    std::uint64_t place = base::mix(base::mix(seed_, content.high), content.low);
    if (!by_content_) {
      const RecordId id = record.id();
      place = base::mix(base::mix(base::mix(place, id.shard), id.line), id.derived);
    }
    spill::append_be64(key, place);
  }

 private:
  const std::uint64_t seed_;
  const bool by_content_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  return AnyOp(std::unique_ptr<OrderOp>(std::make_unique<Shuffle>(binder.seed(), params.by_content)));
}

constexpr Example examples[] = {
    {"The same order every time, another one with another --seed", "",
     "{\"text\":\"一\"}\n"
     "{\"text\":\"two\"}\n"
     "{\"text\":\"สาม\"}\n"
     "{\"text\":\"أربعة\"}\n"
     "{\"text\":\"🎲\"}\n",
     "{\"text\":\"two\"}\n"
     "{\"text\":\"สาม\"}\n"
     "{\"text\":\"🎲\"}\n"
     "{\"text\":\"أربعة\"}\n"
     "{\"text\":\"一\"}\n"},
    {"By content: equal records side by side", "by_content = true",
     "{\"text\":\"一\"}\n"
     "{\"text\":\"two\"}\n"
     "{\"text\":\"สาม\"}\n"
     "{\"text\":\"أربعة\"}\n"
     "{\"text\":\"🎲\"}\n"
     "{\"text\":\"一\"}\n",
     "{\"text\":\"أربعة\"}\n"
     "{\"text\":\"two\"}\n"
     "{\"text\":\"一\"}\n"
     "{\"text\":\"一\"}\n"
     "{\"text\":\"สาม\"}\n"
     "{\"text\":\"🎲\"}\n"},
};

}  // namespace

extern const OpSpec split_shuffle;
const OpSpec split_shuffle = {
    .name = "shuffle",
    .family = Family::split,
    .summary = "Put the records into a random order",
    .details =
        R"(A uniform permutation of the whole dataset, over all files: what stood in one input file is spread over all output files, of which
there are as many as input files, with as many records each as can be (give `--shards` for another number). Records that an earlier step has
put into parts stay in theirs, and each part is shuffled.

- **Seed.** The order is a function of the input, `--seed` and how many `shuffle` steps stand before this one: not of threads,
  `--memory` or the number of tasks. A second `shuffle` step gives another order than the first, as uniform as one alone.
- **Equal records** are spread like any others: the hash that a record is sorted by is of the seed, its content (its `--id`, where
  there is one) and its place in the input. So the same records in other files, or in another order, come out in another order.
- **`by_content`** leaves the place out: the same records in any files and any order come out in one order, and a record that is added moves
  no other past another one. Equal records then stand side by side, in input order.
- **Cost.** The records are sorted by that hash: in memory up to `--memory`, past it in runs on disk (LZ4; in `--tmp`), which are written
  and read once. Standard input needs no copy of its own.
- Steps behind it see the records in their new order; steps that derive records put each behind its parent, so derive first, then
  shuffle. `_dsprep` and dropped/ tell the file and line of the input as ever.

`--task` shares the reading; the records are sorted by `dsprep merge`. `--audit` and shuffle exclude each other.)",
    .source =
        "A permutation by sorting on 64-bit hashes, as `sort -R` makes one; unlike there, equal records are spread",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
};

}  // namespace dsprep::ops
