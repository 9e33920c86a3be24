#include "cli/completion.h"

#include <algorithm>

#include "support/catch.h"
#include "support/memory_files.h"
#include "unit/registry/fake_ops.h"

using namespace dsprep;
using namespace dsprep::cli;

namespace {

struct Desk {
  test::MemoryFiles files;
  registry::Registry registry = test::fake_registry();
  Desk() {
    files.put("presets/tidy.toml",
              "# Tidies up.\n\n[[step]]\nop = \"every_thing\"\n\n[[step]]\nop = \"plain\"\nname = \"last\"\n");
    files.put("presets/cut.toml", "# Cuts.\n[[step]]\nop = \"portions\"\n");
    files.put("presets/web/fra.toml", "# French.\n[[step]]\nop = \"every_thing\"\n");
    files.put("presets/web/zho.toml", "# Chinese.\n[[step]]\nop = \"every_thing\"\n");
  }
  Completion ask(const std::vector<std::string>& words) {
    return complete(words, Surroundings{files, registry, {"presets"}});
  }
  // "a b+ @": what is offered, open ones with '+', files with '@' and what stands before them.
  std::string offered(const std::vector<std::string>& words) {
    const Completion completion = ask(words);
    std::string out;
    for (const Candidate& candidate : completion.candidates)
      out.append(out.empty() ? "" : " ").append(candidate.text).append(candidate.open ? "+" : "");
    if (completion.files) out.append(out.empty() ? "@" : " @").append(completion.before_files);
    return out;
  }
};

}  // namespace

TEST_CASE("completion: commands and their first words") {
  Desk desk;
  CHECK(desk.offered({"cl"}) == "clean");
  CHECK(desk.offered({"--v"}) == "--version");
  CHECK(desk.offered({"help", "sp"}) == "split");
  CHECK(desk.offered({"index", ""}) == "build add info --help");
  CHECK(desk.offered({"ops", "ev"}) == "every_thing");
  CHECK(desk.offered({"ops", "--zsh"}) == "--zsh-completion");
  CHECK(desk.offered({"nope", ""}).empty());
  CHECK(desk.offered({}).empty());
  for (const Command& command : commands()) CHECK(desk.offered({""}).find(command.name) != std::string::npos);
}

TEST_CASE("completion: options, operators and inputs") {
  Desk desk;
  CHECK(desk.offered({"clean", "--max-e"}) == "--max-errors");
  CHECK(desk.offered({"clean", "--ev"}) == "--every-thing+");
  CHECK(desk.offered({"clean", "--every-thing"}) == "--every-thing+ --every-thing=+");
  CHECK(desk.offered({"clean", "--pla"}) == "--plain");
  CHECK(desk.offered({"clean", "--por"}).empty());
  CHECK(desk.offered({"split", "--tra"}) == "--train");
  CHECK(desk.offered({"clean", ""}) == "@");
  CHECK(desk.offered({"clean", "da"}) == "@");
  CHECK(desk.offered({"clean", "--", "--ev"}) == "@");
  CHECK(desk.offered({"clean", "--chunk"}).empty());  // for tests, and told to nobody
}

TEST_CASE("completion: the values of options") {
  Desk desk;
  CHECK(desk.offered({"clean", "--compress", ""}) == "none gz zst");
  CHECK(desk.offered({"clean", "--compress=z"}) == "--compress=zst");
  CHECK(desk.offered({"clean", "-o", "da"}) == "@");
  CHECK(desk.offered({"clean", "--output=da"}) == "@--output=");
  CHECK(desk.offered({"clean", "--dropped", ""}) == "none @");
  CHECK(desk.offered({"clean", "--seed", ""}).empty());
  CHECK(desk.offered({"split", "--mode", "g"}) == "good");
  CHECK(desk.offered({"clean", "--force", ""}) == "@");
}

TEST_CASE("completion: parameters and their values") {
  Desk desk;
  CHECK(desk.offered({"clean", "--every-thing=m"}) ==
        "--every-thing=min_words=+ --every-thing=max_words=+ --every-thing=mode=+");
  CHECK(desk.offered({"clean", "--every-thing=mode=f"}) == "--every-thing=mode=fast");
  CHECK(desk.offered({"clean", "--every-thing=min_words=3,m"}) ==
        "--every-thing=min_words=3,max_words=+ --every-thing=min_words=3,mode=+");
  CHECK(desk.offered({"clean", "--every-thing=strict="}) == "--every-thing=strict=true --every-thing=strict=false");
  CHECK(desk.offered({"clean", "--every-thing=min_words=n"}) == "--every-thing=min_words=none");
  CHECK(desk.offered({"clean", "--every-thing=nope="}).empty());
  CHECK(desk.offered({"clean", "--plain="}).empty());
}

TEST_CASE("completion: presets, those of the command") {
  Desk desk;
  CHECK(desk.offered({"clean", "--preset", ""}) == "tidy web/+");
  CHECK(desk.offered({"split", "--preset", "c"}) == "cut");
  CHECK(desk.offered({"clean", "--preset", "web/f"}) == "web/fra");
  CHECK(desk.offered({"run", "--preset="}) == "--preset=cut --preset=tidy --preset=web/+");
  CHECK(desk.ask({"clean", "--preset", "t"}).candidates.at(0).meaning == "Tidies up");
}

TEST_CASE("completion: --set knows the steps that stand before it") {
  Desk desk;
  desk.files.put("mine.toml", "[[step]]\nop = \"portions\"\n");
  CHECK(desk.offered({"clean", "--preset", "tidy", "--set", ""}) == "every_thing.+");
  CHECK(desk.offered({"clean", "--every-thing", "--every-thing", "--set", "e"}) == "every_thing.+ every_thing-2.+");
  CHECK(desk.offered({"clean", "--every-thing=min_words=3", "--set", "every_thing.min"}) == "every_thing.min_words=+");
  CHECK(desk.offered({"clean", "--preset=tidy", "--set=every_thing.mode="}) ==
        "--set=every_thing.mode=fast --set=every_thing.mode=good");
  CHECK(desk.offered({"run", "mine.toml", "--set", ""}) == "portions.+");
  CHECK(desk.offered({"run", "-c", "mine.toml", "--set", "portions.str"}) == "portions.strict=+");
  CHECK(desk.offered({"clean", "--set", ""}) == "every_thing.+");
}

TEST_CASE("completion: as the scripts read it") {
  CHECK(completion_text({{{"a", "one\ttwo\nthree", false}, {"b=", "", true}}, true, "--config="}) ==
        "=a\tone two\n+b=\n@--config=\n");
}
