// Formats: what stands between the bytes of a file and JSON lines, the form in which records pass through a pipeline.
//
// A format is described by one FormatSpec, as an op is by its OpSpec: src/formats/<name>.cpp defines
// `dsprep::formats::<name>_format`, CMake writes the table, and --from, --to, file extensions, [[source]] keys, help,
// docs page and the laws that hold for all formats follow from it. docs/writing_a_format.md walks through one.
//
// Reading is three steps, and the engine does what lies between them:
//   1. a Framer (one per shard, serial) says where in the decompressed bytes each record begins and ends. It sees every
//      byte once, in pieces of any size, and holds none: the engine carries over what is not whole, grows, cuts what
//      is longer than --max-record-size into pieces, and turns damage into an entry of malformed/;
//   2. a Decoder (one per worker) makes one JSON line of a Frame, or says that it is no record (skip), or why it is
//      malformed;
//   3. the line is validated and read like any other.
// Reader makes both and is shared by all threads: immutable. A Reader without a Framer reads lines (LF, CR LF; blank
// ones are no records), or whole files, where it says so; one without a Decoder has frames that are JSON lines as they
// stand.
//
// Formats that read documents call what they know of one alike: `text`, `url`, `date` (ISO 8601), `content_type`,
// `path` (the name of its file, as messages have it); each where it is known, in this order.
//
// Writing: an Encoder (one per worker) makes the format's bytes of a JSON line; the Writer says what stands at the
// beginning, between records and at the end of each file, and the engine puts it there.
//
// A format of tables (Parquet) is neither read from a file's first byte to its last nor written record by record: its
// Reader opens a TableFile, which gives Rows; its Writer has a BlockEncoder (in the worker), which makes columns of a
// block of JSON lines, and a FileWriter (in the turnstile), which puts blocks together.
//
// Nothing here opens a file, compresses or knows a thread. Standard library only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op_spec.h"
#include "dsprep/params.h"
#include "dsprep/result.h"

namespace dsprep {

// ---- reading ----

// Where a record stands in a shard: offsets of decompressed bytes, from the shard's first byte. What lies between two
// (separators, line ends) belongs to neither.
struct FrameBounds {
  enum class Kind : std::uint8_t {
    record,
    preamble,  // no record, but what is needed to understand those that follow: the header of a CSV file
  };
  std::uint64_t begin = 0, end = 0;
  Kind kind = Kind::record;
};

// Finds where records begin and end in one shard. Serial, and so to be fast (1 GB/s and more): it looks at structure
// and leaves the rest to the Decoder.
class Framer {
 public:
  virtual ~Framer() = default;
  // `bytes` go on where those of the last call ended; `at` is the offset of their first (not always 0 in the first
  // call: a byte order mark is taken away before). Appends, ascending, what is known to end now: within them, or
  // (a quote that opened no cell after all) earlier in the record under way, unless leaves() let it go. Returns where
  // the record under way begins, or the end of `bytes`: what lies before is not shown to anybody again.
  virtual std::uint64_t frame(std::string_view bytes, std::uint64_t at, std::vector<FrameBounds>& found) = 0;
  // There are no more bytes; `at` is their end. Appends a last record that nothing terminates. An error says that the
  // shard is cut short ("the array is not closed"): it ends as damaged, with the record under way in malformed/.
  virtual Status finish(std::uint64_t at, std::vector<FrameBounds>& found) = 0;
  // Said once, before the first frame(): a record of more than `longest` bytes will not be used.
  virtual void limit(std::uint64_t longest) { (void)longest; }
  // Asked when more than that is under way: may it leave in pieces, up to where the framer says that it ends? False: it
  // is needed still (what a quote that is open means is known only at its end). What is found must depend on the bytes
  // and the limit, not on the pieces they come in.
  virtual bool leaves() const { return true; }
  // What decoders get as Frame::preamble of the bytes bounded as one: these, unless the framer knows more than stands
  // there (which delimiter it guessed).
  virtual std::string preamble(std::string_view bytes) { return std::string(bytes); }
  // What was guessed about the shard, when it has been read: shown to the user and written into the manifest
  // ("delimiter = semicolon"). "" where there is nothing to say.
  virtual std::string guessed() const { return ""; }
};

// One record as the Framer bounded it.
struct Frame {
  std::string_view bytes;
  std::string_view preamble;  // of the shard; "" where it has none. Compare contents, not addresses: memory is reused
  std::string_view shard;     // the name of its own file, as messages and provenance have it
  std::uint64_t line = 1;     // of the file, where the frame begins, from 1
  std::string_view encoding = "";  // that the user named (--encoding), for a format whose charset is its own; or ""
};

// Makes one JSON line of a frame, in the worker. May keep scratch and what it learned from the last preamble; what it
// gives must depend on the Frame and the parameters alone.
class Decoder {
 public:
  enum class Outcome : std::uint8_t { record, skip };  // skip: no record, and not counted as one that was read
  virtual ~Decoder() = default;
  // Replaces `line` by a JSON object on one line, without LF. An error makes the record malformed, with this reason
  // (lower case, without the place: the engine adds file, line and column).
  virtual Result<Outcome> decode(const Frame& frame, std::string& line) = 0;
  // Said once, before the first decode(): what a frame unpacks to is malformed where it has more bytes than that.
  virtual void limit(std::uint64_t longest) { (void)longest; }
  // What the frame is that the last decode() skipped, in a word or two ("request"): the engine counts it, and the user
  // sees how much was passed over. "" where that is of no interest.
  virtual std::string_view skipped_as() const { return ""; }
  // For messages. Which byte of the frame the error of the last decode() is about …
  virtual std::size_t fault_at() const { return 0; }
  // … and which one the byte `at` of the line that decode() made of `frame` came from.
  virtual std::size_t origin_of(const Frame&, std::size_t) const { return 0; }
  // How many U+FFFDs in the line of the last decode() stand for bytes that are no text in the encoding they are in: the
  // engine counts them over the dataset ("undecodable" in the summary and the manifest). Of formats whose charset is
  // their own; of the others the engine knows.
  virtual std::uint64_t undecodable() const { return 0; }
};

// The bytes of a file, in any order. Thread-safe.
class FileBytes {
 public:
  virtual ~FileBytes() = default;
  virtual std::uint64_t size() const = 0;
  // Up to into.size() bytes from `offset`; fewer only at the end of the file; 0 past it.
  virtual Result<std::size_t> read(std::uint64_t offset, std::span<char> into) const = 0;
};

// Some rows of a table, decoded by who reads, and made JSON by the worker. One thread at a time.
class Rows {
 public:
  virtual ~Rows() = default;
  virtual std::uint64_t count() const = 0;
  virtual void keep_first(std::uint64_t n) = 0;
  virtual std::uint64_t held() const = 0;  // bytes of memory
  // Appends a JSON object for each row, with LF. What is no UTF-8 may stay so: a line is checked as any other.
  virtual void append_lines(std::string& out) const = 0;
};

// An open file of rows. Serial; memory is bounded by the rows asked for, however large the file's own units are.
class TableFile {
 public:
  virtual ~TableFile() = default;
  // The next rows, of about as many bytes of JSON as open_table() was told; null at the end. An error (lower case,
  // without the file's name) says that the file cannot be read from here on: it ends as damaged.
  virtual Result<std::unique_ptr<Rows>> next() = 0;
  virtual double done() const = 0;  // which share of the rows was given, for progress
  // The types of its columns, in the format's own words: for Writer::set_schemas.
  virtual std::string schema() const { return ""; }
};

// Reads one format with given parameters. Shared by all threads.
class Reader {
 public:
  virtual ~Reader() = default;
  virtual std::unique_ptr<Framer> framer() const { return nullptr; }    // null: a record is a line
  virtual std::unique_ptr<Decoder> decoder() const { return nullptr; }  // null: a frame is a JSON line as it stands
  // True: a file is one record, and its frame all of its bytes, a byte order mark included; framer() is not asked. A
  // file of nothing but ASCII white space is no record. Many small files are read as one shard (io/gather.h).
  virtual bool record_per_file() const { return false; }
  // Of a format of tables (FormatSpec::table), instead of the two above. An error of kind usage ends the run; any other
  // says that the file is damaged.
  virtual Result<std::unique_ptr<TableFile>> open_table(std::shared_ptr<const FileBytes> bytes,
                                                        std::size_t rows_size) const {
    (void)bytes, (void)rows_size;
    return failure("no format of tables");
  }
};

// ---- writing ----

// Makes the format's bytes of a JSON line, in the worker.
class Encoder {
 public:
  virtual ~Encoder() = default;
  // Appends to `out`. `line`: a valid JSON object without LF. An error ends the run: what cannot be said in the format
  // says so, with the field and what to do about it.
  virtual Status encode(std::string_view line, std::string& out) = 0;
};

// Makes the format's bytes of many records at once, in the worker: a format of tables has this instead of an Encoder.
class BlockEncoder {
 public:
  virtual ~BlockEncoder() = default;
  // Replaces `out`. `lines`: valid JSON objects, each with LF, at least one. An error ends the run, as an Encoder's.
  virtual Status encode(std::string_view lines, std::string& out) = 0;
};

// Puts what BlockEncoders made together into one file. Serial, and so to be fast.
class FileWriter {
 public:
  virtual ~FileWriter() = default;
  virtual Status add(std::string_view block, std::string& out) = 0;  // appends what can be written by now
  virtual Status end(std::string& out) = 0;                          // a file without records is one, too
};

// What a Writer must know of all records before the first one is written, and the names of fields do not tell: their
// types. One a chunk, merged in record order; save() and load() as those of an Observer.
class Survey {
 public:
  virtual ~Survey() = default;
  virtual Status observe(std::string_view line) = 0;  // a valid JSON object
  virtual Status merge(const Survey& next) = 0;       // one of the same writer
  virtual void save(std::string& out) const = 0;
  virtual Status load(std::string_view saved) = 0;
};

// Writes one format with given parameters. Shared by all threads once the columns are set.
class Writer {
 public:
  virtual ~Writer() = default;
  virtual std::unique_ptr<Encoder> encoder() const { return nullptr; }  // null: the line and LF
  // What every file begins and ends with, and what stands between two of its records (not before the first, not behind
  // the last). Appended; `records`: how many the file holds. A file without records has both ends, too.
  virtual Status begin(std::string&) const { return {}; }
  virtual std::string_view between() const { return {}; }
  virtual Status end(std::uint64_t, std::string&) const { return {}; }

  // True where the names of the fields have to be known before the first record is written (CSV's header, when the user
  // gave no columns). Then the engine reads everything once more beforehand and calls set_columns() with the top-level
  // fields of all records that will be written, each once, in the order in which they first come. encoder() and begin()
  // are called after that only.
  virtual bool needs_columns() const { return false; }
  virtual Status set_columns(std::span<const std::string>) { return {}; }

  // Of a format of tables, instead of encoder(), begin(), between() and end(). `together`: as many files are written at
  // a time, and share the memory that one would have.
  virtual std::unique_ptr<BlockEncoder> block_encoder() const { return nullptr; }
  virtual Result<std::unique_ptr<FileWriter>> file_writer(std::uint64_t together) const {
    (void)together;
    return std::unique_ptr<FileWriter>();
  }
  // Such a format is told first what TableFile::schema() says of the inputs, where they are of the same format (each
  // text once): fields whose values still fit are written with the types they were read with. `all`: every record was
  // read with one of these, and no step changes any.
  virtual void set_schemas(std::span<const std::string> schemas, bool all) { (void)schemas, (void)all; }
  // Then, unless nothing more needs to be known (null), everything is read once beforehand, as for needs_columns().
  // `added`: the field that some records get on their way out, and whose value no pass has seen ("_dsprep"); "" where
  // there is none.
  virtual std::unique_ptr<Survey> survey() const { return nullptr; }
  virtual Status set_types(const Survey& survey, std::string_view added) {
    (void)survey, (void)added;
    return {};
  }
};

// ---- the spec ----

// A small file, shown on the format's page and held by the tests: reading `file` gives `records`, and where the format
// is written, writing `records` gives `file`.
struct FormatExample {
  enum class Way : std::uint8_t { both, reads, writes };
  std::string_view title;
  std::string_view params;   // TOML, as in a [[source]]: "delimiter = \";\""
  std::string_view file;     // as it stands on disk
  std::string_view records;  // JSON Lines
  Way way = Way::both;
  std::uint64_t malformed = 0;  // records of the file that end up in malformed/
};

struct FormatSpec {
  std::string_view name;     // [a-z][a-z0-9]*, as --from and --to take it
  std::string_view summary;  // one line: what a file of it is
  std::string_view details;  // Markdown: exactly what is a record, what becomes of values, edge cases, bad input
  std::string_view source;   // the standard it follows, and where it departs from it
  std::vector<std::string_view> extensions;  // ".csv", each with its dot and without codec; the first one is written
  std::span<const FormatExample> examples;
  // null: cannot be read. The parameters of --from NAME=…; null: it has none.
  Result<std::unique_ptr<Reader>> (*reader)(const ParamValues&) = nullptr;
  std::vector<ParamInfo> (*reader_params)() = nullptr;
  // null: cannot be written. The parameters of --to NAME=…
  Result<std::unique_ptr<Writer>> (*writer)(const ParamValues&) = nullptr;
  std::vector<ParamInfo> (*writer_params)() = nullptr;
  // heavy: decoding is dear, so that a run of several passes keeps what it gave rather than decode again.
  Cost cost = Cost::light;
  // Who makes UTF-8 of what is in another encoding: the engine, before the framer sees it (a file is one text), or the
  // format itself (binary formats, and those whose documents each say their own).
  enum class Charset : std::uint8_t { of_file, own } charset = Charset::of_file;
  // A format of tables: read by Reader::open_table, written by Writer::block_encoder, compressed by itself.
  bool table = false;
};

}  // namespace dsprep
