#include "exec/overlap.h"

#include "io/file_list.h"

namespace dsprep::exec {

Result<std::string> absolute_path(port::Files& files, const std::string& path) {
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

bool lies_in(std::string_view path, std::string_view directory) {
  return path == directory ||
         (path.starts_with(directory) && (directory.ends_with('/') || path[directory.size()] == '/'));
}

namespace {

// A directory or file that is written.
struct Written {
  std::string given, path;  // as given; absolute
  std::string option;
};

Status refuse_reading(port::Files& files, const std::vector<Written>& all, const std::string& read) {
  DSPREP_TRY(const std::string in, absolute_path(files, read));
  for (const Written& written : all)
    if (lies_in(in, written.path))
      return usage_error(written.option + " " + written.given + ": the input " + read +
                         (in == written.path ? " is" : " lies in") +
                         " what is to be written; inputs are never written to: choose another " + written.option);
  return {};
}

}  // namespace

Status refuse_overlap(port::Files& files, const Output& output, const io::Inputs& inputs,
                      const std::vector<std::string>& reads) {
  std::vector<Written> all;
  const auto add = [&](const std::string& given, const std::string& path, const char* option) -> Status {
    DSPREP_TRY(std::string where, absolute_path(files, path));
    all.push_back({given, std::move(where), option});
    return {};
  };
  const std::string side = output.side_directory(), dropped = output.dropped_directory();
  if (!side.empty()) {
    DSPREP_CHECK(add(output.path, output.path, "-o"));
    if (side != output.path) DSPREP_CHECK(add(output.path, side, "-o"));
  }
  if (!dropped.empty()) {
    DSPREP_CHECK(add(dropped, dropped, "--dropped"));
    const Written& drops = all.back();
    if (output.kind != Output::Kind::none && output.kind != Output::Kind::stream &&
        output.kind != Output::Kind::artifacts)
      for (const Written& out : all)
        if (&out != &drops && (lies_in(out.path, drops.path) || lies_in(drops.path, out.path)))
          return usage_error("--dropped " + dropped + " and -o " + output.path +
                             " lie in each other: leave out --dropped (drops go to " + port::join(side, "dropped") +
                             "), or choose a directory apart");
  }
  if (all.empty()) return {};
  for (const io::Shard& shard : inputs.shards)
    for (std::size_t i = 0; i < shard.file_count(); ++i)
      if (shard.path != "-") DSPREP_CHECK(refuse_reading(files, all, std::string(shard.file(i).path)));
  for (const std::string& read : reads) DSPREP_CHECK(refuse_reading(files, all, read));
  for (const std::string& directory : inputs.directories) {
    DSPREP_TRY(const std::string in, absolute_path(files, directory));
    for (const Written& written : all)
      if (lies_in(written.path, in))
        return usage_error(written.option + " " + written.given + ": the output lies in the input " + directory +
                           ", and would be read as input next time: choose another " + written.option);
  }
  return {};
}

Result<bool> is_usual_dropped(port::Files& files, const Output& output) {
  if (output.side_directory().empty() || output.dropped_directory().empty()) return false;
  DSPREP_TRY(const std::string given, absolute_path(files, output.dropped_directory()));
  DSPREP_TRY(const std::string usual, absolute_path(files, port::join(output.side_directory(), "dropped")));
  return given == usual;
}

}  // namespace dsprep::exec
