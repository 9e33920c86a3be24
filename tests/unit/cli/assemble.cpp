#include "cli/assemble.h"

#include "registry/describe.h"
#include "support/catch.h"
#include "support/memory_files.h"
#include "unit/registry/fake_ops.h"

using namespace dsprep;
using namespace dsprep::cli;

namespace {

struct Desk {
  test::MemoryFiles files;
  registry::Registry registry = test::fake_registry();

  Result<Request> ask(const std::vector<std::string>& words) {
    const Surroundings around{files, registry, {"presets", "other"}};
    return assemble(*find_command(words.front()), std::span(words).subspan(1), around);
  }
  Request good(const std::vector<std::string>& words) {
    auto request = ask(words);
    INFO((request ? "" : request.error().message));
    REQUIRE(request.ok());
    return std::move(request).value();
  }
  std::string refusal(const std::vector<std::string>& words) {
    const auto request = ask(words);
    if (request) return "";
    CHECK(request.error().kind == Error::Kind::usage);
    return request.error().message;
  }
  // "every_thing(min_words=3) plain()"
  std::string steps(const std::vector<std::string>& words) {
    std::string out;
    for (const StepSpec& step : good(words).spec.steps) {
      out.append(out.empty() ? "" : " ").append(step.op).append("(");
      for (const ParamSetting& setting : step.params)
        out.append(&setting == &step.params.front() ? "" : ",")
            .append(setting.name)
            .append("=")
            .append(registry::value_text(setting.value));
      out += ')';
    }
    return out;
  }
};

bool has(const std::string& text, const std::string& part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("operators become steps in the order given") {
  Desk desk;
  CHECK(desk.steps({"clean"}).empty());
  CHECK(desk.steps({"clean", "--plain", "--every-thing=min_words=3,keep=en,de", "in", "--plain"}) ==
        "plain() every_thing(min_words=3,keep=[\"en\", \"de\"]) plain()");
  CHECK(desk.good({"clean", "--plain", "a", "b", "-"}).options.inputs == std::vector<std::string>{"a", "b", "-"});
  CHECK(desk.good({"clean", "--plain"}).spec.steps[0].where.text() == "--plain");
}

TEST_CASE("a preset or config adds its steps where it stands") {
  Desk desk;
  desk.files.put("presets/web.toml", "[[step]]\nop = 'every_thing'\nmin_words = 1\n[[step]]\nop = 'plain'\n");
  desk.files.put("mine.toml", "[[step]]\nop = 'every-thing'\nshare = 0.1\n");
  CHECK(desk.steps({"clean", "--plain", "--preset", "web", "--every-thing", "-c", "mine.toml"}) ==
        "plain() every_thing(min_words=1) plain() every_thing() every-thing(share=0.1)");
  CHECK(desk.steps({"clean", "--preset=./mine.toml"}) == "every-thing(share=0.1)");
  CHECK(desk.refusal({"clean", "--preset", "wep"}) ==
        "--preset wep: there is no such preset (did you mean \"web\"?); there are: web");
  CHECK(has(desk.refusal({"clean", "-c", "nothing.toml"}), "nothing.toml"));
  CHECK(has(desk.refusal({"clean", "--preset", "./nothing"}), "nothing"));
}

TEST_CASE("--set changes one parameter, whatever its place on the command line") {
  Desk desk;
  desk.files.put("presets/web.toml",
                 "[[step]]\nop = 'every_thing'\nmin_words = 1\n[[step]]\nop = 'every_thing'\n[[step]]\nop = "
                 "'every_thing'\nname = 'my.own'\n");
  CHECK(desk.steps({"clean", "--set", "every_thing.min_words=7", "--preset", "web"}) ==
        "every_thing(min_words=1,min_words=7) every_thing() every_thing()");
  CHECK(desk.steps({"clean", "--preset", "web", "--set", "every-thing-2.keep=a,b", "--set=my.own.mode=x,y=z"}) ==
        "every_thing(min_words=1) every_thing(keep=[\"a\", \"b\"]) every_thing(mode=\"x,y=z\")");
  CHECK(has(desk.refusal({"clean", "--preset", "web", "--set", "every_thin.min_words=7"}),
            "there is no step \"every_thin\" (did you mean \"every_thing\"?); the steps are: every_thing, "
            "every_thing-2, my.own"));
  CHECK(has(desk.refusal({"clean", "--preset", "web", "--set", "every_thing.min_word=7"}),
            "(did you mean \"min_words\"?)"));
  CHECK(has(desk.refusal({"clean", "--set", "plain.x=7"}), "the pipeline has no steps"));
  for (const char* bad : {"plain", "plain=3", "plain.x", ".x=3", "plain.=3", "=3"})
    CHECK(has(desk.refusal({"clean", "--plain", "--set", bad}), "expected OP.PARAM=VALUE"));
}

TEST_CASE("a principal operator's parameters are plain options; it stands where the first of them stands") {
  Desk desk;
  CHECK(desk.steps({"split", "in"}) == "portions()");
  CHECK(desk.steps({"split", "--train", "0.8", "--test=.1", "--mode", "good", "in"}) ==
        "portions(ratios={ train = 0.8, test = 0.1 },mode=\"good\")");
  CHECK(desk.steps({"split", "--test", "0.5", "--train", "1", "--test", "2"}) ==
        "portions(ratios={ test = 2, train = 1 })");
  CHECK(desk.steps({"split", "--ratios", "a=1,b=2", "--train=3"}) == "portions(ratios={ a = 1, b = 2, train = 3 })");
  CHECK(desk.steps({"split", "--keep", "a,b", "--strict", "in"}) == "portions(keep=[\"a\", \"b\"],strict=true)");
  CHECK(desk.steps({"split", "--strict=false"}) == "portions(strict=false)");
  CHECK(desk.steps({"split", "--portions=mode=good", "--train=3"}) == "portions(mode=\"good\",ratios={ train = 3 })");
  CHECK(desk.steps({"split", "--train=3", "--portions=mode=good", "--portions"}) ==
        "portions(ratios={ train = 3 },mode=\"good\") portions()");
  CHECK(has(desk.refusal({"split", "--trian", "0.8"}), "unknown option --trian (did you mean \"--train\"?)"));
  CHECK(has(desk.refusal({"clean", "--train", "0.8"}), "unknown option --train"));
}

TEST_CASE("a config keeps the principal operator from running by itself") {
  Desk desk;
  desk.files.put("empty.toml", "seed = 3\n");
  CHECK(desk.steps({"split", "-c", "empty.toml"}).empty());
}

TEST_CASE("operators of another family are sent there") {
  Desk desk;
  CHECK(desk.refusal({"clean", "--portions"}) ==
        "--portions is an operator of split: use `dsprep split`, or `dsprep run` to mix families");
  desk.files.put("split.toml", "[[step]]\nop = 'portions'\n");
  CHECK(has(desk.refusal({"clean", "-c", "split.toml"}),
            "split.toml:2:1: portions is an operator of split, not of clean: use `dsprep run`"));
  CHECK(desk.steps({"run", "split.toml"}) == "portions()");
  desk.files.put("typo.toml", "[[step]]\nop = 'portion'\n");
  CHECK(has(desk.refusal({"run", "typo.toml"}),
            "typo.toml:2:1: there is no op \"portion\" (did you mean \"portions\"?)"));
}

TEST_CASE("run takes its config first, then inputs") {
  Desk desk;
  desk.files.put("p.toml", "[[step]]\nop = 'plain'\n");
  desk.files.put("noext", "[[step]]\nop = 'plain'\n");
  CHECK(desk.good({"run", "p.toml", "raw/", "b"}).options.inputs == std::vector<std::string>{"raw/", "b"});
  CHECK(desk.steps({"run", "noext", "raw"}) == "plain()");
  CHECK(desk.steps({"run", "p.toml", "--portions"}) == "plain() portions()");
  CHECK(desk.good({"run", "in.jsonl", "--plain"}).options.inputs == std::vector<std::string>{"in.jsonl"});
  CHECK(desk.good({"run", "-c", "p.toml", "in.jsonl"}).options.inputs == std::vector<std::string>{"in.jsonl"});
  CHECK(has(desk.refusal({"run"}), "dsprep run needs a config"));
  CHECK(has(desk.refusal({"run", "gone.toml"}), "gone.toml"));
}

TEST_CASE("the dataset: config, then command line") {
  Desk desk;
  desk.files.put(
      "p.toml", "seed = 5\n[dataset]\ntext = 'body'\nid = '/id'\nspans='labels'\n[run]\nthreads = 3\noutput='there'\n");
  Request request = desk.good({"run", "p.toml"});
  CHECK(request.spec.text == "/body");
  CHECK(request.spec.id == "/id");
  REQUIRE(request.spec.spans.size() == 1);
  CHECK(request.spec.spans[0].spans == "/labels");
  CHECK(request.spec.seed == 5);
  CHECK(request.options.threads == 3u);
  CHECK(request.options.output == "there");
  request = desk.good({"run", "p.toml", "--text", "content", "--id=/meta/id", "--seed", "9", "-j", "2", "-o", "here"});
  CHECK(request.spec.text == "/content");
  CHECK(request.spec.id == "/meta/id");
  CHECK(request.spec.seed == 9);
  CHECK(request.options.threads == 2u);
  CHECK(request.options.output == "here");
  CHECK_FALSE(desk.good({"clean"}).spec.id);
}

TEST_CASE("sources replace inputs") {
  Desk desk;
  desk.files.put("p.toml", "[[source]]\npaths = 'a'\n[[step]]\nop='plain'\n");
  CHECK(desk.good({"run", "p.toml"}).spec.sources.size() == 1);
  CHECK(has(desk.refusal({"run", "p.toml", "b"}), "p.toml:1:1: the config names its own inputs"));
}

TEST_CASE("help wins over everything, and knows the operators named") {
  Desk desk;
  const Request request = desk.good({"clean", "--every-thing=nonsense", "--help"});
  CHECK(request.help);
  CHECK(request.named == std::vector<const OpSpec*>{&test::everything});
  CHECK(desk.good({"clean", "-h"}).named.empty());
}

TEST_CASE("unknown options suggest") {
  Desk desk;
  CHECK(has(desk.refusal({"clean", "--evry-thing"}), "(did you mean \"--every-thing\"?)"));
  CHECK(has(desk.refusal({"clean", "--thread=3"}), "(did you mean \"--threads\"?)"));
  CHECK(has(desk.refusal({"clean", "--into", "x"}), "dsprep clean has no option --into"));
  CHECK(desk.good({"clean", "--gate", "x<1"}).options.gates.size() == 1);
  CHECK(desk.good({"split", "--into", "part"}).options.into == "/part");
  CHECK(has(desk.refusal({"clean", ""}), "empty"));
}

TEST_CASE("gates of the command line replace those of a config") {
  Desk desk;
  desk.files.put("p.toml", "[run]\ngate = 'a<1'\n");
  CHECK(desk.good({"run", "p.toml"}).options.gates.size() == 1);
  const Request request = desk.good({"run", "p.toml", "--gate", "b>=2", "--gate", "c==3"});
  REQUIRE(request.options.gates.size() == 2);
  CHECK(request.options.gates[0].metric == "b");
}

TEST_CASE("of an option given twice the last counts, and it is said") {
  Desk desk;
  const auto remarks = [&](const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& remark : desk.good(words).remarks) all += remark + "\n";
    return all;
  };
  CHECK(desk.good({"clean", "-o", "a", "--output=b"}).options.output == "b");
  CHECK(remarks({"clean", "-o", "a", "--output=b"}) == "--output is given twice: b counts, a does not\n");
  CHECK(remarks({"split", "--train", "0.8", "--train", "0.7"}) == "--train is given twice: 0.7 counts, 0.8 does not\n");
  CHECK(remarks({"clean", "--every-thing=min_words=1,share=1,min_words=2"}) ==
        "--every-thing: min_words is given twice: 2 counts, 1 does not\n");
  CHECK(remarks({"clean", "-o", "a", "-o", "a", "--force", "--force"}).empty());
  CHECK(remarks({"report", "--gate", "a<=1", "--gate", "b<=1"}).empty());
  CHECK(remarks({"clean", "--plain", "--plain", "--every-thing=min_words=1", "--every-thing=min_words=2"}).empty());
}

TEST_CASE("a preset for another command says which") {
  Desk desk;
  desk.files.put("presets/both.toml", "[[step]]\nop = \"plain\"\n\n[[step]]\nop = \"portions\"\n");
  desk.files.put("presets/tidy.toml", "[[step]]\nop = \"plain\"\n");
  CHECK(has(desk.refusal({"clean", "--preset", "both"}),
            "presets/both.toml:5:1: portions is an operator of split, not of clean: use `dsprep run --preset both`"));
  CHECK(has(desk.refusal({"split", "--preset", "tidy"}), "use `dsprep clean --preset tidy`"));
  CHECK(has(desk.refusal({"run", "tidy", "in.jsonl"}), "the preset of that name: dsprep run --preset tidy"));
  CHECK(has(desk.refusal({"clean", "--preset", "tidy.toml"}), "the preset of that name: dsprep clean --preset tidy"));
  CHECK_FALSE(has(desk.refusal({"run", "nothing"}), "preset"));
}
