#include "cards/output_types.h"

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "cards/type_tree.h"
#include "columnar/parquet.h"
#include "compress/codec.h"
#include "dsprep/format.h"
#include "io/format.h"

namespace dsprep::cards {
namespace {

using pipeline::OutputFile;

constexpr std::size_t most_files = 256;             // that are opened
constexpr std::uint64_t least_of_file = 64u << 10;  // bytes; of more files, some are passed over

// Looks at records until `left` bytes were seen.
class Sampler {
 public:
  explicit Sampler(TypeTree& types) : types_(types) {}

  Status look(port::Files& files, const std::string& path, const Reader& reader, std::uint64_t left) {
    DSPREP_TRY(auto opened, files.open(path));
    DSPREP_TRY(compress::OpenedStream bytes, compress::open_stream(compress::stream_of(std::move(opened))));
    const auto chunks = io::chunks_of(std::move(bytes.stream), reader, {.chunk_size = least_of_file});
    const std::unique_ptr<Decoder> decoder = reader.decoder();
    io::Chunk chunk;
    for (;;) {
      DSPREP_TRY(const bool more, chunks->next(chunk));
      if (!more || chunk.kind != io::Chunk::Kind::records) return {};
      if (chunk.framed) look_at_frames(chunk, decoder.get(), left);
      else look_at_lines(chunk.bytes(), left);
      if (left == 0) return {};
    }
  }

 private:
  // The record that goes beyond is the last one.
  void look_at(std::string_view line, std::uint64_t& left) {
    types_.observe(line);
    left -= std::min<std::uint64_t>(left, line.size() + 1);
  }

  void look_at_lines(std::string_view bytes, std::uint64_t& left) {
    while (!bytes.empty() && left > 0) {
      const std::size_t end = std::min(bytes.find('\n'), bytes.size());
      if (end > 0) look_at(bytes.substr(0, end), left);
      bytes.remove_prefix(std::min(end + 1, bytes.size()));
    }
  }

  void look_at_frames(const io::Chunk& chunk, Decoder* decoder, std::uint64_t& left) {
    for (const io::FramedRecord& framed : chunk.frames) {
      if (left == 0) return;
      const std::string_view bytes = chunk.bytes().substr(framed.begin, framed.end - framed.begin);
      if (!decoder) {
        look_at(bytes, left);
        continue;
      }
      const Frame frame{bytes, chunk.preamble ? std::string_view(*chunk.preamble) : std::string_view(), "",
                        framed.line};
      const auto outcome = decoder->decode(frame, line_);
      if (outcome.ok() && *outcome == Decoder::Outcome::record) look_at(line_, left);
    }
  }

  TypeTree& types_;
  std::string line_;
};

// All files of a run have one schema.
OutputTypes of_footers(port::Files& files, const std::string& path, const Reader& reader) {
  OutputTypes found;
  auto file = files.open(path);
  if (!file.ok()) return found;
  const auto schema = io::table_schema(std::move(file).value(), reader);
  if (!schema.ok()) return found;
  found.features = columnar::features(*schema);
  found.footers = true;
  return found;
}

}  // namespace

OutputTypes output_types(port::Files& files, const std::string& directory, const pipeline::RunResult& result,
                         std::uint64_t sample) {
  OutputTypes found;
  std::vector<const OutputFile*> data;
  for (const OutputFile& file : result.outputs) {
    if (file.kind != OutputFile::Kind::data) continue;
    found.of += file.records;
    if (file.records > 0) data.push_back(&file);
  }
  if (data.empty()) return found;
  const io::Formats formats;
  const auto input = formats.input_of(data.front()->path);
  if (!input) return found;
  if (input->spec->table) {
    OutputTypes told = of_footers(files, port::join(directory, data.front()->path), *input->reader);
    told.records = told.of = found.of;
    return told;
  }
  if (input->reader->record_per_file()) return found;
  const std::size_t n = data.size();
  const std::size_t opened = std::min({n, most_files, static_cast<std::size_t>(sample / least_of_file) + 1});
  TypeTree types;
  Sampler sampler(types);
  for (std::size_t i = 0; i < opened; ++i) {
    const std::string path = port::join(directory, data[i * n / opened]->path);
    if (!sampler.look(files, path, *input->reader, sample / opened + 1).ok()) return found;
  }
  found.features = types.features();
  found.fields = types.fields();
  found.records = types.records();
  return found;
}

}  // namespace dsprep::cards
