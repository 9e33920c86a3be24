// What is thrown on any thread of a pass ends it with an Error, and nobody is left waiting.
#include <atomic>
#include <new>
#include <stdexcept>

#include "fake_pass.h"
#include "support/catch.h"

namespace dsprep::test {
namespace {

constexpr std::uint32_t shards = 200;

std::string error_of(FakePass& pass) {
  const auto result = pass.run();
  return result ? "" : result.error().message;
}

// Throws the n-th time it is called, and from then on.
struct ThrowAt {
  explicit ThrowAt(int n) : left(n) {}
  void operator()() {
    if (--left <= 0) throw std::runtime_error("boom");
  }
  std::atomic<int> left;
};

}  // namespace

TEST_CASE("a pass in which nothing is thrown is whole") {
  for (const unsigned threads : {1u, 2u, 4u}) {
    FakePass pass(threads, shards);
    const auto result = pass.run();
    REQUIRE(result.ok());
    CHECK(result->books.kept == 3 * shards);
    CHECK(result->outputs.size() == shards);
    CHECK(result->inputs.back().hash == "hash");
    CHECK(pass.files.content("out/data/part-00199.jsonl") == "{\"n\":1}\n{\"n\":1}\n{\"n\":1}\n");
    CHECK(pass.files.open_writers() == 0);
  }
}

TEST_CASE("an exception in the source ends the pass") {
  for (const unsigned threads : {1u, 2u, 4u}) {
    FakePass pass(threads, shards);
    pass.at_shard = [](std::uint32_t shard) {
      if (shard == 57) throw std::bad_alloc();
    };
    CHECK(error_of(pass).find("out of memory") == 0);
  }
}

TEST_CASE("an exception in a step ends the pass, wherever its turn is") {
  for (const unsigned threads : {1u, 2u, 4u})
    for (const int n : {1, 2, 300}) {
      FakePass pass(threads, shards);
      ThrowAt bomb(n);
      pass.map.does = [&](Record&, Context&) {
        bomb();
        return Verdict::keep();
      };
      CHECK(error_of(pass) == "unexpected: boom");
    }
}

TEST_CASE("an exception in an observer ends the pass: when it sees a record, is merged, or is saved") {
  for (const unsigned threads : {1u, 2u, 4u})
    for (const std::string role : {"observe", "merge", "save"}) {
      INFO(role << ", threads: " << threads);
      FakePass pass(threads, shards);
      ThrowAt bomb(20);
      pass.tap.doing = [&](const char* now) {
        if (now == role) bomb();
      };
      CHECK(error_of(pass) == "unexpected: boom");
    }
}

TEST_CASE("an exception in a step of a re-sharded output, where others wait for their place") {
  for (const unsigned threads : {2u, 4u}) {
    FakePass pass(threads, shards);
    pass.plan.resharded = true;
    pass.plan.options.shards = 7;
    pass.input.resumable = false;
    ThrowAt bomb(100);
    pass.map.does = [&](Record&, Context&) {
      bomb();
      return Verdict::keep();
    };
    CHECK(error_of(pass) == "unexpected: boom");
  }
}

TEST_CASE("an exception in the progress report ends the pass") {
  FakePass pass(2, shards);
  std::atomic<bool> thrown{false};
  pass.plan.options.progress = [&](const exec::Progress&) {
    thrown = true;
    throw std::runtime_error("no terminal");
  };
  pass.at_shard = [&](std::uint32_t shard) {
    while (shard == 10 && !thrown) {
    }
  };
  CHECK(error_of(pass) == "unexpected: no terminal");
}

TEST_CASE("what was finished before the exception is kept") {
  FakePass pass(1, shards);
  pass.at_shard = [](std::uint32_t shard) {
    if (shard == 57) throw std::bad_alloc();
  };
  CHECK(error_of(pass).find("out of memory") == 0);
  CHECK(pass.files.get("out/.dsprep/pass-0/shard-56.json").has_value());
  CHECK(pass.files.get("out/data/part-00056.jsonl").has_value());
}

TEST_CASE("a signal ends a pass in the middle of a chunk") {
  FakePass pass(2, 2, 100000);
  std::atomic<int> stop{0}, seen{0};
  pass.plan.options.stop = &stop;
  pass.map.does = [&](Record&, Context&) {
    if (++seen == 5) stop = 15;
    return Verdict::keep();
  };
  const auto result = pass.run();
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().kind == Error::Kind::interrupted);
  CHECK(seen < 1000);
}

}  // namespace dsprep::test
