#include "cli/ops_command.h"

#include "cli/help.h"
#include "dsprep/value.h"
#include "support/catch.h"
#include "unit/registry/fake_ops.h"

using namespace dsprep;
using namespace dsprep::cli;

namespace {

std::string ask(const std::vector<std::string>& words) {
  const auto text = ops_command(words, test::fake_registry());
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
  CHECK(has(ask({"--bash-completion"}), "--max-errors"));
  CHECK(has(ask({"--man", "--json"}), "two documents"));
  CHECK(has(ask({"--man", "plain"}), "leave out the names"));
  CHECK(has(ask({"--jason"}), "(did you mean \"--json\"?)"));
}

TEST_CASE("help names every option and operator of a command") {
  const registry::Registry registry = test::fake_registry();
  const std::string clean = command_help(*find_command("clean"), registry);
  for (const char* part : {"--every-thing", "Does nothing", "-o, --output PATH", "--max-errors N|P%", "(default: 1%)", "zst"}) {
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
