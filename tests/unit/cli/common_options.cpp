#include "cli/common_options.h"

#include <limits>
#include <set>

#include "registry/registry.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::cli;

namespace {

std::string set(CommonOptions& options, std::string_view name, const std::string& value) {
  for (const CommonOption& option : common_options())
    if (option.name == name) {
      const Status status = set_common(option, value, "--" + std::string(name), options);
      return status ? "" : status.error().message;
    }
  return "no such option";
}

CommonOptions with(std::string_view name, const std::string& value) {
  CommonOptions options;
  CHECK(set(options, name, value).empty());
  return options;
}

std::string refusal(std::string_view name, const std::string& value) {
  CommonOptions options;
  return set(options, name, value);
}

const Command& command(std::string_view name) { return *find_command(name); }

}  // namespace

TEST_CASE("the table is sound") {
  std::set<std::string_view> names;
  std::set<char> letters;
  for (const CommonOption& option : common_options()) {
    INFO(option.name);
    CHECK(names.insert(option.name).second);
    if (option.letter) CHECK(letters.insert(option.letter).second);
    CHECK_FALSE(option.meaning.empty());
    CHECK(option.meaning.back() != '.');
    if (option.in_config) CHECK(option.set);
  }
  for (const std::string_view name :
       {"output",     "text",    "id",          "config",     "preset",          "set",
        "dry-run",    "explain", "trust-input", "tmp",        "max-record-size", "max-window",
        "threads",    "memory",  "seed",        "compress",   "level",           "shards",
        "shard-size", "dropped", "on-error",    "max-errors", "resume",          "force",
        "task",       "limit",   "sample",      "progress",   "log-level",       "log-format",
        "into",       "quiet",   "verbose"})
    CHECK(names.count(name) == 1);
}

TEST_CASE("no operator is named like a common option") {
  for (const CommonOption& option : common_options()) {
    INFO(option.name);
    CHECK(registry::built_in().find(option.name) == nullptr);
  }
}

TEST_CASE("every choice in the table is accepted and means itself") {
  for (const CommonOption& option : common_options()) {
    std::string_view rest = option.choices;
    while (!rest.empty()) {
      const std::string choice(rest.substr(0, rest.find(' ')));
      INFO(option.name << " " << choice);
      CHECK(refusal(option.name, choice).empty());
      rest.remove_prefix(std::min(choice.size() + 1, rest.size()));
    }
  }
  CHECK(with("compress", "zst").compress == compress::Codec::zst);
  CHECK(with("compress", "none").compress == compress::Codec::none);
  CHECK(with("on-error", "quarantine").on_error == exec::OnError::quarantine);
  CHECK(with("on-error", "fail").on_error == exec::OnError::fail);
  CHECK(with("on-error", "skip").on_error == exec::OnError::skip);
  CHECK(with("progress", "auto").progress == ProgressStyle::automatic);
  CHECK(with("progress", "none").progress == ProgressStyle::none);
  CHECK(with("log-level", "warn").log.level == base::LogLevel::warn);
  CHECK(with("log-level", "off").log.level == base::LogLevel::off);
  CHECK(with("log-format", "json").log.json);
  CHECK(with("spool", "never").spool == exec::RunOptions::Spool::never);
  CHECK(refusal("compress", "zstd") == "--compress: \"zstd\" is none of: none, gz, zst (did you mean \"zst\"?)");
}

TEST_CASE("numbers and sizes are held to their ranges") {
  CHECK(with("threads", "4").threads == 4u);
  CHECK(refusal("threads", "0") == "--threads: expected a number from 1 to 1024, got \"0\"");
  CHECK_FALSE(refusal("threads", "-1").empty());
  CHECK_FALSE(refusal("threads", "4x").empty());
  CHECK_FALSE(refusal("threads", "").empty());
  CHECK(with("memory", "1.5GiB").memory == 1536ull << 20);
  CHECK_FALSE(refusal("memory", "1k").empty());
  CHECK_FALSE(refusal("memory", "much").empty());
  CHECK(with("seed", "18446744073709551615").seed == std::numeric_limits<std::uint64_t>::max());
  CHECK_FALSE(refusal("seed", "18446744073709551616").empty());
  CHECK_FALSE(refusal("seed", "-1").empty());
  CHECK(with("level", "22").level == 22);
  CHECK_FALSE(refusal("level", "23").empty());
  CHECK(with("limit", "0").limit == 0u);
  CHECK(with("shard-size", "64M").shard_size == 64ull << 20);
  CHECK_FALSE(refusal("shards", "0").empty());
  CHECK(with("max-record-size", "1").max_record_size == 1);
  CHECK_FALSE(refusal("max-record-size", "5T").empty());
  CHECK(with("max-window", "2G").max_window == 2ull << 30);
  CHECK_FALSE(refusal("max-window", "3G").empty());
  CHECK_FALSE(refusal("max-window", "1K").empty());
  CHECK(with("sample", "1").sample == 1.0);
  CHECK(with("sample", "0.001").sample == 0.001);
  for (const char* bad : {"0", "-0.5", "1.5", "nan", "inf", "10%", ""}) CHECK_FALSE(refusal("sample", bad).empty());
  CHECK_FALSE(refusal("output", "").empty());
}

TEST_CASE("--task I/N") {
  CHECK(with("task", "3/4").task == 3);
  CHECK(with("task", "3/4").tasks == 4);
  for (const char* bad : {"4/4", "1", "/", "1/", "/2", "-1/2", "0/0", "a/b", "1/2/3"})
    CHECK_FALSE(refusal("task", bad).empty());
}

TEST_CASE("--max-errors: a count or a share") {
  const MalformedLimit initial;
  CHECK(initial.text() == "1%");
  CHECK_FALSE(initial.exceeded(0, 0));
  CHECK_FALSE(initial.exceeded(1, 100));
  CHECK(initial.exceeded(2, 100));
  CHECK(initial.exceeded(1, 99));
  const MalformedLimit count = with("max-errors", "3").max_errors;
  CHECK_FALSE(count.exceeded(3, 3));
  CHECK(count.exceeded(4, 1'000'000));
  CHECK(with("max-errors", "0").max_errors.exceeded(1, 1'000'000));
  CHECK(with("max-errors", "0%").max_errors.exceeded(1, 1'000'000));
  CHECK_FALSE(with("max-errors", "100%").max_errors.exceeded(7, 7));
  CHECK(with("max-errors", "0.5%").max_errors.text() == "0.5%");
  for (const char* bad : {"", "%", "101%", "-1", "-1%", "1.5", "nan%", "many"})
    CHECK_FALSE(refusal("max-errors", bad).empty());
}

TEST_CASE("contradictions are refused") {
  const auto together = [](auto&& change) {
    CommonOptions options;
    change(options);
    return check_together(options).ok();
  };
  CHECK(together([](CommonOptions&) {}));
  CHECK_FALSE(together([](CommonOptions& o) {
    o.shards = 2;
    o.shard_size = 3;
  }));
  CHECK_FALSE(together([](CommonOptions& o) {
    o.shards = 2;
    o.tasks = 2;
  }));
  CHECK_FALSE(together([](CommonOptions& o) {
    o.shard_size = 2;
    o.tasks = 2;
  }));
  CHECK_FALSE(together([](CommonOptions& o) {
    o.limit = 2;
    o.tasks = 2;
  }));
  CHECK_FALSE(together([](CommonOptions& o) {
    o.force = true;
    o.tasks = 2;
  }));  // it would remove what siblings did
  CHECK_FALSE(together([](CommonOptions& o) { o.force = o.resume = true; }));
  CHECK_FALSE(together([](CommonOptions& o) {
    o.compress = compress::Codec::none;
    o.level = 3;
  }));
  CHECK_FALSE(together([](CommonOptions& o) {
    o.compress = compress::Codec::gz;
    o.level = 13;
  }));
  CHECK(together([](CommonOptions& o) {
    o.compress = compress::Codec::gz;
    o.level = 12;
  }));
}

TEST_CASE("[run] sets options by their long names") {
  const auto run = [](std::vector<ParamSetting> settings, std::string_view name = "run") {
    CommonOptions options;
    const Status status = set_from_config(settings, command(name), options);
    return std::pair(options, status ? std::string() : status.error().message);
  };
  const Location where{"p.toml", 3, 1};
  const auto [options, error] = run({{"max_errors", std::int64_t{5}, where},
                                     {"threads", std::int64_t{2}, where},
                                     {"output", std::string("out"), where},
                                     {"explain", true, where},
                                     {"resume", false, where},
                                     {"sample", 0.5, where}});
  CHECK(error.empty());
  CHECK(options.max_errors.count == 5);
  CHECK(options.threads == 2u);
  CHECK(options.output == "out");
  CHECK(options.explain);
  CHECK_FALSE(options.resume);
  CHECK(options.sample == 0.5);
  CHECK(run({{"thread", std::int64_t{2}, where}}).second ==
        "p.toml:3:1: thread: [run] has no such option (did you mean \"threads\"?)");
  CHECK(run({{"threads", std::string("two"), where}}).second ==
        "p.toml:3:1: threads: expected a number from 1 to 1024, got \"two\"");
  CHECK(run({{"explain", std::int64_t{1}, where}}).second.find("expected true or false") != std::string::npos);
  CHECK(run({{"seed", std::int64_t{1}, where}}).second.find("before the first table") != std::string::npos);
  CHECK(run({{"text", std::string("x"), where}}).second.find("[dataset]") != std::string::npos);
  CHECK(run({{"config", std::string("x"), where}}).second.find("no such option") != std::string::npos);
  CHECK(run({{"into", std::string("x"), where}}, "clean").second.find("dsprep clean has no such option") !=
        std::string::npos);
}

TEST_CASE("options that change the output, where they differ from the default") {
  CHECK(output_options({}).empty());
  CommonOptions options;
  options.threads = 3;
  options.memory = 5;
  options.tmp = "x";
  options.force = true;
  options.dropped = "elsewhere";
  CHECK(output_options(options).empty());
  options.limit = 10;
  options.dropped = "none";
  options.on_error = exec::OnError::skip;
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  CHECK(output_options(options) == Pairs{{"--dropped", "none"}, {"--on-error", "skip"}, {"--limit", "10"}});
}

TEST_CASE("hidden options are not told") {
  for (const Command& c : commands())
    for (const auto& text : option_texts(c)) {
      CHECK(text.flags.find("chunk-size") == std::string::npos);
      CHECK(text.flags.find("spool") == std::string::npos);
    }
}
