#include "exec/outputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "exec/audit.h"
#include "exec/output_state.h"
#include "io/audit_format.h"
#include "io/chunk.h"
#include "io/file_list.h"
#include "io/file_numbers.h"
#include "io/format.h"
#include "io/shards.h"
#include "pipeline/pipeline.h"

namespace dsprep::exec {
namespace {

constexpr std::uint64_t everything = ~0ull;  // the shard number of sinks that serve all shards

}  // namespace

Outputs::Outputs(port::Files& files, const Output& output, const PassPlan& plan, std::uint64_t pass,
                 std::size_t most_open)
    : files_(files), output_(output), plan_(plan), pass_(pass), most_open_(most_open), side_(output.side_directory()) {}

std::string Outputs::data_path(std::size_t part, std::uint64_t number, std::uint64_t of) const {
  const std::string& name = plan_.pipeline->parts[part];
  const std::string_view extension = plan_.options.format ? plan_.options.format->spec->extensions.front() : ".jsonl";
  if (name.empty()) return fmt::format("data/part-{:05}{}", number, extension);
  if (of == 0) return fmt::format("data/{}-{:05}{}", name, number, extension);
  return fmt::format("data/{}-{:05}-of-{:05}{}", name, number, of, extension);
}

// The parts that the steps put records into.
std::vector<PartId> Outputs::split_parts() const {
  std::vector<PartId> parts;
  for (const pipeline::Step& step : plan_.pipeline->steps)
    parts.insert(parts.end(), step.parts.begin(), step.parts.end());
  return parts;
}

// The sink of a block, opened where it should have one; null where the block goes nowhere.
Result<Outputs::Open*> Outputs::open(Key key, std::uint32_t shard) {
  if (const auto known = open_.find(key); known != open_.end()) return known->second.sink ? &known->second : nullptr;
  Open& open = open_[key];
  const std::size_t block = key.second;
  open.codec = block < plan_.part_count() ? plan_.data_codec_of(shard) : plan_.codec_of(shard);
  const std::string extension(compress::extension_of(open.codec));
  using Kind = pipeline::OutputFile::Kind;
  if (block < plan_.part_count()) {
    open.kind = Kind::data;
    open.part = plan_.pipeline->parts[block];
    switch (output_.kind) {
      case Output::Kind::directory: {
        const std::uint64_t of = plan_.resharded ? plan_.options.shards.value_or(0) : plan_.shards->size();
        open.sink = std::make_unique<io::ShardSink>(files_, side_, data_path(block, key.first, of) + extension);
        break;
      }
      case Output::Kind::file:
        open.sink = std::make_unique<io::ShardSink>(files_, port::parent_of(output_.path),
                                                    std::string(port::base_name(output_.path)));
        break;
      case Output::Kind::stream:
        if (output_.path.empty()) {
          open.sink = std::make_unique<io::ShardSink>(port::standard_output(), "-");
        } else {
          DSPREP_TRY(std::unique_ptr<port::WriteFile> into, files_.write_into(output_.path));
          open.sink = std::make_unique<io::ShardSink>(std::move(into), "-");
        }
        break;
      case Output::Kind::none:
      case Output::Kind::artifacts: break;
    }
    if (open.sink) DSPREP_CHECK(begin_table(open));
    return open.sink ? &open : nullptr;
  }
  // Drops and bad lines: beside the data, or where --dropped says.
  if (block == plan_.malformed_block()) {
    open.kind = Kind::malformed;
    const std::string suffix = pass_ == 0 ? "" : fmt::format(".pass-{}", pass_ + 1);
    const std::string path = fmt::format("malformed/part-{:05}{}.jsonl", shard, suffix);
    open.apart = side_.empty();
    const std::string root = open.apart ? output_.dropped_directory() : side_;
    if (!root.empty()) open.sink = std::make_unique<io::ShardSink>(files_, root, path);
  } else {
    open.kind = Kind::dropped;
    const std::string& step = plan_.pipeline->steps[block - plan_.part_count()].name;
    const std::string path = fmt::format("{}/part-{:05}.jsonl{}", step, shard, extension);
    if (output_.dropped) {
      open.apart = true;
      if (const std::string root = output_.dropped_directory(); !root.empty())
        open.sink = std::make_unique<io::ShardSink>(files_, root, path);
    } else if (!side_.empty()) {
      open.sink = std::make_unique<io::ShardSink>(files_, side_, "dropped/" + path);
    }
  }
  return open.sink ? &open : nullptr;
}

Status Outputs::write(Key key, std::uint32_t shard, std::string_view bytes, std::uint64_t records) {
  DSPREP_TRY(Open * sink, open(key, shard));
  if (sink) return append_data(*sink, bytes, records);
  return {};
}

// A table is put together of columns; as many files as may be written at a time share the memory of one.
Status Outputs::begin_table(Open& open) {
  if (!plan_.writes_table()) return {};
  const std::uint64_t parts = output_.kind == Output::Kind::directory ? plan_.part_count() : 1;
  const std::uint64_t together = (plan_.resharded ? plan_.options.shards.value_or(1) : 1) * parts;
  DSPREP_TRY(open.table, plan_.options.format->writer->file_writer(together));
  return {};
}

// A block of records. Of the data, with what the format has before them.
Status Outputs::append_data(Open& to, std::string_view bytes, std::uint64_t records) {
  if (to.table) {
    std::string ready;
    DSPREP_CHECK(to.table->add(bytes, ready));
    return to.sink->append(ready, records);
  }
  if (to.kind == pipeline::OutputFile::Kind::data && plan_.options.format) {
    const Writer& writer = *plan_.options.format->writer;
    std::string before;
    if (to.sink->bytes() == 0) DSPREP_CHECK(writer.begin(before));
    if (to.sink->records() > 0) before += writer.between();
    DSPREP_CHECK(append_framing(to, before));
  }
  return to.sink->append(bytes, records);
}

// What the format puts around records: compressed for itself, since blocks of records come compressed.
Status Outputs::append_framing(Open& to, std::string_view bytes) {
  if (bytes.empty()) return {};
  if (to.codec == compress::Codec::none) return to.sink->append(bytes, 0);
  std::string compressed;
  DSPREP_CHECK(compress::BlockCompressor(to.codec, plan_.level_of(to.codec)).compress(bytes, compressed));
  return to.sink->append(compressed, 0);
}

Status Outputs::append(ChunkResult& result, UnsettledShard& unsettled) {
  const std::uint32_t shard = result.chunk.shard;
  for (std::size_t i = 0; i < plan_.spool_block(); ++i) {
    Block& block = result.blocks[i];
    const bool data = i < plan_.part_count();
    if (block.empty() || (data && (plan_.resharded || !plan_.writes))) continue;
    const bool shared = data && output_.kind != Output::Kind::directory;
    DSPREP_CHECK(write({shared ? everything : shard, shared ? 0 : i}, shard,
                       block.compressed.empty() ? block.bytes(result.chunk) : block.compressed, block.records));
  }
  DSPREP_CHECK(append_slices(result.slices, unsettled));
  if (plan_.audit && result.audit.rows > 0) {
    DSPREP_TRY(io::AuditWriter * writer, audit_of(shard));
    return writer->append(result.audit);
  }
  return {};
}

// The audit file of a shard in this pass, begun where there is none.
Result<io::AuditWriter*> Outputs::audit_of(std::uint32_t shard) {
  auto found = audits_.find(shard);
  if (found == audits_.end()) {
    io::AuditSchema schema = *plan_.audit;
    schema.shard = shard;
    const io::Shard& read = (*plan_.shards)[shard];
    schema.first_file = plan_.numbers ? plan_.numbers->first(shard) : shard;
    schema.file = read.name;
    for (std::size_t i = 0; read.files && i < read.file_count(); ++i) schema.files.emplace_back(read.file(i).name);
    found = audits_.try_emplace(shard, files_, side_, audit_path(shard, pass_ + 1), std::move(schema)).first;
  }
  return &found->second;
}

Status Outputs::append_slices(const std::vector<Slice>& slices, UnsettledShard& unsettled) {
  for (const Slice& slice : slices) {
    if (plan_.options.shard_size && slice.file > 0) {
      // The part has gone on to its next file: this one is full.
      if (const auto full = open_.find({slice.file - 1, slice.part}); full != open_.end()) {
        unsettled.bytes += full->second.sink->bytes();
        kept_open_ -= full->second.sink->is_open();
        DSPREP_TRY(pipeline::OutputFile file, close(full->second, plan_.codec_of(0), unsettled.files));
        finished_.push_back(std::move(file));
        open_.erase(full);
      }
    }
    DSPREP_TRY(Open* const to, open({slice.file, slice.part}, 0));
    if (!to) continue;
    // Where there are more files than may be open, the first ones stay so: records are dealt out in turn, and of those
    // that came last the next is the one that has waited longest.
    const bool was_open = to->sink->is_open();
    DSPREP_CHECK(append_data(*to, slice.bytes, slice.records));
    if (was_open) continue;
    if (kept_open_ < most_open_) ++kept_open_;
    else DSPREP_CHECK(to->sink->park());
  }
  return {};
}

Result<pipeline::OutputFile> Outputs::close(Open& open, compress::Codec codec,
                                            std::vector<io::UnsettledFile>& unsettled) {
  if (open.table) {
    std::string rest;
    DSPREP_CHECK(open.table->end(rest));
    DSPREP_CHECK(open.sink->append(rest, 0));
  } else if (open.kind == pipeline::OutputFile::Kind::data && plan_.options.format) {
    const Writer& writer = *plan_.options.format->writer;
    std::string framing;
    if (open.sink->bytes() == 0) DSPREP_CHECK(writer.begin(framing));
    DSPREP_CHECK(writer.end(open.sink->records(), framing));
    DSPREP_CHECK(append_framing(open, framing));
  }
  if (open.sink->bytes() == 0 && open.kind != pipeline::OutputFile::Kind::malformed) {
    std::string frame;
    DSPREP_CHECK(compress::BlockCompressor(codec, plan_.level_of(codec)).empty_frame(frame));
    DSPREP_CHECK(open.sink->append(frame, 0));
  }
  // The one FILE stands outside of what is the run's own: should the run die behind it, the next one must know it.
  const bool outside = open.kind == pipeline::OutputFile::Kind::data && output_.kind == Output::Kind::file;
  const auto note = [&](const io::WrittenFile& file) {
    return outside ? note_written_file(files_, side_, "../" + file.path, file) : Status();
  };
  io::WrittenFile written;
  if (outside || open.sink->is_stream()) {
    DSPREP_TRY(written, open.sink->finish(note));
  } else {
    DSPREP_TRY(written, open.sink->seal(unsettled.emplace_back()));
  }
  std::string path = std::move(written.path);
  if (outside) path = "../" + path;
  return pipeline::OutputFile{std::move(path), written.bytes, written.records, std::move(written.hash),
                              open.part,       open.kind,     open.apart};
}

Result<std::vector<pipeline::OutputFile>> Outputs::finish_shard(std::uint32_t shard, UnsettledShard& unsettled) {
  // A shard whose records were all dropped still has its file: outputs mirror inputs.
  if (plan_.last && plan_.writes && output_.kind == Output::Kind::directory && !plan_.resharded &&
      plan_.part_count() == 1)
    DSPREP_CHECK(open({shard, 0}, shard));
  // So has every part that records may be put into: at least the first shard's.
  if (plan_.last && plan_.writes && output_.kind == Output::Kind::directory && !plan_.resharded && shard == 0)
    for (const PartId part : split_parts()) DSPREP_CHECK(open({shard, part.index}, shard));
  std::vector<pipeline::OutputFile> done;
  // Of a re-sharded output the first blocks are files of that number, and no shard's.
  const std::size_t first = plan_.resharded ? plan_.part_count() : 0;
  for (auto it = open_.lower_bound({shard, first}); it != open_.end() && it->first.first == shard;
       it = open_.erase(it)) {
    if (!it->second.sink) continue;
    unsettled.bytes += it->second.sink->bytes();
    DSPREP_TRY(pipeline::OutputFile file, close(it->second, plan_.codec_of(shard), unsettled.files));
    if (file.apart || !side_.empty()) done.push_back(std::move(file));
  }
  if (plan_.audit && !side_.empty()) {
    DSPREP_TRY(io::AuditWriter * writer, audit_of(shard));
    DSPREP_TRY(io::WrittenFile written, writer->seal(unsettled.files.emplace_back()));
    done.push_back({std::move(written.path), written.bytes, written.records, std::move(written.hash), "",
                    pipeline::OutputFile::Kind::audit});
    audits_.erase(shard);
  }
  return done;
}

Result<std::vector<pipeline::OutputFile>> Outputs::finish() {
  std::vector<pipeline::OutputFile> done = std::move(finished_);
  if (plan_.last && plan_.writes) {
    if (output_.kind == Output::Kind::file || output_.kind == Output::Kind::stream) {
      DSPREP_CHECK(open({everything, 0}, 0));
    } else if (output_.kind == Output::Kind::directory && plan_.resharded && plan_.part_count() == 1) {
      for (std::uint64_t file = 0; file < plan_.options.shards.value_or(1); ++file)
        if (!plan_.options.shard_size || done.empty()) DSPREP_CHECK(open({file, 0}, 0));
    } else if (output_.kind == Output::Kind::directory && plan_.resharded) {
      for (const PartId part : split_parts()) {
        const std::string& name = plan_.pipeline->parts[part.index];
        if (std::none_of(done.begin(), done.end(), [&](const auto& file) { return file.part == name; }))
          DSPREP_CHECK(open({0, part.index}, 0));
      }
    }
  }
  std::vector<io::UnsettledFile> unsettled;
  const std::size_t batch =
      std::clamp<std::size_t>(most_open_ / 2, 1, 1024);  // settling opens those again that are not open
  for (auto it = open_.begin(); it != open_.end(); it = open_.erase(it)) {
    if (!it->second.sink) continue;
    DSPREP_TRY(pipeline::OutputFile file, close(it->second, plan_.codec_of(0), unsettled));
    done.push_back(std::move(file));
    if (unsettled.size() < batch) continue;
    DSPREP_CHECK(settle_together(files_, unsettled));
    unsettled.clear();
  }
  DSPREP_CHECK(settle_together(files_, unsettled));
  return done;
}

}  // namespace dsprep::exec
