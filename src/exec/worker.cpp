#include "exec/worker.h"

#include <algorithm>
#include <limits>

#include "base/hash.h"
#include "base/rng.h"
#include "exec/record_provenance.h"
#include "exec/sample_drop.h"
#include "exec/spool.h"
#include "json/member_pointers.h"
#include "json/record_access.h"
#include "json/record_writer.h"

namespace dsprep::exec {
namespace {

// Records larger than this make their worker give its buffers back afterwards.
constexpr std::size_t large_record = 16u << 20;

bool blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

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
    child.parts = member_.parts;
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
      plain_(plan.stages.empty() && !plan.options.explain && !plan.options.sample && plan.last && plan.writes &&
             plan.part_count() == 1 && !plan.pipeline->into.bound() &&
             !(plan.options.format && plan.options.format->encoder)),
      reader_(reader_options(plan)),
      quarantine_(plan) {
  if (plan.options.format && plan.options.format->encoder) encoder_ = plan.options.format->encoder();
  for (const Stage& stage : plan.stages) {
    mappers_.push_back(stage.map ? stage.map->mapper() : nullptr);
    batch_mappers_.push_back(stage.batch ? stage.batch->mapper() : nullptr);
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
  }
  result_ = nullptr;
}

void Worker::process_lines() {
  io::Chunk& chunk = result_->chunk;
  const io::Format& format = *(*plan_.shards)[chunk.shard].format;
  if (format.decoder && decoder_format_ != &format) {
    decoder_ = format.decoder();
    decoder_format_ = &format;
  }
  if (plan_.first) result_->books.bytes_in += chunk.size;
  const bool framed = !chunk.ends.empty();
  if (!framed && chunk.size > 0 && chunk.storage[chunk.size - 1] != '\n') {
    // A last line without its terminator gets one, so that every line can be copied with it.
    chunk.reserve(chunk.size + 1);
    chunk.storage[chunk.size++] = '\n';
  }
  const std::string_view bytes = chunk.bytes();
  std::uint64_t ordinal = 0;
  for (std::size_t at = 0; at < bytes.size() || (framed && ordinal < chunk.ends.size()); ++ordinal) {
    if (stopped()) return;
    std::size_t end, next;
    if (framed) {
      end = next = chunk.ends[ordinal];
    } else {
      end = bytes.find('\n', at);
      next = end + 1;
    }
    std::string_view line = bytes.substr(at, end - at);
    if (!framed && !line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (!framed && line.starts_with(io::byte_order_mark)) {  // of a file that was appended to another one
      line.remove_prefix(io::byte_order_mark.size());
      at += io::byte_order_mark.size();
    }
    if (!framed && blank(line)) {
      if (plan_.first) ++result_->books.blank_lines;
    } else if (was_alive(ordinal) && begin(line, ordinal, at) && (!by_chunk_ || pool_.size() >= most_members_)) {
      run_stages();
      finish_records();
    }
    at = next;
  }
  if (by_chunk_) {
    run_stages();
    finish_records();
  }
}

bool Worker::was_alive(std::uint64_t ordinal) const {
  if (!plan_.alive) return true;
  return (*plan_.alive)[result_->chunk.shard].has(result_->chunk.first_line - 1 + ordinal);
}

// Reads one line into a new member. False where it is no record, or not one we want.
bool Worker::begin(std::string_view line, std::uint64_t ordinal, std::size_t offset) {
  io::Chunk& chunk = result_->chunk;
  Member& member = pool_.add();
  RecordState& state = member.state;
  const io::Shard& shard = (*plan_.shards)[chunk.shard];
  const std::string_view framed = line;
  if (decoder_ && shard.format == decoder_format_) {
    if (Status decoded = decoder_->decode(line, member.decoded); !decoded.ok()) {
      if (plan_.first) quarantine_.refuse_line(framed, ordinal, offset, {decoded.error().message, 0});
      pool_.drop_last();
      return false;
    }
    const std::size_t size = member.decoded.size();
    member.decoded.resize(size + json::line_padding);
    line = std::string_view(member.decoded).substr(0, size);
  }
  state.id = {chunk.shard, chunk.first_line + ordinal, 0};
  state.source = shard.source;
  state.part = {};
  if (!shard.part.empty()) {
    const auto& parts = plan_.pipeline->parts;
    // A reference dataset may be in parts that this pipeline has no name for: that is no part.
    if (const auto part = std::find(parts.begin(), parts.end(), shard.part); part != parts.end())
      state.part.index = static_cast<std::uint16_t>(part - parts.begin());
  }
  member.ordinal = ordinal;
  member.offset = chunk.offset + offset;
  const json::FieldPlan& fields = plan_.pipeline->plans[state.source.index];
  if (plan_.alive) {
    reader_->defer(line, fields, state);  // found good before; a decision often asks for nothing but its place
  } else if (auto fault = reader_->read(line, fields, state)) {
    pool_.drop_last();
    if (plan_.first) quarantine_.refuse_line(framed, ordinal, offset, *fault);
    return false;
  }
  if (plan_.first) {
    if (plan_.options.sample) {
      const RecordKey& key = member.record.key();
      if (base::unit_interval(base::mix(base::mix(plan_.sample_seed, key.high), key.low)) >= *plan_.options.sample) {
        ++result_->books.skipped;
        pool_.drop_last();
        return false;
      }
    }
    ++result_->books.read;
    note_fields(state);
  }
  if (plain_ && !decoder_) {
    // Checked; nothing else to do.
    Block& block = result_->blocks[0];
    if (framed.data() + framed.size() < chunk.bytes().data() + chunk.size && framed.data()[framed.size()] == '\n')
      block.append_from(chunk, offset, offset + framed.size() + 1);
    else block.own(chunk).append(framed).push_back('\n');
    ++block.records;
    if (plan_.resharded) block.ends.push_back(block.size());
    ++result_->books.kept;
    ++result_->books.written;
    ++result_->books.written_by_part[0];
    pool_.drop_last();
    return false;
  }
  if (plan_.wanted) note_text(member);
  return true;
}

// Keeps the first characters of a record that a finding is about.
void Worker::note_text(const Member& member) {
  if (!std::binary_search(plan_.wanted->begin(), plan_.wanted->end(), member.state.id)) return;
  result_->books.shown_texts.emplace(member.state.id,
                                     beginning_of(member.record.text(plan_.pipeline->shown).value_or("")));
}

// Which of the fields that somebody asked for the record has; and where one is not there, now and then what is instead.
void Worker::note_fields(const RecordState& state) {
  constexpr std::uint64_t sampled_lines = 8, sampled_files = 64;
  pipeline::Books& books = result_->books;
  ++books.parsed;
  const Field id = state.plan->options().id;
  bool lacks = false;
  for (std::size_t i = 0; i < state.slots.size(); ++i) {
    const auto& hits = state.slots[i].hits;
    const bool there = !hits.empty() && !(i == id.slot && hits[0].type == FieldType::null);  // null is no id
    books.records_with[i] += there;
    lacks |= !there;
  }
  if (!lacks || state.id.line > sampled_lines || state.id.shard >= sampled_files) return;
  json::add_member_pointers(state.line, books.sample_names);
  pipeline::trim_sample(books.sample_names);
}

void Worker::process_spooled() {
  std::uint64_t ordinal = 0;
  std::size_t root = 0;
  const auto& metas = result_->chunk.metas;
  for (const io::RecordMeta& meta : metas) {
    if (stopped()) return;
    const bool family = pool_.size() > 0 && !meta.separated && pool_[root].state.id.shard == meta.id.shard &&
                        pool_[root].state.id.line == meta.id.line;
    if (!family && pool_.size() > 0 && (!by_chunk_ || pool_.size() >= most_members_)) {
      run_stages();
      finish_records();
    }
    if (!family) root = pool_.size();
    if (was_alive(ordinal)) begin_spooled(meta, ordinal, root);
    ++ordinal;
  }
  run_stages();
  finish_records();
}

void Worker::begin_spooled(const io::RecordMeta& meta, std::uint64_t ordinal, std::size_t& root) {
  const std::string_view bytes = result_->chunk.bytes();
  Member& member = pool_.add();
  RecordState& state = member.state;
  state.id = meta.id;
  state.part = meta.part;
  state.source = meta.source;
  const std::string_view line = bytes.substr(meta.begin, meta.size);
  // An op's value may have made the record deeper than a line may be: it is read all the same.
  if (reader_->read(line, plan_.pipeline->plans[meta.source.index], state)) json::read_own_bytes(state, line);
  if (meta.original_size > 0) state.line = bytes.substr(meta.original_begin, meta.original_size);
  if (meta.id.derived > 0) {
    state.key = meta.key;
    state.key_known = true;
    state.has_parent = true;
    state.parent_name = bytes.substr(meta.parent_begin, meta.parent_size);
    member.origin = bytes.substr(meta.origin_begin, meta.origin_size);
  }
  member.trail = bytes.substr(meta.trail_begin, meta.trail_size);
  member.own_parts = meta.parts;
  member.parts = member.own_parts;
  member.ordinal = ordinal;
  member.offset = meta.offset;
  if (root >= pool_.size()) root = pool_.size() - 1;
  member.root = root;
  if (plan_.wanted) note_text(member);
  if (!meta.separated) {
    pool_[root].next_derived = std::max(pool_[root].next_derived, meta.derived_count);
    return;
  }
  // Sorted away from its family, a record numbers its children in a range of its own, where there still is one: behind
  // a second sort, ranges of ranges would overlap.
  constexpr std::uint64_t range = 65'536, most = std::numeric_limits<std::uint32_t>::max();
  const std::uint64_t first = meta.derived_count + meta.id.derived * range;
  const bool room = plan_.sorts == 1 && meta.derived_count < range && first + range - 1 <= most;
  pool_[root].next_derived = room ? static_cast<std::uint32_t>(first) : meta.derived_count;
  pool_[root].last_derived = room ? static_cast<std::uint32_t>(first + range - 1) : meta.derived_count;
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
    StepContext context(*this, stage, member, judge_);
    const std::uint64_t edits = member.state.edits;
    const Verdict verdict = mapper.map(member.record, context);
    settle(stage, member, verdict, judge_, edits);
  }
}

// An earlier step may have derived many records from each: the op is given no more than it takes.
void Worker::run_batch(std::size_t i) {
  const std::size_t most = std::max(plan_.stages[i].batch->most_records(), std::size_t{1});
  std::vector<Member*> members;
  in_order(members);
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
  for (std::size_t k = 0; k < members.size(); ++k) {
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
  for (std::size_t k = 0; k < members.size(); ++k) settle(stage, *members[k], verdicts[k], judges[k], edits[k]);
}

void Worker::run_tap(const Stage& stage) {
  auto& observer = result_->observers[stage.tap_index];
  if (!observer) observer = stage.tap->observer();
  if (!observer) return;
  in_order(ordered_);
  for (Member* member : ordered_) {
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
