// Formats in use: which one a name or a path means, bound to its parameters, and the chunks it reads.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compress/codec.h"
#include "dsprep/format.h"
#include "dsprep/result.h"
#include "io/chunk.h"

namespace dsprep::io {

// A format with the parameters it is read with. Shared by its shards and by all threads.
struct InputFormat {
  const FormatSpec* spec;
  std::unique_ptr<const Reader> reader;
};

// A format with the parameters it is written with. The writer is const once the columns are set.
struct OutputFormat {
  const FormatSpec* spec;
  std::unique_ptr<Writer> writer;
};

// Which format is meant, and how: "" is told by the extension of a path.
struct FormatChoice {
  FormatChoice() = default;
  FormatChoice(std::string format_name, ParamValues values = {})
      : name(std::move(format_name)), params(std::move(values)) {}
  FormatChoice(const char* format_name) : name(format_name) {}
  std::string name;
  ParamValues params;    // checked
  std::string encoding;  // of the files, from encoding_named(); "" is told by their bytes
};

// The formats a run knows: an object, so that tests can add their own.
class Formats {
 public:
  Formats();  // the built-in ones
  void add(const FormatSpec* spec);
  const FormatSpec* named(std::string_view name) const;
  const FormatSpec* of_path(std::string_view path) const;  // by extension, codec extension ignored; null where unknown
  std::vector<const FormatSpec*> all() const;              // as they were added; the built-in ones by name
  std::vector<std::string> names() const;
  std::vector<std::string> extensions() const;  // of those that can be read

  // Is there such a format, and is it read (written)?
  Status check_input(std::string_view name) const;
  Status check_output(std::string_view name) const;
  // Bound to parameters. An error is the user's: no such format, or one that cannot be read (written).
  Result<std::shared_ptr<const InputFormat>> input(const FormatChoice& choice) const;
  Result<std::shared_ptr<OutputFormat>> output(const FormatChoice& choice) const;
  // What a path is read with, where nobody says: as its extension has it, else JSON Lines.
  std::shared_ptr<const InputFormat> input_of(std::string_view path) const;

 private:
  Result<const FormatSpec*> known(std::string_view name) const;
  struct Entry {
    const FormatSpec* spec;
    std::shared_ptr<const InputFormat> input;  // with its default parameters; null where it cannot be read
  };
  std::vector<Entry> formats_;
};

// JSON Lines, read as it stands.
std::shared_ptr<const InputFormat> jsonl_input();

struct ChunkOptions {
  std::size_t chunk_size = 1u << 20;  // decompressed bytes a chunk aims at; part of the output's frame layout
  std::uint64_t max_record_size = 256ull << 20;  // longer ones come out as Chunk::Kind::oversize pieces
};

// Cuts a shard's bytes into chunks of whole records. Serial; owned by whoever reads the shard.
class ChunkReader {
 public:
  virtual ~ChunkReader() = default;
  // The next chunk of whole records into `chunk` (cleared first; shard is set by the caller). False at the end, after
  // a chunk with end_of_shard set was handed out: every shard has exactly one such chunk, empty where the shard is.
  // Damage in the stream ends the shard with a Kind::damage chunk; any other error of it is ours to return, at once.
  virtual Result<bool> next(Chunk& chunk) = 0;
  // Framer::guessed, at the end.
  virtual std::string guessed() const { return ""; }
  // Of a format of tables: which share of the shard was read, for progress.
  virtual double done() const { return 0; }
};

// The files of a shard of which each is one record.
class FileSource {
 public:
  virtual ~FileSource() = default;
  virtual std::size_t files() const = 0;
  // Called in order, each file once; the stream is gone before the next one is opened.
  virtual Result<std::unique_ptr<compress::ByteStream>> open(std::size_t file) = 0;
  // The stream of the file that was opened last goes now. `damage`: why it could not be read to its end, or "".
  virtual void done(std::string_view damage) = 0;
};

// Of lines, of what a Framer finds, and of whole files. The latter says of every damaged file what it is, and goes on.
std::unique_ptr<ChunkReader> line_chunks(std::unique_ptr<compress::ByteStream> stream, ChunkOptions options);
std::unique_ptr<ChunkReader> framed_chunks(std::unique_ptr<compress::ByteStream> stream, std::unique_ptr<Framer> framer,
                                           ChunkOptions options);
std::unique_ptr<ChunkReader> file_chunks(FileSource& files, ChunkOptions options);
// As the format has it, of one stream.
std::unique_ptr<ChunkReader> chunks_of(std::unique_ptr<compress::ByteStream> stream, const Reader& reader,
                                       ChunkOptions options);

// Of a format of tables: chunks whose records are Chunk::rows.
std::unique_ptr<ChunkReader> table_chunks(std::shared_ptr<const port::ReadFile> file, const Reader& reader,
                                          ChunkOptions options);
// What types such a file says that its columns have (TableFile::schema).
Result<std::string> table_schema(std::shared_ptr<const port::ReadFile> file, const Reader& reader);

}  // namespace dsprep::io
