#include "cli/ops_command.h"

#include "cli/completion.h"
#include "cli/exit_codes.h"
#include "cli/help.h"
#include "cli/manual.h"
#include "dsprep/value.h"
#include "support/catch.h"
#include "support/memory_files.h"
#include "unit/registry/fake_ops.h"

using namespace dsprep;
using namespace dsprep::cli;

namespace {

std::string ask(const std::vector<std::string>& words, test::MemoryFiles files = {}) {
  const registry::Registry registry = test::fake_registry();
  const auto text = ops_command(words, Surroundings{files, registry, {"presets"}});
  return text ? *text : "! " + text.error().message;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("ops: the list, a page, Markdown") {
  CHECK(ask({}) == registry::list_ops(test::fake_registry()));
  CHECK(ask({"every-thing"}) == registry::op_page(test::everything));
  CHECK(ask({"--markdown", "plain"}) == registry::op_markdown(test::plain));
  CHECK(ask({"plain", "--markdown"}) == registry::op_markdown(test::plain));
  CHECK(ask({"plai"}) == "! there is no op \"plai\" (did you mean \"plain\"?); `dsprep ops` lists them");
  CHECK(has(ask({"--markdown"}), "needs the name"));
}

TEST_CASE("ops: whole documents") {
  CHECK(ask({"--json"}) == registry::ops_json(test::fake_registry()));
  const std::string schema = ask({"--json-schema"});
  REQUIRE_FALSE(validate_json(schema));
  const Value run = Value(schema).find("/properties/run/properties");
  CHECK(run["max-errors"].exists());
  CHECK_FALSE(run["config"].exists());
  CHECK_FALSE(run["chunk-size"].exists());
  CHECK(has(ask({"--man"}), ".TH DSPREP 1"));
  CHECK(ask({"--bash-completion"}) == bash_completion());
  CHECK(ask({"--zsh-completion"}) == zsh_completion());
  CHECK(ask({"--fish-completion"}) == fish_completion());
  CHECK(has(ask({"--man", "--json"}), "two documents"));
  CHECK(has(ask({"--man", "plain"}), "leave out the names"));
  CHECK(has(ask({"--jason"}), "(did you mean \"--json\"?)"));
}

TEST_CASE("help names every option and operator of a command") {
  const registry::Registry registry = test::fake_registry();
  const std::string clean = command_help(*find_command("clean"), registry);
  for (const char* part :
       {"--every-thing", "Does nothing", "-o, --output PATH", "--max-errors N|P%", "(default: 1%)", "zst"}) {
    INFO(part);
    CHECK(has(clean, part));
  }
  CHECK_FALSE(has(clean, "--into"));
  CHECK_FALSE(has(clean, "--portions"));
  const std::string split = command_help(*find_command("split"), registry);
  CHECK(has(split, "--train VALUE"));
  CHECK(has(split, "--into"));
  CHECK(has(command_help(*find_command("verify"), registry), "DIR"));
  for (const Command& command : commands()) CHECK(has(general_help(), std::string(command.name)));
}

TEST_CASE("ops --presets: under the command that takes them") {
  test::MemoryFiles files;
  files.put("presets/tidy.toml", "# Tidies up, e.g. this. And more.\n\n[[step]]\nop = \"every_thing\"\n");
  files.put("presets/both.toml",
            "# All the way.  dsprep run both\n[[step]]\nop = \"plain\"\n[[step]]\nop = \"portions\"\n");
  files.put("presets/web/a.toml", "# Ä in\n# two lines.\n[[step]]\nop = \"plain\"\n");
  files.put("presets/web/b.toml", "# B.\n[[step]]\nop = \"plain\"\n");
  CHECK(ask({"--presets"}, files) ==
        "dsprep clean --preset NAME\n"
        "  tidy   Tidies up, e.g. this\n"
        "  web/a  Ä in two lines (and 1 more of web/)\n"
        "\n"
        "dsprep run --preset NAME\n"
        "  both   All the way\n");
  CHECK(has(ask({"--presets"}), "DSPREP_CONFIGS"));
  files.put("presets/bad.toml", "[[step]\n");
  CHECK(has(ask({"--presets"}, files), "presets/bad.toml:1:"));
}

TEST_CASE("help tells exit codes, of each command its own") {
  const registry::Registry registry = test::fake_registry();
  const auto codes = [](std::string_view command) {
    std::string out;
    for (const registry::EntryText& text : exit_code_texts(*find_command(command))) out += text.name + " ";
    return out;
  };
  CHECK(codes("run") == "0 1 2 3 4 130, 143 ");
  CHECK(codes("normalize") == "0 1 2 3 4 130, 143 ");
  CHECK(codes("report") == "0 1 2 3 4 130, 143 ");
  CHECK(codes("verify") == "0 1 2 ");
  CHECK(codes("ops") == "0 2 ");
  CHECK(has(general_help(), "Exit codes\n  0 "));
  for (const Command& command : commands()) {
    INFO(command.name);
    CHECK(has(command_help(command, registry), "Exit codes\n  0 "));
  }
  CHECK(manual_texts().exit_codes.size() == exit_code_texts().size());
}
