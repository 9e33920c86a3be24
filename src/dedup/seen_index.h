// SeenIndex: a file of what an earlier run kept (content hashes, band hashes, sketches, ids), enough to tell whether a
// record of this run is a duplicate of it without that data. Versioned; every block is checksummed; read piece by
// piece.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/hash128.h"
#include "dsprep/op.h"
#include "dsprep/result.h"
#include "port/files.h"
#include "spill/block_file.h"
#include "spill/sorter.h"

namespace dsprep::dedup {

// One kept record: number 0 to entries - 1, in the order in which they were added.
struct SeenEntry {
  base::Hash128 content;
  std::uint64_t line = 0;
  std::string_view file, name;
};

// Immutable and thread-safe once open.
class SeenIndex {
 public:
  enum Table : std::uint8_t { entries_table, contents_table, bands_table, sketches_table, tables };

  static constexpr std::uint64_t version = 1;

  // Does the file begin like an index, of any version? False where it is too short to.
  static Result<bool> is_index(port::Files& files, const std::string& path);

  // Usage errors where there is none, or of another version.
  static Result<std::shared_ptr<const SeenIndex>> open(port::Files& files, const std::string& path);
  // The same for a step that goes on from it, which depends on it, and must compare as it was made: with these
  // settings.
  static Result<std::shared_ptr<const SeenIndex>> open(Binder& binder, const std::string& path,
                                                       std::string_view settings);

  const std::string& path() const { return path_; }
  const std::string& settings() const { return settings_; }  // how texts were made into hashes: must be the same
  const std::string& sketches() const { return sketches_; }  // what it holds of each text: "", "signatures", "shingles"
  std::uint64_t rows(Table table) const { return tables_[table].rows; }
  std::uint64_t size() const { return rows(entries_table); }
  std::uint64_t bytes() const { return file_->size(); }

  // Reads all of it: every block as it was written, every table as long as it says?
  Status check() const;

  // In order: contents (content (16), entry (5)), bands (band (8), entry (5)). REQUIRES the index to outlive the
  // reader.
  std::unique_ptr<spill::SortedReader> read(Table table) const;

  // Not thread-safe. Ascending numbers read each block once.
  class Cursor {
   public:
    explicit Cursor(const SeenIndex& index) : index_(index) {}
    Result<SeenEntry> entry(std::uint64_t number);  // valid until the next call
    // A MinHash signature (32-bit words) or a shingle set (64-bit words); empty: the text was too short for one.
    Result<std::string_view> sketch(std::uint64_t number);

   private:
    struct Place {
      spill::BlockBuffer buffer;
      std::optional<std::size_t> block;
    };
    Result<std::string_view> row(Table table, std::uint64_t number, Place& place);
    const SeenIndex& index_;
    Place entries_, sketches_;
  };

 private:
  friend class SeenIndexWriter;
  friend class SeenIndexReader;
  struct Blocks {
    std::uint64_t rows = 0;
    std::vector<std::uint64_t> offsets, first_rows;  // by block
  };
  Status read_block_of(Table table, std::size_t block, spill::BlockBuffer& buffer) const;

  std::string path_, settings_, sketches_;
  std::unique_ptr<port::ReadFile> file_;
  Blocks tables_[tables];
};

// Writes one, table by table: all of `entries` first, and so on. Not thread-safe.
class SeenIndexWriter {
 public:
  SeenIndexWriter(ByteSink& sink, std::string settings, std::string sketches);
  Status add(SeenIndex::Table table, std::string_view row);  // REQUIRES tables in the order of Table
  Status finish();

  static void append_entry(std::string& row, const SeenEntry& entry);

 private:
  Status close_block();
  ByteSink& sink_;
  SeenIndex made_;
  SeenIndex::Table table_ = SeenIndex::entries_table;
  std::string block_, packed_;
  std::uint64_t rows_in_block_ = 0, position_ = 0;
  Status started_;
};

}  // namespace dsprep::dedup
