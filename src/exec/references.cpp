#include "exec/references.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "exec/chunk_source.h"
#include "exec/pass_plan.h"
#include "exec/stage.h"
#include "exec/tasks.h"
#include "io/file_numbers.h"
#include "io/gather.h"
#include "io/shards.h"

namespace dsprep::exec {
namespace {

// Hands a step's reference observer to a pass as if it were the step's own.
class ReferenceTap final : public GlobalOp {
 public:
  ReferenceTap(const GlobalOp& op, Reference reference) : op_(op), reference_(reference) {}
  std::unique_ptr<Observer> observer() const override { return op_.reference_observer(reference_); }
  Result<AnyOp> decide(Observers, Decider&) const override { return failure("a reference decides nothing"); }

 private:
  const GlobalOp& op_;
  const Reference reference_;
};

}  // namespace

Status observe_references(const pipeline::Pipeline& pipeline, std::size_t index, const GlobalOp& op,
                          const io::Formats& formats, const RunOptions& options, PassWorld& world,
                          Observers& observers) {
  const pipeline::Step& step = pipeline.steps[index];
  for (std::size_t i = 0; i < step.references.size(); ++i) {
    const Reference reference{static_cast<std::uint32_t>(i)};
    io::Inputs inputs;
    const DatasetSource& source = step.references[i];
    if (Status found = io::find_shards(world.files, formats, source.path, source.format, {}, inputs); !found.ok())
      return std::move(found).error().within(step.place());
    io::gather(inputs);
    ReferenceTap tap(op, reference);
    PassPlan reading;
    reading.pipeline = &pipeline;
    const io::FileNumbers numbers(inputs.shards);
    reading.shards = &inputs.shards;
    reading.numbers = &numbers;
    reading.reference_fields = &step.reference_plans[i];
    reading.options = options;
    reading.options.sample.reset();
    reading.options.explain = reading.options.audit = false;
    reading.options.on_error = OnError::fail;  // what we compare with must be whole
    reading.options.shards.reset();
    reading.options.shard_size.reset();
    reading.last = reading.writes = false;
    Stage watch{&step, index, nullptr, nullptr, &tap};
    watch.fresh = false;
    reading.taps.push_back(&tap);
    reading.stages.push_back(watch);
    PassInput from;
    from.what = "reading " + source.path;
    from.which = share(inputs.shards.size(), 0, 1);
    from.resumable = false;
    const InputOptions how{options.chunk_size, options.max_record_size, options.max_window,
                           options.threads > 1 ? options.threads : 0};
    from.source = [&](std::vector<std::uint32_t> left) {
      return input_source(world.files, inputs.shards, std::move(left), how);
    };
    auto passed = run_pass(reading, from, world);
    if (!passed) return std::move(passed).error().within(step.name + ": " + source.path);
    observers.references.push_back(std::move(passed->observers[0]));
    if (!observers.references.back()) observers.references.back() = tap.observer();
  }
  return {};
}

}  // namespace dsprep::exec
