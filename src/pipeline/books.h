// Books: what happened to every record, so that nothing can be lost unnoticed. Counted per chunk by the workers, added
// up in the turnstile, saved per shard, checked at the end of every run.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op.h"
#include "dsprep/result.h"
#include "pipeline/samples.h"

namespace dsprep::pipeline {

struct StepBooks {
  std::uint64_t in = 0;       // records that reached the step, derived ones too
  std::uint64_t changed = 0;  // edited by it
  std::uint64_t dropped = 0;
  std::uint64_t malformed = 0;
  std::uint64_t added = 0;                  // derived by it
  std::uint64_t would_drop = 0;             // under --audit, which drops nothing
  std::vector<std::uint64_t> failed_rules;  // by Rule: records that failed it (a record may fail several)
  std::vector<std::uint64_t> counters;      // by Counter
  StepSamples samples;                      // where a report wants them (Pipeline::shown)

  void add(const StepBooks& other);
  // Counts the rules that one record failed, each once (rules past 64 are rare: they count as often as they were
  // checked).
  void count_failed(const Judge& judge);
};

struct Books {
  // Of records read (derived ones apart): read = kept + dropped + malformed.
  std::uint64_t read = 0, kept = 0, dropped = 0, malformed = 0;
  // Of records written: written = kept + copies + added.
  std::uint64_t written = 0, copies = 0, added = 0;
  std::uint64_t derived_dropped = 0;  // derived records that a later step dropped or refused
  std::uint64_t blank_lines = 0,
                skipped = 0;         // skipped: outside --limit or --sample, or --on-error skip's malformed ones
  std::uint64_t damaged_shards = 0;  // files that could not be read to their end
  std::uint64_t undecodable = 0;     // U+FFFDs that stand for bytes which are no text in their encoding
  std::uint64_t bytes_in = 0, bytes_out = 0;               // uncompressed
  std::map<std::string, std::uint64_t> malformed_reasons;  // "invalid UTF-8", …: without positions and values
  std::map<std::string, std::uint64_t> passed_over;        // "request", …: what formats say of what is no record
  std::vector<std::uint64_t> written_by_part;              // by PartId
  std::uint64_t parsed = 0;                                // of those read, the ones that are JSON objects
  std::vector<std::uint64_t> records_with;                 // by Field: how many of these have it, as they were read
  std::set<std::string> sample_names;  // the fields there are, for messages: of the first records of the first files
                                       // that lack one asked for
  std::vector<StepBooks> steps;
  std::map<RecordId, std::string> shown_texts;  // first characters of the records that findings are about

  void add(const Books& other);
  void pass_over(std::string_view what, std::uint64_t n = 1);
  Status check() const;  // the two equations, or what does not balance
};

// Keeps as many names as a message needs: the first in byte order, whatever the order they came in.
void trim_sample(std::set<std::string>& names);

// For checkpoints: one JSON object, and back.
std::string to_json(const Books& books);
Result<Books> books_from_json(std::string_view json);

}  // namespace dsprep::pipeline
