#include "exec/worker.h"

#include <algorithm>
#include <deque>
#include <limits>

#include "base/hash.h"
#include "exec/audit.h"
#include "exec/record_provenance.h"
#include "exec/run.h"
#include "exec/take_sample.h"
#include "json/record_writer.h"
#include "pipeline/books.h"
#include "pipeline/pipeline.h"

namespace dsprep::exec {
namespace {

// Records larger than this make their worker give its buffers back afterwards.
constexpr std::size_t large_record = 16u << 20;

// Is it one of those an augmenter may learn from?
bool augments(const pipeline::Step& step, const Member& member) {
  if (member.parts.empty()) return step.augments(member.state.part);
  return std::any_of(member.parts.begin(), member.parts.end(), [&](PartId part) { return step.augments(part); });
}

}  // namespace

// What a mapper sees of the engine, for one record.
class Worker::StepContext final : public Context {
 public:
  StepContext(Worker& worker, const Stage& stage, Member& member, Judge& judge)
      : worker_(worker), stage_(stage), member_(member), judge_(judge) {
    judge_.start(stage.step->limits, worker.plan_.options.explain, worker.plan_.options.audit);
    if (stage.audit >= 0) begin_audit(*worker.plan_.audit, member, worker.plan_.pipeline->shown);
  }
  Judge& judge() override { return judge_; }
  Record derive(const Record& parent, const Derivation& derivation) override {
    Member& root = worker_.pool_[member_.root];
    const std::size_t root_index = member_.root;
    if (root.next_derived < root.last_derived) ++root.next_derived;
    else refuse_derived(parent);
    Member& child = worker_.pool_.add();
    worker_.reader_->derive(parent, root.next_derived, child.state);
    child.root = root_index;
    child.ordinal = member_.ordinal;
    child.offset = member_.offset;
    keep_to_training(child);
    child.trail = member_.trail;
    child.origin = describe_origin(stage_.step->name, derivation);
    if (stage_.fresh) ++books().added;
    return child.record;
  }
  void count(Counter counter, std::uint64_t n) override {
    if (stage_.fresh) books().counters[counter.index] += n;
    if (stage_.audit >= 0) member_.audit.counted.emplace_back(counter, n);
  }
  Verdict fail(Error error) override {
    auto& first = worker_.result_->error;
    // Of the records a batch op sees at once, this is the one.
    if (stage_.batch) {
      const RecordId& id = member_.state.id;
      std::string place(worker_.plan_.file_of(id.shard));
      error = std::move(error).within(place.append(":").append(std::to_string(id.line)));
    }
    if (!first) first = std::move(error).within(stage_.step->name);
    return Verdict::keep();
  }
  std::uint64_t rng_seed(const Record& record, std::uint64_t copy) const override {
    const RecordKey& key = record.key();
    return base::mix(base::mix(base::mix(stage_.step->seed, key.high), key.low), copy);
  }

 private:
  // A number given twice would make two records one.
  void refuse_derived(const Record& parent) {
    if (worker_.result_->error) return;
    const unsigned sorts = worker_.plan_.sorts;
    std::string what = "one line may have 4,294,967,295 derived records";
    if (sorts > 1) what = "records cannot be derived behind a second step that puts records in another order";
    else if (sorts == 1)
      what =
          "one line may have 65,535 derived records before a step that puts records in another order, "
          "and each record as many behind it";
    worker_.result_->error = failure(stage_.step->name + ": record " + parent.name() + ": " + what +
                                     ": ask for fewer copies, or derive in one step");
  }
  // A copy of a record that is in several parts (folds) goes into those that are for training.
  void keep_to_training(Member& child) {
    child.parts = member_.parts;
    if (stage_.step->trains.empty() || child.parts.empty()) return;
    child.own_parts.clear();
    for (const PartId part : member_.parts)
      if (stage_.step->augments(part)) child.own_parts.push_back(part);
    child.parts = child.own_parts;
    child.state.part = child.own_parts.front();
  }
  pipeline::StepBooks& books() { return worker_.result_->books.steps[stage_.index]; }
  Worker& worker_;
  const Stage& stage_;
  Member& member_;
  Judge& judge_;
};

namespace {
// Lines that an earlier pass has found valid need not be validated again: had they changed since, their hash would say
// so.
json::RecordReader::Options reader_options(const PassPlan& plan) {
  json::RecordReader::Options options;
  options.trust_input = plan.options.trust_input || plan.alive != nullptr;
  return options;
}

// Lines that rows of a table made are JSON but for text that is no UTF-8, which is found with the structure.
json::RecordReader::Options row_reader_options(const PassPlan& plan) {
  json::RecordReader::Options options = reader_options(plan);
  options.shortest_escapes = true;
  return options;
}

// A chunk is bounded by its bytes; of tiny records it has hundreds of thousands, and what is held of each is far larger
// than its line.
std::size_t most_members(const PassPlan& plan) {
  std::size_t most = std::numeric_limits<std::size_t>::max();
  for (const Stage& stage : plan.stages)
    if (stage.batch) most = std::min(most, std::max(stage.batch->most_records(), std::size_t{1}));
  return most;
}
}  // namespace

Worker::Worker(const PassPlan& plan)
    : plan_(plan),
      by_chunk_(plan.by_chunk()),
      most_members_(most_members(plan)),
      encoder_(plan.last && plan.options.format ? plan.options.format->writer->encoder() : nullptr),
      block_encoder_(plan.last && plan.writes_table() ? plan.options.format->writer->block_encoder() : nullptr),
      between_(plan.options.format ? plan.options.format->writer->between() : std::string_view()),
      plain_(plan.stages.empty() && !plan.options.explain && !plan.options.sample && plan.last && plan.writes &&
             plan.part_count() == 1 && !plan.pipeline->into.bound() && !encoder_ && between_.empty()),
      reader_(reader_options(plan)),
      row_reader_(row_reader_options(plan)),
      quarantine_(plan) {
  for (const Stage& stage : plan.stages) {
    mappers_.push_back(stage.map ? stage.map->mapper() : nullptr);
    batch_mappers_.push_back(stage.batch ? stage.batch->mapper() : nullptr);
    samples_edits_.push_back(stage.fresh && stage.step->edits && stage.step->shows_texts &&
                             plan.pipeline->shown.bound());
  }
}
Worker::~Worker() = default;

void Worker::process(ChunkResult& result, const Overflow& overflow) {
  result_ = &result;
  overflow_ = &overflow;
  result.start(plan_);
  quarantine_.start(result);
  const bool large = result.chunk.size > large_record;
  switch (result.chunk.kind) {
    case io::Chunk::Kind::records:
      if (plan_.from_spool) process_spooled();
      else process_lines();
      break;
    case io::Chunk::Kind::oversize:
      if (plan_.first) quarantine_.oversize();
      break;
    case io::Chunk::Kind::damage:
      if (plan_.first) quarantine_.damage();
      break;
  }
  pool_.clear();
  quarantine_.finish();
  count_bytes_out();
  if (large) {
    pool_.release();
    reader_.emplace(reader_options(plan_));
    row_reader_.emplace(row_reader_options(plan_));
  }
  result_ = nullptr;
}

void Worker::run_stages() {
  for (std::size_t i = 0; i < plan_.stages.size() && !result_->error; ++i) {
    const Stage& stage = plan_.stages[i];
    if (stage.skip) continue;
    if (stage.map) run_map(i);
    else if (stage.batch) run_batch(i);
    else run_tap(stage);
  }
}

void Worker::run_map(std::size_t i) {
  const Stage& stage = plan_.stages[i];
  Mapper& mapper = *mappers_[i];
  if (by_chunk_) in_order(ordered_);  // children stand behind all lines of the chunk, and are written where they belong
  const std::size_t n = by_chunk_ ? ordered_.size() : pool_.size();  // children made here enter after this step
  for (std::size_t k = 0; k < n; ++k) {
    Member& member = by_chunk_ ? *ordered_[k] : pool_[k];
    if (!member.alive) continue;
    if (!augments(*stage.step, member)) {
      leave_alone(stage, member);
      continue;
    }
    StepContext context(*this, stage, member, judge_);
    const std::uint64_t edits = member.state.edits;
    const bool sampled = samples_edits_[i] && edit_sampler_.before(samples_of(stage), member, plan_.pipeline->shown);
    const Verdict verdict = mapper.map(member.record, context);
    if (sampled && verdict.kept() && member.state.edits != edits) take_edit(stage, member, edit_sampler_);
    settle(stage, member, verdict, judge_, edits);
  }
}

// An earlier step may have derived many records from each: the op is given no more than it takes.
void Worker::run_batch(std::size_t i) {
  const std::size_t most = std::max(plan_.stages[i].batch->most_records(), std::size_t{1});
  std::vector<Member*> members;
  in_order(members);
  const Stage& stage = plan_.stages[i];
  std::erase_if(members, [&](Member* member) {
    if (augments(*stage.step, *member)) return false;
    leave_alone(stage, *member);
    return true;
  });
  for (std::size_t at = 0; at < members.size() && !stopped(); at += most)
    run_batch(i, std::span(members).subspan(at, std::min(most, members.size() - at)));
}

void Worker::run_batch(std::size_t i, std::span<Member* const> members) {
  const Stage& stage = plan_.stages[i];
  std::deque<Judge> judges(members.size());
  std::deque<StepContext> contexts;
  std::vector<Record> records;
  std::vector<Context*> handed;
  std::vector<std::uint64_t> edits;
  std::vector<std::pair<std::size_t, EditSampler>> sampled;
  for (std::size_t k = 0; k < members.size(); ++k) {
    EditSampler sampler;
    if (samples_edits_[i] && sampler.before(samples_of(stage), *members[k], plan_.pipeline->shown))
      sampled.emplace_back(k, std::move(sampler));
    contexts.emplace_back(*this, stage, *members[k], judges[k]);
    records.push_back(members[k]->record);
    handed.push_back(&contexts.back());
    edits.push_back(members[k]->state.edits);
  }
  std::vector<Verdict> verdicts(members.size());
  if (Status status = batch_mappers_[i]->map(records, handed, verdicts); !status.ok()) {
    result_->error = std::move(status).error().within(stage.step->name);
    return;
  }
  for (auto& [k, sampler] : sampled)
    if (verdicts[k].kept() && members[k]->state.edits != edits[k]) take_edit(stage, *members[k], sampler);
  for (std::size_t k = 0; k < members.size(); ++k) settle(stage, *members[k], verdicts[k], judges[k], edits[k]);
}

// A record of a part that the step does not augment passes it as it is.
void Worker::leave_alone(const Stage& stage, Member& member) {
  StepContext context(*this, stage, member, judge_);
  context.count(stage.step->other_parts, 1);
  settle(stage, member, Verdict::keep(), judge_, member.state.edits);
}

pipeline::StepSamples& Worker::samples_of(const Stage& stage) { return result_->books.steps[stage.index].samples; }

void Worker::take_edit(const Stage& stage, const Member& member, EditSampler& sampler) {
  sampler.after(samples_of(stage), member, plan_.pipeline->shown, plan_.file_of(member.state.id.shard));
}

void Worker::run_tap(const Stage& stage) {
  auto& observer = result_->observers[stage.tap_index];
  if (!observer) observer = stage.tap->observer();
  if (!observer) return;
  in_order(ordered_);
  for (Member* member : ordered_) {
    if (!augments(*stage.step, *member)) continue;
    if (stage.fresh && stage.step->spec->family == Family::report) ++result_->books.steps[stage.index].in;
    if (Status seen = observer->observe(member->record); !seen.ok()) {
      result_->error = std::move(seen).error().within(stage.step->name);
      return;
    }
  }
}

// The members still alive, as the input has them, each line's derived records behind it by number.
void Worker::in_order(std::vector<Member*>& members) {
  members.clear();
  bool sorted = true;
  for (std::size_t k = 0; k < pool_.size(); ++k) {
    Member& member = pool_[k];
    if (!member.alive) continue;
    if (!members.empty() && members.back()->root > member.root) sorted = false;
    members.push_back(&member);
  }
  if (!sorted)
    std::stable_sort(members.begin(), members.end(), [](const Member* a, const Member* b) {
      return std::pair(a->root, a->state.id.derived) < std::pair(b->root, b->state.id.derived);
    });
}

void Worker::settle(const Stage& stage, Member& member, const Verdict& verdict, const Judge& judge,
                    std::uint64_t edits_before) {
  pipeline::Books& books = result_->books;
  pipeline::StepBooks& step = books.steps[stage.index];
  if (stage.fresh) {
    ++step.in;
    if (member.state.edits != edits_before) ++step.changed;
  }
  if (stage.audit >= 0) note_audit(*plan_.audit, stage, member, verdict, judge, member.state.edits != edits_before);
  if (verdict.dropped() && plan_.options.audit) {  // said, not done
    if (stage.fresh) {
      ++step.would_drop;
      step.count_failed(judge);
    }
    if (plan_.options.explain) append_trail(member.trail, *stage.step, judge);
    return;
  }
  if (verdict.kept()) {
    if (!verdict.parts().empty()) {
      if (member.parts.size() > 1) {  // its other parts would be lost
        result_->error = failure(stage.step->name +
                                 ": an earlier step has put a record into several parts, and this one sends it "
                                 "elsewhere: let it read the output of the earlier one");
        return;
      }
      member.parts = verdict.parts();
      member.state.part = verdict.parts().front();
    }
    if (plan_.options.explain) append_trail(member.trail, *stage.step, judge);
    return;
  }
  member.alive = false;
  if (!stage.fresh) return;  // counted and written by an earlier pass
  if (verdict.dropped()) {
    ++step.dropped;
    ++(member.state.id.derived > 0 ? books.derived_dropped : books.dropped);
    step.count_failed(judge);
    if (plan_.pipeline->shown.bound())
      sample_drop(step.samples, *stage.step, judge, member, plan_.pipeline->shown,
                  plan_.file_of(member.state.id.shard));
    Block& block = result_->blocks[plan_.dropped_block(stage.index)];
    std::string& out = block.own(result_->chunk);
    json::write_with_provenance(member.record, true,
                                drop_provenance(*stage.step, judge, member, plan_.file_of(member.state.id.shard)), out);
    out += '\n';
    ++block.records;
  } else {
    ++step.malformed;
    quarantine_.refuse_record(member, stage.step->name, verdict.reason());
  }
}

}  // namespace dsprep::exec
