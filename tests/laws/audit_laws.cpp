// --audit measures the same bytes whatever the threads, chunks, spools and tasks; and a replay with other limits gives
// what a fresh run with them gives, byte for byte.
#include <cmath>
#include <limits>

#include "config/config.h"
#include "exec/replay.h"
#include "io/audit_file.h"
#include "laws/corpus.h"
#include "report/audit_report.h"
#include "support/catch.h"
#include "support/difference.h"
#include "support/example_files.h"
#include "support/map_fn.h"
#include "support/run_files.h"
#include "support/run_tasks.h"
#include "support/test_ops.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

// A filter that does all that a filter may: rules out of order, rules asked several times or never, notes, what has
// nothing to measure, members for _dsprep, counters, verdicts of its own.
enum : Rule { min_words, max_words, max_line, banned, share };
constexpr RuleInfo measures_rules[] = {
    {"min_words", Judge::Limit::Compare::at_least, "min_words", "words"},
    {"max_words", Judge::Limit::Compare::at_most, "max_words", "words"},
    {"max_line", Judge::Limit::Compare::at_most, "max_line", "characters of a line"},
    {"banned", Judge::Limit::Compare::below, "", "banned words", 1},
    {"share", Judge::Limit::Compare::above, "share", "share of letters"},
};
struct MeasuresParams {
  std::optional<std::int64_t> min_words = 3, max_words, max_line = 200;
  double share = 0.2;
  std::string words = "whitespace";
  void fields(ParamFields& f) {
    f("min_words", min_words, {.meaning = "fewest words", .min = 0});
    f("max_words", max_words, {.meaning = "most words", .min = 0});
    f("max_line", max_line, {.meaning = "longest line", .min = 0});
    f("share", share, {.meaning = "lowest share of letters", .min = -1, .max = 1});
    f("words", words, {.meaning = "what a word is", .choices = {"whitespace", "uax29"}});
  }
};
Result<AnyOp> make_measures(const ParamValues& values, Binder& binder) {
  const MeasuresParams params = bind_params<MeasuresParams>(values);
  DSPREP_TRY(const Field text, binder.read("text"));
  const WordModel model = params.words == "uax29" ? WordModel::uax29 : WordModel::whitespace;
  return map_fn([text, model, long_words = binder.counter("long_words")](Record& record, Context& context) {
    const TextView& view = record.view(text);
    Judge& judge = context.judge();
    if (judge.wants(max_words)) judge.check(max_words, static_cast<double>(view.words(model).size()), "most");
    if (judge.wants(min_words)) judge.check(min_words, static_cast<double>(view.words(model).size()));
    for (const TextSpan& line : view.lines())
      judge.check(max_line, line.size(), line.of(view.text()).substr(0, 1) == "t" ? "a line with t" : "");
    const bool trec = view.text().find("TREC") != std::string_view::npos;
    judge.check(banned, trec, trec ? "TREC 数据" : "");
    judge.check(share, static_cast<double>(view.counts().letters) / static_cast<double>(view.counts().total));
    for (const TextSpan& word : view.words(model))
      if (word.size() > 8) context.count(long_words);
    judge.attach("words", std::to_string(view.words(model).size()));
    if (view.text().ends_with("12")) return Verdict::drop();
    if (view.text().starts_with("quote"))
      return Verdict::malformed("a quote: \"" + std::string(view.text().substr(0, 5)));
    return judge.verdict();
  });
}
const OpSpec measures{.name = "test_measures",
                      .family = Family::clean,
                      .summary = "Measures much",
                      .details = "",
                      .source = "for the tests",
                      .examples = {},
                      .params = describe_params<MeasuresParams>,
                      .make = make_measures,
                      .rules = measures_rules};

registry::Registry registry_with_measures() {
  registry::Registry registry = with_test_ops();
  registry.add(&measures);
  return registry;
}

std::string step(const std::string& op, const std::string& params = "") {
  return "[[step]]\nop = \"" + op + "\"\n" + params + "\n";
}

struct Case {
  std::string name, toml;
};

std::vector<Case> cases() {
  const std::string ids = "[dataset]\nid = \"/id\"\n";
  return {
      {"one filter", step("test_measures")},
      {"length", step("length", "min_chars = 5\nmax_words = 40")},
      {"matches", ids + step("matches", "patterns = [\"TREC\", \"数据\"]")},
      {"edit between", step("length", "min_chars = 4") + step("whitespace") + step("test_measures")},
      {"batch", step("length", "min_chars = 2") + step("test_batch") + step("test_measures")},
      {"derive", step("length", "min_words = 2") + step("test_derive") + step("test_measures")},
      {"duplicates", step("length", "min_chars = 5") + step("dedup_exact") + step("test_measures")},
      {"rounds", step("test_measures") + step("test_rounds") + step("length", "min_words = 4")},
      {"everything", ids + step("test_measures") + step("whitespace") + step("dedup_exact") + step("random_swap") +
                         step("length", "min_words = 3") + step("ratio") + step("profile")},
      {"heavy", step("length", "min_words = 2") + step("test_heavy") + step("dedup_exact") + step("test_measures")},
  };
}

// --set by hand: min_words of every step, and more, moved.
std::string moved(std::string toml) {
  const auto replace = [&](const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = toml.find(from, at)) != std::string::npos; at += to.size())
      toml.replace(at, from.size(), to);
  };
  replace("min_chars = 5", "min_chars = 30");
  replace("min_words = 2", "min_words = 6");
  replace("op = \"test_measures\"\n",
          "op = \"test_measures\"\nmin_words = 12\nmax_words = 100\nmax_line = 60\nshare = 0.5\n");
  replace("patterns = [", "min_matches = 2\npatterns = [");
  return toml;
}

std::size_t lines_below(const RunFiles& ran, const std::string& folder) {
  std::size_t n = 0;
  for (const auto& [path, bytes] : ran.files)
    if (path.starts_with(folder)) n += static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n'));
  return n;
}

}  // namespace

TEST_CASE("an audit's bytes do not depend on threads, chunks, spools or tasks, and nothing is dropped") {
  const registry::Registry registry = registry_with_measures();
  for (const Case& c : cases()) {
    INFO(c.name);
    FilesHow how;
    how.registry = &registry;
    how.inputs = make_corpus();
    how.options.audit = true;
    const RunFiles base = run_files(c.toml, how);
    REQUIRE(base.error == "");
    CHECK(base.result.books.dropped == 0);
    CHECK(base.result.books.read == base.result.books.kept + base.result.books.malformed);
    CHECK(lines_below(base, "dropped/") == 0);
    CHECK(base.files.count("audit/part-00000.audit") == 1);
    for (const unsigned threads : {1u, 3u})
      for (const std::size_t chunk : {std::size_t{64}, std::size_t{5000}, std::size_t{1} << 20})
        for (const auto spool : {exec::RunOptions::Spool::never, exec::RunOptions::Spool::always}) {
          INFO(threads << " threads, chunks of " << chunk << ", spool " << static_cast<int>(spool));
          FilesHow other = how;
          other.options.threads = threads;
          other.options.chunk_size = chunk;
          other.options.spool = spool;
          CHECK(difference(base, run_files(c.toml, other)) == "");
        }
    CHECK(difference(base, run_tasks(c.toml, how, 3).last) == "");
  }
}

TEST_CASE("a replay with other limits is a fresh run with them") {
  const registry::Registry registry = registry_with_measures();
  for (const Case& c : cases())
    for (const bool change : {false, true}) {
      INFO(c.name << (change ? ", limits moved" : ""));
      FilesHow audit;
      audit.registry = &registry;
      audit.inputs = make_corpus();
      audit.disk = std::make_shared<MemoryFiles>();
      audit.options.audit = true;
      audit.output.path = "audited";
      const RunFiles audited = run_files(c.toml, audit);
      REQUIRE(audited.error == "");
      FilesHow fresh;
      fresh.registry = &registry;
      fresh.inputs = make_corpus();
      const std::string toml = change ? moved(c.toml) : c.toml;
      const RunFiles wanted = run_files(toml, fresh);
      REQUIRE(wanted.error == "");
      if (change) CHECK(wanted.result.books.dropped > 0);
      for (const unsigned threads : {1u, 3u}) {
        FilesHow replay = fresh;
        replay.disk = audit.disk;
        replay.replay = "audited";
        replay.audit = audited.result.outputs;
        replay.options.threads = threads;
        replay.options.chunk_size = threads == 1 ? 5000 : 700;
        replay.output.path = "again" + std::to_string(threads);
        CHECK(difference(wanted, run_files(toml, replay)) == "");
      }
    }
}

TEST_CASE("what an audit holds: a row for each record, values, notes, what has nothing to measure") {
  const registry::Registry registry = registry_with_measures();
  FilesHow how;
  how.registry = &registry;
  how.inputs["in/a.jsonl"] =
      "{\"text\":\"one two three four\"}\n\n{\"text\":\"\"}\nbroken\n{\"text\":\"TREC "
      "数据\\nt\"}\n{\"text\":\"quote\"}\n{\"text\":\"a b c 12\"}\n";
  how.disk = std::make_shared<MemoryFiles>();
  how.options.audit = true;
  const RunFiles ran = run_files(step("test_measures"), how);
  REQUIRE(ran.error == "");
  auto opened = io::AuditReader::open(*how.disk, "out/audit/part-00000.audit");
  REQUIRE(opened.ok());
  const io::AuditReader& reader = **opened;
  REQUIRE(reader.check().ok());
  REQUIRE(reader.rows() == 5);
  const io::AuditSchema& schema = reader.schema();
  CHECK(schema.file == "a.jsonl");
  REQUIRE(schema.steps.size() == 1);
  REQUIRE(schema.steps[0].rules.size() == 5);
  CHECK(schema.steps[0].rules[0].limit == 3.0);
  CHECK(!schema.steps[0].rules[1].limit);
  io::AuditColumn column;
  const auto read = [&](std::size_t i) { REQUIRE(reader.read(0, i, column).ok()); };
  read(io::AuditSchema::line);
  std::vector<std::uint64_t> lines;
  for (std::size_t i = 0; i < 5; ++i) lines.push_back(column.at<std::uint64_t>(i));
  CHECK(lines == std::vector<std::uint64_t>{1, 3, 5, 6, 7});
  read(io::AuditSchema::text);
  CHECK(column.text_at(2) == "TREC 数据\nt");
  read(schema.rule(0, min_words));
  CHECK(column.at<double>(0) == 4);
  CHECK(column.at<double>(1) == 0);
  read(schema.rule(0, max_line));
  CHECK(!io::was_asked(column.at<double>(1)));  // no lines: nobody asked
  CHECK(column.at<double>(2) == 11);            // bytes of the longest
  read(schema.rule(0, share));
  CHECK(std::isnan(column.at<double>(1)));
  CHECK(io::was_asked(column.at<double>(1)));  // asked, and nothing to measure
  read(schema.outcome(0));
  namespace outcome = io::audit_outcome;
  CHECK(column.at<std::uint8_t>(0) == outcome::reached);
  CHECK(column.at<std::uint8_t>(1) == (outcome::reached | outcome::dropped));
  CHECK(column.at<std::uint8_t>(3) == (outcome::reached | outcome::malformed));
  CHECK(column.at<std::uint8_t>(4) == (outcome::reached | outcome::dropped | outcome::own_verdict));
  read(schema.detail(0));
  CHECK(Value(column.text_at(2))["attached"]["words"].integer() == 3);
  CHECK(Value(column.text_at(3))["malformed"].text() == "a quote: \"quote");
}

TEST_CASE("every op with rules: a limit is a limit only, its value and note do not depend on it") {
  const registry::Registry& registry = registry::built_in();
  for (const OpSpec* op : registry.all()) {
    if (op->rules.empty()) continue;
    for (const Example& example : op->examples) {
      INFO(op->name << ": " << example.title);
      FilesHow audit;
      audit.inputs["in/a.jsonl"] = std::string(example.input);
      audit.others = files_of(example);
      audit.disk = std::make_shared<MemoryFiles>();
      audit.options.audit = true;
      audit.output.path = "audited";
      const std::string toml = step(std::string(op->name), std::string(example.params));
      const RunFiles audited = run_files(toml, audit);
      REQUIRE(audited.error == "");
      // The limits, each moved a little and far, alone.
      std::vector<std::string> changes{""};
      for (const RuleInfo& rule : op->rules) {
        if (rule.param.empty() || example.params.find(std::string(rule.param) + " =") != std::string_view::npos)
          continue;
        for (const char* value : {"0", "1", "2", "7", "0.5"})
          changes.push_back(std::string(rule.param) + " = " + value);
      }
      int runs = 0;
      for (const std::string& change : changes) {
        INFO(change);
        FilesHow fresh;
        fresh.inputs = audit.inputs;
        fresh.others = audit.others;
        const RunFiles wanted = run_files(toml + change + "\n", fresh);
        if (!wanted.error.empty()) continue;  // out of the limit's range
        FilesHow replay = fresh;
        replay.disk = audit.disk;
        replay.replay = "audited";
        replay.audit = audited.result.outputs;
        replay.output.path = "again" + std::to_string(++runs);
        CHECK(difference(wanted, run_files(toml + change + "\n", replay)) == "");
      }
    }
  }
}

TEST_CASE("an audit is refused where it cannot be kept, or followed") {
  const registry::Registry registry = registry_with_measures();
  FilesHow how;
  how.registry = &registry;
  how.inputs = make_corpus({.shards = 1, .records = 5});
  how.options.audit = true;
  CHECK(run_files(step("test_measures") + step("test_shuffle"), how).error.find("another order") != std::string::npos);
  how.output = {exec::Output::Kind::stream, "", {}};
  CHECK(run_files(step("test_measures"), how).error.find("-o DIR") != std::string::npos);
}

TEST_CASE("an interrupted audit goes on, and ends with the same bytes") {
  const registry::Registry registry = registry_with_measures();
  const std::string toml = step("test_measures") + step("dedup_exact") + step("length", "min_words = 2");
  FilesHow how;
  how.registry = &registry;
  how.inputs = make_corpus({.shards = 3, .records = 30});
  how.options.chunk_size = 2000;
  how.options.audit = true;
  const RunFiles clean = run_files(toml, how);
  REQUIRE(clean.error == "");
  for (std::uint64_t fault = 1; fault < 200; fault += 5) {
    INFO("append " << fault);
    FilesHow broken = how;
    broken.disk = std::make_shared<MemoryFiles>();
    for (const auto& [path, bytes] : how.inputs) broken.disk->put(path, bytes);
    broken.disk->fail_append(fault);
    if (run_files(toml, broken).error.empty()) break;
    broken.disk->clear_faults();
    broken.resume = true;
    RunFiles resumed = run_files(toml, broken);
    std::erase_if(resumed.files, [](const auto& file) { return file.first.ends_with(".tmp"); });
    CHECK(difference(clean, resumed) == "");
  }
}

TEST_CASE("the audit report counts alone and together, and balances") {
  const registry::Registry registry = registry_with_measures();
  FilesHow how;
  how.registry = &registry;
  how.inputs["in/a.jsonl"] =
      "{\"text\":\"one two three four\"}\n{\"text\":\"one\"}\n{\"text\":\"1 2\"}\n{\"text\":\"1 2 3 "
      "4\"}\n{\"text\":\"five words are here now\"}\n";
  how.disk = std::make_shared<MemoryFiles>();
  how.options.audit = true;
  const std::string toml = step("test_measures");
  const RunFiles ran = run_files(toml, how);
  REQUIRE(ran.error == "");
  auto config = config::parse(toml, "t.toml");
  REQUIRE(config.ok());
  spill::Workspace workspace(*how.disk, "tmp", 1 << 20);
  auto pipeline = pipeline::compile(config->pipeline, registry, *how.disk, workspace, {});
  REQUIRE(pipeline.ok());
  auto report = report::audit_report(*how.disk, "out", ran.result.outputs, *pipeline);
  REQUIRE(report.ok());
  CHECK(report::check_audit(*report, ran.result.books).ok());
  CHECK(report->records == 5);
  CHECK(report->kept == 2);
  CHECK(report->dropped == 3);
  REQUIRE(report->steps.size() == 1);
  const pipeline::AuditStepReport& told = report->steps[0];
  CHECK(told.would_drop == 3);
  const pipeline::AuditRuleReport& words = told.rules[0];
  CHECK(words.name == "min_words");
  CHECK(words.failed == 2);
  CHECK(words.alone == 1);
  CHECK(words.together == 1);
  REQUIRE(words.failing.size() == 2);
  CHECK(words.failing[0].value == 2);  // nearest to the limit first
  CHECK(words.failing[0].text == "1 2");
  CHECK(words.failing[0].line == 3);
  CHECK(words.failing[0].other_rules);
  CHECK(words.passing.size() == 3);
  // The curve is exact: at 4 words, three records pass this rule, two all rules.
  std::uint64_t kept = 0, all = 0;
  for (const pipeline::AuditPoint& point : words.curve)
    if (point.threshold == 4) kept = point.kept, all = point.kept_by_all;
  CHECK(kept == 3);
  CHECK(all == 2);
}
