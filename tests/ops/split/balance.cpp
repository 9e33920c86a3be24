#include <algorithm>
#include <set>
#include <string>

#include "draw_runs.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::test;
using namespace dsprep::test::draw;

namespace {

const std::string input = labelled("a", 60) + labelled("中", 30, 100) + labelled("c", 10, 200);

Counts balanced(std::string_view params) { return counts_of(run("balance", params, input).output, "/label"); }
Counts sizes(int a, int b, int c) {
  Counts counts;
  if (a) counts["\"a\""] = a;
  if (b) counts["\"中\""] = b;
  if (c) counts["\"c\""] = c;
  return counts;
}

}  // namespace

TEST_CASE("balance: over, under and both, as imbalanced-learn's samplers come to") {
  CHECK(balanced("") == sizes(60, 60, 60));
  CHECK(balanced("ratio = 0.5") == sizes(60, 30, 30));
  CHECK(balanced("method = \"under\"") == sizes(10, 10, 10));
  CHECK(balanced("method = \"under\"\nratio = 0.5") == sizes(20, 20, 10));
  CHECK(balanced("method = \"both\"") == sizes(34, 33, 33));
  CHECK(balanced("method = \"both\"\nsize = 30") == sizes(10, 10, 10));
  CHECK(balanced("max_epochs = 2") == sizes(60, 60, 20));
  CHECK(balanced("method = \"both\"\nmax_epochs = 1") == sizes(60, 30, 10));
  CHECK(balanced("method = \"both\"\nsize = 60\nmax_epochs = 1") == sizes(25, 25, 10));
}

TEST_CASE("balance: targets as shares and as records") {
  CHECK(balanced("method = \"both\"\ntargets = { a = 0.2, \"中\" = 0.3, c = 0.5 }") == sizes(20, 30, 50));
  CHECK(balanced("method = \"both\"\ntargets = { c = 0.4 }") == sizes(40, 20, 40));  // the others 2 to 1, as before
  CHECK(balanced("targets = { c = 0.4 }") == sizes(60, 30, 60));
  CHECK(balanced("method = \"under\"\ntargets = { c = 0.4 }") == sizes(10, 5, 10));
  CHECK(balanced("targets = { c = 40 }\nunit = \"percent\"") == sizes(60, 30, 60));
  CHECK(balanced("targets = { c = 25, \"中\" = 30 }") == sizes(60, 30, 25));
  CHECK(balanced("method = \"under\"\ntargets = { a = 2 }") == sizes(2, 30, 10));
  CHECK(balanced("method = \"both\"\ntargets = { a = 2, c = 11 }") == sizes(2, 30, 11));
  CHECK(balanced("method = \"under\"\ntargets = { a = 1 }\nunit = \"records\"") == sizes(1, 30, 10));
  CHECK(has(error_of("balance", "targets = { a = 30 }", input), "has 60 records, more than 30"));
  CHECK(has(error_of("balance", "method = \"under\"\ntargets = { c = 30 }", input), "10 records, fewer than 30"));
  CHECK(has(error_of("balance", "targets = { spma = 30 }", labelled("spam", 4)), "did you mean \"spam\"?"));
  CHECK(
      has(error_of("balance", "targets = { a = 0.5, \"中\" = 0.5 }", input), "nothing is left for the other classes"));
  CHECK(has(error_of("balance", "targets = { a = 0.5, \"中\" = 0.2, c = 0.2 }", input), "add up to 0.9"));
  CHECK(has(error_of("balance", "targets = { a = 0.5, c = 0.6 }"), "add up to 1.1"));
  CHECK(has(error_of("balance", "targets = { a = 50, c = 50 }"), "unit = \"percent\""));
  CHECK(has(error_of("balance", "targets = { a = 0.5, c = 60 }"), "not some of both"));
  CHECK(has(error_of("balance", "targets = { a = 0 }"), "neither a share nor"));
  CHECK(has(error_of("balance", "targets = { a = -3 }"), "neither a share nor"));
  CHECK(has(error_of("balance", "targets = { \"1\" = 9 }", "{\"label\":1}\n{\"label\":\"1\"}\n"),
            "as a text and as a number"));
}

TEST_CASE("balance: every record once more than another at most, and copies in the books") {
  const RunOp ran = run("balance", "", input);
  for (const auto& [line, n] : [&] {
         Counts counts;
         for (const std::string& line : lines_of(ran.output)) ++counts[line];
         return counts;
       }()) {
    CAPTURE(line);
    CHECK(n == (has(line, "\"a\"") ? 1 : has(line, "\"c\"") ? 6 : 2));
  }
  const pipeline::Books& books = ran.result.books;
  CHECK(books.kept == 100);
  CHECK(books.copies == 80);
  CHECK(books.written == 180);
  CHECK(metric(ran.result, "copies") == 80);
  CHECK(metric(ran.result, "imbalance_before") == 6);
  CHECK(metric(ran.result, "imbalance") == 1);
  CHECK(has(warnings(ran.result), "in no parts"));
  // 45 of 30: each once, half of them twice.
  const RunOp part = run("balance", "targets = { \"中\" = 45 }", input);
  Counts times;
  for (const std::string& line : lines_of(part.output))
    if (has(line, "中")) ++times[line];
  CHECK(times.size() == 30);
  CHECK(std::count_if(times.begin(), times.end(), [](const auto& t) { return t.second == 2; }) == 15);
}

TEST_CASE("balance: what is drawn does not depend on order, threads, chunks and memory") {
  std::vector<std::string> lines = lines_of(input);
  std::reverse(lines.begin(), lines.end());
  std::string other;
  for (const std::string& line : lines) other += line + "\n";
  RunHow how;
  how.threads = 2;
  how.chunk_size = 200;
  how.memory_budget = 4096;
  for (const char* params : {"", "method = \"under\"", "method = \"both\"\nsize = 71"}) {
    const std::vector<std::string> once = lines_of(run("balance", params, input).output),
                                   again = lines_of(run("balance", params, other, how).output);
    CHECK(std::multiset<std::string>(once.begin(), once.end()) ==
          std::multiset<std::string>(again.begin(), again.end()));
  }
}

TEST_CASE("balance: weights as scikit-learn and as published") {
  const auto weight_of = [&](const RunOp& ran, const std::string& label, const std::string& field = "/class_weight") {
    for (const std::string& line : lines_of(ran.output))
      if (Value(line).find("/label").raw() == "\"" + label + "\"") return Value(line).find(field).number().value_or(-1);
    return -2.0;
  };
  const std::string small = labelled("a", 6) + labelled("中", 3, 10) + labelled("c", 1, 20);
  const RunOp ran = run("balance", "method = \"none\"\nclass_weights = \"balanced\"", small);
  CHECK(std::abs(weight_of(ran, "a") - 0.5555555555555556) < 1e-15);
  CHECK(std::abs(weight_of(ran, "中") - 1.1111111111111112) < 1e-15);
  CHECK(std::abs(weight_of(ran, "c") - 3.3333333333333335) < 1e-15);
  CHECK(ran.result.books.copies == 0);
  const std::string large =
      labelled("a", 500) + labelled("中", 37, 1000) + labelled("c", 3, 2000) + labelled("d", 1, 3000);
  const RunOp cui =
      run("balance", "method = \"none\"\nclass_weights = \"effective\"\nweight_field = \"/meta/w\"", large);
  const double golden[] = {0.007451696987554201, 0.08071016151177879, 0.9786933106848535, 2.9331448308158135};
  const char* labels[] = {"a", "中", "c", "d"};
  for (std::size_t i = 0; i < 4; ++i) CHECK(std::abs(weight_of(cui, labels[i], "/meta/w") - golden[i]) < 1e-11);
  const RunOp beta = run("balance", "method = \"none\"\nclass_weights = \"effective\"\nbeta = 0.9", large);
  const double golden_9[] = {0.25460303079386176, 0.2598720826923843, 0.939494578575136, 2.546030307938618};
  for (std::size_t i = 0; i < 4; ++i) CHECK(std::abs(weight_of(beta, labels[i]) - golden_9[i]) < 1e-11);
  // Of what comes out, where both is done.
  CHECK(weight_of(run("balance", "class_weights = \"balanced\"", small), "c") == 1);
}

TEST_CASE("balance: only train, where records are in parts; weights everywhere") {
  const std::string parts = "[[step]]\nop = \"ratio\"\nratios = { train = 0.8, test = 0.2 }\nstratify = \"label\"\n";
  const RunOp plain = run_toml(parts, input);
  const RunOp ran = run_toml(parts + "[[step]]\nop = \"balance\"\n", input);
  REQUIRE(ran.error == "");
  const auto of_part = [](const RunOp& run, const std::string& part) {
    std::string all;
    for (const std::string& line : lines_of(run.output))
      if (line.starts_with(part)) all += line + "\n";
    return all;
  };
  CHECK(of_part(ran, "test") == of_part(plain, "test"));
  CHECK(counts_of(of_part(ran, "train"), "/label") == sizes(48, 48, 48));
  CHECK(
      counts_of(of_part(run_toml(parts + "[[step]]\nop = \"balance\"\nparts = [\"test\"]\nmethod = \"under\"\n", input),
                        "test"),
                "/label") == sizes(2, 2, 2));
  const RunOp marked =
      run_toml(parts + "[[step]]\nop = \"balance\"\nmethod = \"none\"\nclass_weights = \"balanced\"\n", input);
  CHECK(counts_of(marked.output, "/class_weight").size() == 3);
  CHECK(lines_of(marked.output).size() == 100);
  CHECK(has(run_toml("[[step]]\nop = \"ratio\"\nratios = { learn = 0.8, test = 0.2 }\n[[step]]\nop = \"balance\"\n", "")
                .error,
            "none is named train"));
}

TEST_CASE("balance: what is asked for wrongly is refused") {
  const auto refused = [](std::string_view params, std::string_view part) {
    CAPTURE(params, error_of("balance", params));
    CHECK(has(error_of("balance", params), part));
  };
  refused("method = \"none\"", "class_weights");
  refused("method = \"none\"\nclass_weights = \"balanced\"\nratio = 0.5", "draws nothing");
  refused("ratio = 0", "ratio");
  refused("ratio = 50", "ratio");
  refused("ratio = 0.5\ntargets = { a = 3 }", "ratio");
  refused("size = 3", "method = \"both\"");
  refused("method = \"both\"\nsize = 3\ntargets = { a = 30 }", "size");
  refused("unit = \"percent\"", "targets");
  refused("method = \"under\"\nmax_epochs = 3", "max_epochs");
  refused("weight_field = \"w\"", "class_weights");
  refused("class_weights = \"balanced\"\nbeta = 0.9", "beta");
  refused("class_weights = \"balanced\"\nweight_field = \"label\"", "the text or the class");
  refused("field = \"labels/*/a\"", "*");
  refused("field = \"/labels/*\"", "several places");
  CHECK(run("balance", "", "").output == "");
  const RunOp typo = run_op("balance", "field = \"lable\"", labelled("a", 2));
  CHECK(typo.result.books.malformed == 2);
  CHECK(has(run_op("balance", "", "{\"label\":[\"a\"]}\n{\"label\":null}\n").malformed, "not text, number or boolean"));
  // One record as often as the largest class has records: up to a limit, and told.
  const RunOp one = run("balance", "", labelled("a", 100) + labelled("b", 1, 200));
  CHECK(has(warnings(one.result), "the class b has 1 record, written 100 times each"));
  CHECK(has(error_of("balance", "targets = { b = 20000 }", labelled("a", 2) + labelled("b", 1)), "10,000"));
  // It would count each record once.
  for (const char* behind : {"balance", "subsample\"\nn = 3\nname = \"s", "ratio", "profile"})
    CHECK(has(run_toml("[[step]]\nop = \"balance\"\n[[step]]\nop = \"" + std::string(behind) + "\"\n", "").error,
              "it would count each record once"));
  const std::string balance = "[[step]]\nop = \"balance\"\n", shuffle = "[[step]]\nop = \"shuffle\"\n";
  CHECK(has(run_toml(balance + shuffle, "").error, "side by side"));
  CHECK(run_toml(balance + "method = \"under\"\n" + shuffle + balance + "[[step]]\nop = \"length\"\n", input).error ==
        "");
}
