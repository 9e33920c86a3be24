// One pass. Tickets and a turnstile, no queues: a worker takes the next chunk and its ticket under one lock, runs the
// whole chain privately, compresses its own output, and hands in what it found; the turnstile commits in ticket order.
// Serial in, parallel through, serial out.
#include "exec/pass.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <iterator>
#include <new>
#include <optional>
#include <stop_token>
#include <thread>

#include "base/mutex.h"
#include "exec/caught.h"
#include "exec/chunk_result.h"
#include "exec/outputs.h"
#include "exec/resharder.h"
#include "exec/settling.h"
#include "exec/sorted_records.h"
#include "exec/turnstile.h"
#include "exec/worker.h"
#include "io/chunk.h"
#include "io/file_list.h"
#include "io/shards.h"
#include "io/unsettled_file.h"
#include "pipeline/pipeline.h"
#include "port/open_files.h"
#include "port/system.h"

namespace dsprep::exec {
namespace {

// A result that holds more than this and some chunks is given back to the system rather than kept for the next.
constexpr std::uint64_t large_result = 2u << 20;

// Of the descriptors a process may have, a part for re-sharded outputs and a part for finished files that wait to be
// synced; the rest is for inputs, spills and whatever else.
std::size_t most_open_outputs() { return std::max<std::size_t>(port::open_file_limit() / 4, 4); }
std::size_t most_unsettled() { return std::clamp<std::size_t>(port::open_file_limit() / 8, 4, 1024); }

class Pass {
 public:
  Pass(const PassPlan& plan, const PassInput& input, PassWorld& world)
      : plan_(plan),
        input_(input),
        world_(world),
        outputs_(world.files, world.output, plan, input.number, most_open_outputs()),
        settling_(world.files, most_unsettled()),
        resharder_(plan),
        turnstile_(4ull * plan.options.threads, most_weight(plan.options),
                   [this](std::unique_ptr<ChunkResult>&& result) { return commit(std::move(result)); }) {
    result_.observers.resize(plan.taps.size());
    result_.alive.resize(plan.shards->size());
    result_.input_hashes.resize(plan.shards->size());
    result_.books.steps.resize(plan.pipeline->steps.size());
    if (plan.spool) result_.spool.resize(plan.shards->size());
    if (sorts()) result_.sorted = std::make_unique<spill::Sorter>(world.workspace);
    start_shard();
  }

  Result<PassResult> run() {
    DSPREP_CHECK(find_finished());
    std::vector<std::uint32_t> left;
    for (std::uint32_t shard : input_.which)
      if (!finished_[shard]) left.push_back(shard);
    if (input_.finished_only && !left.empty())
      return failure("a task left no record of " + (*plan_.shards)[left.front()].path + ": run its task again");
    source_ = input_.source(left);
    started_ = port::seconds_since_start();
    {
      std::jthread reporter;
      std::vector<std::jthread> threads;
      // A thread that the system does not give is done without: the others do its work, and without a reporter nothing
      // is reported.
      (void)caught([&]() -> Status {
        if (plan_.options.progress) reporter = std::jthread([this](const std::stop_token& stop) { report(stop); });
        threads.reserve(plan_.options.threads);
        for (unsigned i = 1; i < plan_.options.threads; ++i) threads.emplace_back([this] { work(); });
        return {};
      });
      work();
    }
    source_.reset();
    Status settled = settling_.settle_all();  // what is finished is kept, whatever ended the run
    if (auto error = turnstile_.error()) return *error;
    DSPREP_CHECK(settled);
    DSPREP_CHECK(take_finished(~0u));
    DSPREP_TRY(std::vector<pipeline::OutputFile> rest, outputs_.finish());
    std::move(rest.begin(), rest.end(), std::back_inserter(result_.outputs));
    return std::move(result_);
  }

 private:
  struct Shard {  // the one being committed
    pipeline::Books books;
    std::vector<std::unique_ptr<Observer>> observers;
    LineSet alive;
    std::unique_ptr<port::WriteFile> spool;
    UnsettledShard unsettled;
  };

  bool sorts() const { return plan_.order && !plan_.spool; }

  void start_shard() {
    shard_ = {};
    shard_.observers.resize(plan_.taps.size());
    shard_.books.steps.resize(plan_.pipeline->steps.size());
  }

  // What is under way may weigh as much: read, made of it, and waiting for its turn.
  static std::uint64_t most_weight(const RunOptions& options) {
    return (48ull << 20) + 6ull * options.threads * options.chunk_size;
  }

  void work() {
    Status status = caught([this] { return work_through(); });
    if (!status.ok()) fail(std::move(status).error());
  }

  Status work_through() {
    Worker worker(plan_);
    std::optional<spill::Sorter> sorter;  // of an order pass: every worker sorts what it made
    if (sorts()) sorter.emplace(world_.workspace, plan_.options.threads);
    for (;;) {
      std::unique_ptr<ChunkResult> result = spare();
      std::uint64_t ticket, weight;
      {
        base::Lock lock(source_mutex_);
        if (!turnstile_.wait_for_room()) return {};
        if (plan_.options.stop && plan_.options.stop->load() != 0) return interrupted();
        DSPREP_TRY(const bool more, source_->next(result->chunk, result->facts));
        bytes_ = source_->position();
        if (!more) break;
        // What becomes of the chunk is not known yet: as a rule it is no longer than what was read.
        weight = result->chunk.storage.capacity() + 2 * result->chunk.size;
        if (result->chunk.rows) weight += 3 * result->chunk.rows->held();
        ticket = turnstile_.take(weight);
      }
      worker.process(*result, [&](ChunkResult& part) -> Status {
        DSPREP_CHECK(finish_output(worker, sorter, ticket, part, false));
        return turnstile_.commit_part(ticket, [&] { return write(part); });
      });
      if (!result->error) {
        if (Status status = finish_output(worker, sorter, ticket, *result, true); !status.ok())
          result->error = std::move(status).error();
      }
      const std::uint64_t held = result->held();
      turnstile_.hand_in(ticket, weight, held, std::move(result));
      if (turnstile_.error()) resharder_.abort();
      DSPREP_CHECK(settling_.settle_if_due());
    }
    if (!sorter) return {};
    base::Lock lock(source_mutex_);
    return result_.sorted->merge(std::move(*sorter));
  }

  // Makes ready for the disk what the worker has made of a chunk, or of the last part of it.
  Status finish_output(Worker& worker, std::optional<spill::Sorter>& sorter, std::uint64_t ticket, ChunkResult& result,
                       bool last) {
    if (sorter) DSPREP_CHECK(sort_block(result.blocks[plan_.spool_block()], result.chunk, *sorter));
    if (plan_.resharded) {
      if (!resharder_.place(ticket, result, last))
        return failure("given up");  // the error that stopped it is the one told
      for (Slice& slice : result.slices) DSPREP_CHECK(worker.finish(slice));
      for (std::size_t part = 0; part < plan_.part_count(); ++part) result.blocks[part].clear();
    }
    return worker.compress(result);
  }

  void fail(Error error) {
    turnstile_.fail(std::move(error));
    resharder_.abort();
  }

  std::unique_ptr<ChunkResult> spare() {
    base::Lock lock(spare_mutex_);
    if (spare_.empty()) return std::make_unique<ChunkResult>();
    std::unique_ptr<ChunkResult> result = std::move(spare_.back());
    spare_.pop_back();
    return result;
  }

  // In the turnstile: one chunk's findings, in order.
  Status commit(std::unique_ptr<ChunkResult>&& result) {
    if (result->error) return *result->error;
    if (plan_.options.on_error == OnError::fail && !result->first_malformed.empty())
      return failure(result->first_malformed + " (--on-error fail)");
    const io::Chunk& chunk = result->chunk;
    note_complaints(*result);
    DSPREP_CHECK(write(*result));
    for (std::size_t i = 0; i < plan_.taps.size(); ++i) {
      if (!result->observers[i]) continue;
      if (!shard_.observers[i]) shard_.observers[i] = std::move(result->observers[i]);
      else DSPREP_CHECK(shard_.observers[i]->merge(std::move(*result->observers[i])));
    }
    if (!plan_.last) shard_.alive.add_from(chunk.first_record, result->alive);  // for the next pass
    shard_.books.add(result->books);
    records_ += result->books.read;
    kept_ += result->books.kept;
    dropped_ += result->books.dropped;
    malformed_ += result->books.malformed;
    if (chunk.end_of_shard) DSPREP_CHECK(finish_shard(chunk, result->facts));
    if (result->held() > large_result + 3 * plan_.options.chunk_size) return {};
    base::Lock lock(spare_mutex_);
    spare_.push_back(std::move(result));
    return {};
  }

  void note_complaints(const ChunkResult& result) {
    pipeline::Complaints& complaints = result_.complaints;
    if (!result.first_malformed.empty() && complaints.lines.size() < complaints.most)
      complaints.lines.push_back(result.first_malformed);
    complaints.unlike_files += result.unlike_files;
    if (!result.looks_like.empty() && complaints.files.size() < complaints.most)
      complaints.files.push_back(result.looks_like);
  }

  // In the turnstile: the output of a chunk, or of a part of one.
  Status write(ChunkResult& result) {
    const io::Chunk& chunk = result.chunk;
    DSPREP_CHECK(outputs_.append(result, shard_.unsettled));
    if (plan_.resharded) hand_over_full();
    Block& spooled = result.blocks[plan_.spool_block()];
    if (!spooled.empty()) {
      if (!shard_.spool) {
        DSPREP_TRY(result_.spool[chunk.shard], new_spool(chunk.shard));
        const std::string& path = result_.spool[chunk.shard];
        DSPREP_TRY(shard_.spool,
                   world_.workspace.files().create(input_.keep_spool ? port::temporary_name(path) : path));
      }
      DSPREP_CHECK(shard_.spool->append(spooled.compressed));
    }
    return {};
  }

  // Files of a re-sharded output that are full belong to no shard: they need not wait for the end of one.
  void hand_over_full() {
    settling_.add(std::move(shard_.unsettled));
    shard_.unsettled = {};
  }

  Result<std::string> new_spool(std::uint32_t shard) {
    if (!input_.keep_spool) return world_.workspace.new_path("spool");
    DSPREP_CHECK(world_.checkpoint.make_room(input_.number));
    return world_.checkpoint.spool_of(input_.number, shard);
  }

  Status finish_shard(const io::Chunk& chunk, const ShardFacts& facts) {
    const io::Shard& shard = (*plan_.shards)[chunk.shard];
    FinishedShard finished;
    finished.books = std::move(shard_.books);
    finished.input = {shard.name,
                      facts.bytes,
                      finished.books.read + finished.books.skipped,
                      facts.hash,
                      shard.part,
                      !facts.damage.empty(),
                      facts.damage,
                      facts.guessed,
                      facts.text,
                      shard.file_count(),
                      {}};
    if (shard.files) finished.input.last = shard.file(shard.file_count() - 1).name;
    finished.alive = std::move(shard_.alive);
    if (shard_.spool && input_.keep_spool) {
      const std::string& path = result_.spool[chunk.shard];
      shard_.unsettled.state.push_back({std::move(shard_.spool), port::temporary_name(path), path});
    } else if (shard_.spool) {
      DSPREP_CHECK(shard_.spool->close());
    }
    DSPREP_TRY(finished.outputs, outputs_.finish_shard(chunk.shard, shard_.unsettled));
    if (input_.resumable)
      DSPREP_CHECK(world_.checkpoint.save(input_.number, chunk.shard, finished, shard_.observers, shard_.unsettled));
    settling_.add(std::move(shard_.unsettled));
    DSPREP_CHECK(take_finished(chunk.shard));
    DSPREP_CHECK(take(chunk.shard, std::move(finished), std::move(shard_.observers)));
    start_shard();
    return {};
  }

  // Adds a finished shard to the pass; in shard order, so that observers merge in it.
  Status take(std::uint32_t shard, FinishedShard&& finished, std::vector<std::unique_ptr<Observer>>&& observers) {
    result_.books.add(finished.books);
    if (plan_.first) result_.inputs.push_back(finished.input);
    if (!plan_.first || !plan_.last) result_.input_hashes[shard] = finished.input.hash;  // passes are compared
    std::move(finished.outputs.begin(), finished.outputs.end(), std::back_inserter(result_.outputs));
    result_.alive[shard] = std::move(finished.alive);
    for (std::size_t i = 0; i < observers.size(); ++i) {
      if (!observers[i]) continue;
      if (!result_.observers[i]) result_.observers[i] = std::move(observers[i]);
      else DSPREP_CHECK(result_.observers[i]->merge(std::move(*observers[i])));
    }
    return {};
  }

  // Which shards an earlier run finished. What it left of them is read when their turn comes, not held till then.
  Status find_finished() {
    finished_.resize(plan_.shards->size());
    if (!input_.resumable) return {};
    for (std::uint32_t shard : input_.which) {
      DSPREP_TRY(const std::optional<FinishedShard> finished, world_.checkpoint.load(input_.number, shard));
      finished_[shard] = finished.has_value();
    }
    return {};
  }

  // Takes the shards an earlier run finished, up to (not including) `before`.
  Status take_finished(std::uint32_t before) {
    for (; next_finished_ < finished_.size() && next_finished_ < before; ++next_finished_) {
      if (!finished_[next_finished_]) continue;
      DSPREP_TRY(std::optional<FinishedShard> finished, world_.checkpoint.load(input_.number, next_finished_));
      if (!finished)
        return failure((*plan_.shards)[next_finished_].path + ": its checkpoint is gone: run again with --resume");
      std::vector<std::unique_ptr<Observer>> observers;
      if (!input_.observers_known)
        for (const GlobalOp* tap : plan_.taps) observers.push_back(tap->observer());
      DSPREP_CHECK(world_.checkpoint.load_observers(input_.number, next_finished_, observers));
      if (input_.keep_spool) {
        const std::string spool = world_.checkpoint.spool_of(input_.number, next_finished_);
        DSPREP_TRY(const bool there, world_.files.has(spool));
        if (there) result_.spool[next_finished_] = spool;
      }
      DSPREP_CHECK(take(next_finished_, std::move(*finished), std::move(observers)));
    }
    return {};
  }

  void report(const std::stop_token& stop) {
    Status status = caught([&]() -> Status {
      base::Mutex mutex;
      base::Condition wake;
      std::stop_callback on_stop(stop, [&] {
        base::Lock lock(mutex);
        wake.notify_all();
      });
      base::Lock lock(mutex);
      while (!stop.stop_requested()) {
        plan_.options.progress(progress());
        wake.wait_for(mutex, std::chrono::milliseconds(200));
      }
      return {};
    });
    if (!status.ok()) fail(std::move(status).error());
  }

  Progress progress() const {
    Progress progress;
    progress.bytes = bytes_;
    progress.total_bytes = input_.total_bytes;
    progress.records = records_;
    progress.kept = kept_;
    progress.dropped = dropped_;
    progress.malformed = malformed_;
    progress.what = input_.what;
    progress.seconds = port::seconds_since_start() - started_;
    return progress;
  }

  const PassPlan& plan_;
  const PassInput& input_;
  PassWorld& world_;
  Outputs outputs_;  // of the turnstile, like shard_ and result_
  Settling settling_;
  Resharder resharder_;
  Turnstile<std::unique_ptr<ChunkResult>> turnstile_;
  base::Mutex source_mutex_, spare_mutex_;
  std::unique_ptr<ChunkSource> source_ DSPREP_PT_GUARDED_BY(source_mutex_);  // set while there is one thread
  std::vector<std::unique_ptr<ChunkResult>> spare_ DSPREP_GUARDED_BY(spare_mutex_);
  Shard shard_;
  PassResult result_;
  std::vector<bool> finished_;  // by an earlier run
  std::uint32_t next_finished_ = 0;
  std::atomic<std::uint64_t> bytes_{0}, records_{0}, kept_{0}, dropped_{0}, malformed_{0};
  double started_ = 0;
};

}  // namespace

Result<PassResult> run_pass(const PassPlan& plan, const PassInput& input, PassWorld& world) {
  return Pass(plan, input, world).run();
}

}  // namespace dsprep::exec
