// RunResult: what the executor tells about a finished run; the manifest, the summary and the reports are made of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dsprep/op.h"
#include "io/text_facts.h"
#include "pipeline/audit_report.h"
#include "pipeline/books.h"

namespace dsprep::pipeline {

struct InputFile {
  std::string name;           // relative to the INPUT given; of files read as one shard, of the first
  std::uint64_t bytes = 0;    // on disk
  std::uint64_t records = 0;  // lines that are records or malformed (blank ones not)
  std::string hash;           // XXH3-128 of the bytes on disk
  std::string part;
  bool damaged = false;
  std::string damage;   // why, where it is
  std::string guessed;  // what its format found out by itself: "delimiter = semicolon"
  io::TextFacts text;   // in which encoding it is
  std::uint64_t files = 1;
  std::string last;  // of several files, the last one's name
};

struct OutputFile {
  std::string path;  // relative to OUT
  std::uint64_t bytes = 0, records = 0;
  std::string hash;
  std::string part;  // of data files
  enum class Kind { data, dropped, malformed, artifact, audit, card } kind = Kind::data;
  bool apart = false;  // `path` is relative to the directory --dropped names
};

// What to tell of malformed input where nobody can look at malformed/: the first of each in input order.
struct Complaints {
  static constexpr std::size_t most = 3;
  std::vector<std::string> lines;  // "FILE:LINE:COLUMN: reason"
  std::vector<std::string> files;  // "FILE looks like CSV: …": files whose first line is no record
  std::uint64_t unlike_files = 0;  // how many such files there are
};

struct StepFindings {
  std::string step;
  Findings findings;
};

// What became of a gate: of --gate, or a limit a metric brought with it.
struct GateResult {
  std::string gate;    // "profile.duplicates<=0.01"
  std::string metric;  // the metric it was held against, with its step's name; empty: there is none
  std::optional<double> value;
  enum class State : std::uint8_t { held, broken, undecided } state = State::held;
  std::string line;  // what is told where it did not hold
};

struct RunResult {
  Books books;
  std::vector<InputFile> inputs;
  std::vector<OutputFile> outputs;
  std::vector<std::string> parent_manifests;
  std::vector<StepFindings> findings;
  std::vector<GateResult> gates;
  Complaints complaints;             // about what this process read: shards taken from checkpoints say nothing
  std::optional<AuditReport> audit;  // of a run with --audit
  std::uint64_t passes = 1;
  // Of --task: what is to be done next, where this run ends before the whole is done; no manifest is written then.
  std::string next;
  bool complete() const { return next.empty(); }
  double seconds = 0;  // for run.json only
  bool damaged() const { return books.damaged_shards > 0; }
  std::uint64_t files_read() const {
    std::uint64_t n = 0;
    for (const InputFile& input : inputs) n += input.files;
    return n;
  }
};

}  // namespace dsprep::pipeline
