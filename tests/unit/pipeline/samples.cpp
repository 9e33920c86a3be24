#include "pipeline/samples.h"

#include "pipeline/books.h"
#include "support/catch.h"

using namespace dsprep;
using pipeline::StepSamples;

namespace {

pipeline::TakenSample sample(std::uint64_t order, std::uint64_t line) {
  pipeline::TakenSample taken{order, "a.jsonl", line, {}};
  taken.sample.before = "文 " + std::to_string(line);
  taken.sample.after = "text";
  taken.sample.outcome = Sample::Outcome::edited;
  taken.sample.rule = "min_words";
  taken.sample.record = "id";
  taken.sample.place = "a.jsonl:" + std::to_string(line);
  taken.sample.why = "words 1";
  return taken;
}

std::vector<std::uint64_t> lines(const StepSamples& samples, Rule rule) {
  std::vector<std::uint64_t> found;
  for (const pipeline::TakenSample& s : samples.by_rule().at(rule)) found.push_back(s.line);
  return found;
}

}  // namespace

TEST_CASE("the samples of a rule are those with the smallest keys, whatever the order and the cut") {
  const std::uint64_t orders[] = {50, 3, 3, 99, 1, 7, 3, 2'000'000'000'000, 1};
  StepSamples whole;
  for (std::uint64_t i = 0; i < std::size(orders); ++i) whole.add(0, sample(orders[i], i + 1));
  CHECK(lines(whole, 0) == std::vector<std::uint64_t>{5, 9, 2});
  for (std::size_t cut = 0; cut <= std::size(orders); ++cut) {
    StepSamples left, right;
    for (std::uint64_t i = 0; i < std::size(orders); ++i) (i < cut ? left : right).add(0, sample(orders[i], i + 1));
    right.add(left);  // the other way round, too
    CHECK(lines(right, 0) == lines(whole, 0));
  }
  CHECK_FALSE(whole.wants(0, 4));
  CHECK(whole.wants(0, 2));
  CHECK(whole.wants(1, ~0ull >> 1));
}

TEST_CASE("samples survive a checkpoint") {
  pipeline::Books books;
  books.steps.resize(2);
  books.steps[1].samples.add(3, sample((1ull << 63) - 1, 12));
  books.steps[1].samples.add(StepSamples::no_rule, sample(0, 13));
  const auto back = pipeline::books_from_json(pipeline::to_json(books));
  REQUIRE(back);
  CHECK(back->steps[0].samples.by_rule().empty());
  CHECK(lines(back->steps[1].samples, 3) == std::vector<std::uint64_t>{12});
  CHECK(back->steps[1].samples.by_rule().at(3)[0].order == (1ull << 63) - 1);
  const Sample& read = back->steps[1].samples.by_rule().at(StepSamples::no_rule)[0].sample;
  CHECK(read.before == "文 13");
  CHECK(read.after == "text");
  CHECK(read.outcome == Sample::Outcome::edited);
  CHECK(read.rule == "min_words");
  CHECK(read.record == "id");
  CHECK(read.place == "a.jsonl:13");
  CHECK(read.why == "words 1");
}
