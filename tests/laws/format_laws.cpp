// Laws over the table of formats: what every format owes its users. They follow from the FormatSpec alone.
#include <fstream>
#include <set>
#include <sstream>

#include "base/rng.h"
#include "config/config.h"
#include "formats/format_table.h"
#include "pipeline/pipeline.h"
#include "registry/describe.h"
#include "support/catch.h"
#include "support/run_files.h"
#include "support/source_dir.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

std::vector<const FormatSpec*> all_formats() {
  const auto table = formats::format_table();
  return {table.begin(), table.end()};
}

ParamValues values_of(const FormatSpec& format, std::vector<ParamInfo> (*describe)(), std::string_view toml) {
  const auto config = config::parse("[[step]]\nop = \"x\"\n" + std::string(toml), "example");
  REQUIRE(config.ok());
  std::vector<ParamSetting> given;
  const std::vector<ParamInfo> infos = describe ? describe() : std::vector<ParamInfo>();
  for (const ParamSetting& setting : config->pipeline.steps.front().params)  // those of the other way are not ours
    if (std::any_of(infos.begin(), infos.end(), [&](const ParamInfo& info) { return info.name == setting.name; }))
      given.push_back(setting);
  auto values = pipeline::check_settings({std::string(format.name), infos, ""}, given, {"example"});
  if (!values.ok()) FAIL(values.error().message);
  return *values;
}

FilesHow reading(const FormatSpec& format, std::string_view params, std::string_view file) {
  FilesHow how;
  how.from = {std::string(format.name), values_of(format, format.reader_params, params)};
  how.inputs["in/a" + std::string(format.extensions.front())] = file;
  return how;
}

FilesHow writing(const FormatSpec& format, std::string_view params, std::string_view records) {
  FilesHow how;
  how.options.format =
      io::Formats().output({std::string(format.name), values_of(format, format.writer_params, params)}).value();
  how.inputs["in/a.jsonl"] = records;
  return how;
}

std::string data_of(const RunFiles& ran, std::string_view extension) {
  const auto file = ran.files.find("data/part-00000" + std::string(extension));
  return file == ran.files.end() ? "(no file)" : file->second;
}

// Everything that is framed and decoded, a line each, with its place.
std::string framed(const io::InputFormat& format, std::string_view bytes, std::size_t chunk_size,
                   std::uint64_t longest) {
  class Bytes final : public port::InputStream {
   public:
    explicit Bytes(std::string_view all) : all_(all) {}
    Result<std::size_t> read(std::span<char> into) override {
      const std::size_t n = all_.copy(into.data(), into.size());
      all_.remove_prefix(n);
      return n;
    }

   private:
    std::string_view all_;
  };
  compress::OpenedStream opened = compress::open_stream(std::make_unique<Bytes>(bytes)).value();
  const auto chunks = io::chunks_of(std::move(opened.stream), *format.reader, {chunk_size, longest});
  const std::unique_ptr<Decoder> decoder = format.reader->decoder();
  std::ostringstream out;
  std::string line, oversize;
  for (io::Chunk chunk; chunks->next(chunk).value();) {
    if (chunk.kind == io::Chunk::Kind::damage) out << "damage " << chunk.offset << ' ' << chunk.bytes() << '\n';
    if (chunk.kind == io::Chunk::Kind::oversize) {
      oversize.append(chunk.bytes());
      if (chunk.last_piece) out << "long " << oversize << '\n';
      if (chunk.last_piece) oversize.clear();
    }
    for (const io::FramedRecord& frame : chunk.frames) {
      const std::string_view of = chunk.bytes().substr(frame.begin, frame.end - frame.begin);
      if (of.size() > longest) {
        out << "long " << of << '\n';
        continue;
      }
      out << chunk.offset + frame.begin << ' ' << frame.line << ' ' << frame.place << ' ';
      if (decoder) {
        const Frame one{of, chunk.preamble ? std::string_view(*chunk.preamble) : "", "in", frame.line};
        const auto outcome = decoder->decode(one, line);
        if (!outcome.ok()) out << decoder->fault_at() << ": " << outcome.error().message;
        else if (*outcome == Decoder::Outcome::skip) out << "skip";
        else out << line;
        if (outcome.ok()) CHECK(decoder->origin_of(one, line.size() / 2) <= of.size());
      } else {
        out << of;
      }
      out << '\n';
    }
  }
  return out.str();
}

// Documents carry the name of their file, and what is written has another one.
std::string without_paths(const std::string& records) {
  std::string out;
  for (std::size_t at = 0; at < records.size();) {
    constexpr std::string_view member = ",\"path\":\"";
    const std::size_t begin = std::min(records.find(member, at), records.size());
    out.append(records, at, begin - at);
    at = begin == records.size() ? begin : records.find('"', begin + member.size()) + 1;
  }
  return out;
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

}  // namespace

TEST_CASE("every format says what it is") {
  std::set<std::string_view> names, extensions;
  CHECK(all_formats().size() >= 2);
  for (const FormatSpec* format : all_formats()) {
    INFO(format->name);
    CHECK(names.insert(format->name).second);
    CHECK(format->name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") == std::string_view::npos);
    CHECK(format->summary.size() > 10);
    CHECK(format->summary.find('\n') == std::string_view::npos);
    CHECK(format->details.size() > 40);
    CHECK_FALSE(format->source.empty());
    CHECK((format->table || !format->examples.empty()));  // what is no text has no place on a page
    REQUIRE_FALSE(format->extensions.empty());
    for (const std::string_view extension : format->extensions) {
      CHECK(extension.starts_with('.'));
      CHECK(extensions.insert(extension).second);  // a file has one format
    }
    CHECK((format->reader || format->writer));
    CHECK((format->reader || !format->reader_params));
    CHECK((format->writer || !format->writer_params));
  }
}

TEST_CASE("every format's page in docs/formats is as it describes itself") {
  for (const FormatSpec* format : all_formats()) {
    const std::string file = "docs/formats/" + std::string(format->name) + ".md";
    INFO(file << ": scripts/bless_docs.sh writes it");
    CHECK(read_file(std::string(source_dir()) + "/" + file).find(registry::format_markdown(*format)) !=
          std::string::npos);
    CHECK(registry::format_page(*format).find(format->name) == 0);
  }
}

TEST_CASE("every example of a format is what happens, for any chunk size and number of threads") {
  for (const FormatSpec* format : all_formats())
    for (const FormatExample& example : format->examples)
      for (const std::size_t chunk : {std::size_t{1}, std::size_t{19}, std::size_t{1} << 20})
        for (const unsigned threads : {1u, 3u}) {
          INFO(format->name << ": " << example.title << ", chunks of " << chunk << ", " << threads << " threads");
          if (example.way != FormatExample::Way::writes) {
            FilesHow how = reading(*format, example.params, example.file);
            how.options.chunk_size = chunk;
            how.options.threads = threads;
            const RunFiles ran = run_files("", how);
            REQUIRE(ran.error == "");
            CHECK(data_of(ran, ".jsonl") == example.records);
            CHECK(ran.result.books.malformed == example.malformed);
            CHECK(ran.result.books.check().ok());
          }
          if (example.way != FormatExample::Way::reads) {
            FilesHow how = writing(*format, example.params, example.records);
            how.options.chunk_size = chunk;
            how.options.threads = threads;
            const RunFiles ran = run_files("", how);
            REQUIRE(ran.error == "");
            CHECK(data_of(ran, format->extensions.front()) == example.file);
          }
        }
}

TEST_CASE("what is written is read back, compressed and dealt out too") {
  for (const FormatSpec* format : all_formats())
    for (const FormatExample& example : format->examples) {
      if (example.way != FormatExample::Way::both) continue;
      INFO(format->name << ": " << example.title);
      for (const compress::Codec codec : {compress::Codec::none, compress::Codec::gz, compress::Codec::zst})
        for (const std::uint64_t shards : {0, 1, 3}) {
          FilesHow how = writing(*format, example.params, example.records);
          how.options.codec = codec;
          how.options.chunk_size = 16;
          if (shards > 0) how.options.shards = shards;
          const RunFiles written = run_files("", how);
          REQUIRE(written.error == "");
          FilesHow again = reading(*format, example.params, "");
          again.inputs.clear();
          std::uint64_t files = 0;
          for (const auto& [path, bytes] : written.files)
            if (path.starts_with("data/")) {
              again.inputs["in/" + path.substr(5)] = bytes;
              ++files;
            }
          CHECK(files == std::max<std::uint64_t>(shards, 1));
          const RunFiles read = run_files("", again);
          REQUIRE(read.error == "");
          CHECK(read.result.books.malformed == 0);
          if (shards <= 1 && codec == compress::Codec::none)
            CHECK(without_paths(data_of(read, ".jsonl")) == without_paths(std::string(example.records)));
          CHECK(read.result.books.read ==
                static_cast<std::uint64_t>(std::count(example.records.begin(), example.records.end(), '\n')));
        }
    }
}

TEST_CASE("no input is read in one way in small pieces and in another in large ones, and none is a crash") {
  base::Rng rng(1);
  for (const FormatSpec* format : all_formats()) {
    if (!format->reader) continue;
    for (const FormatExample& example : format->examples) {
      if (example.way == FormatExample::Way::writes) continue;
      const auto input =
          io::Formats()
              .input({std::string(format->name), values_of(*format, format->reader_params, example.params)})
              .value();
      std::vector<std::string> inputs;
      for (std::size_t n = 0; n <= example.file.size(); ++n)
        inputs.emplace_back(example.file.substr(0, n));  // cut short
      for (int i = 0; i < 200 && !example.file.empty(); ++i) {
        std::string bytes(example.file);
        for (int k = 0; k < 3; ++k) {
          constexpr std::string_view odd = "\"'\\\n\r[]{},;:\t \xff\xc3\0#";
          const std::size_t at = rng.below(bytes.size());
          const char c = odd[rng.below(odd.size())];
          if (rng.below(2)) bytes[at] = c;
          else bytes.insert(at, 1, c);
        }
        inputs.push_back(std::move(bytes));
      }
      for (const std::string& bytes : inputs)
        for (const std::uint64_t longest : {std::uint64_t{1} << 20, std::uint64_t{12}}) {
          INFO(format->name << ": " << example.title << "\n" << bytes);
          const std::string whole = framed(*input, bytes, 1u << 20, longest);
          for (const std::size_t chunk : {1, 2, 7, 64}) REQUIRE(framed(*input, bytes, chunk, longest) == whole);
        }
    }
  }
}

TEST_CASE("a parameter that a format does not have is refused, with the page that lists them") {
  for (const FormatSpec* format : all_formats())
    for (auto describe : {format->reader_params, format->writer_params}) {
      const pipeline::Described what{std::string(format->name), describe ? describe() : std::vector<ParamInfo>(),
                                     "dsprep formats " + std::string(format->name)};
      const auto refused = pipeline::check_settings(what, {{"no_such_thing", true, {"--from"}}}, {"--from"});
      REQUIRE_FALSE(refused.ok());
      CHECK(refused.error().kind == Error::Kind::usage);
      CHECK(refused.error().message.find("no_such_thing") != std::string::npos);
      CHECK(refused.error().message.find(what.page) != std::string::npos);
      for (const ParamInfo& info : what.params) CHECK_FALSE(info.hints.meaning.empty());
    }
}
