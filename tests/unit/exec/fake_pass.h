// A pass put together by hand: a source that makes its chunks, steps made of functions, files in memory. For tests of
// what the engine does when something goes wrong.
#pragma once

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <future>
#include <string>

#include "exec/pass.h"
#include "io/format.h"
#include "support/memory_files.h"

namespace dsprep::test {

// `shards` shards of one chunk each, of `lines` records {"n":1}.
struct FakeSource final : exec::ChunkSource {
  FakeSource(std::uint32_t number, std::uint64_t records, std::function<void(std::uint32_t)> look)
      : shards(number), lines(records), at_shard(std::move(look)) {}
  Result<bool> next(io::Chunk& chunk, exec::ShardFacts& facts) override {
    if (at == shards) return false;
    if (at_shard) at_shard(at);
    chunk.clear();
    for (std::uint64_t i = 0; i < lines; ++i) chunk.append("{\"n\":1}\n");
    chunk.shard = at++;
    chunk.lines = lines;
    chunk.end_of_shard = true;
    facts = {chunk.size, "hash"};
    return true;
  }
  std::uint64_t position() const override { return at; }
  std::uint32_t shards, at = 0;
  std::uint64_t lines;
  std::function<void(std::uint32_t)> at_shard;
};

struct FakeObserver final : Observer {
  std::function<void(const char*)> doing;
  Status observe(const Record&) override {
    if (doing) doing("observe");
    return {};
  }
  Status merge(Observer&&) override {
    if (doing) doing("merge");
    return {};
  }
  Status save(ByteSink& sink) override {
    if (doing) doing("save");
    return sink.write("x");
  }
  Status load(ByteSource&) override { return {}; }
};

struct FakeTap final : GlobalOp {
  std::function<void(const char*)> doing;
  std::unique_ptr<Observer> observer() const override {
    auto made = std::make_unique<FakeObserver>();
    made->doing = doing;
    return made;
  }
  Result<AnyOp> decide(Observers, Decider&) const override { return failure("nothing"); }
};

struct FakeMap final : MapOp {
  std::function<Verdict(Record&, Context&)> does;
  std::unique_ptr<Mapper> mapper() const override {
    struct M final : Mapper {
      explicit M(const FakeMap& o) : op(o) {}
      Verdict map(Record& record, Context& context) override { return op.does(record, context); }
      const FakeMap& op;
    };
    return std::make_unique<M>(*this);
  }
};

struct FakePass {
  FakePass(unsigned threads, std::uint32_t shard_count, std::uint64_t lines = 3) {
    spec.name = "fake";
    spec.family = Family::clean;
    pipeline.parts = {""};
    pipeline.plans.push_back(json::FieldPlan::make({}).value());
    pipeline.sources = {SourceInfo{}};
    pipeline.steps.resize(2);
    for (pipeline::Step& step : pipeline.steps) {
      step.spec = &spec;
      step.name = "fake";
    }
    for (std::uint32_t i = 0; i < shard_count; ++i) {
      io::Shard shard;
      shard.path = shard.name = "in/" + std::to_string(i) + ".jsonl";
      shard.format = io::jsonl_input();
      shards.push_back(shard);
      input.which.push_back(i);
    }
    map.does = [](Record&, Context&) { return Verdict::keep(); };
    plan.pipeline = &pipeline;
    plan.shards = &shards;
    plan.options.threads = threads;
    plan.stages.push_back({&pipeline.steps[0], 0, &map});
    exec::Stage watch{&pipeline.steps[1], 1, nullptr, nullptr, &tap};
    plan.stages.push_back(watch);
    plan.taps.push_back(&tap);
    output.path = "out";
    input.source = [this, shard_count, lines](std::vector<std::uint32_t>) {
      return std::make_unique<FakeSource>(shard_count, lines, at_shard);
    };
  }

  // Ends the program where the pass does not end: a test that hangs says less.
  Result<exec::PassResult> run() {
    spill::Workspace workspace(files, "tmp", 1u << 30);
    exec::Checkpoint checkpoint(files, "out/.dsprep");
    exec::PassWorld world{files, workspace, output, checkpoint};
    auto running = std::async(std::launch::async, [&] { return exec::run_pass(plan, input, world); });
    if (running.wait_for(std::chrono::seconds(60)) != std::future_status::ready) {
      std::fputs("the pass does not end\n", stderr);
      std::_Exit(1);
    }
    return running.get();
  }

  MemoryFiles files;
  OpSpec spec{};
  pipeline::Pipeline pipeline;
  std::vector<io::Shard> shards;
  FakeMap map;
  FakeTap tap;
  exec::PassPlan plan;
  exec::PassInput input;
  exec::Output output;
  std::function<void(std::uint32_t)> at_shard;
};

}  // namespace dsprep::test
