// The contract between an op and the engine: the kinds of op, what each is handed, what each answers.
//
// An op never reads a file, starts a thread, prints, or parses JSON. State is owned, not shared: what is the
// same for all workers is a const member of the op, what changes is a member of its Mapper (one per worker).
// Nothing an op does may depend on time, addresses, unordered iteration, or the order in which chunks happen
// to be worked on: randomness comes from Context::rng_seed, ties go to the smaller RecordId.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dsprep/record.h"
#include "dsprep/result.h"

namespace dsprep {

namespace spill {
class Workspace;
}  // src/spill/workspace.h: disk and memory budget of whole-dataset steps

// Index of a rule in its OpSpec's list of rules.
using Rule = std::uint16_t;
// A named count an op keeps; handed out by Binder::counter, shown in the manifest.
struct Counter {
  std::uint32_t index;
};

// What becomes of a record after a step.
class Verdict {
 public:
  static Verdict keep() { return {}; }
  // Routes the record: one part for a split, several for k-fold (each is an output of its own). The span must
  // live as long as the op (usually: a member of the MapOp).
  static Verdict keep(std::span<const PartId> parts) {
    Verdict v;
    v.parts_ = parts;
    return v;
  }
  static Verdict drop() {
    Verdict v;
    v.kind_ = Kind::drop;
    return v;
  }
  // The record cannot be judged: it goes to malformed/ with this reason.
  static Verdict malformed(std::string reason) {
    Verdict v;
    v.kind_ = Kind::malformed;
    v.reason_ = std::move(reason);
    return v;
  }

  bool kept() const { return kind_ == Kind::keep; }
  bool dropped() const { return kind_ == Kind::drop; }
  bool is_malformed() const { return kind_ == Kind::malformed; }
  std::span<const PartId> parts() const { return parts_; }  // empty: as before
  const std::string& reason() const { return reason_; }

 private:
  enum class Kind : std::uint8_t { keep, drop, malformed } kind_ = Kind::keep;
  std::span<const PartId> parts_;
  std::string reason_;
};

// One rule's measurement of one record.
struct Measurement {
  Rule rule;
  bool passed;
  double value;
  std::string note;  // what the value alone does not say ("matched: lorem ipsum")
};

// Weighs a record against the rules of the step's OpSpec. Checking a rule costs a comparison; nothing is
// allocated for a rule that passes, unless somebody wants the trail (--explain, --audit).
class Judge {
 public:
  // True where `value` keeps to the rule's limit (a rule whose limit is not set always passes). A value that is
  // NaN (nothing to measure) passes. `note` is copied only when the measurement is kept.
  bool check(Rule rule, double value, std::string_view note = {});
  // Whether anybody asks for this rule's value: it has a limit, or --audit measures them all. A mapper may leave out
  // what nobody wants.
  bool wants(Rule rule) const { return audit_ || limits_[rule].compare != Limit::Compare::none; }
  // Whether measurements that pass are kept too (--explain, --audit). If not, a mapper may stop counting where the
  // limit is reached: nobody will see by how much.
  bool keeps_all() const { return keep_all_; }
  bool failed() const { return failed_; }
  Verdict verdict() const { return failed_ ? Verdict::drop() : Verdict::keep(); }

  // A member for the record's "_dsprep" object: ("duplicate_of", {"id":…}). REQUIRES valid JSON.
  void attach(std::string_view key, std::string json) { attached_.emplace_back(key, std::move(json)); }

  // For the engine.
  struct Limit {
    enum class Compare : std::uint8_t { none, at_least, at_most, above, below, equals } compare = Compare::none;
    double value = 0;
  };
  void start(std::span<const Limit> limits, bool keep_all, bool audit = false) {
    limits_ = limits;
    keep_all_ = keep_all || audit;
    audit_ = audit;
    failed_ = false;
    measurements_.clear();
    attached_.clear();
  }
  std::span<const Measurement> measurements() const { return measurements_; }  // failed ones; all where keep_all
  const std::vector<std::pair<std::string, std::string>>& attached() const { return attached_; }
  double limit(Rule rule) const { return limits_[rule].value; }

 private:
  std::span<const Limit> limits_;
  bool keep_all_ = false, audit_ = false, failed_ = false;
  std::vector<Measurement> measurements_;
  std::vector<std::pair<std::string, std::string>> attached_;
};

// What a mapper is handed beside the record. Owned by the worker; valid during the call.
class Context {
 public:
  virtual ~Context() = default;
  virtual Judge& judge() = 0;
  // A new record, equal to `parent` as it now is, with the next derived number. It is the caller's to edit until
  // the call returns; then it enters the pipeline after the current step. `parent` must be the record being mapped.
  virtual Record derive(const Record& parent) = 0;
  virtual void count(Counter counter, std::uint64_t n = 1) = 0;
  // The record cannot be judged through no fault of its own: a file of ours cannot be read. Ends the run with `error`;
  // return what it returns.
  virtual Verdict fail(Error error) = 0;
  // The seed for random choices about this record: a function of (run seed, op name, its occurrence in the
  // pipeline, record key, copy), whatever the thread, the order or the shard. Feed it to base::Rng.
  virtual std::uint64_t rng_seed(const Record& record, std::uint64_t copy = 0) const = 0;
};

// Does one step to one record at a time. One per worker; may own scratch that is not thread-safe.
class Mapper {
 public:
  virtual ~Mapper() = default;
  virtual Verdict map(Record& record, Context& context) = 0;
};

// A per-record step: shared by all workers, immutable.
class MapOp {
 public:
  virtual ~MapOp() = default;
  virtual std::unique_ptr<Mapper> mapper() const = 0;
};

// Does one step to all surviving records of a chunk at once: a model, a coprocess, an HTTP service. Where one is
// present the chain runs step by step over the chunk. How many records a call sees depends on the chunk size, so
// an answer may not depend on which records come together. Fills one verdict per record.
class BatchMapper {
 public:
  virtual ~BatchMapper() = default;
  // contexts[i] belongs to records[i].
  virtual Status map(std::span<Record> records, std::span<Context* const> contexts, std::span<Verdict> verdicts) = 0;
};

class BatchOp {
 public:
  virtual ~BatchOp() = default;
  virtual std::unique_ptr<BatchMapper> mapper() const = 0;
  // Asks something outside this process, whose answers may differ next time: its output is spooled, never replayed.
  virtual bool external() const { return false; }
};

class ByteSink {
 public:
  virtual ~ByteSink() = default;
  virtual Status write(std::string_view bytes) = 0;
};
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  virtual Status read(std::span<char> into) = 0;  // exactly that many bytes, or an error
};

// Partial knowledge about a stretch of the input. The engine makes one per chunk, merges them in record order into
// one per shard, saves that when the shard is finished (resume, tasks, other machines) and merges the shards.
// Where the borders between chunks lie must not show in the result: merge() must be associative, so sums of
// doubles need spill::ExactSum, and sketches must not depend on the order of insertion.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void observe(const Record& record) = 0;
  // `next` is the same class, and saw the records that come after all of ours.
  virtual Status merge(Observer&& next) = 0;
  virtual Status save(ByteSink& sink) = 0;      // may not change what is known
  virtual Status load(ByteSource& source) = 0;  // REQUIRES a fresh observer
};

// A side dataset an op compares with: evaluation sets, gold labels, yesterday's corpus. Binder::dataset.
struct Reference {
  std::uint32_t index;
};
// A side file an op writes: a model, a vocabulary, an index. Binder::artifact.
struct Artifact {
  std::uint32_t index;
};

// A piece of a report: a table of text and numbers, and how to draw it. report.json and report.html both come
// from these and from nothing else.
struct Finding {
  enum class Chart : std::uint8_t { none, bars, histogram, line };  // of column `value` over column 0
  using Cell = std::variant<std::string, double, std::int64_t>;
  std::string id;           // key in report.json: "text_length"
  std::string title, note;  // for people
  Chart chart = Chart::none;
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;
  // One for each row, where each is about a record: the engine puts a column "text" with its first characters first,
  // where a later pass comes across the record and somebody will see the report.
  std::vector<RecordId> records;
};

// A number a report can be held to (`report --gate`), and the first lines of its summary.
struct Metric {
  std::string name;  // one of OpSpec::metrics
  double value;
  double error = 0;  // the true figure lies within value ± error; infinite: probably near
};

struct Findings {
  std::string title;
  std::vector<std::string> warnings;  // what the user should know without looking at a report: one line each
  std::vector<Metric> metrics;
  std::vector<Finding> sections;
};

// What GlobalOp::decide may use.
class Decider {
 public:
  virtual ~Decider() = default;
  virtual Findings& findings() = 0;                                              // a section of the report
  virtual Status write_artifact(Artifact artifact, std::string_view bytes) = 0;  // whole, atomic, in the manifest
  // The same for what memory may not hold: `write` hands its bytes to the sink, in order.
  virtual Status write_artifact(Artifact artifact, const std::function<Status(ByteSink&)>& write) = 0;
  // Calls task(0) … task(n-1), each once, on the workers; returns when all are done. Results must not depend on order.
  virtual Status parallel_for(std::size_t n, const std::function<Status(std::size_t)>& task) = 0;
  virtual std::uint64_t memory_budget() const = 0;  // bytes
  virtual bool stop_requested() const = 0;          // return an Error of kind interrupted soon
  virtual void progress(std::string_view what, double fraction) = 0;
  virtual void count(Counter counter, std::uint64_t n) = 0;
  virtual std::string input_name(std::uint32_t shard) const = 0;  // the path of that input shard, as in the manifest
};

struct AnyOp;

// What was observed: the main input's observer (null where the op wanted none), and one per reference dataset.
struct Observers {
  std::unique_ptr<Observer> main;
  std::vector<std::unique_ptr<Observer>> references;  // by Reference::index
};

// A whole-dataset step: observe → merge → decide → apply. The decision is an op, and the engine goes on as if it
// had stood there: a MapOp (keep these, drop those), or another GlobalOp (one more pass).
class GlobalOp {
 public:
  virtual ~GlobalOp() = default;
  // A fresh observer of the main input, or null: no pass of its own over it. Called from any worker.
  virtual std::unique_ptr<Observer> observer() const = 0;
  virtual std::unique_ptr<Observer> reference_observer(Reference) const { return nullptr; }
  virtual Result<AnyOp> decide(Observers observers, Decider& decider) const = 0;
};

// A step that puts the records in another order: shuffle, sort. The engine sorts by (key bytes, RecordId), externally.
class OrderOp {
 public:
  virtual ~OrderOp() = default;
  // Appends the key, compared as unsigned bytes. Called from any worker.
  virtual void key(const Record& record, std::string& key) const = 0;
};

struct AnyOp : std::variant<std::unique_ptr<MapOp>, std::unique_ptr<BatchOp>, std::unique_ptr<GlobalOp>,
                            std::unique_ptr<OrderOp>> {
  using variant::variant;
};

// A file an op depends on (word list, model, rules): read once, shared, its hash in the manifest. Lives as long as
// the op holds it.
struct ResourceFile {
  std::string path, bytes;
};
using Resource = std::shared_ptr<const ResourceFile>;

// Handed to OpSpec::make: binding is declaration. What an op asks for here is what it can touch, and what the
// engine knows about it.
class Binder {
 public:
  virtual ~Binder() = default;
  // A field by logical name ("text", "id", or one mapped per [[source]]) or JSON Pointer ("/meta/lang"); a bare
  // other name means "/name". write() implies read().
  virtual Result<Field> read(std::string_view field) = 0;
  virtual Result<Field> write(std::string_view field) = 0;
  virtual void read_all() = 0;                              // the op walks over every field
  virtual void write_all() = 0;                             // and may erase or rename members
  virtual Result<PartId> part(std::string_view name) = 0;   // [A-Za-z0-9_-]+, as it will stand in file names
  virtual std::vector<std::string> part_names() const = 0;  // by PartId::index; [0] is ""
  virtual Counter counter(std::string_view name) = 0;
  virtual Result<Resource> resource(std::string_view path) = 0;
  // The bytes of a file, or where `path` is empty of an environment variable, that nobody may learn: neither they nor a
  // hash of them reach the manifest, the log or any file. Keys come from here and never from a parameter's value.
  virtual Result<std::string> secret(std::string_view path, std::string_view variable) = 0;
  // A file the op reads by itself, piece by piece, because memory may not hold it: its hash goes into the manifest.
  virtual Status depend_on(std::string_view path) = 0;
  virtual Result<Artifact> artifact(std::string_view name) = 0;  // a file name in the output directory
  virtual Result<Reference> dataset(std::string_view path) = 0;
  virtual spill::Workspace& workspace() = 0;           // lives as long as the run
  virtual std::uint64_t seed() const = 0;              // of (run seed, op name, occurrence)
  virtual std::string pointer(Field field) const = 0;  // "/text", for messages
};

inline bool Judge::check(Rule rule, double value, std::string_view note) {
  const Limit& limit = limits_[rule];
  bool passed = true;
  switch (limit.compare) {
    case Limit::Compare::none:
      break;
    case Limit::Compare::at_least:
      passed = !(value < limit.value);
      break;
    case Limit::Compare::at_most:
      passed = !(value > limit.value);
      break;
    case Limit::Compare::above:
      passed = !(value <= limit.value);
      break;
    case Limit::Compare::below:
      passed = !(value >= limit.value);
      break;
    case Limit::Compare::equals:
      passed = value == limit.value || value != value;
      break;
  }
  failed_ |= !passed;
  if (!passed || keep_all_) measurements_.push_back({rule, passed, value, std::string(note)});
  return passed;
}

}  // namespace dsprep
