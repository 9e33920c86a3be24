#include "engines/line_lane.h"

#include <algorithm>
#include <optional>
#include <ratio>
#include <utility>
#include <vector>

#include "base/human.h"
#include "engines/answer_line.h"

namespace dsprep::engines {
namespace {

using Milliseconds = std::chrono::milliseconds;

constexpr Milliseconds tick{100};              // how soon other lanes' errors are noticed
constexpr Milliseconds patience_at_end{2000};  // for what a process does when its input ends
constexpr Milliseconds patience_to_kill{300};  // after SIGTERM
constexpr std::size_t longest_note = 200;      // in a message
constexpr std::chrono::seconds long_wait{10};  // for the first answer
// How long a fresh process is watched for lines too many, when it has answered its first batch.
constexpr Milliseconds shortest_settling{20}, longest_settling{1000};
constexpr std::size_t most_given_up = 16;             // in a row: it is the command's fault then
constexpr int cannot_execute = 126, not_found = 127;  // exit codes of the shell

Error interrupted() { return {Error::Kind::interrupted, "stopped by a signal"}; }

}  // namespace

LineLane::~LineLane() {
  if (!process_) return;
  process_->close_input();
  // What it has to say at its end is for people; a line on its output that nobody asked for is not.
  std::size_t more = in_.size();
  const auto deadline = Clock::now() + (engine_.given_up() ? Milliseconds(0) : patience_at_end);
  while (!process_->output_ended() && Clock::now() < deadline) {
    in_.clear();
    const auto exchanged = process_->exchange({}, in_, tick);
    if (!exchanged || exchanged->stopped) break;
    more += exchanged->read;
  }
  (void)process_->wait(std::max(Milliseconds(0), std::chrono::duration_cast<Milliseconds>(deadline - Clock::now())));
  const port::ProcessEnd end = process_->end(patience_to_kill);
  tell_notes();
  if (engine_.given_up()) return;  // the run's error says what is wrong
  if (more > 0)
    engine_.warn_once(
        "the command wrote more lines than it was asked for: are all answers at their records? Let it "
        "repeat each \"id\" in its answer, which is checked");
  else if (!end.well() && end.signal == 0)
    engine_.warn_once("the command answered everything, and " + port::describe(end));
}

Status LineLane::ask(std::span<const Question> questions, std::span<Answer> answers) {
  if (questions.empty()) return {};
  DSPREP_TRY(AnswerCache * cache, engine_.cache());
  std::vector<const Question*> asked;
  std::vector<Answer*> wanted;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    answers[i] = {};
    if (cache) {
      DSPREP_TRY(std::optional<std::string> known, cache->find(engine_.cache_key(questions[i])));
      if (known) {
        answers[i].json = *std::move(known);
        continue;
      }
    }
    asked.push_back(&questions[i]);
    wanted.push_back(&answers[i]);
  }
  cached_ = 0;
  all_named_ = true;
  Status status = ask_process(asked, wanted);
  if (status.ok() && cache) status = remember(*cache, asked, wanted, asked.size());
  if (!status.ok()) engine_.give_up(status.error());
  return status;
}

// Adds the answers before `end` to the cache: each may have cost a second, or money.
Status LineLane::remember(AnswerCache& cache, std::span<const Question* const> questions,
                          std::span<Answer* const> answers, std::size_t end) {
  for (; cached_ < end; ++cached_)
    if (!answers[cached_]->json.empty())
      DSPREP_CHECK(cache.add(engine_.cache_key(*questions[cached_]), answers[cached_]->json));
  return {};
}

// How many answers are certain to be at their places.
std::size_t LineLane::certain() const {
  if (all_named_) return answered_;
  return settled_ ? trusted_ : 0;
}

Status LineLane::ask_process(std::span<const Question* const> questions, std::span<Answer* const> answers) {
  const LineEngineOptions& options = engine_.options();
  answered_ = sent_ = trusted_ = group_end_ = 0;
  named_ = true;
  if (options.process_per_batch) window_ = std::max<std::size_t>(questions.size(), 1);
  std::size_t attempts = 0, suspect = 0;
  while (answered_ < questions.size()) {
    DSPREP_TRY(std::string fault, talk(questions, answers));
    if (fault.empty()) continue;
    const bool alone = sent_ - answered_ <= 1 && trusted_ == answered_;
    const std::size_t group = std::max(sent_ - trusted_, std::size_t{1});
    engine_.log_restart(fault);
    drop_process();
    if (answered_ != suspect) attempts = 0;
    suspect = answered_;
    sent_ = trusted_ = answered_;
    window_ = options.process_per_batch ? std::max<std::size_t>(group / 2, 1) : 1;
    if (!alone || attempts++ < options.restarts) continue;
    answers[answered_]->json.clear();
    answers[answered_]->fault = std::move(fault);
    if (options.end_at_fault) return {};
    if (++given_up_ >= most_given_up)
      return engine_.error("no answer to " + std::to_string(given_up_) +
                           " records in a row: " + answers[answered_]->fault);
    trusted_ = sent_ = ++answered_;
    attempts = 0;
  }
  return {};
}

Status LineLane::start() {
  DSPREP_TRY(process_, port::ChildProcess::start(port::shell_command(engine_.options().command)));
  progress_ = Clock::now();
  longest_wait_ = {};
  settled_ = false;
  named_ = true;
  return {};
}

void LineLane::drop_process() {
  if (process_) {
    process_->end(patience_to_kill);
    tell_notes();
    process_.reset();
  }
  out_.clear();
  in_.clear();
  out_begin_ = in_scanned_ = 0;
}

// Until all questions are answered ("" is returned), or something is wrong with the process: what.
Result<std::string> LineLane::talk(std::span<const Question* const> questions, std::span<Answer* const> answers) {
  const LineEngineOptions& options = engine_.options();
  const auto timeout = std::chrono::duration<double>(options.timeout);
  if (!process_) {
    if (!options.process_per_batch) window_ = 1;
    DSPREP_CHECK(start());
  }
  for (;;) {
    hand_over(questions);
    const std::string_view rest = std::string_view(out_).substr(out_begin_);
    if (options.process_per_batch && sent_ == group_end_ && rest.empty()) process_->close_input();
    DSPREP_TRY(const port::ChildProcess::Exchange exchanged,
               process_->exchange(rest, in_, answered_ == questions.size() ? shortest_settling : tick));
    if (exchanged.stopped) return interrupted();
    if (auto error = engine_.given_up()) return *std::move(error);
    tell_notes();
    out_begin_ += exchanged.written;
    const std::size_t before = answered_;
    DSPREP_TRY(std::string fault, take_answers(questions, answers));
    if (AnswerCache* cache = engine_.opened_cache()) DSPREP_CHECK(remember(*cache, questions, answers, certain()));
    if (!fault.empty()) return fault;
    const auto now = Clock::now();
    if (answered_ != before) longest_wait_ = std::max(longest_wait_, now - progress_);
    if (answered_ != before || exchanged.written > 0) progress_ = now;
    const bool whole = answered_ == group_end_ && answered_ == sent_;
    if (process_->output_ended()) return process_ended(whole);
    if (whole && answered_ == questions.size() && !options.process_per_batch) {
      // A line before the first answer has moved every answer by one: then another one is still to come.
      if (settled_) return std::string();
      settled_ = now - progress_ > std::clamp<Clock::duration>(2 * longest_wait_, shortest_settling, longest_settling);
      continue;
    }
    if (!ever_answered_ && now - progress_ > long_wait && timeout > long_wait)
      engine_.warn_once(
          "the command has not answered for 10 seconds: does it flush its output after each line (python3 -u, sed -u, "
          "jq --unbuffered, fflush)?");
    if (now - progress_ > timeout) return no_answer_in_time();
  }
}

// Sends what may be under way. Groups of 1, 2, 4, … of a fresh process are waited for; then the window is kept full.
void LineLane::hand_over(std::span<const Question* const> questions) {
  const LineEngineOptions& options = engine_.options();
  if (options.process_per_batch && process_->input_closed()) return;  // it has its group
  if (answered_ == sent_) {
    trusted_ = answered_;
    named_ = true;
    group_end_ = std::min(sent_ + window_, questions.size());
  } else if (!options.process_per_batch && window_ >= options.window) {
    group_end_ = std::min(answered_ + window_, questions.size());
  }
  if (out_begin_ == out_.size()) {
    out_.clear();
    out_begin_ = 0;
  }
  if (sent_ == answered_ && sent_ < group_end_) progress_ = Clock::now();
  // The lines that wait to be written are bounded by bytes too: a record may be as long as a thousand others.
  constexpr std::size_t enough = 256u << 10;
  while (sent_ < group_end_ && out_.size() - out_begin_ < enough) {
    out_.append(questions[sent_]->line).append(1, '\n');
    ++sent_;
  }
}

// The whole lines among what was read. "" or what is wrong with the process; an Error where another would be no better.
Result<std::string> LineLane::take_answers(std::span<const Question* const> questions,
                                           std::span<Answer* const> answers) {
  const LineEngineOptions& options = engine_.options();
  const std::string too_long = "an answer is longer than " + std::to_string(options.longest_answer >> 20) + " MiB";
  std::size_t begin = 0;
  for (;;) {
    std::size_t end = in_.find('\n', std::max(begin, in_scanned_));
    if (end == std::string::npos) {
      in_scanned_ = in_.size();
      // The last line of a process may lack its LF.
      if (!process_->output_ended() || begin == in_.size()) break;
      end = in_.size();
    }
    const std::string_view line = std::string_view(in_).substr(begin, end - begin);
    if (answered_ == sent_)
      return engine_.error("it wrote \"" + shown(line) +
                           "\", which answers nothing: its standard output is for one line of JSON for each line it "
                           "reads, and nothing else");
    if (line.size() > options.longest_answer) return too_long;
    DSPREP_TRY(std::string fault, take_answer(line, *questions[answered_], *answers[answered_]));
    if (!fault.empty()) return fault;
    begin = std::min(end + 1, in_.size());
  }
  in_.erase(0, begin);
  in_scanned_ -= std::min(in_scanned_, begin);
  if (in_.size() <= options.longest_answer) return std::string();
  return too_long;
}

Result<std::string> LineLane::take_answer(std::string_view line, const Question& question, Answer& answer) {
  const LineEngineOptions& options = engine_.options();
  AnswerLine read = read_answer_line(line, question.id);
  if (read.misplaced) return engine_.error(read.fault);
  if (!read.fault.empty()) {
    doubt();
    return std::move(read.fault);
  }
  named_ &= read.named;
  all_named_ &= read.named;
  answer.json = std::move(read.json);
  ever_answered_ = true;
  given_up_ = 0;
  ++answered_;
  if (answered_ == sent_ && !options.process_per_batch) window_ = std::min(2 * window_, options.window);
  return std::string();
}

// Nothing is believed that cannot be told to be at its place.
void LineLane::doubt() {
  if (!named_) answered_ = trusted_;
}

// The process has closed its output: that is its end. `whole`: it has answered all it was asked.
Result<std::string> LineLane::process_ended(bool whole) {
  const bool per_batch = engine_.options().process_per_batch;
  const auto ended = process_->wait(patience_at_end);
  tell_notes();
  const bool well = ended && ended->well();
  std::string fault = ended ? "it " + port::describe(*ended) : std::string("it closed its output and runs on");
  if (!process_->last_note().empty()) fault += ": " + shown(process_->last_note(), longest_note);
  if (ended && !ever_answered_ && (ended->code == not_found || ended->code == cannot_execute))
    return engine_.error(fault);
  if (whole && !per_batch)
    engine_.warn_once("the command ends before its input does, and is started again for the next records: " + fault);
  if (whole && (well || !per_batch)) {
    const std::size_t group = group_end_ - trusted_;
    drop_process();
    if (per_batch) window_ = std::max(2 * group, std::size_t{1});
    return std::string();
  }
  if (well) fault += ", and left questions without an answer";
  if (well || per_batch) doubt();
  return fault;
}

std::string LineLane::no_answer_in_time() {
  doubt();
  std::string fault = "no answer for " + base::format_number(engine_.options().timeout) + " s";
  if (engine_.options().process_per_batch) return fault + ": give it more time, or smaller batches";
  fault +=
      ": it must flush its output after each line (python3 -u, sed -u, jq --unbuffered, fflush), or be given its "
      "questions in batches, or more time";
  if (!process_->last_note().empty()) fault += "; it says: " + shown(process_->last_note(), longest_note);
  return fault;
}

void LineLane::tell_notes() {
  for (const std::string& note : process_->take_notes()) engine_.log_note(note);
}

}  // namespace dsprep::engines
