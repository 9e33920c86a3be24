// SortedTable: a read-only map from fixed-size keys to byte strings, on disk past a small size, for decisions about
// single records ("this line is a duplicate of that one"). Made from records in key order; look-ups that come in order,
// as a worker's do, read each block once.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "dsprep/record.h"
#include "dsprep/result.h"
#include "spill/workspace.h"

namespace dsprep::spill {

// Immutable and thread-safe; its file goes with it, so it must not outlive the Workspace.
class SortedTable {
 public:
  // Not thread-safe.
  class Builder {
   public:
    Builder(Workspace& workspace, std::size_t key_size);
    ~Builder();
    Builder(Builder&&) noexcept;
    Status add(std::string_view key, std::string_view value);  // REQUIRES keys strictly ascending, key_size bytes
    Result<std::shared_ptr<const SortedTable>> finish();       // REQUIRES to be called once, last

   private:
    std::unique_ptr<SortedTable> table_;
    struct State;
    std::unique_ptr<State> state_;
  };

  // One per worker: keeps the block it read last.
  class Cursor {
   public:
    explicit Cursor(std::shared_ptr<const SortedTable> table);
    ~Cursor();
    Cursor(Cursor&&) noexcept;
    // The value of `key`, valid until the next call; nothing where there is none. REQUIRES key_size bytes.
    Result<std::optional<std::string_view>> find(std::string_view key);
    // The same where keys are record_key().
    Result<std::optional<std::string_view>> find(const RecordId& id);

   private:
    struct State;
    std::unique_ptr<State> state_;
  };

  ~SortedTable();
  std::uint64_t size() const;  // entries
  bool on_disk() const;

 private:
  struct State;
  explicit SortedTable(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// 16 bytes whose order is RecordId's order.
std::string record_key(const RecordId& id);
void append_record_key(std::string& out, const RecordId& id);
RecordId record_id_of(std::string_view key);  // REQUIRES 16 bytes

}  // namespace dsprep::spill
