#include "exec/output_state.h"

#include <algorithm>
#include <optional>

#include "compress/codec.h"
#include "dsprep/value.h"
#include "io/format.h"
#include "port/stays_inside.h"

namespace dsprep::exec {
namespace {

// The files of .dsprep/ that name files outside of it.
constexpr std::string_view written_name = ".dsprep/written.json", replaced_name = ".dsprep/replaced.json",
                           closing_name = ".dsprep/closing.json";

// Neither absolute nor out of the place: what we read may come from anybody. The FILE beside FILE.dsprep is the
// exception.
bool may_be_own(std::string_view path) {
  if (path.starts_with("../") && path.find('/', 3) == path.npos) return path.size() > 3 && path != "../..";
  return port::stays_inside(path);
}

void add_listed(Value list, std::int64_t noted_ns, bool apart, OwnFiles& own) {
  for (Value::Elements it = list.elements(); it.next();) {
    const Value file = it.value();
    const std::string path = file["path"].text().value_or("");
    if (!may_be_own(path) || file["in"].exists() != apart) continue;
    own.files[path] = {static_cast<std::uint64_t>(file["bytes"].integer().value_or(0)),
                       file["hash"].text().value_or(""), noted_ns};
  }
}

Status write_list(port::Files& files, const std::string& path, std::string_view outputs_json) {
  ValueBuilder out;
  out.begin_object().key("outputs").raw(outputs_json);
  return files.write_atomically(path, out.end_object().take() + "\n");
}

bool ends_in_number(std::string_view stem) {
  constexpr std::size_t digits = 5;
  const std::size_t dash = stem.rfind('-');
  return dash != stem.npos && stem.size() - dash > digits &&
         std::all_of(stem.begin() + static_cast<std::ptrdiff_t>(dash) + 1, stem.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

// "part-00000.jsonl.zst", "train-00000-of-00004.jsonl", "part-00000.pass-2.audit", any of them under a temporary name.
bool is_shard_name(std::string_view name) {
  if (const std::string_view token = port::token_of(name); !token.empty()) name.remove_suffix(token.size() + 5);
  static const io::Formats formats;
  name.remove_suffix(compress::extension_of(compress::codec_of_path(name)).size());
  bool known = false;
  const auto strip = [&](std::string_view extension) {
    if (known || !name.ends_with(extension)) return;
    name.remove_suffix(extension.size());
    known = true;
  };
  strip(".audit");
  for (const FormatSpec* format : formats.all())
    if (format->writer) strip(format->extensions.front());
  if (const std::size_t pass = name.rfind(".pass-"); pass != name.npos) name = name.substr(0, pass);
  return known && ends_in_number(name);
}

}  // namespace

Place dropped_place(const std::string& directory) { return {directory, dropped_manifest, "--dropped"}; }

Result<std::string> json_in(port::Files& files, const std::string& path) {
  DSPREP_TRY(const bool there, files.has(path));
  if (!there) return std::string();
  DSPREP_TRY(std::string json, files.read_all(path));
  return validate_json(json) ? std::string() : json;
}

Result<std::string> key_in(port::Files& files, const std::string& path) {
  DSPREP_TRY(const std::string json, json_in(files, path));
  return Value(json)["state_key"].text().value_or("");
}

Result<bool> is_finished(port::Files& files, const Place& place) {
  DSPREP_TRY(const std::string json, json_in(files, place.manifest_file()));
  const Value manifest(json);
  return manifest["dsprep"].exists() && manifest["outputs"].type() == FieldType::array;
}

Result<OwnFiles> own_files(port::Files& files, const Place& place) {
  OwnFiles own;
  // The one noted last wins, and that is the order.
  for (const std::string_view name :
       {replaced_name, std::string_view(place.manifest), std::string_view("run.json"), written_name, closing_name}) {
    const std::string path = port::join(place.directory, name);
    DSPREP_TRY(const std::string json, json_in(files, path));
    if (json.empty()) continue;
    DSPREP_TRY(const port::FileInfo info, files.stat(path));
    const Value told(json);
    const bool run = name == "run.json";
    if (run && !told["state_key"].exists()) continue;  // not dsprep's
    add_listed(told[run || name == closing_name ? "files" : "outputs"], info.mtime_ns, false, own);
    if (run || name == closing_name) own.files.insert({"run.json", {}});
    if (name == place.manifest && told["dsprep"].exists()) own.files.insert({place.manifest, {}});
  }
  DSPREP_TRY(const std::string state, json_in(files, place.state_file()));
  for (Value::Elements it = Value(state)["artifacts"].elements(); it.next();)
    if (const std::string name = it.value().text().value_or(""); may_be_own(name)) own.artifacts.push_back(name);
  return own;
}

bool looks_own(std::string_view path, const Place& place) {
  const std::size_t slash = path.find('/');
  if (slash == path.npos) return false;
  const std::string_view folder = path.substr(0, slash), name = port::base_name(path);
  const auto depth = std::count(path.begin(), path.end(), '/');
  if (place.manifest == dropped_manifest) return depth == 1 && is_shard_name(name);
  if (path.starts_with("audit/plan.json")) return depth == 1;
  if (folder == "data" || folder == "malformed" || folder == "audit") return depth == 1 && is_shard_name(name);
  return folder == "dropped" && depth == 2 && is_shard_name(name);
}

Status note_written_file(port::Files& files, const std::string& side, const std::string& path,
                         const io::WrittenFile& file) {
  ValueBuilder out;
  out.begin_array().begin_object().member("path", path).member("bytes", file.bytes).member("hash", file.hash);
  const std::string list = out.end_object().end_array().take();
  const std::string to = port::join(side, written_name);
  DSPREP_CHECK(files.make_directories(port::parent_of(to)));
  return write_list(files, to, list);
}

Status note_replaced(port::Files& files, const Place& place, const OwnFiles& own) {
  ValueBuilder out;
  out.begin_array();
  for (const auto& [path, file] : own.files)
    out.begin_object().member("path", path).member("bytes", file.bytes).member("hash", file.hash).end_object();
  for (const std::string& name : own.artifacts) out.begin_object().member("path", name).end_object();
  return write_list(files, port::join(place.directory, replaced_name), out.end_array().take());
}

Status note_closing(port::Files& files, const std::string& directory, const std::string& listing) {
  ValueBuilder out;
  out.begin_object().key("files").raw(listing);
  return files.write_atomically(port::join(directory, closing_name), out.end_object().take() + "\n");
}

}  // namespace dsprep::exec
