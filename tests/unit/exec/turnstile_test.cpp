#include "exec/turnstile.h"

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

#include "support/catch.h"

namespace dsprep::exec {
namespace {

void soon() { std::this_thread::sleep_for(std::chrono::milliseconds(50)); }

}  // namespace

TEST_CASE("results that are too heavy to be parked wait with their workers, and the next one never does") {
  std::vector<int> order;
  Turnstile<int> turnstile(100, 1000, [&](int&& value) -> Status {
    order.push_back(value);
    return {};
  });
  for (int i = 0; i < 6; ++i) REQUIRE(turnstile.take(1) == static_cast<std::uint64_t>(i));
  std::atomic<int> returned{0};
  std::vector<std::thread> workers;
  // Light when they were taken, they turn out heavy.
  for (int i = 5; i >= 1; --i)
    workers.emplace_back([&, i] {
      turnstile.hand_in(i, 1, 600, int(i));
      ++returned;
    });
  soon();
  CHECK(returned == 1);  // one may always be parked
  turnstile.hand_in(0, 1, 100000, 0);
  for (std::thread& worker : workers) worker.join();
  CHECK(order == std::vector<int>{0, 1, 2, 3, 4, 5});
  CHECK(returned == 5);
}

TEST_CASE("a part is committed in the turn of its ticket, before the rest") {
  std::vector<int> order;
  Turnstile<int> turnstile(100, 1000, [&](int&& value) -> Status {
    order.push_back(value);
    return {};
  });
  for (int i = 0; i < 3; ++i) turnstile.take(1);
  std::atomic<int> good{0};
  std::thread second([&] {
    for (const int part : {10, 11})
      good += turnstile
                  .commit_part(1,
                               [&]() -> Status {
                                 order.push_back(part);
                                 return {};
                               })
                  .ok();
    turnstile.hand_in(1, 1, 1, 1);
  });
  turnstile.hand_in(2, 1, 1, 2);
  soon();
  CHECK(order.empty());
  turnstile.hand_in(0, 1, 1, 0);
  second.join();
  CHECK(good == 2);
  CHECK(order == std::vector<int>{0, 10, 11, 1, 2});
}

TEST_CASE("who waits is told when the run has failed") {
  Turnstile<int> turnstile(2, 10, [](int&&) -> Status { throw std::runtime_error("boom"); });
  for (int i = 0; i < 4; ++i) turnstile.take(20);
  std::atomic<int> returned{0}, refused{0};
  std::vector<std::thread> workers;
  workers.emplace_back([&] {
    refused += !turnstile.wait_for_room();
    ++returned;
  });
  workers.emplace_back([&] {
    refused += !turnstile.commit_part(3, [] { return Status(); }).ok();
    ++returned;
  });
  workers.emplace_back([&] {
    turnstile.hand_in(1, 20, 20, 1);
    ++returned;
  });
  workers.emplace_back([&] {
    turnstile.hand_in(2, 20, 20, 2);
    ++returned;
  });
  soon();
  CHECK(returned == 1);
  turnstile.hand_in(0, 20, 20, 0);
  for (std::thread& worker : workers) worker.join();
  CHECK(refused == 2);
  REQUIRE(turnstile.error().has_value());
  CHECK(turnstile.error()->message == "unexpected: boom");
}

}  // namespace dsprep::exec
