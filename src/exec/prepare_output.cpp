// What stands where the output is to go, and what may be done about it. Nothing here removes a file dsprep did not write.
#include <algorithm>

#include "dsprep/value.h"
#include "exec/run.h"

namespace dsprep::exec {
namespace {

constexpr std::string_view own_folders[] = {"data", "dropped", "malformed", "audit", ".dsprep"};
constexpr std::string_view own_files[] = {"manifest.json", "run.json", "report.html", "report.json", "README.md", "croissant.json"};

std::string state_file(const std::string& directory) { return port::join(directory, ".dsprep/state.json"); }

// The absolute path of what need not exist yet: its nearest existing ancestor's, and the rest.
Result<std::string> absolute(port::Files& files, const std::string& path) {
  std::string rest;
  for (std::string at = path;;) {
    DSPREP_TRY(const bool there, files.has(at));
    if (there) {
      DSPREP_TRY(const std::string real, files.canonical(at));
      return rest.empty() ? real : port::join(real, rest);
    }
    const std::string parent = port::parent_of(at);
    if (parent == at) return path;
    rest = rest.empty() ? std::string(port::base_name(at)) : port::join(port::base_name(at), rest);
    at = parent;
  }
}

bool inside(std::string_view path, std::string_view directory) {
  return path == directory || (path.starts_with(directory) && (directory.ends_with('/') || path[directory.size()] == '/'));
}

Status refuse_overlap(port::Files& files, const Output& output, const io::Inputs& inputs) {
  DSPREP_TRY(const std::string out, absolute(files, output.path));
  DSPREP_TRY(const std::string side, absolute(files, output.side_directory()));
  for (const io::Shard& shard : inputs.shards) {
    if (shard.path == "-") continue;
    DSPREP_TRY(const std::string in, absolute(files, shard.path));
    if (inside(in, out) || inside(in, side))
      return usage_error(output.path + ": the input " + shard.path + " lies in the output; inputs are never written to: choose another -o");
  }
  for (const std::string& directory : inputs.directories) {
    DSPREP_TRY(const std::string in, absolute(files, directory));
    if (inside(out, in))
      return usage_error(output.path + ": the output lies in the input " + directory + ", and would be read as input next time: choose another -o");
  }
  return {};
}

// The text of a JSON file; "" where there is none, or where it is none. A file that cannot be read is an error.
Result<std::string> json_in(port::Files& files, const std::string& path) {
  DSPREP_TRY(const bool there, files.has(path));
  if (!there) return std::string();
  DSPREP_TRY(std::string json, files.read_all(path));
  return validate_json(json) ? std::string() : json;
}

// The state_key in a JSON file, or "".
Result<std::string> key_in(port::Files& files, const std::string& path) {
  DSPREP_TRY(const std::string json, json_in(files, path));
  return Value(json)["state_key"].text().value_or("");
}

Status remove_own(port::Files& files, const std::string& directory) {
  // Artifacts have names of their own: the manifest knows them.
  DSPREP_TRY(const std::string manifest, json_in(files, port::join(directory, "manifest.json")));
  const Value outputs = Value(manifest)["outputs"];
  for (Value::Elements it = outputs.elements(); it.next();) {
    const std::string path = it.value()["path"].text().value_or("");
    if (it.value()["kind"].text() == "artifact" && !path.empty() && path.front() != '/' && path.find("..") == std::string::npos)
      DSPREP_CHECK(files.remove(port::join(directory, path)));
  }
  // The manifest goes first: what is left of an interrupted removal is no finished dataset.
  for (std::string_view name : own_files) DSPREP_CHECK(files.remove(port::join(directory, name)));
  for (std::string_view name : own_folders) DSPREP_CHECK(files.remove_tree(port::join(directory, name)));
  return {};
}

// Tasks may begin at the same moment: each under a name of its own, and who comes last says the same as who came first.
Status begin_state(port::Files& files, const std::string& directory, const Preparation& how) {
  DSPREP_CHECK(files.make_directories(port::join(directory, ".dsprep")));
  ValueBuilder state;
  state.begin_object().member("state_key", how.state_key);
  if (!how.command.empty()) state.key("command").raw(how.command);
  const std::string text = state.end_object().json() + "\n";
  if (!how.shared) return files.write_atomically(state_file(directory), text);
  const std::string own = state_file(directory) + "." + how.own;
  DSPREP_CHECK(files.write_atomically(own, text));
  DSPREP_CHECK(files.rename(own, state_file(directory)));
  return files.sync_directory(port::parent_of(own));
}

Status prepare_directory(port::Files& files, const std::string& directory, const Preparation& how, bool& finished) {
  DSPREP_TRY(const std::optional<port::FileInfo> info, files.find(directory));
  if (!info) return begin_state(files, directory, how);
  if (info->kind != port::FileInfo::Kind::directory)
    return usage_error(directory + " is a file: to write one file, give it a known extension (.jsonl, .jsonl.zst, .jsonl.gz)");
  DSPREP_TRY(const std::vector<port::DirEntry> entries, files.list(directory));
  DSPREP_TRY(const bool done, files.has(port::join(directory, "manifest.json")));
  DSPREP_TRY(const bool begun, files.has(state_file(directory)));
  if (how.resume || (how.shared && !how.force)) {
    if (done) {
      DSPREP_TRY(const std::string key, key_in(files, port::join(directory, "run.json")));
      if (key == how.state_key) {
        finished = true;
        return {};
      }
      return usage_error(directory + " holds another run's result: only the same version, configuration, seed and inputs go on; " +
                         (how.shared ? "choose another -o, or remove it" : "--force replaces it"));
    }
    if (begun) {
      DSPREP_TRY(const std::string key, key_in(files, state_file(directory)));
      if (key != how.state_key)
        return usage_error(directory + ": the run that was begun there had another version, configuration, seed, inputs or number of "
                           "tasks: run it again as it was, or " + (how.shared ? "remove it" : "replace it with --force"));
      return files.remove_tree(scratch_in(directory, how.own));
    }
  }
  if (how.force && (done || begun)) {
    DSPREP_CHECK(remove_own(files, directory));
    return begin_state(files, directory, how);
  }
  if (!begun && entries.size() == 1 && entries[0].name == ".dsprep") {
    // A run that died before it could say what it was; or a sibling that is just about to.
    if (!how.shared) DSPREP_CHECK(files.remove_tree(port::join(directory, ".dsprep")));
  } else if (!entries.empty()) {
    if (begun) return usage_error(directory + " holds an interrupted run: --resume continues it, --force replaces it");
    if (how.force)
      return usage_error(directory + " is not empty, and nothing in it says that dsprep wrote it: --force removes only what dsprep wrote; "
                         "choose another -o");
    return usage_error(directory + " is not empty: choose another -o" + (done ? ", or --force to replace what is there" : ""));
  }
  return begin_state(files, directory, how);
}

}  // namespace

Status prepare_output(port::Files& files, const Output& output, const io::Inputs& inputs, const Preparation& how, bool& finished) {
  finished = false;
  if (output.side_directory().empty()) return {};
  DSPREP_CHECK(refuse_overlap(files, output, inputs));
  if (output.kind == Output::Kind::directory) return prepare_directory(files, output.path, how, finished);
  DSPREP_TRY(const std::optional<port::FileInfo> info, files.find(output.path));
  if (info) {
    if (info->kind == port::FileInfo::Kind::directory) return usage_error(output.path + " is a directory: choose another -o");
    if (how.resume) {
      DSPREP_TRY(const std::string key, key_in(files, port::join(output.side_directory(), "run.json")));
      finished = key == how.state_key;
      if (finished) return {};
    }
    if (!how.force && info->size > 0) return usage_error(output.path + " exists: --force replaces it");
  }
  // FILE.dsprep/ belongs to FILE and goes with it. The old FILE itself stays until the new one is complete.
  DSPREP_CHECK(files.remove_tree(output.side_directory()));
  return begin_state(files, output.side_directory(), how);
}

std::string scratch_in(const std::string& side_directory, const std::string& own) {
  const std::string all = port::join(side_directory, ".dsprep/tmp");
  return own.empty() ? all : port::join(all, own);
}

Result<std::string> command_in(port::Files& files, const std::string& directory) {
  DSPREP_TRY(const std::string json, json_in(files, state_file(directory)));
  const Value command = Value(json)["command"];
  return command.type() == FieldType::object ? std::string(command.raw()) : std::string();
}

Status finish_output(port::Files& files, const Output& output) {
  const std::string side = output.side_directory();
  if (side.empty()) return {};
  return files.remove_tree(port::join(side, ".dsprep"));
}

}  // namespace dsprep::exec
