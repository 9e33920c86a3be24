#include "cli/output_target.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "cli/format_choice.h"
#include "cli/other_format.h"
#include "dsprep/params.h"

namespace dsprep::cli {
namespace {

using Kind = exec::Output::Kind;
using Report = OutputTarget::Report;

// By any of its names. Opened once more by name, a file behind it would be cut off.
bool is_standard_output(const std::string& path) {
  return path == "-" || path == "/dev/stdout" || path == "/dev/fd/1" || path == "/proc/self/fd/1";
}

Status check_dropped(const CommonOptions& options) {
  if (options.dropped && (options.dropped->empty() || *options.dropped == "-"))
    return usage_error("--dropped takes a directory, or none: \"" + *options.dropped + "\" is neither");
  return {};
}

// `who`: "dsprep report".
Result<OutputTarget> report_target(const CommonOptions& options, const std::string& who) {
  DSPREP_CHECK(check_dropped(options));
  if (options.shards || options.shard_size || options.compress || options.level || options.resume)
    return usage_error(who + " writes no records: leave out --shards, --shard-size, --compress, --level and --resume");
  if (options.to) return usage_error(who + " writes no records: leave out --to");
  if (options.tasks > 1)
    return usage_error(who +
                       " writes no dataset that tasks could share: leave out --task, or give its steps to dsprep run "
                       "with -o DIR");
  OutputTarget target;
  target.output.kind = Kind::none;
  target.output.dropped = options.dropped;
  target.report_path = options.output.value_or("");
  if (!options.output) target.report = Report::text;
  else if (is_standard_output(*options.output)) target.report = Report::json_stream;
  else if (options.output->ends_with(".html")) target.report = Report::html_file;
  else if (options.output->ends_with(".json")) target.report = Report::json_file;
  else target.report = Report::directory;
  if (target.report == Report::directory)
    DSPREP_CHECK(refuse_other_format(target.report_path, "a report is written as .html or .json"));
  return target;
}

// An index stands in a directory as what its step writes.
OutputTarget index_target(const std::string& path) {
  OutputTarget target;
  target.output.kind = Kind::artifacts;
  target.output.path = port::parent_of(path);
  target.index_path = path;
  return target;
}

std::string compresses_itself(const FormatSpec& format) {
  const std::string name(format.name);
  const std::vector<ParamInfo> params = format.writer_params ? format.writer_params() : std::vector<ParamInfo>();
  if (std::none_of(params.begin(), params.end(), [](const ParamInfo& param) { return param.name == "compression"; }))
    return name + " files are not compressed: programs read them where they stand";
  return "a " + name + " file compresses what it holds: --to " + name + "=compression=zstd says how";
}

Status check_compression(const CommonOptions& options, const FormatSpec& format) {
  if (!format.table || (!options.compress && !options.level)) return {};
  return usage_error("--compress and --level: " + compresses_itself(format));
}

// A file's name says its format and how it is compressed; --to and --compress may only agree.
Result<OutputTarget> file_target(const CommonOptions& options, const io::Formats& formats, const FormatSpec& format) {
  const std::string& path = *options.output;
  OutputTarget target;
  if (options.to) {
    DSPREP_TRY(target.format, output_format(formats, *options.to, {"--to"}));
    if (target.format->spec != &format)
      return usage_error("-o " + path + " and --to " + std::string(target.format->spec->name) +
                         " contradict each other: name the file " +
                         std::string(target.format->spec->extensions.front()) + ", or leave out --to");
  } else {
    DSPREP_TRY(target.format, output_format(formats, std::string(format.name), {"-o " + path}));
  }
  const std::string extension(format.extensions.front());
  DSPREP_CHECK(check_compression(options, format));
  if (format.table && compress::codec_of_path(path) != compress::Codec::none)
    return usage_error("-o " + path + ": " + compresses_itself(format));
  target.output.kind = Kind::file;
  target.output.path = path;
  target.codec = compress::codec_of_path(path);
  if (const std::string_view read = compress::compressed_extension(path);
      target.codec == compress::Codec::none && !read.empty())
    return usage_error("-o " + path + ": " + std::string(read) + " is read, but not written: name the file " +
                       extension + ".zst, " + extension + ".gz or " + extension);
  if (options.compress && options.compress != target.codec)
    return usage_error("-o " + path + " and --compress " + std::string(compress::name_of(*options.compress)) +
                       " contradict each other: name the file " + extension +
                       std::string(compress::extension_of(*options.compress)));
  if (options.shards || options.shard_size)
    return usage_error("-o " + path + " is one file: --shards and --shard-size need a directory");
  return target;
}

}  // namespace

std::string OutputTarget::text() const {
  if (report != Report::none) return report_path.empty() || report_path == "-" ? "stdout" : report_path;
  if (output.kind == Kind::artifacts) return index_path;
  return output.kind == Kind::stream && output.path.empty() ? "stdout" : output.path;
}

Result<OutputTarget> choose_output(const Command& command, const CommonOptions& options, const io::Formats& formats,
                                   bool stdout_is_terminal, bool tells_only) {
  if (command.is_report()) return report_target(options, "dsprep report");
  if (tells_only) return report_target(options, "a check");
  if (command.kind == Command::Kind::index) return index_target(*options.output);
  OutputTarget target;
  target.codec = options.compress;
  if (!options.output || is_standard_output(*options.output)) {
    if (!options.output && stdout_is_terminal && !options.dry_run)
      return usage_error("where should the records go? Give -o DIR, -o FILE.jsonl, or -o - for standard output");
    target.output.kind = Kind::stream;
    // What reads a pipe expects lines, however the input is compressed.
    if (!target.codec) target.codec = compress::Codec::none;
    if (target.codec != compress::Codec::none && stdout_is_terminal && !options.dry_run)
      return usage_error("a terminal shows no compressed records: leave out --compress, or give -o FILE.jsonl" +
                         std::string(compress::extension_of(*target.codec)));
    if (options.shards || options.shard_size)
      return usage_error("standard output is one stream: --shards and --shard-size need -o DIR");
  } else if (const FormatSpec* format = options.output->ends_with('/') ? nullptr : formats.of_path(*options.output)) {
    DSPREP_TRY(target, file_target(options, formats, *format));
  } else {
    DSPREP_CHECK(refuse_other_format(*options.output,
                                     "no format that is written has such names: records are written into files that "
                                     "end in " +
                                         written_extensions(formats) + ", with .gz or .zst behind it or without"));
    target.output.kind = Kind::directory;
    target.output.path = *options.output;
    while (target.output.path.size() > 1 && target.output.path.ends_with('/')) target.output.path.pop_back();
  }
  if (options.to && !target.format) {
    DSPREP_TRY(target.format, output_format(formats, *options.to, {"--to"}));
    DSPREP_CHECK(check_compression(options, *target.format->spec));
  }
  if (target.format && target.format->spec->name == "jsonl") target.format.reset();  // what is written anyway
  DSPREP_CHECK(check_dropped(options));
  target.output.dropped = options.dropped;
  if (options.resume && target.output.kind == Kind::stream)
    return usage_error("--resume needs -o DIR or -o FILE: a stream leaves nothing to continue");
  if (options.tasks > 1 && target.output.kind != Kind::directory)
    return usage_error("--task needs -o DIR, which all tasks share");
  if (options.level && target.codec == compress::Codec::none)
    return usage_error("--level means nothing here: the output is not compressed");
  if (options.level && target.codec == compress::Codec::gz && *options.level > 12)
    return usage_error("--level: gz has levels 1 to 12, not " + std::to_string(*options.level));
  return target;
}

Status write_into_devices(port::Files& files, const CommonOptions& options, OutputTarget& target) {
  exec::Output& output = target.output;
  if (output.kind != Kind::directory && output.kind != Kind::file) return {};
  DSPREP_TRY(const std::optional<port::FileInfo> info, files.find(output.path));
  if (!info || info->kind != port::FileInfo::Kind::other) return {};
  if (options.resume || options.tasks > 1 || options.shards || options.shard_size)
    return usage_error("-o " + output.path + " is one stream: --resume, --task, --shards and --shard-size need -o DIR");
  if (output.kind == Kind::directory)
    target.codec = options.compress.value_or(compress::Codec::none);  // a file's name says it
  output.kind = Kind::stream;
  return {};
}

Result<std::vector<std::string>> choose_inputs(const CommonOptions& options, bool stdin_is_terminal) {
  if (!options.inputs.empty()) return options.inputs;
  if (stdin_is_terminal)
    return usage_error("what should be read? Name files, globs or directories, or pipe records into standard input");
  return std::vector<std::string>{"-"};
}

}  // namespace dsprep::cli
