// How many records a BatchOp is handed at once.
#include <algorithm>
#include <atomic>

#include "dsprep/op_spec.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "support/test_ops.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

std::atomic<std::size_t> largest{0}, calls{0};

// Takes five records at once, and writes for each how many characters its text has.
struct FiveAtOnce final : BatchOp {
  Field text, into;
  std::size_t most_records() const override { return 5; }
  std::unique_ptr<BatchMapper> mapper() const override {
    struct Mapper final : BatchMapper {
      const FiveAtOnce& op;
      explicit Mapper(const FiveAtOnce& of) : op(of) {}
      Status map(std::span<Record> records, std::span<Context* const> contexts, std::span<Verdict> verdicts) override {
        ++calls;
        for (std::size_t known = largest;
             known < records.size() && !largest.compare_exchange_weak(known, records.size());) {
        }
        if (contexts.size() != records.size() || verdicts.size() != records.size()) return failure("unequal");
        for (std::size_t i = 0; i < records.size(); ++i) {
          const std::string_view text = records[i].text(op.text).value_or("");
          if (text == "bad") verdicts[i] = Verdict::malformed("bad");
          else if (text == "drop") verdicts[i] = Verdict::drop();
          else records[i].set_integer(op.into, static_cast<std::int64_t>(text.size()));
        }
        return {};
      }
    };
    return std::make_unique<Mapper>(*this);
  }
};

const OpSpec five_at_once{.name = "test_five_at_once",
                          .family = Family::label,
                          .summary = "Counts characters",
                          .details = "",
                          .source = "for the tests",
                          .examples = {},
                          .params = describe_params<NoParams>,
                          .make = [](const ParamValues&, Binder& binder) -> Result<AnyOp> {
                            auto op = std::make_unique<FiveAtOnce>();
                            DSPREP_TRY(op->text, binder.read("text"));
                            DSPREP_TRY(op->into, binder.write("n"));
                            return AnyOp(std::unique_ptr<BatchOp>(std::move(op)));
                          }};

RunOp run_five(const std::string& before, const std::string& after, const std::string& input, std::size_t chunk) {
  registry::Registry registry = with_test_ops();
  registry.add(&five_at_once);
  RunHow how;
  how.registry = &registry;
  how.chunk_size = chunk;
  how.explain = true;
  largest = calls = 0;
  return run_toml(before + "[[step]]\nop = \"test_five_at_once\"\n" + after, input, how);
}

}  // namespace

TEST_CASE("BatchOp: no call sees more than most_records(), and nothing else shows of it") {
  std::string input;
  for (int i = 0; i < 83; ++i)
    input += i % 7 == 3 ? "no record\n" : record(i % 5 == 1 ? "bad" : i % 5 == 2 ? "drop" : std::string(i, 'x'));
  const std::string derive = "[[step]]\nop = \"test_derive\"\nn = 9\n", spool = "[[step]]\nop = \"test_heavy\"\n";
  const std::string decide = "[[step]]\nop = \"dedup_exact\"\n";
  for (const std::string& before : {std::string(), derive, spool + decide + derive}) {
    const RunOp whole = run_five(before, derive, input, 1u << 20);
    REQUIRE(whole.error == "");
    CHECK(largest == 5);
    CHECK(calls > 12);
    const RunOp small = run_five(before, derive, input, 1);
    CHECK(whole.output == small.output);
    CHECK(whole.dropped == small.dropped);
    CHECK(whole.malformed == small.malformed);
    CHECK(whole.result.books.written == small.result.books.written);
  }
}

TEST_CASE("BatchOp: a line and what was derived from it behind a spool are of one call's worth of lines") {
  std::string input;
  for (int i = 0; i < 20; ++i) input += record("t" + std::to_string(i));
  const std::string before =
      "[[step]]\nop = \"test_derive\"\nn = 3\n[[step]]\nop = \"test_heavy\"\n[[step]]\nop = \"dedup_exact\"\n";
  const RunOp ran = run_five(before, "[[step]]\nop = \"test_derive\"\nn = 1\n", input, 1u << 20);
  REQUIRE(ran.error == "");
  CHECK(largest == 5);
  CHECK(ran.output == run_five(before, "[[step]]\nop = \"test_derive\"\nn = 1\n", input, 1).output);
}
