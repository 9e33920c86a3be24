#include "exec/close_output.h"

#include <cstdint>

#include "base/hash.h"
#include "base/hex.h"
#include "dsprep/value.h"
#include "exec/foreign_files.h"

namespace dsprep::exec {
namespace {

std::string manifest_of_drops(const pipeline::RunResult& result, const Closing& closing) {
  ValueBuilder out;
  out.begin_object()
      .member("dsprep", closing.version)
      .member("state_key", closing.state_key)
      .key("outputs")
      .begin_array();
  for (const pipeline::OutputFile& file : result.outputs) {
    if (!file.apart) continue;
    const bool malformed = file.kind == pipeline::OutputFile::Kind::malformed;
    out.begin_object()
        .member("path", file.path)
        .member("kind", malformed ? "malformed" : "dropped")
        .member("bytes", file.bytes);
    out.member("records", file.records).member("hash", file.hash).end_object();
  }
  return indented(out.end_array().end_object().json()) + "\n";
}

Status write_all(port::Files& files, const Place& place, const Closing& closing) {
  if (!closing.files.empty()) DSPREP_CHECK(note_closing(files, place.directory, listing(closing.files)));
  for (const ClosingFile& file : closing.files)
    DSPREP_CHECK(files.write_atomically(port::join(place.directory, file.name), file.bytes));
  return files.write_atomically(port::join(place.directory, "run.json"), closing.run_json);
}

}  // namespace

std::string listing(const std::vector<ClosingFile>& files) {
  ValueBuilder out;
  out.begin_array();
  for (const ClosingFile& file : files)
    out.begin_object()
        .member("path", file.name)
        .member("bytes", static_cast<std::uint64_t>(file.bytes.size()))
        .member("hash", base::hex(base::hash128(file.bytes)))
        .end_object();
  return out.end_array().take();
}

Status close_output(port::Files& files, const Output& output, const pipeline::RunResult& result,
                    const Closing& closing) {
  const Place main{output.side_directory()}, drops = dropped_place(output.dropped_directory());
  if (!main.directory.empty()) {
    DSPREP_CHECK(files.make_directories(main.state_directory()));
    DSPREP_CHECK(remove_temporaries(files, main, ""));
    DSPREP_CHECK(write_all(files, main, closing));
  }
  if (!drops.directory.empty()) {
    DSPREP_CHECK(remove_temporaries(files, drops, ""));
    DSPREP_CHECK(files.write_atomically(drops.manifest_file(), manifest_of_drops(result, closing)));
  }
  if (!main.directory.empty()) DSPREP_CHECK(files.write_atomically(main.manifest_file(), closing.manifest_json));
  return finish_output(files, output);
}

// A task that comes late may just be looking whether there is anything left to do, and lock what is removed here.
Status remove_state(port::Files& files, const Place& place) {
  constexpr int most = 20;
  Status removed;
  for (int i = 0; i < most; ++i) {
    removed = files.remove_tree(place.state_directory());
    if (removed.ok()) break;
  }
  return removed;
}

Status finish_output(port::Files& files, const Output& output) {
  if (const std::string dropped = output.dropped_directory(); !dropped.empty())
    DSPREP_CHECK(remove_state(files, dropped_place(dropped)));
  const std::string side = output.side_directory();
  return side.empty() ? Status() : remove_state(files, Place{side});
}

}  // namespace dsprep::exec
