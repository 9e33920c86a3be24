#include "cli/format_choice.h"

#include <variant>
#include <vector>

#include "cli/param_text.h"
#include "io/text_stream.h"
#include "pipeline/pipeline.h"

namespace dsprep::cli {
namespace {

std::vector<ParamInfo> params_of(std::vector<ParamInfo> (*describe)()) {
  return describe ? describe() : std::vector<ParamInfo>();
}

pipeline::Described described(const FormatSpec& format, std::vector<ParamInfo> params) {
  return {std::string(format.name), std::move(params), "dsprep formats " + std::string(format.name)};
}

struct Words {
  std::string name, settings;
};
Words words_of(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == text.npos) return {text, ""};
  return {text.substr(0, equals), text.substr(equals + 1)};
}

// The values of "a=1,b=2", checked.
Result<ParamValues> values_of(const pipeline::Described& what, const std::string& settings, const Location& where) {
  if (settings.empty()) return pipeline::check_settings(what, {}, where);
  DSPREP_TRY(const std::vector<ParamSetting> given, parse_settings(what, settings, where));
  return pipeline::check_settings(what, given, where);
}

Error at(const Location& where, Error error) { return std::move(error).within(where.text()); }

// That there is such a format, and that it is read.
Status check_read(const io::Formats& formats, const std::string& name, const Location& where) {
  if (Status known = formats.check_input(name); !known.ok()) return at(where, std::move(known).error());
  return {};
}

}  // namespace

Result<io::FormatChoice> read_choice(const io::Formats& formats, const std::string& text, const Location& where) {
  const Words words = words_of(text);
  DSPREP_CHECK(check_read(formats, words.name, where));
  const FormatSpec& spec = *formats.named(words.name);
  DSPREP_TRY(ParamValues values, values_of(described(spec, params_of(spec.reader_params)), words.settings, where));
  return io::FormatChoice{words.name, std::move(values)};
}

Result<std::shared_ptr<io::OutputFormat>> output_format(const io::Formats& formats, const std::string& text,
                                                        const Location& where) {
  const Words words = words_of(text);
  if (Status known = formats.check_output(words.name); !known.ok()) return at(where, std::move(known).error());
  const FormatSpec& spec = *formats.named(words.name);
  DSPREP_TRY(ParamValues values, values_of(described(spec, params_of(spec.writer_params)), words.settings, where));
  auto bound = formats.output({words.name, std::move(values)});
  if (!bound.ok()) return at(where, std::move(bound).error());
  return bound;
}

Result<io::FormatChoice> source_choice(const io::Formats& formats, const SourceSpec& source,
                                       const io::FormatChoice& from) {
  std::string encoding = from.encoding;
  if (!source.encoding.empty()) {
    auto named = io::encoding_named(source.encoding);
    if (!named.ok()) return at(source.where, std::move(named).error());
    if (encoding.empty()) encoding = *std::move(named);
  }
  io::FormatChoice choice = from;
  choice.encoding = std::move(encoding);
  if (source.format.empty()) return choice;
  DSPREP_CHECK(check_read(formats, source.format, source.where));
  const FormatSpec& spec = *formats.named(source.format);
  DSPREP_TRY(ParamValues values,
             pipeline::check_settings(described(spec, params_of(spec.reader_params)), source.params, source.where));
  choice.name = source.format;
  choice.params = std::move(values);
  return choice;
}

std::string written_extensions(const io::Formats& formats) {
  std::string all;
  for (const FormatSpec* format : formats.all())
    if (format->writer) all.append(all.empty() ? "" : " ").append(format->extensions.front());
  return all;
}

}  // namespace dsprep::cli
