// One pass. Tickets and a turnstile, no queues: a worker takes the next chunk and its ticket under one lock, runs the whole chain
// privately, compresses its own output, and hands in what it found; the turnstile commits in ticket order. Serial in, parallel
// through, serial out.
#include "exec/pass.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "exec/resharder.h"
#include "exec/turnstile.h"
#include "port/system.h"

namespace dsprep::exec {
namespace {

// A chunk with more than this is given back to the system rather than kept for the next.
constexpr std::size_t large_chunk = 16u << 20;

class Pass {
 public:
  Pass(const PassPlan& plan, const PassInput& input, PassWorld& world)
      : plan_(plan),
        input_(input),
        world_(world),
        outputs_(world.files, world.output, plan, input.number),
        resharder_(plan),
        turnstile_(4ull * plan.options.threads, (64ull << 20) + 8ull * plan.options.threads * plan.options.chunk_size,
                   [this](std::unique_ptr<ChunkResult>&& result) { return commit(std::move(result)); }) {
    result_.observers.resize(plan.taps.size());
    result_.alive.resize(plan.shards->size());
    result_.input_hashes.resize(plan.shards->size());
    result_.books.steps.resize(plan.pipeline->steps.size());
    if (plan.spool && !plan.order) result_.spool.resize(plan.shards->size());
    if (plan.order) result_.sorted = std::make_unique<spill::Sorter>(world.workspace);
    start_shard();
  }

  Result<PassResult> run() {
    DSPREP_CHECK(load_finished());
    std::vector<std::uint32_t> left;
    for (std::uint32_t shard : input_.which)
      if (!finished_[shard]) left.push_back(shard);
    if (input_.finished_only && !left.empty())
      return failure("a task left no record of " + (*plan_.shards)[left.front()].path + ": run its task again");
    source_ = input_.source(left);
    started_ = port::seconds_since_start();
    {
      std::vector<std::jthread> threads;
      std::jthread reporter;
      if (plan_.options.progress) reporter = std::jthread([this](std::stop_token stop) { report(stop); });
      for (unsigned i = 1; i < plan_.options.threads; ++i) threads.emplace_back([this] { work(); });
      work();
    }
    source_.reset();
    if (auto error = turnstile_.error()) return *error;
    DSPREP_CHECK(take_finished(~0u));
    DSPREP_TRY(std::vector<pipeline::OutputFile> rest, outputs_.finish());
    std::move(rest.begin(), rest.end(), std::back_inserter(result_.outputs));
    return std::move(result_);
  }

 private:
  struct Shard {                                            // the one being committed
    pipeline::Books books;
    std::vector<std::unique_ptr<Observer>> observers;
    LineSet alive;
    std::unique_ptr<port::WriteFile> spool;
  };

  void start_shard() {
    shard_ = {};
    shard_.observers.resize(plan_.taps.size());
    shard_.books.steps.resize(plan_.pipeline->steps.size());
  }

  void work() {
    Worker worker(plan_);
    for (;;) {
      std::unique_ptr<ChunkResult> result = spare();
      std::uint64_t ticket, weight;
      {
        std::scoped_lock lock(source_mutex_);
        if (!turnstile_.wait_for_room()) break;
        if (plan_.options.stop && plan_.options.stop->load() != 0) {
          fail({Error::Kind::interrupted, "interrupted: finished shards are kept; --resume continues"});
          break;
        }
        auto more = source_->next(result->chunk);
        if (!more) {
          fail(std::move(more).error());
          break;
        }
        if (!*more) break;
        weight = result->chunk.size;
        ticket = turnstile_.take(weight);
      }
      worker.process(*result);
      if (plan_.resharded && !result->error) {
        auto slices = resharder_.place(ticket, *result);
        if (!slices) break;
        for (Slice& slice : *slices) {
          std::string compressed;
          const io::Codec codec = plan_.codec_of(0);
          if (codec == io::Codec::none) continue;
          if (Status status = worker.compress(codec, slice.bytes, compressed); !status.ok() && !result->error)
            result->error = std::move(status).error();
          slice.bytes = std::move(compressed);
        }
        {
          std::scoped_lock lock(slices_mutex_);
          slices_[ticket] = std::move(*slices);
        }
      }
      if (Status status = worker.compress(*result); !status.ok() && !result->error) result->error = std::move(status).error();
      turnstile_.hand_in(ticket, weight, std::move(result));
      if (turnstile_.error()) resharder_.abort();
    }
  }

  void fail(Error error) {
    turnstile_.fail(std::move(error));
    resharder_.abort();
  }

  std::unique_ptr<ChunkResult> spare() {
    std::scoped_lock lock(spare_mutex_);
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
    DSPREP_CHECK(outputs_.append(*result));
    if (plan_.resharded) {
      std::vector<Slice> slices;
      {
        std::scoped_lock lock(slices_mutex_);
        slices = std::move(slices_[committed_]);
        slices_.erase(committed_);
      }
      DSPREP_CHECK(outputs_.append(slices));
    }
    ++committed_;
    Block& spooled = result->blocks[plan_.spool_block()];
    if (plan_.order) {
      std::size_t begin = 0;
      const std::string_view bytes = spooled.bytes(chunk);
      for (const std::size_t end : spooled.ends) {
        DSPREP_CHECK(result_.sorted->add(bytes.substr(begin, end - begin)));
        begin = end;
      }
    } else if (!spooled.empty()) {
      if (!shard_.spool) {
        DSPREP_TRY(result_.spool[chunk.shard], new_spool(chunk.shard));
        DSPREP_TRY(shard_.spool, world_.files.create(result_.spool[chunk.shard]));
      }
      DSPREP_CHECK(shard_.spool->append(spooled.compressed));
    }
    for (std::size_t i = 0; i < plan_.taps.size(); ++i) {
      if (!result->observers[i]) continue;
      if (!shard_.observers[i]) shard_.observers[i] = std::move(result->observers[i]);
      else DSPREP_CHECK(shard_.observers[i]->merge(std::move(*result->observers[i])));
    }
    shard_.alive.add_from(chunk.first_line - 1, result->alive);
    shard_.books.add(result->books);
    bytes_ = source_->position();
    records_ += result->books.read;
    kept_ += result->books.kept;
    dropped_ += result->books.dropped;
    malformed_ += result->books.malformed;
    if (chunk.end_of_shard) DSPREP_CHECK(finish_shard(chunk));
    if (result->chunk.storage.size() > large_chunk) return {};
    std::scoped_lock lock(spare_mutex_);
    spare_.push_back(std::move(result));
    return {};
  }

  void note_complaints(const ChunkResult& result) {
    pipeline::Complaints& complaints = result_.complaints;
    if (!result.first_malformed.empty() && complaints.lines.size() < complaints.most)
      complaints.lines.push_back(result.first_malformed);
    if (result.looks_like.empty()) return;
    ++complaints.unlike_files;
    if (complaints.files.size() < complaints.most)
      complaints.files.push_back((*plan_.shards)[result.chunk.shard].name + " looks like " + result.looks_like);
  }

  Result<std::string> new_spool(std::uint32_t shard) {
    if (!input_.keep_spool) return world_.workspace.new_path("spool");
    DSPREP_CHECK(world_.checkpoint.make_room(input_.number));
    return world_.checkpoint.spool_of(input_.number, shard);
  }

  Status finish_shard(const io::Chunk& chunk) {
    const io::Shard& shard = (*plan_.shards)[chunk.shard];
    FinishedShard finished;
    finished.books = std::move(shard_.books);
    const ShardFacts facts = source_->facts(chunk.shard);
    finished.input = {shard.name, facts.bytes, finished.books.read + finished.books.skipped, facts.hash, shard.part,
                      chunk.kind == io::Chunk::Kind::damage, {}};
    if (finished.input.damaged) finished.input.damage = chunk.bytes();
    finished.alive = std::move(shard_.alive);
    if (shard_.spool && input_.keep_spool) DSPREP_CHECK(shard_.spool->sync());
    if (shard_.spool) DSPREP_CHECK(shard_.spool->close());
    DSPREP_TRY(finished.outputs, outputs_.finish_shard(chunk.shard));
    if (input_.resumable) DSPREP_CHECK(world_.checkpoint.save(input_.number, chunk.shard, finished, shard_.observers));
    DSPREP_CHECK(take_finished(chunk.shard));
    DSPREP_CHECK(take(chunk.shard, std::move(finished), std::move(shard_.observers)));
    start_shard();
    return {};
  }

  // Adds a finished shard to the pass; in shard order, so that observers merge in it.
  Status take(std::uint32_t shard, FinishedShard&& finished, std::vector<std::unique_ptr<Observer>>&& observers) {
    result_.books.add(finished.books);
    if (plan_.first) result_.inputs.push_back(finished.input);
    result_.input_hashes[shard] = finished.input.hash;
    std::move(finished.outputs.begin(), finished.outputs.end(), std::back_inserter(result_.outputs));
    result_.alive[shard] = std::move(finished.alive);
    for (std::size_t i = 0; i < observers.size(); ++i) {
      if (!observers[i]) continue;
      if (!result_.observers[i]) result_.observers[i] = std::move(observers[i]);
      else DSPREP_CHECK(result_.observers[i]->merge(std::move(*observers[i])));
    }
    return {};
  }

  Status load_finished() {
    finished_.resize(plan_.shards->size());
    if (!input_.resumable) return {};
    for (std::uint32_t shard : input_.which) {
      DSPREP_TRY(finished_[shard], world_.checkpoint.load(input_.number, shard));
    }
    return {};
  }

  // Takes the shards an earlier run finished, up to (not including) `before`.
  Status take_finished(std::uint32_t before) {
    for (; next_finished_ < finished_.size() && next_finished_ < before; ++next_finished_) {
      auto& finished = finished_[next_finished_];
      if (!finished) continue;
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

  void report(std::stop_token stop) {
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
      Progress progress;
      progress.bytes = bytes_;
      progress.total_bytes = input_.total_bytes;
      progress.records = records_;
      progress.kept = kept_;
      progress.dropped = dropped_;
      progress.malformed = malformed_;
      progress.what = input_.what;
      progress.seconds = port::seconds_since_start() - started_;
      plan_.options.progress(progress);
      wake.wait_for(lock, stop, std::chrono::milliseconds(200), [] { return false; });
    }
  }

  const PassPlan& plan_;
  const PassInput& input_;
  PassWorld& world_;
  Outputs outputs_;
  Resharder resharder_;
  Turnstile<std::unique_ptr<ChunkResult>> turnstile_;
  std::unique_ptr<ChunkSource> source_;
  std::mutex source_mutex_, spare_mutex_, slices_mutex_;
  std::vector<std::unique_ptr<ChunkResult>> spare_;
  std::map<std::uint64_t, std::vector<Slice>> slices_;      // by ticket
  std::uint64_t committed_ = 0;
  Shard shard_;
  PassResult result_;
  std::vector<std::optional<FinishedShard>> finished_;
  std::uint32_t next_finished_ = 0;
  std::atomic<std::uint64_t> bytes_{0}, records_{0}, kept_{0}, dropped_{0}, malformed_{0};
  double started_ = 0;
};

}  // namespace

Result<PassResult> run_pass(const PassPlan& plan, const PassInput& input, PassWorld& world) {
  return Pass(plan, input, world).run();
}

}  // namespace dsprep::exec
