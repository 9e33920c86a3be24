#include "config/config.h"

#include "support/catch.h"

using namespace dsprep;

namespace {

config::Config good(std::string_view toml) {
  auto result = config::parse(toml, "p.toml");
  INFO((result.ok() ? "" : result.error().message));
  REQUIRE(result.ok());
  return std::move(result).value();
}

std::string refusal(std::string_view toml) {
  const auto result = config::parse(toml, "p.toml");
  if (result.ok()) return "";
  CHECK(result.error().kind == Error::Kind::usage);
  return result.error().message;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("an empty config has the defaults") {
  const config::Config config = good("");
  CHECK(config.pipeline.text == "/text");
  CHECK_FALSE(config.pipeline.id);
  CHECK(config.pipeline.steps.empty());
  CHECK_FALSE(config.has_text);
  CHECK_FALSE(config.has_seed);
}

TEST_CASE("the config of the interface") {
  const config::Config config = good(R"(seed = 7
[dataset]
text = "/body"
id = "/id"
spans = "/spans"

[[step]]
op = "gopher_quality"
min_words = 30

[[step]]
op = "ratio"
name = "parts"
ratios = { train = 0.8, validation = 0.1, test = 0.1 }
stratify = "/label"
)");
  CHECK(config.has_seed);
  CHECK(config.pipeline.seed == 7);
  CHECK(config.pipeline.text == "/body");
  CHECK(config.pipeline.id == "/id");
  REQUIRE(config.pipeline.spans.size() == 1);
  CHECK(config.pipeline.spans[0].spans == "/spans");
  CHECK(config.pipeline.spans[0].unit == SpanUnit::code_points);
  REQUIRE(config.pipeline.steps.size() == 2);
  const StepSpec& first = config.pipeline.steps[0];
  CHECK(first.op == "gopher_quality");
  REQUIRE(first.params.size() == 1);
  CHECK(first.params[0].name == "min_words");
  CHECK(std::get<std::int64_t>(first.params[0].value) == 30);
  CHECK(first.params[0].where.text() == "p.toml:9:1");
  CHECK(first.where.text() == "p.toml:8:1");
  const StepSpec& second = config.pipeline.steps[1];
  CHECK(second.name == "parts");
  const auto& ratios = std::get<ParamTable>(second.params[0].value);
  REQUIRE(ratios.size() == 3);
  CHECK(ratios[0].first == "train");
  CHECK(ratios[1].first == "validation");
  CHECK(ratios[2].first == "test");
}

TEST_CASE("tables keep the order they are written in") {
  const auto order = [](std::string_view toml) {
    const config::Config config = good(toml);
    std::string names;
    for (const auto& [name, value] : std::get<ParamTable>(config.pipeline.steps[0].params[0].value)) names += name;
    return names;
  };
  CHECK(order("[[step]]\nop='x'\nt = { z = 1, a = 2, m = 3 }") == "zam");
  CHECK(order("[[step]]\nop='x'\nt.z = 1\nt.a = 2\nt.m = 3") == "zam");
  CHECK(order("[[step]]\nop='x'\n[step.t]\nz = 1\na = 2\nm = 3") == "zam");
  CHECK(good("[[step]]\nz = 1\nop = 'x'\na = 2").pipeline.steps[0].params[0].name == "z");
}

TEST_CASE("every type becomes a value") {
  const auto value = [](std::string_view toml) {
    return good("[[step]]\nop='x'\nv = " + std::string(toml)).pipeline.steps[0].params[0].value;
  };
  CHECK(std::get<bool>(value("true")));
  CHECK(std::get<std::int64_t>(value("-1_000")) == -1000);
  CHECK(std::get<double>(value("0.25")) == 0.25);
  CHECK(std::get<std::string>(value("'a'")) == "a");
  CHECK(std::get<std::string>(value("2024-05-17")) == "2024-05-17");
  CHECK(has(std::get<std::string>(value("2024-05-17T10:20:30Z")), "2024-05-17T10:20:30"));
  CHECK(std::get<std::string>(value("10:20:30")) == "10:20:30");
  const auto list = std::get<ParamList>(value("[{ b = 1, a = 'x' }, 2]"));
  CHECK(std::get<ParamTable>(list[0])[0].first == "b");
}

TEST_CASE("sources") {
  const config::Config config = good(R"([[source]]
paths = ["a/*.jsonl", "b"]
name = "web"
format = "jsonl"
licence = "CC0"
fields = { text = "/content", title = "/t" }
[[source]]
paths = "-"
)");
  REQUIRE(config.pipeline.sources.size() == 2);
  const SourceSpec& web = config.pipeline.sources[0];
  CHECK(web.paths == std::vector<std::string>{"a/*.jsonl", "b"});
  CHECK(web.licence == "CC0");
  CHECK(web.fields.at("title") == "/t");
  CHECK(web.where.line == 1);
  CHECK(config.pipeline.sources[1].paths == std::vector<std::string>{"-"});
}

TEST_CASE("[run] keeps names, values and places") {
  const config::Config config = good("[run]\noutput = 'out'\nmax_errors = 5\ndry-run = true\n");
  REQUIRE(config.run.size() == 3);
  CHECK(config.run[0].name == "output");
  CHECK(config.run[1].name == "max_errors");
  CHECK(config.run[1].where.text() == "p.toml:3:1");
  CHECK(std::get<bool>(config.run[2].value));
}

TEST_CASE("what nobody knows is refused where it stands") {
  CHECK(refusal("\n[datset]\n") ==
        "p.toml:2:2: there is no key \"datset\" in a config (did you mean \"dataset\"?); there are: seed, dataset, "
        "source, step, run");
  CHECK(has(refusal("[dataset]\ntexts = '/t'\n"),
            "p.toml:2:1: there is no key \"texts\" in [dataset] (did you mean \"text\"?)"));
  CHECK(has(refusal("[[source]]\npaths='a'\nlicense = 'x'\n"), "(did you mean \"licence\"?)"));
  CHECK(has(refusal("[dataset]\nseed = 3\n"), "p.toml:2:1: seed stands before"));
}

TEST_CASE("wrong types are refused where they stand") {
  CHECK(refusal("seed = 'a'") == "p.toml:1:1: seed: expected an integer, got text");
  CHECK(has(refusal("seed = -1"), "must not be negative"));
  CHECK(has(refusal("seed = 1.0"), "expected an integer, got a number"));
  CHECK(has(refusal("dataset = 3"), "expected a table"));
  CHECK(has(refusal("[dataset]\ntext = 3"), "p.toml:2:1: text: expected text, got an integer"));
  CHECK(has(refusal("[dataset]\ntext = ''"), "must not be empty"));
  CHECK(has(refusal("[step]\nop = 'x'"), "[[step]] in double brackets"));
  CHECK(has(refusal("step = [1]"), "expected a table, got an integer"));
  CHECK(has(refusal("[[step]]\nmin = 3"), "p.toml:1:1: [[step]]: \"op\" is missing"));
  CHECK(has(refusal("[[step]]\nop = 3"), "op: expected text"));
  CHECK(has(refusal("[[source]]\nname = 'a'"), "\"paths\" is missing"));
  CHECK(has(refusal("[[source]]\npaths = []"), "must not be empty"));
  CHECK(has(refusal("[[source]]\npaths = ['a', 3]"), "p.toml:2:15: paths: expected text"));
  CHECK(has(refusal("[[source]]\npaths = 'a'\nweight = -2"), ":3:1: weight: must be a number from 0 to 10^15"));
  CHECK(has(refusal("[[source]]\npaths = 'a'\nweight = inf"), "weight: must be a number from 0"));
  CHECK(has(refusal("[[source]]\npaths = 'a'\nweight = '2'"), "weight: expected a number, got text"));
  CHECK(has(refusal("[[source]]\npaths = 'a'\nfields = { text = 3 }"), "p.toml:3:12: text: expected text"));
  CHECK(has(refusal("[run]\nthreads = { a = 1 }"), "expected one value, or a list, got a table"));
}

TEST_CASE("what is not TOML is refused with its place") {
  CHECK(has(refusal("[dataset]\ntext = \n"), "p.toml:2:"));
  CHECK(has(refusal("seed = 1\nseed = 2"), "p.toml:2:"));
  CHECK(has(refusal("a = \"\xff\""), "p.toml:1:"));
}

TEST_CASE("depth is bounded") {
  const auto repeat = [](std::string_view text, int n) {
    std::string out;
    for (int i = 0; i < n; ++i) out += text;
    return out;
  };
  CHECK(has(refusal("[a" + repeat(".a", 1000000) + "]"), "p.toml:1:"));
  CHECK(has(refusal("x = 1\na" + repeat(".a", 1000000) + " = 1"), "p.toml:2:"));
  CHECK_FALSE(refusal("[[step]]\nop='x'\nv = " + repeat("[", 100000) + repeat("]", 100000)).empty());
  CHECK(has(refusal("[[step]]\nop='x'\nv = " + repeat("[", 40) + repeat("]", 40)), "nested deeper"));
  CHECK(has(refusal("[[step]]\nop='x'\nv = " + repeat("{a=", 40) + "1" + repeat("}", 40)), "nested deeper"));
  CHECK(refusal("[[step]]\nop='x'\nv = [" + repeat("0.1, ", 1000) + "0.1]").empty());
  CHECK(refusal("[[step]]\nop='x'\nv = '" + repeat(".a", 1000) + "' # " + repeat(".", 1000)).empty());
  CHECK(refusal("[[step]]\nop='x'\nv = \"\"\"" + repeat(".\n\"", 1000) + "\"\"\"").empty());
}

TEST_CASE("one value") {
  const auto is_none = [](std::string_view text) { return !config::parse_value(text).has_value(); };
  CHECK(std::get<std::int64_t>(*config::parse_value("30")) == 30);
  CHECK(std::get<std::string>(*config::parse_value("\"x,y\"")) == "x,y");
  CHECK(std::get<ParamList>(*config::parse_value("['a', 'b']")).size() == 2);
  CHECK(std::get<ParamTable>(*config::parse_value("{ z = 1, a = 2 }"))[0].first == "z");
  CHECK(std::get<bool>(*config::parse_value("true")));
  CHECK(is_none("bare"));
  CHECK(is_none(""));
  CHECK(is_none("1, 2"));
  CHECK(is_none("3 # three"));
  CHECK(is_none("1]\nx = [2"));
  CHECK(is_none("1] #"));
  CHECK(is_none("\"open"));
}
