// Laws over the table of ops: what every op owes its users.
#include <cctype>
#include <fstream>
#include <set>
#include <sstream>

#include "pipeline/pipeline.h"
#include "registry/describe.h"
#include "support/catch.h"
#include "support/example_files.h"
#include "support/run_op.h"
#include "support/source_dir.h"

using namespace dsprep;

namespace {

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

void check_param(const OpSpec& op, const ParamInfo& info) {
  INFO(op.name << "." << info.name);
  CHECK_FALSE(info.name.empty());
  for (char c : info.name)
    CHECK((std::islower(static_cast<unsigned char>(c)) || std::isdigit(static_cast<unsigned char>(c)) || c == '_'));
  CHECK_FALSE(info.hints.meaning.empty());
  if (!info.hints.meaning.empty()) CHECK(info.hints.meaning.back() != '.');
  if (info.hints.min && info.hints.max) CHECK(*info.hints.min <= *info.hints.max);
  for (const ParamInfo& field : info.fields) check_param(op, field);
}

}  // namespace

TEST_CASE("there are ops") { CHECK(registry::built_in().all().size() >= 9); }

TEST_CASE("every op says what it is") {
  std::set<std::string_view> names;
  for (const OpSpec* op : registry::built_in().all()) {
    INFO(op->name);
    CHECK(names.insert(op->name).second);
    REQUIRE_FALSE(op->name.empty());
    CHECK(std::islower(static_cast<unsigned char>(op->name[0])));
    for (char c : op->name)
      CHECK((std::islower(static_cast<unsigned char>(c)) || std::isdigit(static_cast<unsigned char>(c)) || c == '_'));
    REQUIRE_FALSE(op->summary.empty());
    CHECK(std::isupper(static_cast<unsigned char>(op->summary[0])));
    CHECK(op->summary.find('\n') == std::string_view::npos);
    CHECK(op->details.size() > 40);
    CHECK_FALSE(op->source.empty());
    CHECK_FALSE(op->examples.empty());
    for (const ParamInfo& info : op->params()) check_param(*op, info);
    for (const RuleInfo& rule : op->rules) {
      INFO(rule.name);
      CHECK_FALSE(rule.metric.empty());
      if (rule.param.empty()) continue;
      bool known = false;
      for (const ParamInfo& info : op->params()) known |= info.name == rule.param;
      CHECK(known);
    }
  }
}

TEST_CASE("an unknown parameter is refused, with the nearest name") {
  for (const OpSpec* op : registry::built_in().all()) {
    const auto infos = op->params();
    if (infos.empty()) continue;
    INFO(op->name);
    const std::string wrong = infos[0].name + "x";
    const auto ran = test::run_op(op->name, wrong + " = 1", "{\"text\":\"a\"}\n");
    CHECK(ran.error.find("\"" + wrong + "\"") != std::string::npos);
    CHECK(ran.error.find("test.toml:3:") != std::string::npos);
    CHECK(ran.error.find("did you mean \"" + infos[0].name + "\"") != std::string::npos);
  }
}

TEST_CASE("a value of the wrong type is refused") {
  for (const OpSpec* op : registry::built_in().all())
    for (const ParamInfo& info : op->params()) {
      INFO(op->name << "." << info.name);
      const std::string wrong = info.type == ParamType::boolean ? "3" : "true";
      const auto ran = test::run_op(op->name, info.name + " = " + wrong, "{\"text\":\"a\"}\n");
      CHECK(ran.error.find("test.toml:3:") != std::string::npos);
    }
}

TEST_CASE("every example does what it says") {
  for (const OpSpec* op : registry::built_in().all())
    for (const Example& example : op->examples) {
      INFO(op->name << ": " << example.title << "\n" << example.params);
      test::RunHow how;
      how.files = test::files_of(example);
      const auto ran = test::run_op(op->name, example.params, example.input, how);
      REQUIRE(ran.error == "");
      CHECK(ran.output == example.output);
      // dropped/ holds the line as it was read with "_dsprep" at its end.
      std::string dropped;
      for (std::size_t at = 0; at < ran.dropped.size();) {
        const std::size_t end = ran.dropped.find('\n', at);
        std::string line = ran.dropped.substr(at, end - at);
        const std::size_t mark = line.rfind("\"_dsprep\":");
        REQUIRE(mark != std::string::npos);
        dropped += line.substr(0, line[mark - 1] == ',' ? mark - 1 : mark) + "}\n";
        at = end + 1;
      }
      CHECK(dropped == example.dropped);
    }
}

TEST_CASE("a file of an example is named by its parameters, and one name means one file") {
  std::map<std::string, std::string> known;
  for (const OpSpec* op : registry::built_in().all())
    for (const Example& example : op->examples)
      for (const auto& [name, bytes] : test::files_of(example)) {
        INFO(op->name << ": " << example.title << ": " << name);
        CHECK(example.params.find("\"" + name + "\"") != std::string_view::npos);
        CHECK(known.emplace(name, bytes).first->second == bytes);
        CHECK(registry::op_page(*op).find("file " + name) != std::string::npos);
        CHECK(registry::op_markdown(*op).find("`" + name + "`:") != std::string::npos);
      }
  CHECK(known.size() > 8);
}

TEST_CASE("every op has a page whose generated part is fresh") {
  for (const OpSpec* op : registry::built_in().all()) {
    const std::string file = "docs/ops/" + std::string(name_of(op->family)) + "." + std::string(op->name) + ".md";
    INFO(file << ": `scripts/bless_docs.sh` writes the generated part");
    const std::string page = read_file(test::source_dir() + "/" + file);
    REQUIRE_FALSE(page.empty());
    const std::string open = "<!-- generated: dsprep ops --markdown " + std::string(op->name) + " -->\n",
                      close = "<!-- end generated -->";
    const std::size_t begin = page.find(open), end = page.find(close);
    REQUIRE(begin != std::string::npos);
    REQUIRE(end != std::string::npos);
    CHECK(page.substr(begin + open.size(), end - begin - open.size()) == registry::op_markdown(*op));
  }
}
