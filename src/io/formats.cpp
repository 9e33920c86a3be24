#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/spell.h"
#include "compress/codec.h"
#include "formats/format_table.h"
#include "io/chunk.h"
#include "io/format.h"
#include "port/files.h"

namespace dsprep::io {
namespace {

constexpr std::string_view fallback = "jsonl";  // of paths whose extension says nothing

}  // namespace

Formats::Formats() {
  for (const FormatSpec* spec : formats::format_table()) add(spec);
}

void Formats::add(const FormatSpec* spec) {
  Entry entry{spec, nullptr};
  if (spec->reader)
    if (auto reader = spec->reader({}); reader.ok())
      entry.input = std::make_shared<InputFormat>(InputFormat{spec, *std::move(reader)});
  formats_.push_back(std::move(entry));
}

const FormatSpec* Formats::named(std::string_view name) const {
  for (const Entry& entry : formats_)
    if (entry.spec->name == name) return entry.spec;
  return nullptr;
}

const FormatSpec* Formats::of_path(std::string_view path) const {
  path = port::base_name(path);
  path.remove_suffix(compress::compressed_extension(path).size());
  for (const Entry& entry : formats_)
    for (const std::string_view extension : entry.spec->extensions)
      if (path.ends_with(extension) && path.size() > extension.size()) return entry.spec;
  return nullptr;
}

std::vector<const FormatSpec*> Formats::all() const {
  std::vector<const FormatSpec*> specs;
  for (const Entry& entry : formats_) specs.push_back(entry.spec);
  return specs;
}

std::vector<std::string> Formats::names() const {
  std::vector<std::string> names;
  for (const Entry& entry : formats_) names.emplace_back(entry.spec->name);
  return names;
}

std::vector<std::string> Formats::extensions() const {
  std::vector<std::string> extensions;
  for (const Entry& entry : formats_)
    if (entry.input) extensions.insert(extensions.end(), entry.spec->extensions.begin(), entry.spec->extensions.end());
  return extensions;
}

Result<const FormatSpec*> Formats::known(std::string_view name) const {
  if (const FormatSpec* spec = named(name)) return spec;
  std::string message = "unknown format \"" + std::string(name) + "\"";
  const std::string meant = base::did_you_mean(name, names());
  if (meant.empty()) {
    message += ": known are";
    for (const std::string& one : names()) message.append(" ").append(one);
  }
  return usage_error(message + meant);
}

Status Formats::check_input(std::string_view name) const {
  DSPREP_TRY(const FormatSpec* spec, known(name));
  if (!spec->reader) return usage_error("the format " + std::string(name) + " is written, but not read");
  return {};
}

Status Formats::check_output(std::string_view name) const {
  DSPREP_TRY(const FormatSpec* spec, known(name));
  if (spec->writer) return {};
  std::string message = "the format " + std::string(name) + " is read, but not written; written are";
  for (const Entry& entry : formats_)
    if (entry.spec->writer) message.append(" ").append(entry.spec->name);
  return usage_error(message);
}

Result<std::shared_ptr<const InputFormat>> Formats::input(const FormatChoice& choice) const {
  DSPREP_CHECK(check_input(choice.name));
  const FormatSpec* spec = named(choice.name);
  DSPREP_TRY(std::unique_ptr<Reader> reader, spec->reader(choice.params));
  return std::shared_ptr<const InputFormat>(std::make_shared<InputFormat>(InputFormat{spec, std::move(reader)}));
}

Result<std::shared_ptr<OutputFormat>> Formats::output(const FormatChoice& choice) const {
  DSPREP_CHECK(check_output(choice.name));
  const FormatSpec* spec = named(choice.name);
  DSPREP_TRY(std::unique_ptr<Writer> writer, spec->writer(choice.params));
  return std::make_shared<OutputFormat>(OutputFormat{spec, std::move(writer)});
}

std::shared_ptr<const InputFormat> Formats::input_of(std::string_view path) const {
  const FormatSpec* spec = of_path(path);
  for (const Entry& entry : formats_)
    if (entry.input && (spec ? entry.spec == spec : entry.spec->name == fallback)) return entry.input;
  return jsonl_input();
}

std::shared_ptr<const InputFormat> jsonl_input() {
  static const std::shared_ptr<const InputFormat> input = Formats().input_of("");
  return input;
}

namespace {

// One file that is one record, opened already.
class OneFile final : public FileSource, public ChunkReader {
 public:
  OneFile(std::unique_ptr<compress::ByteStream> stream, ChunkOptions options)
      : stream_(std::move(stream)), chunks_(file_chunks(*this, options)) {}
  std::size_t files() const override { return 1; }
  Result<std::unique_ptr<compress::ByteStream>> open(std::size_t) override { return std::move(stream_); }
  void done(std::string_view) override {}
  Result<bool> next(Chunk& chunk) override { return chunks_->next(chunk); }

 private:
  std::unique_ptr<compress::ByteStream> stream_;
  const std::unique_ptr<ChunkReader> chunks_;
};

}  // namespace

std::unique_ptr<ChunkReader> chunks_of(std::unique_ptr<compress::ByteStream> stream, const Reader& reader,
                                       ChunkOptions options) {
  if (reader.record_per_file()) return std::make_unique<OneFile>(std::move(stream), options);
  if (std::unique_ptr<Framer> framer = reader.framer())
    return framed_chunks(std::move(stream), std::move(framer), options);
  return line_chunks(std::move(stream), options);
}

}  // namespace dsprep::io
