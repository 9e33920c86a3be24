// What a report shows of records does not depend on threads or chunks, and never what a step removes.
#include "report/gates.h"
#include "support/catch.h"
#include "support/map_fn.h"
#include "support/run_op.h"

using namespace dsprep;
using pipeline::StepSamples;

namespace {

std::string lines() {
  std::string out;
  for (int i = 0; i < 400; ++i)
    out += test::record("写给 mail" + std::to_string(i) + "@example.org   now " + std::string(i % 7, 'x'));
  return out;
}

std::vector<Sample> samples_of(const test::RunOp& run, std::size_t step, Rule rule) {
  std::vector<Sample> found;
  const auto& by_rule = run.result.books.steps.at(step).samples.by_rule();
  if (const auto taken = by_rule.find(rule); taken != by_rule.end())
    for (const pipeline::TakenSample& one : taken->second) found.push_back(one.sample);
  return found;
}

std::string told(const test::RunOp& run) {
  std::string all;
  for (const pipeline::StepBooks& step : run.result.books.steps)
    for (const auto& [rule, taken] : step.samples.by_rule())
      for (const pipeline::TakenSample& one : taken)
        all += std::to_string(rule) + "|" + one.sample.record + "|" + one.sample.place + "|" + one.sample.before + "|" +
               one.sample.after + "|" + one.sample.why + "\n";
  return all;
}

test::RunOp run(const std::string& steps, unsigned threads = 1, std::size_t chunk = 1u << 20) {
  test::RunHow how;
  how.threads = threads;
  how.chunk_size = chunk;
  test::RunOp run = test::run_toml(steps, lines(), how);
  REQUIRE(run.error.empty());
  return run;
}

}  // namespace

TEST_CASE("edited records are shown before and after, the same whatever the threads and chunks") {
  const std::string steps =
      "[[step]]\nop = \"whitespace\"\n[[step]]\nop = \"length\"\nmin_chars = 33\n[[step]]\nop = \"profile\"\n";
  const test::RunOp one = run(steps);
  const auto edited = samples_of(one, 0, StepSamples::edited);
  REQUIRE(edited.size() == StepSamples::most);
  for (const Sample& sample : edited) {
    CHECK(sample.outcome == Sample::Outcome::edited);
    CHECK(sample.before.find("   now") != std::string::npos);
    CHECK(sample.after.find(" now") != std::string::npos);
    CHECK(sample.after.find("   now") == std::string::npos);
    CHECK(sample.place.find(':') != std::string::npos);
  }
  const auto dropped = samples_of(one, 1, 0);
  REQUIRE(dropped.size() == StepSamples::most);
  CHECK(dropped[0].rule == "min_chars");
  CHECK(dropped[0].before.starts_with("写给 mail"));
  CHECK(dropped[0].after.empty());
  CHECK(dropped[0].why.starts_with("characters "));
  for (const unsigned threads : {1u, 3u})
    for (const std::size_t chunk : {std::size_t{200}, std::size_t{1} << 20})
      CHECK(told(run(steps, threads, chunk)) == told(one));
}

TEST_CASE("without a report nothing is taken") {
  const test::RunOp one = run("[[step]]\nop = \"whitespace\"\n[[step]]\nop = \"length\"\nmin_chars = 33\n");
  CHECK(told(one).empty());
}

TEST_CASE("no text is shown as it was before personal data was removed") {
  const std::string whitespace = "[[step]]\nop = \"whitespace\"\n", pii = "[[step]]\nop = \"pii\"\n",
                    length = "[[step]]\nop = \"length\"\nmin_chars = 33\n", profile = "[[step]]\nop = \"profile\"\n";
  for (const std::string& steps : {whitespace + length + pii + profile, pii + whitespace + length + profile,
                                   whitespace + "[[step]]\nop = \"pii\"\nmode = \"drop\"\n" + profile}) {
    INFO(steps);
    const std::string shown = told(run(steps));
    CHECK_FALSE(shown.empty());
    CHECK(shown.find("@example.org") == std::string::npos);
  }
  // Behind the step, texts are shown.
  CHECK(told(run(pii + whitespace + length + profile)).find("<EMAIL>") != std::string::npos);
  // The first records of the largest clusters are shown as they were read: not where a step removes something.
  const test::RunOp clusters =
      test::run_toml(pii + "[[step]]\nop = \"dedup_exact\"\n" + profile,
                     test::record("to a@example.org") + test::record("to a@example.org") + test::record("other"));
  REQUIRE(clusters.error.empty());
  CHECK(clusters.result.books.shown_texts.empty());
}

TEST_CASE("a limit that a step's metric brings with it is a gate") {
  struct Limited final : GlobalOp {
    struct Count final : Observer {
      double records = 0;
      Status observe(const Record&) override {
        ++records;
        return {};
      }
      Status merge(Observer&& next) override {
        records += static_cast<Count&>(next).records;
        return {};
      }
      Status save(ByteSink&) override { return {}; }
      Status load(ByteSource&) override { return {}; }
    };
    std::unique_ptr<Observer> observer() const override { return std::make_unique<Count>(); }
    Result<AnyOp> decide(Observers observers, Decider& decider) const override {
      Metric metric{"records", static_cast<Count&>(*observers.main).records};
      metric.unit = "records";
      metric.at_most = 399;
      decider.findings().metrics.push_back(metric);
      return test::map_fn([](Record&, Context&) { return Verdict::keep(); });
    }
  };
  static const OpSpec spec{.name = "limited",
                           .family = Family::report,
                           .summary = "Holds a limit",
                           .params = describe_params<NoParams>,
                           .make = [](const ParamValues&, Binder&) -> Result<AnyOp> {
                             return AnyOp(std::unique_ptr<GlobalOp>(new Limited));
                           }};
  const registry::Registry registry(std::vector<const OpSpec*>{&spec});
  test::RunHow how;
  how.registry = &registry;
  const test::RunOp one = test::run_op("limited", "", lines(), how);
  REQUIRE(one.error.empty());
  const auto gates = report::judge_gates({}, one.result.findings);
  REQUIRE(gates.size() == 1);
  CHECK(gates[0].line == "gate \"limited.records<=399\" is broken: limited.records is 400");
}
