#include "engines/line_engine.h"

#include "base/hash.h"
#include "base/log.h"
#include "engines/answer_line.h"
#include "engines/line_lane.h"

namespace dsprep::engines {
namespace {

constexpr std::uint64_t notes_shown = 20, restarts_shown = 5;

}  // namespace

std::unique_ptr<LineLane> LineEngine::lane() { return std::make_unique<LineLane>(*this); }

void LineEngine::give_up(const Error& error) {
  base::Lock lock(mutex_);
  if (!error_) error_ = error;
  over_ = true;
}

std::optional<Error> LineEngine::given_up() const {
  if (!over_) return std::nullopt;
  base::Lock lock(mutex_);
  return error_;
}

Result<AnswerCache*> LineEngine::cache() {
  if (options_.cache.empty()) return nullptr;
  base::Lock lock(mutex_);
  if (!cache_) {
    DSPREP_TRY(cache_, AnswerCache::open(options_.cache));
    opened_ = cache_.get();
  }
  return cache_.get();
}

base::Hash128 LineEngine::cache_key(const Question& question) const {
  std::string all = options_.command;
  all.append(1, '\0').append(options_.version).append(1, '\0').append(question.key);
  return base::hash128(all);
}

void LineEngine::log_note(std::string_view note) {
  const std::uint64_t n = notes_++;
  base::log(n < notes_shown ? base::LogLevel::info : base::LogLevel::debug, "the command says: " + std::string(note));
  if (n + 1 == notes_shown)
    base::log(base::LogLevel::info, "the command says more, which only --log-level debug shows");
}

void LineEngine::log_restart(std::string_view why) {
  const bool show = restarts_++ < restarts_shown;
  base::log(show ? base::LogLevel::warn : base::LogLevel::debug, "the command is started again: " + std::string(why));
}

Error LineEngine::error(std::string_view fault) const {
  return failure("the command \"" + shown(options_.command) + "\": " + std::string(fault));
}

void LineEngine::warn_once(std::string_view message) {
  if (!warned_.exchange(true)) base::log(base::LogLevel::warn, message);
}

}  // namespace dsprep::engines
