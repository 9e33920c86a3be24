#include "exec/checkpoint.h"

#include <algorithm>
#include <span>

#include "dsprep/value.h"
#include "io/text_facts.h"

namespace dsprep::exec {
namespace {

class FileSink final : public ByteSink {
 public:
  explicit FileSink(port::WriteFile& file) : file_(file) {}
  Status write(std::string_view bytes) override {
    buffer_.append(bytes);
    return buffer_.size() >= (1u << 20) ? flush() : Status();
  }
  Status flush() {
    Status status = file_.append(buffer_);
    buffer_.clear();
    return status;
  }

 private:
  port::WriteFile& file_;
  std::string buffer_;
};

class FileSource final : public ByteSource {
 public:
  explicit FileSource(std::unique_ptr<port::ReadFile> file) : file_(std::move(file)), buffer_(1u << 20, '\0') {}
  Status read(std::span<char> into) override {
    std::size_t got = 0;
    while (got < into.size()) {
      if (begin_ == end_) {
        DSPREP_TRY(end_, file_->read(offset_, {buffer_.data(), buffer_.size()}));
        begin_ = 0;
        offset_ += end_;
        if (end_ == 0) return failure("a checkpoint was cut short: remove the output directory and run again");
      }
      const std::size_t n = std::min(into.size() - got, end_ - begin_);
      std::copy_n(buffer_.data() + begin_, n, into.data() + got);
      begin_ += n;
      got += n;
    }
    return {};
  }

 private:
  std::unique_ptr<port::ReadFile> file_;
  std::string buffer_;
  std::uint64_t offset_ = 0;
  std::size_t begin_ = 0, end_ = 0;
};

constexpr std::string_view kinds[] = {"data", "dropped", "malformed", "artifact", "audit"};

std::string to_json(const FinishedShard& finished) {
  ValueBuilder out;
  out.begin_object().key("books").raw(pipeline::to_json(finished.books));
  const pipeline::InputFile& input = finished.input;
  out.key("input")
      .begin_object()
      .member("name", input.name)
      .member("bytes", input.bytes)
      .member("records", input.records);
  out.member("hash", input.hash).member("part", input.part).member("damaged", input.damaged);
  out.member("damage", input.damage).member("guessed", input.guessed).member("encoding", input.text.encoding);
  out.member("told", input.text.told).member("confidence", input.text.confidence);
  out.member("undecodable", input.text.undecodable);
  out.member("files", input.files).member("last", input.last).end_object();
  out.key("outputs").begin_array();
  for (const pipeline::OutputFile& file : finished.outputs) {
    out.begin_object().member("path", file.path).member("bytes", file.bytes).member("records", file.records);
    out.member("hash", file.hash).member("part", file.part).member("kind", kinds[static_cast<int>(file.kind)]);
    out.member("apart", file.apart).end_object();
  }
  out.end_array().end_object();
  return out.take();
}

std::uint64_t unsigned_of(Value value) { return static_cast<std::uint64_t>(value.integer().value_or(0)); }

Result<FinishedShard> from_json(std::string_view json) {
  if (validate_json(json)) return failure("is not JSON");
  const Value value(json);
  FinishedShard finished;
  DSPREP_TRY(finished.books, pipeline::books_from_json(value["books"].raw()));
  const Value input = value["input"];
  finished.input = {input["name"].text().value_or(""),
                    unsigned_of(input["bytes"]),
                    unsigned_of(input["records"]),
                    input["hash"].text().value_or(""),
                    input["part"].text().value_or(""),
                    input["damaged"].boolean().value_or(false),
                    input["damage"].text().value_or(""),
                    input["guessed"].text().value_or(""),
                    {input["encoding"].text().value_or(""), input["told"].text().value_or(""),
                     input["confidence"].number().value_or(0), unsigned_of(input["undecodable"])},
                    unsigned_of(input["files"]),
                    input["last"].text().value_or("")};
  const Value outputs = value["outputs"];
  for (Value::Elements it = outputs.elements(); it.next();) {
    const Value from = it.value();
    pipeline::OutputFile file{from["path"].text().value_or(""),       unsigned_of(from["bytes"]),
                              unsigned_of(from["records"]),           from["hash"].text().value_or(""),
                              from["part"].text().value_or(""),       {},
                              from["apart"].boolean().value_or(false)};
    const std::string kind = from["kind"].text().value_or("");
    for (int k = 0; k < 5; ++k)
      if (kind == kinds[k]) file.kind = static_cast<pipeline::OutputFile::Kind>(k);
    finished.outputs.push_back(std::move(file));
  }
  return finished;
}

}  // namespace

std::string Checkpoint::path(std::uint64_t pass, std::uint32_t shard, std::string_view what) const {
  return port::join(directory_, "pass-" + std::to_string(pass) + "/shard-" + std::to_string(shard) + std::string(what));
}

std::string Checkpoint::merged(std::uint64_t pass, std::string_view what) const {
  return port::join(directory_, "pass-" + std::to_string(pass) + "/merged" + std::string(what));
}

Result<std::unique_ptr<port::WriteFile>> Checkpoint::write(const std::string& to, Observer& observer) const {
  DSPREP_TRY(std::unique_ptr<port::WriteFile> file, files_.create(to));
  FileSink sink(*file);
  DSPREP_CHECK(observer.save(sink));
  DSPREP_CHECK(sink.flush());
  return file;
}

Result<io::UnsettledFile> Checkpoint::write(const std::string& to, std::string_view bytes) const {
  DSPREP_TRY(std::unique_ptr<port::WriteFile> file, files_.create(port::temporary_name(to)));
  DSPREP_CHECK(file->append(bytes));
  return io::UnsettledFile{std::move(file), port::temporary_name(to), to};
}

Status Checkpoint::save(const std::string& to, Observer& observer) const {
  DSPREP_TRY(const std::unique_ptr<port::WriteFile> file, write(to, observer));
  DSPREP_CHECK(file->sync());
  return file->close();
}

Status Checkpoint::load(const std::string& from, Observer& observer) const {
  DSPREP_TRY(std::unique_ptr<port::ReadFile> file, files_.open(from));
  FileSource source(std::move(file));
  if (Status status = observer.load(source); !status.ok()) return std::move(status).error().within(from);
  return {};
}

Status Checkpoint::save(std::uint64_t pass, std::uint32_t shard, const FinishedShard& finished,
                        const std::vector<std::unique_ptr<Observer>>& observers, UnsettledShard& unsettled) {
  if (!enabled()) return {};
  DSPREP_CHECK(make_room(pass));
  for (std::size_t i = 0; i < observers.size(); ++i) {
    if (!observers[i]) continue;
    const std::string to = path(pass, shard, ".observer-" + std::to_string(i));
    DSPREP_TRY(std::unique_ptr<port::WriteFile> file, write(port::temporary_name(to), *observers[i]));
    unsettled.state.push_back({std::move(file), port::temporary_name(to), to});
  }
  if (!finished.alive.empty()) {
    DSPREP_TRY(io::UnsettledFile alive, write(path(pass, shard, ".alive"), finished.alive.bytes()));
    unsettled.state.push_back(std::move(alive));
  }
  DSPREP_TRY(io::UnsettledFile mark, write(path(pass, shard, ".json"), to_json(finished)));
  unsettled.mark.push_back(std::move(mark));
  return {};
}

Result<std::optional<FinishedShard>> Checkpoint::load(std::uint64_t pass, std::uint32_t shard) const {
  if (!enabled()) return std::optional<FinishedShard>();
  DSPREP_TRY(const bool known, files_.has(path(pass, shard, ".json")));
  if (!known) return std::optional<FinishedShard>();
  DSPREP_TRY(const std::string json, files_.read_all(path(pass, shard, ".json")));
  auto finished = from_json(json);
  if (!finished) return std::move(finished).error().within(path(pass, shard, ".json"));
  const std::string bits = path(pass, shard, ".alive");
  DSPREP_TRY(const bool some_live, files_.has(bits));
  if (some_live) {
    DSPREP_TRY(const std::string bytes, files_.read_all(bits));
    finished->alive = LineSet::from_bytes(bytes);
  }
  return std::optional<FinishedShard>(std::move(*finished));
}

Status Checkpoint::load_observers(std::uint64_t pass, std::uint32_t shard,
                                  std::vector<std::unique_ptr<Observer>>& observers) const {
  for (std::size_t i = 0; i < observers.size(); ++i) {
    if (!observers[i]) continue;
    const std::string from = path(pass, shard, ".observer-" + std::to_string(i));
    DSPREP_TRY(const bool there, files_.has(from));
    if (!there) continue;  // the shard had nothing to observe
    DSPREP_CHECK(load(from, *observers[i]));
  }
  return {};
}

// The mark last: what is half-merged is merged again.
Status Checkpoint::save_merged(std::uint64_t pass, const std::vector<std::unique_ptr<Observer>>& observers,
                               const std::string& own) {
  for (std::size_t i = 0; i < observers.size(); ++i) {
    if (!observers[i]) continue;
    const std::string to = merged(pass, ".observer-" + std::to_string(i)), temporary = to + "." + own;
    DSPREP_CHECK(save(temporary, *observers[i]));
    DSPREP_CHECK(files_.rename(temporary, to));
    DSPREP_CHECK(files_.sync_directory(port::parent_of(to)));
  }
  return files_.write_atomically(merged(pass, ""), "merged\n");
}

Result<bool> Checkpoint::is_merged(std::uint64_t pass) const {
  if (!enabled()) return false;
  return files_.has(merged(pass, ""));
}

Status Checkpoint::load_merged(std::uint64_t pass, const std::vector<const GlobalOp*>& taps, std::size_t from,
                               std::vector<std::unique_ptr<Observer>>& observers) const {
  for (std::size_t i = from; i < taps.size(); ++i) {
    const std::string path = merged(pass, ".observer-" + std::to_string(i));
    DSPREP_TRY(const bool there, files_.has(path));
    if (!there) continue;
    observers[i] = taps[i]->observer();
    DSPREP_CHECK(load(path, *observers[i]));
  }
  return {};
}

}  // namespace dsprep::exec
