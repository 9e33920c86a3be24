// Ledger: which part each key of an earlier split went to, so that it stays there.
//
// A text file that sort, diff and grep understand, made and merged by LC_ALL=C order (sort -mu a b):
//
//   # dsprep split ledger 1
//   # group /customer
//   # key /text
//   # seed 9f2c41d07a66e0b3
//   0007d9a1c2b3e4f5 train
//   001f…
//
// A row is the hash of a key, or of a group, with the seed mixed in, and the name of a part. Rows ascend.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op.h"
#include "port/files.h"
#include "spill/sorter.h"

namespace dsprep::split {

// What hashes are made of: only rows that were made alike can be compared.
struct LedgerSettings {
  std::string key, group;  // pointers; group may be ""
  std::uint64_t seed = 0;  // with the salt mixed in; the file holds a hash of it
};

struct LedgerRow {
  std::uint64_t hash = 0;
  std::size_t part = 0;
};

// Immutable, thread-safe.
class Ledger {
 public:
  static constexpr std::string_view name = "split.ledger";

  // Reads all of it once; usage errors name the line. `path`: the file, or a directory that has one by that name.
  static Result<std::shared_ptr<const Ledger>> open(port::Files& files, std::string path,
                                                    const LedgerSettings& settings,
                                                    const std::vector<std::string>& parts);

  const std::string& path() const { return path_; }
  std::uint64_t rows() const { return rows_; }

  // From the beginning, in order. Not thread-safe. REQUIRES the ledger to live as long.
  class Reader {
   public:
    explicit Reader(const Ledger& ledger) : ledger_(ledger) {}
    Result<bool> next(LedgerRow& row);

   private:
    friend class Ledger;
    Result<bool> line(std::string_view& line);
    const Ledger& ledger_;
    std::string buffer_;
    std::size_t begin_ = 0;
    std::uint64_t offset_ = 0, line_ = 0;
    std::optional<LedgerRow> last_;
  };

 private:
  Error at(std::uint64_t line, const std::string& what) const;
  Status read_head(std::string_view line, std::uint64_t number, const LedgerSettings& settings,
                   std::vector<std::string>& known) const;

  std::string path_;
  std::unique_ptr<port::ReadFile> file_;
  std::vector<std::string> parts_;
  std::uint64_t rows_ = 0;
};

// Looks hashes up in ascending order. Not thread-safe.
class LedgerCursor {
 public:
  explicit LedgerCursor(const Ledger* ledger) {  // null: nothing is known
    if (ledger) reader_.emplace(*ledger);
  }
  // REQUIRES hashes no smaller than in the call before.
  Result<std::optional<std::size_t>> find(std::uint64_t hash);
  std::uint64_t found() const { return found_; }  // rows that were asked for

 private:
  std::optional<Ledger::Reader> reader_;
  LedgerRow row_;
  bool any_ = false, more_ = true, counted_ = false;
  std::uint64_t found_ = 0;
};

// Entries of the sorter of a ledger's new rows: hash (8), part (1).
void append_ledger_entry(std::string& out, std::uint64_t hash, std::size_t part);

// Writes the rows of `before` (may be null) and those of `entries`, which is empty afterwards; equal hashes once, as
// they were before.
Status write_ledger(ByteSink& sink, const LedgerSettings& settings, const std::vector<std::string>& parts,
                    const Ledger* before, spill::Sorter& entries, Decider& decider);

}  // namespace dsprep::split
