// LineLane: one worker's questions to one process. See line_engine.h.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/result.h"
#include "engines/answer_cache.h"
#include "engines/line_engine.h"
#include "port/process.h"

namespace dsprep::engines {

// Owned by one worker.
class LineLane {
 public:
  explicit LineLane(LineEngine& engine) : engine_(engine) {}
  ~LineLane();

  // answers[i] to questions[i]; with end_at_fault none behind the first that has a fault. An error ends the run: a
  // signal, a command that cannot be started or is of no use, a cache that cannot be written.
  Status ask(std::span<const Question> questions, std::span<Answer> answers);

 private:
  using Clock = std::chrono::steady_clock;

  Status ask_process(std::span<const Question* const> questions, std::span<Answer* const> answers);
  Result<std::string> talk(std::span<const Question* const> questions, std::span<Answer* const> answers);
  Status start();
  Result<std::string> take_answers(std::span<const Question* const> questions, std::span<Answer* const> answers);
  Result<std::string> take_answer(std::string_view line, const Question& question, Answer& answer);
  Result<std::string> process_ended(bool whole);
  void drop_process();
  std::string no_answer_in_time();
  void hand_over(std::span<const Question* const> questions);
  void doubt();
  Status remember(AnswerCache& cache, std::span<const Question* const> questions, std::span<Answer* const> answers,
                  std::size_t end);
  std::size_t certain() const;
  void tell_notes();

  LineEngine& engine_;
  std::unique_ptr<port::ChildProcess> process_;
  // Of what ask_process() was given: answered_ ≤ sent_; what lies before trusted_ is certain.
  std::size_t answered_ = 0, sent_ = 0, trusted_ = 0, group_end_ = 0;
  std::size_t cached_ = 0;                // answers that are in the cache
  bool named_ = true, all_named_ = true;  // each answer had its id: since trusted_, of this ask()
  std::size_t window_ = 1;                // questions under way; of a process per batch: in one batch
  std::size_t given_up_ = 0;              // questions in a row
  bool ever_answered_ = false;
  bool settled_ = false;  // this process has been seen to say no more than it was asked
  std::string out_, in_;  // what is to be written; what was read and is no whole line yet
  std::size_t out_begin_ = 0, in_scanned_ = 0;
  Clock::time_point progress_;      // when something last moved
  Clock::duration longest_wait_{};  // for an answer of this process
};

}  // namespace dsprep::engines
