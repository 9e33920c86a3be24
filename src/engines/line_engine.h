// LineEngine: asks a command of the user's, one JSON line a question, one JSON line an answer, in the same order.
//
// The engine is shared; each worker has a lane of its own, and each lane a process of its own, started when it is first
// needed. Questions are sent ahead of answers, up to a window. A process that dies, stalls or answers nonsense is ended
// and started again, and asked again what it has not answered, one question at a time, so that the question that does
// it is found: that one is tried `restarts` times more and then given up.
//
// What has no id in its answers can be told from its place only. So a fresh process is asked one question first, then
// two, four, …: a line too many shows before much was believed. Where a process stalls or leaves early in the middle
// of a group of questions, a line may be missing anywhere: none of the group's answers is believed.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/hash128.h"
#include "base/mutex.h"
#include "dsprep/result.h"
#include "engines/answer_cache.h"

namespace dsprep::engines {

struct LineEngineOptions {
  std::string command;  // for the shell
  double timeout = 60;  // seconds without an answer
  std::size_t restarts = 2;
  // A process for each call of ask(), its input closed behind the last question: for what answers at the end only.
  bool process_per_batch = false;
  bool end_at_fault =
      false;                // who asks ends the run with the first question that gets no answer: the rest is not asked
  std::size_t window = 64;  // questions under way
  std::string cache, version;  // directory, or "" for none; what makes answers of another version other answers
  std::size_t longest_answer = 16u << 20;
};

struct Question {
  std::string line;  // JSON, without LF
  std::string id;    // where an answer has an "id", it must be this; "": an "id" is nothing of ours
  std::string key;   // what the answer depends on, for the cache
};

struct Answer {
  std::string json;   // without its "id"
  std::string fault;  // why there is none; else ""
};

class LineLane;

// Thread-safe. Outlives its lanes.
class LineEngine {
 public:
  explicit LineEngine(LineEngineOptions options) : options_(std::move(options)) {}
  std::unique_ptr<LineLane> lane();  // starts nothing

  const LineEngineOptions& options() const { return options_; }
  // The run is over: all lanes say `error` soon, whatever they wait for.
  void give_up(const Error& error);
  std::optional<Error> given_up() const;
  // Null where there is none; opened when it is first asked for.
  Result<AnswerCache*> cache();
  AnswerCache* opened_cache() const { return opened_; }
  base::Hash128 cache_key(const Question& question) const;
  // What a process says on its standard error, to the log: the first lines as information, the rest for who debugs.
  void log_note(std::string_view note);
  void log_restart(std::string_view why);
  void warn_once(std::string_view message);
  Error error(std::string_view fault) const;  // that ends the run: the command, and what is wrong with it

 private:
  const LineEngineOptions options_;
  std::atomic<bool> over_{false}, warned_{false};
  std::atomic<std::uint64_t> notes_{0}, restarts_{0};
  std::atomic<AnswerCache*> opened_{nullptr};
  mutable base::Mutex mutex_;
  std::optional<Error> error_ DSPREP_GUARDED_BY(mutex_);
  std::unique_ptr<AnswerCache> cache_ DSPREP_GUARDED_BY(mutex_);
};

}  // namespace dsprep::engines
