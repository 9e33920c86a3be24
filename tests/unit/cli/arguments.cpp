#include "cli/arguments.h"

#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::cli;

namespace {

const std::vector<OptionShape> shapes = {
    {"output", OptionShape::Takes::value, 'o'},  {"threads", OptionShape::Takes::value, 'j'},
    {"force", OptionShape::Takes::nothing, 'f'}, {"quiet", OptionShape::Takes::nothing, 'q'},
    {"max-errors", OptionShape::Takes::value},   {"gopher-quality", OptionShape::Takes::maybe}};

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

TEST_CASE("what CLI11 would read in its own way is read as written") {
  CHECK(shown({"--output=", "in"}) == "output=|:in");
  CHECK(shown({"--output", "", "in"}) == "output=|:in");
  CHECK(shown({"", "--force"}) == ":|force");
  CHECK(shown({"--gopher-quality="}) == "gopher-quality=");
  CHECK(shown({"--gopher-quality=true"}) == "gopher-quality=true");
  CHECK(shown({"--gopher-quality={}"}) == "gopher-quality={}");
  CHECK(shown({"--gopher-quality=[a,b]", "[a,b]", "[x]"}) == "gopher-quality=[a,b]|:[a,b]|:[x]");
  CHECK(shown({"--output=[a,b]", "--output", "[c,d]", "-o[e,f]"}) == "output=[a,b]|output=[c,d]|output=[e,f]");
  CHECK(shown({"--output=\"a b\"", "'c'", "%x", "a\nb"}) == "output=\"a b\"|:'c'|:%x|:a\nb");
  CHECK(shown({"--gopher-quality=", "--gopher-quality", "--gopher-quality=x"}) ==
        "gopher-quality=|gopher-quality|gopher-quality=x");
  CHECK(shown({"help", "++", "/o", "INPUT"}) == ":help|:++|:/o|:INPUT");
  CHECK(shown({"--output=数据/输出", "データ.jsonl", "ข้อมูล", "😀"}) == "output=数据/输出|:データ.jsonl|:ข้อมูล|:😀");
  CHECK(shown({"\x1f", "\x1f\x1fx", "--output=\x1f"}) == ":\x1f|:\x1f\x1fx|output=\x1f");
}

TEST_CASE("options that are repeated keep their places") {
  CHECK(shown({"-o", "a", "in", "--output=b", "--gopher-quality", "-oc", "--gopher-quality=d", "more"}) ==
        "output=a|:in|output=b|gopher-quality|output=c|gopher-quality=d|:more");
  CHECK(shown({"--force", "--force"}) == "force|force");
}

TEST_CASE("letters are combined, the last may take a value") {
  CHECK(shown({"-fq", "in"}) == "force|quiet|:in");
  CHECK(shown({"-qfo", "out"}) == "quiet|force|output=out");
  CHECK(shown({"-qoout"}) == "quiet|output=out");
  CHECK(shown({"-qj=4"}) == "quiet|threads=4");
  CHECK(shown({"-qx"}) == "! unknown option -x; `--help` lists them");
  CHECK(shown({"-qo"}) == "! -o needs a value: -o VALUE");
  CHECK(shown({"-f=yes"}) == "! -f takes no value");
}

TEST_CASE("values and inputs that look like options") {
  CHECK(shown({"--output", "-", "-"}) == "output=-|:-");
  CHECK(shown({"--output", "-3", "--output=--x"}) == "output=-3|output=--x");
  CHECK(shown({"-o", "--force"}) == "! -o needs a value: -o VALUE");
  CHECK(shown({"-o", "=x"}) == "output==x");
  CHECK(shown({"-3"}) == "! unknown option -3; `--help` lists them");
  CHECK(shown({"---force"}) == "! what is ---force");
  CHECK(shown({"--force", "--", "-o", "--nope", "—output"}) == "force|:-o|:--nope|:—output");
}

TEST_CASE("names are not abbreviated, and '_' is '-'") {
  CHECK(shown({"--out", "x"}) == "! what is --out");
  CHECK(shown({"--max_errors=3", "--max-errors", "4"}) == "max-errors=3|max-errors=4");
  CHECK(shown({"--max_error=3"}) == "! what is --max-error");
  CHECK(shown({"--=3"}) == "! what is --");
  CHECK(shown({"-é"}) == "! unknown option -é; `--help` lists them");
  CHECK(shown({"--nope", "--force=1"}) == "! what is --nope");
}

TEST_CASE("long names with one dash are told") {
  CHECK(shown({"-output", "x"}) == "! -output has one dash, which is for single letters: did you mean --output?");
  CHECK(shown({"-max_errors=3"}) ==
        "! -max_errors has one dash, which is for single letters: did you mean --max-errors?");
  CHECK(shown({"-outputs"}) == "output=utputs");
  CHECK(shown({"--", "-output"}) == ":-output");
}

TEST_CASE("dashes of a text processor are told") {
  for (const char* word : {"—output", "–output", "－－output", "−−output", "‑‑output"}) {
    INFO(word);
    CHECK(shown({word, "x"}) == "! \"" + std::string(word) +
                                    "\" begins with a dash that is none on a keyboard: type --output, or ./" + word +
                                    " for a file of that name");
  }
  CHECK(shown({"—max_errors=3"}).find("type --max_errors=3,") != std::string::npos);
  CHECK(shown({"–other"}) == ":–other");
}
