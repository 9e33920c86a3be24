#include "exec/output_lock.h"

#include <optional>
#include <string_view>
#include <utility>

#include "dsprep/value.h"
#include "exec/foreign_files.h"
#include "port/system.h"

namespace dsprep::exec {
namespace {

std::string note() {
  ValueBuilder out;
  out.begin_object()
      .member("pid", port::process_id())
      .member("host", port::host_name())
      .member("token", port::process_token());
  return out.end_object().take() + "\n";
}

// The token in a lock's note. It becomes part of names to remove: nothing else is taken for one.
std::string token_in(const std::string& note) {
  const std::string token = validate_json(note) ? std::string() : Value(note)["token"].text().value_or("");
  return port::token_of("x." + token + ".tmp") == token ? token : std::string();
}

std::string lock_file(const Place& place, const std::string& role) {
  return port::join(place.state_directory(), role.empty() ? "lock" : role + ".lock");
}

}  // namespace

OutputLock::~OutputLock() {
  for (const auto& lock : of_files_) (void)lock->remove();  // nothing else tells of them
}

// Who holds the lock: where it is shared, one of those who hold a lock of their own beside it; else the one who wrote
// it last.
std::string OutputLock::holder_of(const std::string& path) const {
  std::vector<std::string> files;
  const std::string directory = port::parent_of(path);
  if (const auto entries = files_.list(directory); entries.ok() && port::base_name(path) == "lock")
    for (const port::DirEntry& entry : *entries)
      if (entry.name.ends_with(".lock")) files.push_back(port::join(directory, entry.name));
  files.push_back(path);
  for (const std::string& file : files) {
    const auto text = files_.read_all(file);
    if (!text.ok() || text->empty() || validate_json(*text)) continue;
    if (file != path)
      if (const auto free = files_.lock(file, port::LockKind::shared, ""); free.ok() && *free)
        continue;  // its process is gone
    const Value told(*text);
    std::string pid = "pid " + std::to_string(told["pid"].integer().value_or(0));
    if (const std::string host = told["host"].text().value_or(""); !host.empty() && host != port::host_name())
      pid += " on " + host;
    return pid;
  }
  return "of unknown number";
}

Error OutputLock::held(const std::string& path, const std::string& what) const {
  const std::string pid = holder_of(path);
  return usage_error("another dsprep process (" + pid + ") is " + what +
                     ": wait until it has ended, or choose another output");
}

Result<bool> OutputLock::take_one(const std::string& path, port::LockKind kind) {
  const bool alone = kind == port::LockKind::exclusive;
  // What a run alone keeps beside its lock is nobody else's; tasks may be started by several.
  port::Files& files = private_ ? files_.owner_only() : files_;
  DSPREP_TRY(std::unique_ptr<port::FileLock> lock, files.lock(path, kind, alone ? note() : ""));
  if (!lock) return false;
  left_ = token_in(lock->left());
  works_ &= lock->works();
  locks_.push_back(std::move(lock));
  if (const std::string& own = port::process_token();
      !left_.empty() && works_ && left_ != own && scratch_.ends_with(own))
    DSPREP_CHECK(files_.remove_tree(scratch_.substr(0, scratch_.size() - own.size()) + left_));
  return true;
}

Status OutputLock::take(const Place& place, const std::string& role, const std::string& who) {
  const std::string whole = lock_file(place, "");
  private_ = role.empty();
  DSPREP_CHECK(files_.make_directories(place.directory));
  DSPREP_TRY(const bool in, take_one(whole, role.empty() ? port::LockKind::exclusive : port::LockKind::shared));
  if (!in) return held(whole, "writing " + place.directory);
  // Where nobody is kept away, somebody may still be writing them.
  if (role.empty()) return works_ ? remove_temporaries(files_, place, "") : Status();
  const std::string own = lock_file(place, role);
  DSPREP_TRY(const bool first, take_one(own, port::LockKind::exclusive));
  if (!first) return held(own, who + " " + place.directory);
  return left_.empty() || !works_ ? Status() : remove_temporaries(files_, place, left_);
}

Status OutputLock::take_shared(const Place& place) {
  const std::string whole = lock_file(place, "");
  DSPREP_TRY(const bool in, take_one(whole, port::LockKind::shared));
  return in ? Status() : held(whole, "writing " + place.directory);
}

Status OutputLock::clear_up_after(const std::string& path) {
  return left_.empty() || !works_ ? Status() : files_.remove(path + "." + left_ + ".tmp");
}

Result<bool> OutputLock::take_merge(const Place& place) {
  return take_one(lock_file(place, merge_role), port::LockKind::exclusive);
}

Status OutputLock::take_file(const std::string& path) {
  const std::string at = port::join(port::parent_of(path), "." + std::string(port::base_name(path)) + ".lock");
  DSPREP_TRY(const bool in, take_one(at, port::LockKind::exclusive));
  if (!in) return held(at, "writing " + path);
  of_files_.push_back(std::move(locks_.back()));
  locks_.pop_back();
  // It writes under a temporary name, which the one that died left behind.
  return clear_up_after(path);
}

}  // namespace dsprep::exec
