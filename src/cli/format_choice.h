// Which formats are read and written: --from, --to, and the format of a [[source]], with their parameters.
#pragma once

#include <memory>
#include <string>

#include "dsprep/pipeline.h"
#include "dsprep/result.h"
#include "io/format.h"

namespace dsprep::cli {

// "csv", "csv=delimiter=;" → what it is read (written) with. Errors are the user's, and led by `where`.
Result<io::FormatChoice> read_choice(const io::Formats& formats, const std::string& text, const Location& where);
Result<std::shared_ptr<io::OutputFormat>> output_format(const io::Formats& formats, const std::string& text,
                                                        const Location& where);
// Of a [[source]] that names one; else the one of --from, which may be none.
Result<io::FormatChoice> source_choice(const io::Formats& formats, const SourceSpec& source,
                                       const io::FormatChoice& from);

// ".csv .json .jsonl", of the formats that are written.
std::string written_extensions(const io::Formats& formats);

}  // namespace dsprep::cli
