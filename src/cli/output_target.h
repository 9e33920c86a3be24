// Where the output of a command goes: what -o means for records, and for a report.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/common_options.h"
#include "compress/codec.h"
#include "dsprep/result.h"
#include "exec/run.h"
#include "io/format.h"
#include "port/files.h"

namespace dsprep::cli {

struct OutputTarget {
  exec::Output output;
  std::shared_ptr<io::OutputFormat> format;  // of the records; null: JSON Lines
  std::optional<compress::Codec> codec;      // --compress, or what the name of the file says; a stream has one
  // Of `dsprep report` and of checks, which write a report and no records.
  enum class Report { none, text, json_stream, html_file, json_file, directory } report = Report::none;
  std::string report_path;
  std::string index_path;  // of `dsprep index`

  std::string text() const;  // "stdout", "out/", for people
};

// `tells_only`: whatever the command, it writes a report and no records (cli/checked_parts.h).
Result<OutputTarget> choose_output(const Command& command, const CommonOptions& options, const io::Formats& formats,
                                   bool stdout_is_terminal, bool tells_only = false);

// Where -o names a FIFO or a device: it is written into like standard output, and not replaced.
Status write_into_devices(port::Files& files, const CommonOptions& options, OutputTarget& target);

// The inputs where none is named: standard input, when it is not a terminal.
Result<std::vector<std::string>> choose_inputs(const CommonOptions& options, bool stdin_is_terminal);

}  // namespace dsprep::cli
