// The program on one page.
//
// Steps gather into a chain. A whole-dataset step ends a pass: the chain runs over the source, the step's observer sees
// what survives, the step decides, and its decision — an op — joins the chain in its place. An order step ends a pass
// too: what survives is sorted and becomes the source, and the chain starts afresh. Reports end nothing: they watch
// from where they stand. The last pass writes.
//
// Between passes the chain is done again over the same input (edits are cheap to repeat, and lines of which nothing
// survived are skipped by one remembered bit), or the survivors are spooled where repeating is dear or would give
// something else.
#include "exec/run.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/hash.h"
#include "exec/audit.h"
#include "exec/checkpoint.h"
#include "exec/chunk_source.h"
#include "exec/decider.h"
#include "exec/fields_written.h"
#include "exec/keep_streams.h"
#include "exec/line_set.h"
#include "exec/pass.h"
#include "exec/pass_plan.h"
#include "exec/planned_run.h"
#include "exec/references.h"
#include "exec/shown_texts.h"
#include "exec/sorted_records.h"
#include "exec/spool.h"
#include "exec/stage.h"
#include "exec/survey_tap.h"
#include "exec/tasks.h"
#include "io/audit_format.h"
#include "io/file_numbers.h"
#include "pipeline/books.h"
#include "port/system.h"
#include "spill/sorter.h"

namespace dsprep::exec {
namespace {

// One run of a pipeline: its passes, one after another.
class Executor {
 public:
  Executor(const pipeline::Pipeline& pipeline, const io::Inputs& inputs, const io::Formats& formats,
           const Output& output, const RunOptions& options, port::Files& files, spill::Workspace& workspace)
      : pipeline_(pipeline),
        formats_(formats),
        output_(output),
        options_(options),
        files_(files),
        workspace_(workspace),
        own_shards_(keeps_streams(pipeline, inputs, options) ? inputs.shards : std::vector<io::Shard>()),
        shards_(keeps_streams(pipeline, inputs, options) ? own_shards_ : inputs.shards),
        numbers_(shards_),
        checkpoint_(files, output.kind == Output::Kind::directory && !options.shards && !options.shard_size
                               ? port::join(output.path, ".dsprep")
                               : ""),
        world_{files, workspace, output, checkpoint_},
        tasks_(pipeline, output, options, files, checkpoint_, workspace) {
    result_.parent_manifests = inputs.parent_manifests;
    result_.books.steps.resize(pipeline.steps.size());
    which_ = options.merge ? share(shards_.size(), 0, 1) : share(shards_.size(), options.task, options.tasks);
    for (std::uint32_t shard : which_) total_bytes_ += shards_[shard].size;
    if (options.progress)
      options_.progress = [this, tell = options.progress](Progress progress) {
        // A decision comes behind the pass it is made from.
        progress.pass = progress.deciding ? std::max<std::uint64_t>(passes_, 1) : passes_ + 1;
        progress.passes = std::max(planned_passes_, progress.pass);
        progress.run_seconds = port::seconds_since_start() - started_;
        tell(progress);
      };
  }

  Result<pipeline::RunResult> run() {
    started_ = port::seconds_since_start();
    DSPREP_CHECK(declare_types(pipeline_, shards_, options_, files_));
    planned_passes_ = planned_passes(pipeline_, output_, options_);
    DSPREP_CHECK(refuse_the_impossible(pipeline_, output_, options_));
    DSPREP_CHECK(tasks_.begin());
    DSPREP_CHECK(keep_standard_input());
    if (reads_tables(shards_)) DSPREP_CHECK(declare_types(pipeline_, shards_, options_, files_));
    if (Status status = go(); !status.ok() && result_.complete()) return std::move(status).error();
    if (result_.complete() && writes()) DSPREP_CHECK(result_.books.check());
    result_.passes = passes_;
    result_.seconds = port::seconds_since_start() - started_;
    sort_outputs();
    show_texts(result_);
    return std::move(result_);
  }
  Result<bool> claim_whole() { return tasks_.claim_whole(); }

 private:
  // Tables are read where they stand, too.
  static bool keeps_streams(const pipeline::Pipeline& pipeline, const io::Inputs& inputs, const RunOptions& options) {
    return reads_again(pipeline, options) || reads_tables(inputs.shards);
  }
  bool writes() const { return writes_records(output_); }
  Status go() {
    for (std::size_t i = 0; i < pipeline_.steps.size(); ++i) {
      const pipeline::Step& step = pipeline_.steps[i];
      if (auto* map = std::get_if<std::unique_ptr<MapOp>>(&step.op)) chain_.push_back({&step, i, map->get()});
      else if (auto* batch = std::get_if<std::unique_ptr<BatchOp>>(&step.op))
        chain_.push_back({&step, i, nullptr, batch->get()});
      else if (auto* order = std::get_if<std::unique_ptr<OrderOp>>(&step.op)) DSPREP_CHECK(sort(i, **order));
      else if (const GlobalOp* global = std::get<std::unique_ptr<GlobalOp>>(step.op).get(); is_report(step))
        chain_.push_back({&step, i, nullptr, nullptr, global});
      else DSPREP_CHECK(decide(i, *global));
    }
    if (needs_columns(options_)) DSPREP_CHECK(find_columns());
    if (writes()) DSPREP_CHECK(write());
    return tell();
  }

  Status keep_standard_input() {
    const bool again = tasks_.on() ? pipeline_.whole_dataset() : reads_input_twice(pipeline_, options_);
    if (!again && !reads_tables(shards_)) return {};
    return keep_streams(own_shards_, tasks_.on(), files_, workspace_);
  }

  PassPlan plan() const {
    PassPlan plan;
    plan.pipeline = &pipeline_;
    plan.shards = &shards_;
    plan.numbers = &numbers_;
    plan.options = options_;
    plan.sample_seed = base::hash64("sample", pipeline_.spec.seed);
    plan.stages = chain_;
    plan.first = passes_ == 0;
    plan.writes = output_.kind != Output::Kind::none && output_.kind != Output::Kind::artifacts;
    plan.one_output = output_.kind == Output::Kind::file || output_.kind == Output::Kind::stream;
    plan.from_spool = from_spool_;
    plan.sorts = sorts_;
    if (have_alive_) plan.alive = &alive_;
    if (!wanted_.empty()) plan.wanted = &wanted_;
    for (Stage& stage : plan.stages) {
      // A filter that every surviving line has passed need not be asked again, unless its measurements are wanted or
      // the line's derived records may differ in fate.
      stage.skip = !stage.fresh && !pipeline_.derives() && !options_.explain && !stage.tap &&
                   stage.step->pure_filter() && have_alive_;
      if (stage.tap) {
        stage.skip = !stage.fresh;
        stage.tap_index = plan.taps.size();
        plan.taps.push_back(stage.tap);
      }
    }
    if (options_.audit) {
      plan.audit = audit_schema(plan.stages, passes_ + 1);
      if (plan.audit->steps.empty()) plan.audit.reset();
    }
    return plan;
  }

  PassInput input(std::string what) {
    PassInput input;
    input.number = passes_;
    input.what = std::move(what);
    input.which = which_;
    input.total_bytes = total_bytes_;
    const InputOptions how{options_.chunk_size, options_.max_record_size, options_.max_window,
                           options_.threads > 1 ? options_.threads : 0};
    input.source = [this, how](std::vector<std::uint32_t> left) -> std::unique_ptr<ChunkSource> {
      if (sorted_) return sorted_source(*std::exchange(sorted_, std::nullopt), shards_.size(), options_.chunk_size);
      if (from_spool_) return spool_source(files_, spool_, std::move(left), options_.chunk_size);
      auto source = input_source(files_, shards_, std::move(left), how);
      return options_.limit ? limited(std::move(source), *options_.limit) : std::move(source);
    };
    // A limit counts lines across shards, and a spool is not kept: such passes start over.
    input.resumable = !options_.limit && !from_spool_;
    return input;
  }

  Result<PassResult> pass(const PassPlan& plan, PassInput input) {
    if (tasks_.on()) DSPREP_CHECK(tasks_.before(plan, input));
    DSPREP_TRY(PassResult passed, run_pass(plan, input, world_));
    ++passes_;
    result_.books.add(passed.books);
    std::move(passed.outputs.begin(), passed.outputs.end(), std::back_inserter(result_.outputs));
    if (plan.first) {
      result_.inputs = std::move(passed.inputs);
      result_.complaints = std::move(passed.complaints);
      input_hashes_ = std::move(passed.input_hashes);
    } else if (!plan.from_spool) {
      for (std::size_t i = 0; i < input_hashes_.size(); ++i)
        if (input_hashes_[i] != passed.input_hashes[i])
          return failure(shards_[i].path +
                         ": the input changed while it was being read; run again when nobody writes to it");
    }
    for (Stage& stage : chain_) stage.fresh = false;
    if (tasks_.on()) {
      DSPREP_TRY(result_.next, tasks_.after(plan, input, passed));
      if (!result_.complete()) return failure(result_.next);  // ends go(), and is no error
    }
    return passed;
  }

  // The passes to come keep the texts of the records that findings are about, where somebody will see them.
  void want_texts() {
    if (pipeline_.shown.bound() && !has_secrets()) wanted_ = records_shown(result_.findings);
  }
  bool has_secrets() const {  // texts are taken as they were read
    return std::any_of(pipeline_.steps.begin(), pipeline_.steps.end(),
                       [](const pipeline::Step& step) { return step.spec->secrets != Secrets::none; });
  }

  // Keeps what the taps of a pass saw, until tell().
  void keep_reports(const PassPlan& plan, PassResult& passed) {
    for (const Stage& stage : plan.stages)
      if (stage.tap && stage.fresh && is_report(*stage.step))
        reports_.push_back({stage.index, std::move(passed.observers[stage.tap_index])});
  }

  bool should_spool() const {
    if (options_.spool == RunOptions::Spool::always) return true;
    bool dear = !from_spool_ && std::any_of(shards_.begin(), shards_.end(), [](const io::Shard& shard) {
      return shard.format->spec->cost == Cost::heavy;
    });
    for (const Stage& stage : chain_) {
      if (stage.batch && stage.batch->external()) return true;
      dear |= stage.step->spec->cost == Cost::heavy;
    }
    return dear && options_.spool != RunOptions::Spool::never;
  }

  Status decide(std::size_t index, const GlobalOp& first) {
    const pipeline::Step& step = pipeline_.steps[index];
    const GlobalOp* op = &first;
    for (;;) {
      Observers observers;
      if (op == &first) DSPREP_CHECK(observe_references(index, *op, observers));
      else observers.references.resize(step.references.size());
      if (op->observer()) {
        PassPlan observing = plan();
        observing.last = false;
        observing.spool = should_spool();
        Stage watch{&step, index, nullptr, nullptr, op};
        watch.tap_index = observing.taps.size();
        observing.taps.push_back(op);
        observing.stages.push_back(watch);
        PassInput from = input(step.name);
        from.resumable &= !observing.spool;
        DSPREP_TRY(PassResult passed, pass(observing, from));
        observers.main = std::move(passed.observers[watch.tap_index]);
        if (!observers.main) observers.main = op->observer();  // an empty input was observed too
        keep_reports(observing, passed);
        if (observing.spool) continue_from_spool(std::move(passed.spool), sorts_);
        else remember(std::move(passed.alive));
      }
      RunDecider decider(decisions_world_, index, tasks_.mute());
      auto decided = op->decide(std::move(observers), decider);
      if (!decided) return std::move(decided).error().within(step.name);
      decider.finish();
      want_texts();
      decisions_.push_back(std::move(decided).value());
      AnyOp& decision = decisions_.back();
      if (auto* map = std::get_if<std::unique_ptr<MapOp>>(&decision)) {
        chain_.push_back({&step, index, map->get()});
        return {};
      }
      if (auto* batch = std::get_if<std::unique_ptr<BatchOp>>(&decision)) {
        chain_.push_back({&step, index, nullptr, batch->get()});
        return {};
      }
      if (auto* order = std::get_if<std::unique_ptr<OrderOp>>(&decision)) return sort(index, **order);
      op = std::get<std::unique_ptr<GlobalOp>>(decision).get();  // one more pass
    }
  }

  Status sort(std::size_t index, const OrderOp& op) {
    const pipeline::Step& step = pipeline_.steps[index];
    if (options_.audit)
      return usage_error("--audit cannot follow records through " + step.name +
                         ", which puts them in another order: leave that step out");
    PassPlan sorting = plan();
    sorting.last = false;
    sorting.order = &op;
    sorting.order_step = index;
    sorting.spool = tasks_.on();  // their merge sorts
    PassInput from = input(step.name);
    from.resumable = false;
    const std::uint64_t number = from.number;
    DSPREP_TRY(PassResult passed, pass(sorting, from));
    keep_reports(sorting, passed);
    if (tasks_.on()) {
      DSPREP_TRY(std::vector<std::string> spools, tasks_.sorted_spools(number, shards_.size()));
      continue_from_spool(std::move(spools), sorts_ + 1);
      return {};
    }
    SortedRecords records;
    records.count = passed.sorted->records();
    DSPREP_TRY(records.reader, passed.sorted->sorted());
    if (one_pass_behind(index)) {
      continue_from_spool({}, sorts_ + 1);
      sorted_ = std::move(records);
      return {};
    }
    DSPREP_TRY(std::vector<std::string> spools,
               write_sorted(std::move(records), shards_.size(), options_.chunk_size, workspace_.files(), false,
                            [&](std::uint32_t) { return workspace_.new_path("sorted"); }));
    continue_from_spool(std::move(spools), sorts_ + 1);
    return {};
  }

  // Is the pass behind that step the last one? Whole-dataset steps need more, and a writer that must know its columns.
  bool one_pass_behind(std::size_t index) const {
    return !needs_columns(options_) &&
           std::none_of(pipeline_.steps.begin() + static_cast<std::ptrdiff_t>(index) + 1, pipeline_.steps.end(),
                        [](const pipeline::Step& step) { return step.op.index() >= 2 && !is_report(step); });
  }

  Status observe_references(std::size_t index, const GlobalOp& op, Observers& observers) {
    return exec::observe_references(pipeline_, index, op, formats_, options_, world_, observers);
  }

  void continue_from_spool(std::vector<std::string> spool, unsigned sorts) {
    for (const std::string& path : spool_)
      if (!path.empty()) workspace_.remove(path);  // those of tasks are none of the workspace's, and stay
    spool_ = std::move(spool);
    from_spool_ = true;
    sorts_ = sorts;
    have_alive_ = false;
    chain_.clear();
  }

  void remember(std::vector<LineSet> alive) {
    alive_ = std::move(alive);
    have_alive_ = true;
  }

  // A pass for the names or types of what will be written, for a format that begins with them.
  Status find_columns() {
    const FieldsWritten written(pipeline_, options_);
    const std::unique_ptr<const GlobalOp> tap = written.tap();
    PassPlan observing = plan();
    observing.last = false;
    observing.spool = should_spool();
    Stage watch{&FieldsWritten::step(), 0, nullptr, nullptr, tap.get()};
    watch.fresh = false;
    watch.tap_index = observing.taps.size();
    observing.taps.push_back(tap.get());
    observing.stages.push_back(watch);
    PassInput from = input("finding the columns");
    from.resumable &= !observing.spool;
    DSPREP_TRY(PassResult passed, pass(observing, from));
    keep_reports(observing, passed);
    std::unique_ptr<Observer> seen = std::move(passed.observers[watch.tap_index]);
    if (!seen) seen = tap->observer();
    if (observing.spool) continue_from_spool(std::move(passed.spool), sorts_);
    else remember(std::move(passed.alive));
    return written.tell(*seen);
  }

  // The last pass: survivors are the output. A report alone needs no more than that.
  Status write() {
    PassPlan writing = plan();
    writing.resharded = output_.kind == Output::Kind::directory && (options_.shards || options_.shard_size);
    const std::string what = passes_ == 0 ? "" : "writing";
    const PassInput from = input(what);
    DSPREP_TRY(PassResult passed, pass(writing, from));
    keep_reports(writing, passed);
    return {};
  }

  // Reports decide last, when everything they watched has passed.
  Status tell() {
    for (Report& report : reports_) {
      const pipeline::Step& step = pipeline_.steps[report.step];
      const GlobalOp& op = *std::get<std::unique_ptr<GlobalOp>>(step.op);
      Observers observers;
      DSPREP_CHECK(observe_references(report.step, op, observers));
      observers.main = report.observer ? std::move(report.observer) : op.observer();
      RunDecider decider(decisions_world_, report.step, tasks_.mute());
      auto decided = op.decide(std::move(observers), decider);
      if (!decided) return std::move(decided).error().within(step.name);
      if (!std::holds_alternative<std::unique_ptr<MapOp>>(*decided))
        return failure(step.name + ": a report must decide with a MapOp that keeps all; it watches one pass");
      decider.finish();
    }
    return {};
  }

  void sort_outputs() {
    std::sort(result_.outputs.begin(), result_.outputs.end(),
              [](const pipeline::OutputFile& a, const pipeline::OutputFile& b) {
                return std::pair(a.kind, std::string_view(a.path)) < std::pair(b.kind, std::string_view(b.path));
              });
  }

  struct Report {
    std::size_t step;
    std::unique_ptr<Observer> observer;
  };

  const pipeline::Pipeline& pipeline_;
  const io::Formats& formats_;
  const Output& output_;
  RunOptions options_;
  port::Files& files_;
  spill::Workspace& workspace_;
  std::vector<io::Shard> own_shards_;  // where some may be kept under another name
  const std::vector<io::Shard>& shards_;
  const io::FileNumbers numbers_;
  Checkpoint checkpoint_;
  PassWorld world_;
  Tasks tasks_;
  std::vector<std::uint32_t> which_;
  std::uint64_t total_bytes_ = 0;

  std::vector<Stage> chain_;  // what the next pass does
  DecisionWorld decisions_world_{pipeline_, output_, numbers_, options_, files_, workspace_, result_};
  std::deque<AnyOp> decisions_;  // what stages of the chain point to
  std::uint64_t passes_ = 0, planned_passes_ = 1;
  double started_ = 0;
  bool from_spool_ = false, have_alive_ = false;
  unsigned sorts_ = 0;  // how often what the next pass reads was sorted
  std::vector<std::string> spool_;
  std::optional<SortedRecords> sorted_;  // what the last pass reads, in place of spools
  std::vector<LineSet> alive_;
  std::vector<std::string> input_hashes_;
  std::vector<Report> reports_;
  std::vector<RecordId> wanted_;  // sorted
  pipeline::RunResult result_;
};

}  // namespace

Result<pipeline::RunResult> run(const pipeline::Pipeline& pipeline, const io::Inputs& inputs,
                                const io::Formats& formats, const Output& output, const RunOptions& options,
                                port::Files& files, spill::Workspace& workspace) {
  Executor executor(pipeline, inputs, formats, output, options, files, workspace);
  DSPREP_TRY(pipeline::RunResult result, executor.run());
  // Where nothing has to be decided, the task that finds all others done puts the whole together.
  if (options.tasks == 1 || options.merge || pipeline.whole_dataset()) return result;
  DSPREP_TRY(const bool mine, executor.claim_whole());
  if (!mine) return result;
  RunOptions merging = options;
  merging.merge = true;
  return Executor(pipeline, inputs, formats, output, merging, files, workspace).run();
}

}  // namespace dsprep::exec
