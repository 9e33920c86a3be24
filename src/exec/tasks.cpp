#include "exec/tasks.h"

#include <algorithm>
#include <string_view>

#include "exec/close_output.h"
#include "exec/output_lock.h"
#include "exec/output_state.h"
#include "exec/sorted_records.h"

namespace dsprep::exec {

namespace {

// The tap that the pass ends with, which is the last one; an order step has none.
std::size_t first_decided(const PassPlan& plan) { return plan.taps.size() - (plan.order ? 0 : 1); }

}  // namespace

std::vector<std::uint32_t> share(std::size_t shards, std::uint64_t task, std::uint64_t tasks) {
  std::vector<std::uint32_t> which;
  for (std::size_t i = task; i < shards; i += tasks) which.push_back(static_cast<std::uint32_t>(i));
  return which;
}

Tasks::Tasks(const pipeline::Pipeline& pipeline, const Output& output, const RunOptions& options, port::Files& files,
             Checkpoint& checkpoint, spill::Workspace& workspace)
    : pipeline_(pipeline),
      output_(output),
      options_(options),
      files_(files),
      checkpoint_(checkpoint),
      workspace_(workspace),
      state_(port::join(output.path, ".dsprep")),
      own_(port::base_name(workspace.directory())) {}

Status Tasks::begin() {
  if (!on() || !merging()) return {};
  DSPREP_TRY(const std::vector<std::uint64_t> left, missing(done_mark()));
  all_done_ = left.empty();
  return {};
}

std::string Tasks::pass_mark(std::uint64_t pass) const {
  return port::join(state_, "pass-" + std::to_string(pass) + "/");
}
std::string Tasks::done_mark() const { return state_ + "/"; }

std::string Tasks::mark_of(const std::string& mark, std::uint64_t task) const {
  return mark + "task-" + std::to_string(task) + "-of-" + std::to_string(options_.tasks);
}

Result<std::vector<std::uint64_t>> Tasks::missing(const std::string& mark) const {
  std::vector<std::uint64_t> tasks;
  for (std::uint64_t i = 0; i < options_.tasks; ++i) {
    DSPREP_TRY(const bool there, files_.has(mark_of(mark, i)));
    if (!there) tasks.push_back(i);
  }
  return tasks;
}

std::string Tasks::name_of(std::uint64_t task) const {
  return std::to_string(task) + "/" + std::to_string(options_.tasks);
}

Status Tasks::before(const PassPlan& plan, PassInput& input) {
  // What one run keeps in its temporary files, the next start of a task must find.
  input.resumable = true;
  input.keep_spool = plan.spool;
  bool merged = false;
  if (!plan.last) {
    DSPREP_TRY(merged, checkpoint_.is_merged(input.number));
  }
  input.observers_known = merged;
  if (!merging()) return {};
  input.finished_only = true;
  input.what = "merging pass " + std::to_string(input.number + 1);
  input.total_bytes = 0;
  if (merged || all_done_) return {};
  DSPREP_TRY(const std::vector<std::uint64_t> left, missing(plan.last ? done_mark() : pass_mark(input.number)));
  if (left.empty()) return {};
  std::string names;
  constexpr std::size_t shown = 20;
  for (std::size_t i = 0; i < std::min(left.size(), shown); ++i) names.append(i ? ", " : "").append(name_of(left[i]));
  if (left.size() > shown) names += " and " + std::to_string(left.size() - shown) + " more";
  return failure(output_.path + ": nothing to merge yet: pass " + std::to_string(input.number + 1) +
                 " is not done by --task " + names + ": run " + (left.size() == 1 ? "it" : "them") +
                 ", then merge again");
}

Result<std::string> Tasks::after(const PassPlan& plan, const PassInput& input, PassResult& passed) {
  return merging() ? after_merge(plan, input, passed) : after_task(plan, input, passed);
}

Result<std::string> Tasks::after_task(const PassPlan& plan, const PassInput& input, PassResult& passed) {
  const std::string mark = mark_of(plan.last ? done_mark() : pass_mark(input.number), options_.task);
  DSPREP_TRY(const bool marked, files_.has(mark));
  if (!marked) {
    DSPREP_CHECK(files_.make_directories(port::parent_of(mark)));
    DSPREP_CHECK(files_.write_atomically(mark, "done\n"));
  }
  const std::string all = "all " + std::to_string(options_.tasks) + " tasks";
  if (plan.last) {
    if (pipeline_.whole_dataset())
      return "task " + name_of(options_.task) + " is done; when " + all + " are: " + merge_command();
    return "task " + name_of(options_.task) + " is done; the one that finds all others done writes the manifest (" +
           merge_command() + " does it where that one was interrupted)";
  }
  if (!input.observers_known)
    return "pass " + std::to_string(input.number + 1) + " is done for task " + name_of(options_.task) + "; when " +
           all + " have done it: " + merge_command() + ", then the tasks again";
  // What the pass ends with is decided now; reports wait for the merge after the last pass.
  DSPREP_CHECK(checkpoint_.load_merged(input.number, plan.taps, first_decided(plan), passed.observers));
  return std::string();
}

Result<std::string> Tasks::after_merge(const PassPlan& plan, const PassInput& input, PassResult& passed) {
  if (plan.last) return std::string();
  if (input.observers_known) {
    // Before the last pass is done nobody asks for more than what the pass ends with.
    DSPREP_CHECK(
        checkpoint_.load_merged(input.number, plan.taps, all_done_ ? 0 : first_decided(plan), passed.observers));
    return std::string();
  }
  if (plan.order) DSPREP_CHECK(sort(input.number, passed.spool));
  DSPREP_CHECK(checkpoint_.save_merged(input.number, passed.observers, own_));
  const std::string n = std::to_string(options_.tasks);
  return "pass " + std::to_string(input.number + 1) + " is merged; next: all " + n + " tasks again, each --task I/" + n;
}

// A second merge at once may do the same, and come to the same bytes.
Status Tasks::sort(std::uint64_t pass, const std::vector<std::string>& spools) {
  DSPREP_TRY(SortedRecords records, sort_spools(files_, spools, options_, workspace_));
  const auto temporary = [&](std::uint32_t shard) { return checkpoint_.sorted_spool_of(pass, shard) + "." + own_; };
  DSPREP_TRY(const std::vector<std::string> written,
             write_sorted(std::move(records), spools.size(), options_.chunk_size, workspace_.files(), true,
                          [&](std::uint32_t shard) -> Result<std::string> { return temporary(shard); }));
  for (std::uint32_t shard = 0; shard < written.size(); ++shard)
    if (!written[shard].empty()) DSPREP_CHECK(files_.rename(written[shard], checkpoint_.sorted_spool_of(pass, shard)));
  return files_.sync_directory(port::parent_of(checkpoint_.sorted_spool_of(pass, 0)));
}

Result<std::vector<std::string>> Tasks::sorted_spools(std::uint64_t pass, std::size_t shards) const {
  std::vector<std::string> spools(shards);
  for (std::uint32_t shard = 0; shard < shards; ++shard) {
    std::string path = checkpoint_.sorted_spool_of(pass, shard);
    DSPREP_TRY(const bool there, files_.has(path));
    if (there) spools[shard] = std::move(path);
  }
  return spools;
}

// A directory that is not empty is replaced by no rename: only one process gets its own there.
Result<bool> Tasks::claim_whole() {
  DSPREP_TRY(const std::vector<std::uint64_t> left, missing(done_mark()));
  if (!left.empty()) return false;
  if (options_.lock) {
    const Place place{output_.path};
    DSPREP_TRY(const bool alone, options_.lock->take_merge(place));
    if (!alone) return false;  // `dsprep merge` is at work
    DSPREP_TRY(const bool finished, is_finished(files_, place));
    if (finished) {  // it has ended meanwhile
      DSPREP_CHECK(remove_state(files_, place));
      return false;
    }
  }
  const std::string claim = port::join(state_, "claim"), mine = mark_of(claim + "/", options_.task);
  DSPREP_TRY(const bool claimed, files_.has(mine));
  if (claimed) return true;  // we were interrupted
  const std::string prepared = claim + "." + own_;
  DSPREP_CHECK(files_.make_directories(prepared));
  DSPREP_CHECK(files_.write_atomically(mark_of(prepared + "/", options_.task), "putting the whole together\n"));
  const Status renamed = files_.rename(prepared, claim);
  if (renamed.ok()) return true;
  DSPREP_CHECK(files_.remove_tree(prepared));
  DSPREP_TRY(const bool taken, files_.has(claim));
  if (!taken) return renamed.error();
  return false;
}

std::string Tasks::merge_command() const { return "dsprep merge " + output_.path; }

}  // namespace dsprep::exec
