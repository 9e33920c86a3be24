// verify: every file the manifest names is read once, as a stream. The bytes on disk pass through a hash on their way
// into the decompressor, whose output is only counted, so memory does not depend on the dataset.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/human.h"
#include "compress/codec.h"
#include "dsprep/value.h"
#include "io/audit_file.h"
#include "io/chunk.h"
#include "io/format.h"
#include "io/hashing_stream.h"
#include "io/manifest_schema.h"
#include "pipeline/books.h"
#include "port/files.h"
#include "port/stays_inside.h"
#include "report/manifest.h"

namespace dsprep::report {
namespace {

constexpr std::size_t buffer_size = 256u << 10;
constexpr std::string_view audit_suffix = ".audit";
constexpr std::string_view side_suffix = ".dsprep";

struct Listed {
  std::string path, kind, hash;
  std::uint64_t bytes = 0, records = 0;
  bool apart = false;  // in the directory --dropped named
};

std::optional<std::uint64_t> count_in(Value object, std::string_view key) {
  const std::optional<std::int64_t> n = object[key].integer();
  if (!n || *n < 0) return std::nullopt;
  return static_cast<std::uint64_t>(*n);
}

class Verifier {
 public:
  Verifier(port::Files& files, std::string directory) : files_(files), directory_(std::move(directory)) {}

  Status read_manifest();
  void check_outputs();
  void check_unlisted();
  void check_books();
  Verification take() { return std::move(found_); }

 private:
  void problem(std::string_view where, std::string_view what) {
    found_.problems.push_back(std::string(where) + ": " + std::string(what));
  }
  std::optional<Listed> listed(Value output, std::size_t index);
  bool is_own_file(std::string_view path) const;
  void check_file(const Listed& file);
  void check_contents(const Listed& file, const std::string& place);
  void check_measurements(const Listed& file, const std::string& place);
  Result<std::string> hash_of(const std::string& place);
  void walk(const std::string& top);

  port::Files& files_;
  std::string directory_, manifest_;
  Value root_;
  std::set<std::string> paths_, apart_paths_;
  std::string dropped_;  // what --dropped named, as run.json tells; "" where it does not
  std::uint64_t data_files_ = 0, data_records_ = 0;
  io::Formats formats_;
  std::vector<char> buffer_ = std::vector<char>(buffer_size);
  Verification found_;
};

Status Verifier::read_manifest() {
  const std::string path = port::join(directory_, "manifest.json");
  DSPREP_TRY(const bool there, files_.has(path));
  if (!there) {
    DSPREP_TRY(const bool begun, files_.has(port::join(directory_, ".dsprep")));
    return failure(path + ": no such file; \"" + directory_ + "\" is not a finished dataset directory of dsprep" +
                   (begun ? " (its run was interrupted: finish it with --resume)" : ""));
  }
  DSPREP_TRY(manifest_, files_.read_all(path));
  if (const auto fault = validate_json(manifest_))
    return failure(path + ": not JSON: " + fault->reason + " at byte " + base::format_count(fault->offset));
  root_ = Value(manifest_);
  DSPREP_CHECK(io::check_manifest_schema(root_, path));
  const std::string run_path = port::join(directory_, "run.json");
  DSPREP_TRY(const bool told, files_.has(run_path));
  if (told) {
    DSPREP_TRY(const std::string run, files_.read_all(run_path));
    if (!validate_json(run)) dropped_ = Value(run)["dropped"].text().value_or("");
  }
  if (root_["outputs"].type() != FieldType::array || root_["books"].type() != FieldType::object)
    return failure(path + ": not a manifest of dsprep: \"outputs\" and \"books\" are missing");
  return {};
}

// The one path that may lead out: FILE.dsprep holds what belongs to the FILE beside it.
bool Verifier::is_own_file(std::string_view path) const {
  std::string own = "../";
  own.append(path.substr(std::min(own.size(), path.size())));
  return path == own && port::stays_inside(path.substr(3)) &&
         own.substr(3).append(side_suffix) == port::base_name(directory_);
}

std::optional<Listed> Verifier::listed(Value output, std::size_t index) {
  const std::string where = "manifest.json, outputs[" + std::to_string(index) + "]";
  const auto path = output["path"].text(), kind = output["kind"].text(), hash = output["hash"].text();
  const auto bytes = count_in(output, "bytes"), records = count_in(output, "records");
  if (!path || !kind || !hash || !bytes || !records) {
    problem(where, "needs path, kind, bytes, records and hash");
    return std::nullopt;
  }
  if (!port::stays_inside(*path) && !is_own_file(*path)) {
    problem(where, "\"" + *path + "\" leads out of the directory");
    return std::nullopt;
  }
  const bool apart = output["in"].exists();
  if (!(apart ? apart_paths_ : paths_).insert(*path).second) {
    problem(where, "\"" + *path + "\" is listed twice");
    return std::nullopt;
  }
  return Listed{*path, *kind, *hash, *bytes, *records, apart};
}

void Verifier::check_outputs() {
  Value::Elements outputs = root_["outputs"].elements();
  for (std::size_t index = 0; outputs.next(); ++index) {
    const std::optional<Listed> file = listed(outputs.value(), index);
    if (!file) continue;
    if (file->kind == "data") {
      ++data_files_;
      data_records_ += file->records;
    }
    check_file(*file);
  }
}

void Verifier::check_file(const Listed& file) {
  if (file.apart && dropped_.empty())
    return problem(file.path, "missing: it was put where --dropped said, and run.json does not tell where that was");
  const std::string place = port::join(file.apart ? dropped_ : directory_, file.path);
  const Result<std::optional<port::FileInfo>> found = files_.find(place);
  if (!found.ok()) return problem(file.path, found.error().message);
  if (!*found) return problem(file.apart ? place : file.path, "missing");
  const port::FileInfo& info = **found;
  if (info.kind != port::FileInfo::Kind::file) return problem(file.path, "not a file");
  ++found_.files;
  found_.bytes += info.size;
  if (info.size != file.bytes)
    return problem(file.path,
                   base::format_count(info.size) + " bytes, but the manifest says " + base::format_count(file.bytes));
  check_contents(file, place);
}

Result<std::string> Verifier::hash_of(const std::string& place) {
  DSPREP_TRY(auto opened, files_.open(place));
  io::HashingStream bytes(compress::stream_of(std::move(opened)));
  for (;;) {
    DSPREP_TRY(const std::size_t size, bytes.read(buffer_));
    if (size == 0) return bytes.digest();
  }
}

// What decompressing a file tells: its hash and its lines in one reading.
struct Contents {
  std::string hash;  // "" where it was not taken
  std::uint64_t lines = 0;
};

// Of a format without parameters, so that there is one way to read it.
Result<Contents> read_records(port::Files& files, const std::string& place, const Reader& reader) {
  DSPREP_TRY(auto opened, files.open(place));
  auto hashing = std::make_unique<io::HashingStream>(compress::stream_of(std::move(opened)));
  io::HashingStream& hash = *hashing;
  DSPREP_TRY(compress::OpenedStream bytes, compress::open_stream(std::move(hashing)));
  const auto chunks = io::chunks_of(std::move(bytes.stream), reader, {});
  Contents contents;
  io::Chunk chunk;
  for (;;) {
    DSPREP_TRY(const bool more, chunks->next(chunk));
    if (!more) break;
    if (chunk.kind == io::Chunk::Kind::damage) return failure(std::string(chunk.bytes()));
    contents.lines += chunk.lines;
  }
  contents.hash = hash.digest();
  return contents;
}

// Of a format of tables, which is not read from its first byte to its last.
Result<Contents> read_rows(port::Files& files, const std::string& place, const Reader& reader) {
  DSPREP_TRY(std::unique_ptr<port::ReadFile> opened, files.open(place));
  const auto chunks = io::table_chunks(std::move(opened), reader, {});
  Contents contents;
  io::Chunk chunk;
  for (;;) {
    DSPREP_TRY(const bool more, chunks->next(chunk));
    if (!more) return contents;
    if (chunk.kind == io::Chunk::Kind::damage) return failure(std::string(chunk.bytes()));
    contents.lines += chunk.lines;
  }
}

Result<Contents> read_contents(port::Files& files, const std::string& place, std::span<char> buffer) {
  DSPREP_TRY(auto opened, files.open(place));
  auto hashing = std::make_unique<io::HashingStream>(compress::stream_of(std::move(opened)));
  io::HashingStream& hash = *hashing;
  DSPREP_TRY(const compress::OpenedStream bytes, compress::open_stream(std::move(hashing)));
  Contents contents;
  char last = '\n';
  for (;;) {
    DSPREP_TRY(const std::size_t size, bytes.stream->read(buffer));
    if (size == 0) break;
    contents.lines += static_cast<std::uint64_t>(std::count(buffer.data(), buffer.data() + size, '\n'));
    last = buffer[size - 1];
  }
  if (last != '\n') ++contents.lines;
  for (;;) {  // what a decompressor may leave unread behind its last frame
    DSPREP_TRY(const std::size_t size, hash.read(buffer));
    if (size == 0) break;
  }
  contents.hash = hash.digest();
  return contents;
}

void Verifier::check_contents(const Listed& file, const std::string& place) {
  const FormatSpec* format = formats_.of_path(file.path);
  if (file.kind == "audit" && file.path.ends_with(audit_suffix)) check_measurements(file, place);
  const bool lines =  // may be counted
      file.kind != "artifact" && file.kind != "audit" && file.kind != "card" && format && format->reader &&
      !format->reader_params;
  std::string hash, damage;
  if (lines) {
    const auto input = formats_.input_of(file.path);
    Result<Contents> contents = format->table             ? read_rows(files_, place, *input->reader)
                                : format->name == "jsonl" ? read_contents(files_, place, buffer_)
                                                          : read_records(files_, place, *input->reader);
    if (contents.ok()) {
      hash = contents->hash;
      found_.records += contents->lines;
      if (contents->lines != file.records)
        problem(file.path, base::format_count(contents->lines) + " records, but the manifest says " +
                               base::format_count(file.records));
    } else {
      damage = contents.error().message;
    }
  }
  if (hash.empty()) {
    Result<std::string> raw = hash_of(place);
    if (!raw.ok()) return problem(file.path, raw.error().message);
    hash = std::move(raw).value();
  }
  if (hash != file.hash) problem(file.path, "changed: its hash is " + hash + ", but the manifest says " + file.hash);
  if (!damage.empty()) problem(file.path, "cannot be read to its end: " + damage);
}

// Each block's checksum, and a row for each record.
void Verifier::check_measurements(const Listed& file, const std::string& place) {
  const auto reader = io::AuditReader::open(files_, place);
  if (!reader.ok()) return problem(file.path, reader.error().message);
  if ((*reader)->rows() != file.records)
    problem(file.path,
            base::format_count((*reader)->rows()) + " rows, but the manifest says " + base::format_count(file.records));
  if (const Status whole = (*reader)->check(); !whole.ok()) problem(file.path, whole.error().message);
}

void Verifier::walk(const std::string& top) {
  const Result<bool> there = files_.has(port::join(directory_, top));
  if (!there.ok()) return problem(top, there.error().message);
  if (!*there) return;
  std::vector<std::string> open{top};
  while (!open.empty()) {
    const std::string path = std::move(open.back());
    open.pop_back();
    const auto entries = files_.list(port::join(directory_, path));
    if (!entries.ok()) {
      problem(path, entries.error().message);
      continue;
    }
    for (const port::DirEntry& entry : *entries) {
      const std::string inside = port::join(path, entry.name);
      if (entry.kind == port::FileInfo::Kind::directory) open.push_back(inside);
      else if (!paths_.count(inside)) problem(inside, "not in the manifest");
    }
  }
}

void Verifier::check_unlisted() {
  for (const char* top : {"data", "dropped", "malformed", "audit"}) walk(top);
}

void Verifier::check_books() {
  const Value object = root_["books"];
  pipeline::Books books;
  const std::pair<const char*, std::uint64_t*> entries[] = {
      {"read", &books.read},           {"kept", &books.kept},       {"dropped", &books.dropped},
      {"malformed", &books.malformed}, {"written", &books.written}, {"copies", &books.copies},
      {"added", &books.added}};
  for (const auto& [name, place] : entries) {
    const auto n = count_in(object, name);
    if (!n) return problem("books", std::string("\"") + name + "\" is missing or no count");
    *place = *n;
  }
  if (const Status balance = books.check(); !balance.ok()) problem("books", balance.error().message);
  if (data_files_ > 0 && data_records_ != books.written)
    problem("books", "written is " + base::format_count(books.written) + ", but the data files are listed with " +
                         base::format_count(data_records_) + " records");
}

}  // namespace

Result<Verification> verify(port::Files& files, const std::string& directory) {
  std::string place = directory;
  while (place.size() > 1 && place.back() == '/') place.pop_back();
  // `dsprep verify out.jsonl` means the records kept beside that file.
  DSPREP_TRY(const std::optional<port::FileInfo> info, files.find(place));
  if (info && info->kind == port::FileInfo::Kind::file) place += side_suffix;
  Verifier verifier(files, place);
  DSPREP_CHECK(verifier.read_manifest());
  verifier.check_outputs();
  verifier.check_unlisted();
  verifier.check_books();
  return verifier.take();
}

}  // namespace dsprep::report
