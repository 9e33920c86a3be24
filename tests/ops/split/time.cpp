#include <map>
#include <set>
#include <string>
#include <vector>

#include "ops/split/ratio_runs.h"

using namespace dsprep;
using namespace dsprep::test::ratio;
using test::run_op;

namespace {

// Records 0, 1, … a day each from 2024-01-01 on; the outcome is known two days later.
std::string days(int n, int each = 1) {
  std::string input;
  for (int i = 0; i < n; ++i) {
    const auto day = [](int of) { return std::string(of < 9 ? "0" : "") + std::to_string(of + 1); };
    input += "{\"n\":" + std::to_string(i) + ",\"text\":\"第" + std::to_string(i) + "天\",\"date\":\"2024-01-" +
             day(i / each) + "\",\"known\":\"2024-01-" + day(i / each + 2) + "\"}\n";
  }
  return input;
}

using Parts = std::map<std::string, std::string>;

// "0 1 2" by part, in input order.
Parts parts_of(const test::RunOp& run) {
  Parts parts;
  for (const Line& line : lines_of(run)) {
    std::string& of = parts[line.part];
    of += (of.empty() ? "" : " ") + line.at("/n");
  }
  return parts;
}

test::RunOp timed(std::string_view params, const std::string& input) {
  test::RunOp run = run_op("time", "field = \"date\"\n" + std::string(params), input);
  CAPTURE(params);
  REQUIRE(run.error == "");
  return run;
}

Parts parts(std::string_view params, const std::string& input) { return parts_of(timed(params, input)); }

std::string error_of(std::string_view params) {
  return run_op("time", "field = \"date\"\n" + std::string(params), days(12)).error;
}

std::string dropped(const test::RunOp& run) {
  std::string all;
  for (std::size_t at = 0; (at = run.dropped.find("{\"n\":", at)) != std::string::npos; ++at)
    all += (all.empty() ? "" : " ") + run.dropped.substr(at + 5, run.dropped.find(',', at) - at - 5);
  return all;
}

}  // namespace

TEST_CASE("time: at a cut a record belongs to the later part, whatever its offset") {
  const std::string input =
      "{\"n\":0,\"date\":\"2024-02-29T23:59:59.999999999Z\"}\n"
      "{\"n\":1,\"date\":\"2024-03-01\"}\n"
      "{\"n\":2,\"date\":\"2024-03-01T07:59:59+08:00\"}\n"
      "{\"n\":3,\"date\":\"2024-03-01T08:00+0800\"}\n"
      "{\"n\":4,\"date\":\"2024-02-29 19:00:00-05\"}\n"
      "{\"n\":5,\"date\":\"2024\"}\n";
  CHECK(parts("cuts = [\"2024-03-01\"]", input) == Parts{{"train", "0 2 5"}, {"test", "1 3 4"}});
  CHECK(parts("cuts = [\"2024-01-02\", \"2024-03\"]", input) ==
        Parts{{"train", "5"}, {"validation", "0 2"}, {"test", "1 3 4"}});
  CHECK(parts("cuts = [\"2024-02-29T23:59:59.999999999\"]\nparts = [\"old\", \"new\"]", input) ==
        Parts{{"old", "2 5"}, {"new", "0 1 3 4"}});
}

TEST_CASE("time: numbers are seconds or milliseconds where that is said") {
  const std::string input =
      "{\"n\":0,\"date\":1709251199}\n{\"n\":1,\"date\":1709251199.9999}\n{\"n\":2,\"date\":1.7092512e9}\n"
      "{\"n\":3,\"date\":\"1709251200\"}\n{\"n\":4,\"date\":-1}\n{\"n\":5,\"date\":\"2024-03-01\"}\n";
  CHECK(parts("numbers = \"seconds\"\ncuts = [\"2024-03-01\"]", input) == Parts{{"train", "0 1 4"}, {"test", "2 3 5"}});
  const std::string milliseconds = "{\"n\":0,\"date\":1709251199999}\n{\"n\":1,\"date\":1709251200000}\n";
  CHECK(parts("numbers = \"milliseconds\"\ncuts = [\"2024-03-01\"]", milliseconds) ==
        Parts{{"train", "0"}, {"test", "1"}});
  CHECK(
      timed("cuts = [\"2024\"]", input).malformed.find("is a number (give numbers = seconds, milliseconds or years)") !=
      std::string::npos);
  const test::RunOp years = timed("numbers = \"years\"\ncuts = [\"2020\"]",
                                  "{\"n\":0,\"date\":2019}\n{\"n\":1,\"date\":2020}\n{\"n\":2,\"date\":\"2020-05\"}\n"
                                  "{\"n\":3,\"date\":20}\n{\"n\":4,\"date\":2020.5}\n");
  CHECK(parts_of(years) == Parts{{"train", "0"}, {"test", "1 2"}});
  CHECK(years.malformed.find("is no year of four digits: 2020.5") != std::string::npos);
  CHECK(timed("numbers = \"seconds\"\ncuts = [\"2024\"]", milliseconds)
            .malformed.find("is no number of seconds within the years 0 to 9999: 1709251200000") != std::string::npos);
}

TEST_CASE("time: what is no date is malformed, with the reason") {
  for (const auto& [value, reason] : std::map<std::string, std::string>{
           {"\"2023-02-29\"", "is no date of the calendar as ISO 8601 writes it: 2023-02-29"},
           {"\"昨天\"", "is no date of the calendar as ISO 8601 writes it: 昨天"},
           {"\"\"", "is no date of the calendar"},
           {"\"2024-13-01\"", "is no date of the calendar"},
           {"null", "field /date is null, not a date"},
           {"true", "field /date is boolean, not a date"},
           {"[\"2024\"]", "field /date is array, not a date"}}) {
    CAPTURE(value);
    const std::string input = days(12) + "{\"n\":12,\"date\":" + value + "}\n";
    for (const char* params : {"cuts = [\"2024-01-05\"]", "windows = \"blocked\"\nrounds = 2"}) {
      const test::RunOp run = timed(params, input);
      CHECK(run.malformed.find(reason) != std::string::npos);
      CHECK(run.result.books.kept == 12);
    }
  }
  CHECK(timed("", "{\"text\":\"a\"}\n").malformed.find("field /date is missing") != std::string::npos);
  CHECK(timed("purge = \"known\"\ncuts = [\"2024-01-05\"]",
              "{\"n\":1,\"date\":\"2024-01-02\",\"known\":\"2024-01-01\"}\n")
            .malformed.find("field /known is before /date: 2024-01-01 before 2024-01-02") != std::string::npos);
}

TEST_CASE("time: shares are of the records in order of date, and equal dates are never parted") {
  CHECK(parts("", days(20)) ==
        Parts{{"train", "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15"}, {"validation", "16 17"}, {"test", "18 19"}});
  // Days of four records: 10 of 20 is in the middle of a day, equally far from both borders: the earlier one.
  const test::RunOp run = timed("ratios = { train = 0.5, test = 0.5 }", days(20, 4));
  CHECK(sizes_of(run) == Sizes{{"train", 8}, {"test", 12}});
  CHECK(metric(run, "tied_moves") == 2);
  CHECK(sizes_of(timed("ratios = { train = 0.55, test = 0.45 }", days(20, 4))) == Sizes{{"train", 12}, {"test", 8}});
  CHECK(sizes_of(timed("", days(7, 7))) == Sizes{{"train", 7}});
  CHECK(timed("", "").output == "");
}

TEST_CASE("time: the order of records is not looked at") {
  std::string backwards;
  const std::string input = days(12);
  for (std::size_t end = input.size(); end > 0;) {
    const std::size_t begin = end < 2 ? 0 : input.rfind('\n', end - 2) + 1;
    backwards += input.substr(begin, end - begin);
    end = begin;
  }
  const auto sets = [](const test::RunOp& run) {
    std::map<std::string, std::set<std::string>> found;
    for (const Line& line : lines_of(run)) found[line.part].insert(line.at("/n"));
    return found;
  };
  for (const char* params : {"", "windows = \"sliding\"\nrounds = 2\npurge = \"known\"", "windows = \"blocked\""})
    CHECK(sets(timed(params, input)) == sets(timed(params, backwards)));
}

// The golden example of scikit-learn's TimeSeriesSplit: n = 12, 3 splits, test_size 2, gap 2.
TEST_CASE("time: expanding windows are those of TimeSeriesSplit") {
  CHECK(parts("windows = \"expanding\"\nrounds = 3\ntest = \"2 records\"\ngap = \"2 records\"", days(12)) ==
        Parts{{"round0_train", "0 1 2 3"},
              {"round0_test", "6 7"},
              {"round1_train", "0 1 2 3 4 5"},
              {"round1_test", "8 9"},
              {"round2_train", "0 1 2 3 4 5 6 7"},
              {"round2_test", "10 11"}});
  // test_size = n // (n_splits + 1)
  const test::RunOp usual = timed("windows = \"expanding\"", days(12));
  CHECK(parts_of(usual).at("round0_train") == "0 1");
  CHECK(parts_of(usual).at("round4_test") == "10 11");
  CHECK(usual.result.books.kept == 12);
  CHECK(usual.result.books.copies == 30 + 10 - 12);
  CHECK(usual.result.books.check().ok());
}

TEST_CASE("time: sliding windows, with a validation part") {
  const test::RunOp run =
      timed("windows = \"sliding\"\nrounds = 3\ntest = \"2 records\"\nvalidation = \"1 record\"\ntrain = \"3 records\"",
            days(12));
  CHECK(parts_of(run) == Parts{{"round0_train", "2 3 4"},
                               {"round0_validation", "5"},
                               {"round0_test", "6 7"},
                               {"round1_train", "4 5 6"},
                               {"round1_validation", "7"},
                               {"round1_test", "8 9"},
                               {"round2_train", "6 7 8"},
                               {"round2_validation", "9"},
                               {"round2_test", "10 11"}});
  CHECK(dropped(run) == "0 1");
  CHECK(run.dropped.find("\"outside\"") != std::string::npos);
}

TEST_CASE("time: windows of a length of time end with the last record, or begin where that is said") {
  CHECK(parts("windows = \"sliding\"\nrounds = 2\ntest = \"2d\"\ngap = \"1 day\"\ntrain = \"72h\"", days(12)) ==
        Parts{{"round0_train", "4 5 6"}, {"round0_test", "8 9"}, {"round1_train", "6 7 8"}, {"round1_test", "10 11"}});
  const test::RunOp run = timed("windows = \"expanding\"\nrounds = 2\ntest = \"3d\"\nfrom = \"2024-01-05\"", days(12));
  CHECK(parts_of(run).at("round0_train") == "0 1 2 3");
  CHECK(parts_of(run).at("round0_test") == "4 5 6");
  CHECK(parts_of(run).at("round1_test") == "7 8 9");
  CHECK(dropped(run) == "10 11");
}

TEST_CASE("time: train has nothing whose outcome is known only when the test has begun") {
  const test::RunOp run = timed("ratios = { train = 0.5, test = 0.5 }\npurge = \"known\"", days(12));
  CHECK(parts_of(run) == Parts{{"train", "0 1 2 3"}, {"test", "6 7 8 9 10 11"}});
  CHECK(dropped(run) == "4 5");  // known on the first day of the test and the day after
  CHECK(run.dropped.find("\"purged\"") != std::string::npos);
  CHECK(parts("cuts = [\"2024-01-07\"]\npurge = \"known\"", days(12)) == parts_of(run));
  const test::RunOp rounds =
      timed("windows = \"expanding\"\nrounds = 2\ntest = \"2 records\"\npurge = \"known\"", days(12));
  CHECK(parts_of(rounds).at("round0_train") == "0 1 2 3 4 5");
  CHECK(parts_of(rounds).at("round1_train") == "0 1 2 3 4 5 6 7");
  CHECK(rounds.result.books.steps.at(0).counters.at(0) == 4);
}

TEST_CASE("time: blocks are purged on both sides, and an embargo follows") {
  CHECK(parts("windows = \"blocked\"\nrounds = 3", days(12)) == Parts{{"round0_train", "4 5 6 7 8 9 10 11"},
                                                                      {"round0_test", "0 1 2 3"},
                                                                      {"round1_train", "0 1 2 3 8 9 10 11"},
                                                                      {"round1_test", "4 5 6 7"},
                                                                      {"round2_train", "0 1 2 3 4 5 6 7"},
                                                                      {"round2_test", "8 9 10 11"}});
  // Outcomes of 4 … 7 are known up to day 9; a day more is 10.
  CHECK(parts("windows = \"blocked\"\nrounds = 3\npurge = \"known\"", days(12)).at("round1_train") == "0 1 10 11");
  CHECK(parts("windows = \"blocked\"\nrounds = 3\npurge = \"known\"\nembargo = \"1d\"", days(12)).at("round1_train") ==
        "0 1 11");
  CHECK(parts("windows = \"blocked\"\nrounds = 3\ngap = \"1 record\"\nembargo = \"1d\"", days(12)).at("round1_train") ==
        "0 1 2 9 10 11");
}

TEST_CASE("time: a gap by records leaves out at least so many, where dates are equal more") {
  const Parts made =
      parts("windows = \"expanding\"\nrounds = 2\ntest = \"4 records\"\ngap = \"1 record\"", days(16, 2));
  CHECK(made.at("round0_train") == "0 1 2 3 4 5");
  CHECK(made.at("round0_test") == "8 9 10 11");
}

TEST_CASE("time: what cannot be is refused, in one line that says what to do") {
  for (const auto& [params, error] : std::map<std::string, std::string>{
           {"cuts = [\"2024-02\", \"2024-01\"]", "does not come after the one before it"},
           {"cuts = [\"2023-02-29\"]", "\"2023-02-29\" is no date: write 2024"},
           {"cuts = [\"2024\", \"2025\", \"2026\"]", "3 make 4 parts: give their names"},
           {"cuts = [\"2024\"]\nparts = [\"a\"]", "1 cut makes 2 parts, but 1 name is given"},
           {"cuts = [\"2024\"]\nparts = [\"a\", \"a\"]", "a is there twice"},
           {"cuts = [\"2024\"]\nratios = { train = 0.5, test = 0.5 }", "give one of them"},
           {"cuts = [\"2024\"]\ngap = \"3 records\"", "give a time"},
           {"gap = \"3\"", "has no unit: write 3d for days"},
           {"gap = \"3m\"", "is no length"},
           {"gap = \"1 month\"", "months and years have no fixed length"},
           {"gap = \"-1d\"", "is no length"},
           {"embargo = \"1d\"", "windows = \"blocked\" alone has"},
           {"rounds = 3", "are of windows"},
           {"purge = \"/turns/*/at\"", "names many places"},
           {"ratios = { test = 0.5, train = 0.5 }", "train is not the first"},
           {"ratios = { train = 80, test = 20 }", "in proportion they would be train = 0.8 and test = 0.2"},
           {"windows = \"expanding\"\ntrain = \"5d\"", "length of sliding windows"},
           {"windows = \"expanding\"\nratios = { train = 1 }", "give one of them"},
           {"windows = \"blocked\"\ntest = \"5d\"", "blocked windows are as long"},
           {"windows = \"sliding\"\nfrom = \"2024\"", "give test, as in test = \"30d\""},
           {"windows = \"sliding\"\ntest = \"0d\"", "has no length"},
           {"windows = \"expanding\"\nrounds = 12", "rounds = 12 is too many for 12 records"},
           {"windows = \"expanding\"\nrounds = 3\ntest = \"4 records\"", "leave no record to train on in round 0"},
           {"windows = \"blocked\"\nrounds = 13", "rounds = 13 is too many for 12 records"}}) {
    CAPTURE(params);
    CHECK(error_of(params).find(error) != std::string::npos);
  }
}
