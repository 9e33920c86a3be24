#include "cli/arguments.h"

#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::cli;

namespace {

const std::vector<OptionShape> shapes = {{"output", OptionShape::Takes::value, 'o'},
                                         {"threads", OptionShape::Takes::value, 'j'},
                                         {"force", OptionShape::Takes::nothing},
                                         {"gopher-quality", OptionShape::Takes::maybe}};

Result<std::vector<Argument>> read(const std::vector<std::string>& words) {
  return read_arguments(words, shapes, [](const std::string& name) { return "what is --" + name; });
}

// "output=x|force|:in": one line a test can look at.
std::string shown(const std::vector<std::string>& words) {
  const auto arguments = read(words);
  if (!arguments) return "! " + arguments.error().message;
  std::string out;
  for (const Argument& argument : *arguments) {
    if (!out.empty()) out += '|';
    out += argument.option ? shapes[*argument.option].name : "";
    if (argument.value) out += (argument.option ? "=" : ":") + *argument.value;
  }
  return out;
}

}  // namespace

TEST_CASE("options in every spelling, in order") {
  CHECK(shown({}).empty());
  CHECK(shown({"--output", "x"}) == "output=x");
  CHECK(shown({"--output=x=y"}) == "output=x=y");
  CHECK(shown({"-o", "x"}) == "output=x");
  CHECK(shown({"-ox"}) == "output=x");
  CHECK(shown({"-o=x"}) == "output=x");
  CHECK(shown({"-j4", "in"}) == "threads=4|:in");
  CHECK(shown({"a", "--force", "b", "-o", "-", "-"}) == ":a|force|:b|output=-|:-");
  CHECK(shown({"--output", "-3"}) == "output=-3");
  CHECK(shown({"--output="}) == "output=");
}

TEST_CASE("an operator never takes the next word") {
  CHECK(shown({"--gopher-quality", "min_words=3"}) == "gopher-quality|:min_words=3");
  CHECK(shown({"--gopher-quality=min_words=3", "in"}) == "gopher-quality=min_words=3|:in");
  CHECK(shown({"--gopher_quality"}) == "gopher-quality");
}

TEST_CASE("-- ends the options") {
  CHECK(shown({"--", "--force", "-x", "--"}) == ":--force|:-x|:--");
  CHECK(shown({"--force", "--", "in"}) == "force|:in");
}

TEST_CASE("mistakes are told") {
  CHECK(shown({"--outptu=3"}) == "! what is --outptu");
  CHECK(shown({"-x"}) == "! unknown option -x; `--help` lists them");
  CHECK(shown({"--force=yes"}) == "! --force takes no value");
  CHECK(shown({"--output"}) == "! --output needs a value: --output=VALUE");
  CHECK(shown({"-o"}) == "! -o needs a value: -o VALUE");
  CHECK(shown({"--output", "--force"}) == "! --output needs a value: --output=VALUE");
  CHECK(shown({"--output", "--"}) == "! --output needs a value: --output=VALUE");
  CHECK(read({"--nope"}).error().kind == Error::Kind::usage);
}
