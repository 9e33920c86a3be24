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

#include "dsprep/binder.h"
#include "dsprep/findings.h"
#include "dsprep/record.h"
#include "dsprep/result.h"
#include "dsprep/verdict.h"

namespace dsprep {

// How a derived record was made. Lives during the call.
struct Derivation {
  std::string_view recipe = {};               // a JSON value: {"words":3,"seed":17}. REQUIRES valid JSON, or nothing
  std::span<const std::string> origins = {};  // further records it holds parts of: their Record::name()
};

// What a mapper is handed beside the record. Owned by the worker; valid during the call.
class Context {
 public:
  virtual ~Context() = default;
  virtual Judge& judge() = 0;
  // A new record, equal to `parent` as it now is, with the next derived number; its "_dsprep" says what `derivation`
  // says. It is the caller's to edit until the call returns; then it enters the pipeline after the current step.
  // `parent` must be the record being mapped.
  virtual Record derive(const Record& parent, const Derivation& derivation = {}) = 0;
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
  // The most records a call of map() is given.
  virtual std::size_t most_records() const { return 1024; }
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
  virtual Status observe(const Record& record) = 0;  // an error ends the run
  // `next` is the same class, and saw the records that come after all of ours.
  virtual Status merge(Observer&& next) = 0;
  virtual Status save(ByteSink& sink) = 0;      // may not change what is known
  virtual Status load(ByteSource& source) = 0;  // REQUIRES a fresh observer
};

// A file of the output directory.
struct OutputInfo {
  std::string path, part;  // relative to OUT; part: of data files, or ""
  std::uint64_t records = 0, bytes = 0;
  std::string hash;  // XXH3-128 of the bytes on disk, 32 hex digits
};

// What GlobalOp::decide may use.
class Decider {
 public:
  virtual ~Decider() = default;
  virtual Findings& findings() = 0;                                              // a section of the report
  virtual Status write_artifact(Artifact artifact, std::string_view bytes) = 0;  // whole, atomic, in the manifest
  // The same for what memory may not hold: `write` hands its bytes to the sink, in order.
  virtual Status write_artifact(Artifact artifact, const std::function<Status(ByteSink&)>& write) = 0;
  // The bytes of an artifact that an earlier step has made (Binder::made_artifact).
  virtual Result<Resource> read_artifact(Artifact artifact) = 0;
  // The files written so far, by path; where a report decides, which it does last, those of the data are complete.
  virtual std::vector<OutputInfo> outputs() const = 0;
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

}  // namespace dsprep
