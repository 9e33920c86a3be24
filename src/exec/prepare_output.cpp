// What stands where the output is to go, and what may be done about it. Nothing here removes a file dsprep did not
// write.
//
// Each place is looked at before anything is changed, locked, and looked at again: nobody else changes it from then on.
// Where it has a .dsprep/ already it is locked first, since what a living process is writing looks like an interrupted
// run.
#include "exec/prepare_output.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <variant>

#include "dsprep/value.h"
#include "exec/close_output.h"
#include "exec/foreign_files.h"
#include "exec/output_state.h"
#include "exec/overlap.h"

namespace dsprep::exec {
namespace {

// What is to be done with a place.
enum class Todo { begin, go_on, replace, nothing };

// What is found in a place.
struct Found {
  bool there = false, done = false, begun = false, replacing = false;
  std::vector<port::DirEntry> entries;
  bool empty() const {
    return std::all_of(entries.begin(), entries.end(), [](const auto& entry) { return entry.name == ".dsprep"; });
  }
};

Result<Found> look(port::Files& files, const Place& place) {
  Found found;
  DSPREP_TRY(const std::optional<port::FileInfo> info, files.find(place.directory));
  if (!info) return found;
  if (info->kind != port::FileInfo::Kind::directory)
    return usage_error(place.option + " " + place.directory + " is a file" +
                       (place.option == "-o"
                            ? ": to write one file, give it a known extension (.jsonl, .jsonl.zst, .jsonl.gz)"
                            : ", and a directory is needed: choose another"));
  found.there = true;
  DSPREP_TRY(found.entries, files.list(place.directory));
  DSPREP_TRY(found.done, is_finished(files, place));
  DSPREP_TRY(found.begun, files.has(place.state_file()));
  DSPREP_TRY(found.replacing, files.has(port::join(place.state_directory(), "replaced.json")));
  return found;
}

Error other_run(const Place& place, const Preparation& how) {
  return usage_error(place.directory +
                     ": the run that was begun there had another version, configuration, seed, inputs or number of "
                     "tasks: run it again as it was, or " +
                     (how.shared ? "remove it" : "replace it with --force"));
}

Result<std::string> finished_key(port::Files& files, const Place& place) {
  DSPREP_TRY(std::string key, key_in(files, place.manifest_file()));  // of --dropped
  if (!key.empty()) return key;
  return key_in(files, port::join(place.directory, "run.json"));
}

// What to do with a directory that is an output of its own: OUT, or the one --dropped names.
Result<Todo> choose(port::Files& files, const Place& place, const Preparation& how) {
  DSPREP_TRY(const Found found, look(files, place));
  if (!found.there) return Todo::begin;
  if ((how.resume || how.shared) && found.done) {
    DSPREP_TRY(const std::string key, finished_key(files, place));
    if (key == how.state_key) return Todo::nothing;
    return usage_error(place.directory +
                       " holds another run's result: only the same version, configuration, seed and inputs go on; " +
                       (how.shared ? "choose another " + place.option + ", or remove it" : "--force replaces it"));
  }
  if ((how.resume || how.shared) && found.begun) {
    DSPREP_TRY(const std::string key, key_in(files, place.state_file()));
    if (key != how.state_key) return other_run(place, how);
    return Todo::go_on;
  }
  // A removal that was cut off is brought to its end by whoever asks for the run it was for.
  if ((how.force && (found.done || found.begun)) || (found.replacing && !found.done && (how.force || how.resume))) {
    DSPREP_TRY(const OwnFiles own, own_files(files, place));
    DSPREP_CHECK(refuse_foreign(files, place, own, found.done));
    return Todo::replace;
  }
  if (found.begun || found.replacing)
    return usage_error(place.directory + " holds an interrupted run: --resume continues it, --force replaces it");
  if (found.empty())
    return Todo::begin;  // .dsprep/ alone: of a run that died before it could say what it was, or a sibling's
  if (how.force)
    return usage_error(place.directory +
                       " is not empty, and nothing in it says that dsprep wrote it: --force removes only what dsprep "
                       "wrote; choose another " +
                       place.option);
  return usage_error(place.directory + " is not empty: choose another " + place.option +
                     (found.done ? ", or --force to replace what is there" : ""));
}

// Tasks may begin at the same moment: each under a name of its own, and who comes last says the same as who came first.
Status begin_state(port::Files& files, const Place& place, const Preparation& how) {
  DSPREP_CHECK(files.make_directories(place.directory));
  DSPREP_CHECK((how.shared ? files : files.owner_only()).make_directories(place.state_directory()));
  ValueBuilder state;
  state.begin_object().member("state_key", how.state_key);
  if (!how.command.empty()) state.key("command").raw(how.command);
  state.key("artifacts").begin_array();
  for (const std::string& name : how.artifacts) state.text(name);
  return files.write_atomically(place.state_file(), state.end_array().end_object().take() + "\n");
}

// Of .dsprep/ all but the locks (and `kept`): what is left there is of a run that will not go on.
Status clear_state(port::Files& files, const Place& place, std::string_view kept = "") {
  DSPREP_TRY(const bool there, files.has(place.state_directory()));
  if (!there) return {};
  DSPREP_TRY(const std::vector<port::DirEntry> entries, files.list(place.state_directory()));
  for (const port::DirEntry& entry : entries)
    if (entry.name != "lock" && !entry.name.ends_with(".lock") && entry.name != kept)
      DSPREP_CHECK(files.remove_tree(port::join(place.state_directory(), entry.name)));
  return {};
}

class Preparing {
 public:
  Preparing(port::Files& files, const Output& output, const Preparation& how)
      : files_(files), output_(output), how_(how), lock_(std::make_unique<OutputLock>(files, how.scratch)) {}

  Result<Prepared> run() {
    auto prepared = prepare();
    if (!prepared) undo();
    return prepared;
  }

 private:
  // A place that was locked, and whether it and its .dsprep/ were there before.
  struct Held {
    Place place;
    bool there, used;
  };

  Result<Prepared> prepare() {
    const std::string out = output_.side_directory(), dropped = output_.dropped_directory();
    const Place main{out}, drops = dropped_place(dropped);
    Todo of_main = Todo::begin, of_drops = Todo::begin;
    if (!out.empty()) {
      DSPREP_TRY(of_main, hold(main, output_.kind == Output::Kind::file));
    }
    if (of_main == Todo::nothing) return finished(main);
    if (!dropped.empty()) {
      DSPREP_TRY(of_drops, hold(drops, false));
      if (of_drops == Todo::begin && of_main == Todo::go_on && output_.kind == Output::Kind::directory)
        return usage_error("--dropped " + dropped +
                           ": what the interrupted run had put there is gone; --force begins again");
      // First, so that who finds the output begun finds this as well.
      DSPREP_CHECK(carry_out(drops, of_drops));
    }
    if (output_.kind == Output::Kind::artifacts)
      for (const std::string& name : how_.artifacts) DSPREP_CHECK(lock_->take_file(port::join(output_.path, name)));
    if (!out.empty()) DSPREP_CHECK(carry_out(main, of_main));
    return Prepared{false, std::move(lock_)};
  }

  // What was only made to be locked goes again. (Not where siblings may be in by now.)
  void undo() {
    if (how_.shared) return;
    for (const Held& held : held_) {
      const auto begun = files_.has(held.place.state_file());
      if (held.used || !begun.ok() || *begun) continue;
      (void)remove_state(files_, held.place);
      if (!held.there) (void)files_.remove(held.place.directory);
    }
  }

  static bool is_drops(const Place& place) { return place.manifest == dropped_manifest; }
  Result<Todo> chosen(const Place& place, bool file) { return file ? choose_file(place) : choose(files_, place, how_); }

  // Locks the place and says what is to be done with it.
  Result<Todo> hold(const Place& place, bool file) {
    DSPREP_TRY(const bool there, files_.has(place.directory));
    DSPREP_TRY(const bool used, files_.has(place.state_directory()));
    if (!used) {
      DSPREP_TRY(const Todo first, chosen(place, file));
      if (first == Todo::nothing && !is_drops(place)) return first;
    }
    if (how_.shared && is_drops(place)) DSPREP_CHECK(lock_->take_shared(place));
    else DSPREP_CHECK(lock_->take(place, how_.role, how_.doing));
    held_.push_back({place, there, used});
    if (file) DSPREP_CHECK(lock_->clear_up_after(output_.path));
    return chosen(place, file);
  }

  // Interrupted after the manifest, before the state was gone; or who wrote it is just about to.
  Result<Prepared> finished(const Place& place) {
    DSPREP_TRY(const bool state, files_.has(place.state_directory()));
    bool mine = state;
    if (state && how_.shared && how_.role != merge_role) {
      DSPREP_TRY(mine, lock_->take_merge(place));
    }
    if (mine) DSPREP_CHECK(remove_state(files_, place));
    return Prepared{true, std::move(lock_)};
  }

  Status carry_out(const Place& place, Todo todo) {
    const bool keeps_file = !kept_.files.empty() && !is_drops(place);
    switch (todo) {
      case Todo::nothing:  // of --dropped, whose run goes on
        DSPREP_CHECK(begin_state(files_, place, how_));
        return files_.remove(place.manifest_file());
      case Todo::go_on: return files_.remove_tree(scratch_in(place.directory, how_.own));
      case Todo::replace: {
        DSPREP_TRY(const bool done, is_finished(files_, place));
        DSPREP_TRY(const OwnFiles own, own_files(files_, place));
        DSPREP_CHECK(remove_own(files_, place, own, done));
        break;
      }
      case Todo::begin: break;
    }
    if (!how_.shared) DSPREP_CHECK(clear_state(files_, place, keeps_file ? "replaced.json" : ""));
    if (keeps_file) {
      DSPREP_CHECK(files_.make_directories(place.state_directory()));
      DSPREP_CHECK(note_replaced(files_, place, kept_));
    }
    return begin_state(files_, place, how_);
  }

  // FILE.dsprep/ belongs to FILE and goes with it. The old FILE itself stays until the new one is complete.
  Result<Todo> choose_file(const Place& side) {
    const std::string& path = output_.path;
    DSPREP_TRY(const std::optional<port::FileInfo> info, files_.find(path));
    if (info && info->kind == port::FileInfo::Kind::directory)
      return usage_error(path + " is a directory: choose another -o");
    if (info && info->kind != port::FileInfo::Kind::file)
      return usage_error(path + " is no regular file: choose another -o");
    DSPREP_TRY(const Found found, look(files_, side));
    DSPREP_TRY(const OwnFiles own, own_files(files_, side));
    DSPREP_TRY(const std::string key,
               key_in(files_, found.done ? port::join(side.directory, "run.json") : side.state_file()));
    if (how_.resume && found.done && info) {
      if (key == how_.state_key) return Todo::nothing;
      return usage_error(
          path +
          " is another run's result: only the same version, configuration, seed and inputs go on; --force replaces it");
    }
    if (how_.resume && !found.done && found.begun && key != how_.state_key) return other_run(side, how_);
    if (!found.done && !found.begun && !found.replacing && !found.empty())
      return usage_error(side.directory +
                         " is not empty, and nothing in it says that dsprep wrote it: it would be replaced with " +
                         path + "; move it away, or choose another -o");
    DSPREP_CHECK(refuse_foreign(files_, side, own, found.done));
    if (info && info->size > 0) {
      const auto listed = own.files.find("../" + std::string(port::base_name(path)));
      bool ours = listed != own.files.end();
      if (ours) {
        DSPREP_TRY(ours, is_unchanged(files_, path, listed->second));
      }
      const bool goes_on = how_.resume && !found.done && (found.begun || found.replacing);
      if (!how_.force && !goes_on)
        return usage_error(path + " exists: " +
                           (ours ? "--force replaces it" : "choose another -o (nothing says that dsprep wrote it)"));
      if (!ours)
        return usage_error(
            path +
            " is there, and is not what dsprep wrote: --force and --resume replace only that; move it away, or "
            "choose another -o");
      kept_.files = {{listed->first, listed->second}};
    }
    return found.there && !found.empty() ? Todo::replace : Todo::begin;
  }

  port::Files& files_;
  const Output& output_;
  const Preparation& how_;
  std::unique_ptr<OutputLock> lock_;
  std::vector<Held> held_;
  OwnFiles kept_;  // FILE, while FILE.dsprep/ is made anew
};

}  // namespace

Result<Prepared> prepare_output(port::Files& files, const Output& output, const io::Inputs& inputs,
                                const Preparation& how) {
  DSPREP_CHECK(refuse_overlap(files, output, inputs, how.reads));
  return Preparing(files, output, how).run();
}

std::string scratch_in(const std::string& side_directory, const std::string& own) {
  const std::string all = port::join(side_directory, ".dsprep/tmp");
  return own.empty() ? all : port::join(all, own);
}

Result<std::string> command_in(port::Files& files, const std::string& directory) {
  DSPREP_TRY(const std::string json, json_in(files, Place{directory}.state_file()));
  const Value command = Value(json)["command"];
  return command.type() == FieldType::object ? std::string(command.raw()) : std::string();
}

}  // namespace dsprep::exec
