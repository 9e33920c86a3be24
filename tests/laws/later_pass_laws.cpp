// A later pass does again what an earlier one did: edits, routes and derived records of a step are there whatever
// follows it.
#include "pipeline/pipeline.h"
#include "support/catch.h"
#include "support/example_files.h"
#include "support/map_fn.h"
#include "support/run_files.h"
#include "support/run_op.h"
#include "support/test_ops.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

// ---- a step that wants a pass of its own and changes nothing ----

struct SawRecords final : Observer {
  std::uint64_t records = 0;
  Status observe(const Record&) override {
    ++records;
    return {};
  }
  Status merge(Observer&& next) override {
    records += static_cast<SawRecords&>(next).records;
    return {};
  }
  Status save(ByteSink&) override { return {}; }
  Status load(ByteSource&) override { return {}; }
};

class Watch final : public GlobalOp {
 public:
  std::unique_ptr<Observer> observer() const override { return std::make_unique<SawRecords>(); }
  Result<AnyOp> decide(Observers, Decider&) const override {
    return map_fn([](Record&, Context&) { return Verdict::keep(); });
  }
};

const OpSpec test_watch{
    .name = "test_watch",
    .family = Family::clean,
    .summary = "Watches",
    .details = "",
    .source = "for the tests",
    .examples = {},
    .params = describe_params<NoParams>,
    .make = [](const ParamValues&, Binder&) -> Result<AnyOp> { return AnyOp(std::unique_ptr<GlobalOp>(new Watch)); }};

// ---- a step of no family of splits that sends records to parts, and writes nothing ----

Result<AnyOp> make_route(const ParamValues&, Binder& binder) {
  DSPREP_TRY(const Field text, binder.read("text"));
  DSPREP_TRY(const PartId brief, binder.part("brief"));
  DSPREP_TRY(const PartId rest, binder.part("rest"));
  return map_fn([text, parts = std::vector<PartId>{brief, rest}](Record& record, Context&) {
    const std::size_t at = record.text(text).value_or("").size() < 4 ? 0 : 1;
    return Verdict::keep(std::span(parts).subspan(at, 1));
  });
}
const OpSpec test_route{.name = "test_route",
                        .family = Family::label,
                        .summary = "Routes",
                        .details = "",
                        .source = "for the tests",
                        .examples = {},
                        .params = describe_params<NoParams>,
                        .make = make_route};

registry::Registry with_watch() {
  registry::Registry registry = with_test_ops();
  registry.add(&test_watch);
  registry.add(&test_route);
  return registry;
}

std::string step(std::string_view op, std::string_view params = "") {
  return "[[step]]\nop = \"" + std::string(op) + "\"\n" + std::string(params) + "\n";
}

}  // namespace

TEST_CASE("what a step did is there behind a step that needs a pass of its own") {
  const registry::Registry registry = with_watch();
  RunHow how;
  how.registry = &registry;
  how.files = files_of_examples(registry::built_in());
  std::size_t examples = 0, edited = 0;
  const auto same = [&](const std::string& toml, std::string_view input) {
    const RunOp alone = run_toml(toml, input, how), watched = run_toml(toml + step("test_watch"), input, how);
    REQUIRE(alone.error == "");
    REQUIRE(watched.error == "");
    CHECK(watched.output == alone.output);
    CHECK(watched.dropped == alone.dropped);
    CHECK(watched.malformed == alone.malformed);
    edited += alone.output != input;
  };
  for (const OpSpec* op : registry::built_in().all())
    for (const Example& example : op->examples) {
      INFO(op->name << ": " << example.title << "\n" << example.params);
      same(step(op->name, example.params), example.input);
      ++examples;
    }
  CHECK(examples > 50);
  CHECK(edited > 30);
  const std::string input =
      "{\"text\":\"长一点的句子\",\"a\":1}\n{\"text\":\"短\",\"b_tmp\":2}\n{\"text\":\"abcdef\",\"a\":null}\n";
  for (const std::string& params :
       {std::string("keep = [\"text\"]"), std::string("patterns = [\"_tmp$\"]"), std::string("fields = [\"a\"]")}) {
    INFO("drop_fields " << params);
    same(step("drop_fields", params), input);
  }
  same(step("rename", "fields = [{ from = \"a\", to = \"c\" }]"), input);
  for (const char* op : {"test_route", "test_folds", "test_redact", "test_derive"}) {
    INFO(op);
    same(step(op), input);
  }
}

// ---- numbers that do not wrap ----

namespace {

constexpr std::uint32_t beyond = 65'540;

Result<AnyOp> make_counts(const ParamValues&, Binder& binder) {
  std::vector<Counter> counters;
  for (std::uint32_t i = 0; i < beyond; ++i) {
    const std::string name = "c" + std::to_string(i);
    counters.push_back(binder.counter(name));
    DSPREP_TRY(const Artifact artifact, binder.artifact(name));
    DSPREP_TRY(const Reference reference, binder.dataset(name));
    if (counters[i].index != i || artifact.index != i || reference.index != i)
      return usage_error(name + " has the number of another");
  }
  if (binder.counter("c3").index != 3) return usage_error("a counter has two numbers");
  return map_fn([counters](Record&, Context& context) {
    context.count(counters[1]);
    context.count(counters[65'537], 10);
    return Verdict::keep();
  });
}
const OpSpec test_counts{.name = "test_counts",
                         .family = Family::label,
                         .summary = "Counts",
                         .details = "",
                         .source = "for the tests",
                         .examples = {},
                         .params = describe_params<NoParams>,
                         .make = make_counts};

}  // namespace

TEST_CASE("more than 65,536 counters, artifacts and references keep their numbers") {
  registry::Registry registry = with_test_ops();
  registry.add(&test_counts);
  RunHow how;
  how.registry = &registry;
  const RunOp ran = run_op("test_counts", "", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n", how);
  REQUIRE(ran.error == "");
  const auto& counters = ran.result.books.steps[0].counters;
  REQUIRE(counters.size() == beyond);
  CHECK(counters[1] == 2);
  CHECK(counters[65'537] == 20);
}

TEST_CASE("more sources than there are numbers are refused") {
  MemoryFiles disk;
  spill::Workspace workspace(disk, "tmp", 1u << 20);
  PipelineSpec spec;
  spec.sources.resize(65'536);
  CHECK(pipeline::compile(spec, registry::built_in(), disk, workspace, {}).ok());
  spec.sources.emplace_back();
  const auto refused = pipeline::compile(spec, registry::built_in(), disk, workspace, {});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().message.find("too many [[source]] tables: at most 65,536") == 0);
}

// ---- parts of reference datasets ----

namespace {

struct SawParts final : Observer {
  std::vector<std::uint16_t> parts;
  Status observe(const Record& record) override {
    parts.push_back(record.part().index);
    return {};
  }
  Status merge(Observer&& next) override {
    for (const std::uint16_t part : static_cast<SawParts&>(next).parts) parts.push_back(part);
    return {};
  }
  Status save(ByteSink&) override { return {}; }
  Status load(ByteSource&) override { return {}; }
};

class ReferenceParts final : public GlobalOp {
 public:
  std::unique_ptr<Observer> observer() const override { return nullptr; }
  std::unique_ptr<Observer> reference_observer(Reference) const override { return std::make_unique<SawParts>(); }
  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    for (const std::uint16_t part : static_cast<SawParts&>(*observers.references[0]).parts)
      decider.findings().metrics.push_back({"part", static_cast<double>(part)});
    return map_fn([](Record&, Context&) { return Verdict::keep(); });
  }
};
const OpSpec test_reference_parts{.name = "test_reference_parts",
                                  .family = Family::clean,
                                  .summary = "Looks at parts",
                                  .details = "",
                                  .source = "for the tests",
                                  .examples = {},
                                  .params = describe_params<NoParams>,
                                  .make = [](const ParamValues&, Binder& binder) -> Result<AnyOp> {
                                    DSPREP_TRY([[maybe_unused]] const Reference reference, binder.dataset("held"));
                                    return AnyOp(std::unique_ptr<GlobalOp>(new ReferenceParts));
                                  }};

}  // namespace

TEST_CASE("a record of a reference dataset is in a part that the pipeline knows, or in none") {
  registry::Registry registry = with_test_ops();
  registry.add(&test_reference_parts);
  FilesHow how;
  how.registry = &registry;
  how.inputs["in/train.jsonl"] = "{\"text\":\"a\"}\n";
  how.others["held/data/train-00000.jsonl"] = "{\"text\":\"a\"}\n";
  how.others["held/data/validation-00000.jsonl"] = "{\"text\":\"b\"}\n";
  how.others["held/data/test-00000.jsonl"] = "{\"text\":\"c\"}\n";
  const RunFiles ran = run_files(step("test_reference_parts"), how);
  REQUIRE(ran.error == "");
  REQUIRE(ran.result.findings.size() == 1);
  const auto& metrics = ran.result.findings[0].findings.metrics;
  REQUIRE(metrics.size() == 3);
  for (const Metric& metric : metrics) CHECK(metric.value < static_cast<double>(ran.parts.size()));
}

// ---- numbers of derived records ----

TEST_CASE("two derived records of a line never have one number") {
  const registry::Registry registry = with_test_ops();
  RunHow how;
  how.registry = &registry;
  how.id = "/id";
  const std::string derive = step("test_derive", "n = 2\nmark = \"*\""), shuffle = step("test_shuffle");
  std::string input;
  for (int i = 0; i < 5; ++i)
    input += "{\"id\":\"r" + std::to_string(i) + "\",\"text\":\"t" + std::to_string(i) + "\"}\n";
  const auto ids = [](const RunOp& ran) {
    std::vector<std::string> all;
    for (std::size_t at = 0; at < ran.output.size(); at = ran.output.find('\n', at) + 1)
      all.push_back(
          Value(std::string_view(ran.output).substr(at, ran.output.find('\n', at) - at))["id"].text().value());
    std::sort(all.begin(), all.end());
    return all;
  };
  const RunOp once = run_toml(derive + shuffle + derive, input, how);
  REQUIRE(once.error == "");
  const std::vector<std::string> names = ids(once);
  CHECK(names.size() == 45);
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
  // Ranges within ranges would overlap: refused, in one line, instead of two records with one number.
  const RunOp twice = run_toml(derive + shuffle + derive + shuffle + derive, input, how);
  CHECK(twice.error.find("test_derive-3: record ") == 0);
  CHECK(twice.error.find("records cannot be derived behind a second step that puts records in another order") !=
        std::string::npos);
  CHECK(run_toml(derive + shuffle + shuffle + step("length", "min_chars = 1"), input, how).error == "");
}

namespace {

struct ManyParams {
  std::int64_t n = 1;
  void fields(ParamFields& f) { f("n", n, {.meaning = "children of each record", .min = 0}); }
};
Result<AnyOp> make_many(const ParamValues& values, Binder&) {
  return map_fn([n = bind_params<ManyParams>(values).n](Record& record, Context& context) {
    for (std::int64_t i = 0; i < n; ++i) (void)context.derive(record);
    return Verdict::keep();
  });
}
const OpSpec test_many{.name = "test_many",
                       .family = Family::augment,
                       .summary = "Derives many",
                       .details = "",
                       .source = "for the tests",
                       .examples = {},
                       .params = describe_params<ManyParams>,
                       .make = make_many,
                       .derives = true};

}  // namespace

TEST_CASE("more derived records than there are numbers end the run") {
  registry::Registry registry = with_test_ops();
  registry.add(&test_many);
  RunHow how;
  how.registry = &registry;
  const std::string shuffle = step("test_shuffle"), input = "{\"text\":\"a\"}\n";
  const auto many = [](int n) { return step("test_many", "n = " + std::to_string(n)); };
  CHECK(run_toml(many(3) + shuffle + many(10), input, how).error == "");
  CHECK(run_toml(shuffle + many(65'535), input, how).error == "");
  for (const std::string& toml : {shuffle + many(65'536), many(65'536) + shuffle + many(1)})
    CHECK(run_toml(toml, input, how).error.find("65,535 derived records") != std::string::npos);
}
