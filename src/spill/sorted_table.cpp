// Entries are packed into blocks of 64 KiB, each with a table of where its entries begin, so that a block can be
// searched by halves; the first keys of all blocks stay in memory and are searched the same way. A block looks like
// this:
//
//   (key, value)*  then  begin of each entry (4 bytes)*  then  number of entries (4 bytes)
//
// Blocks are kept in memory until they pass a limit; then they and all that follow go to a block file.
#include "spill/sorted_table.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <utility>
#include <vector>

#include "port/files.h"
#include "spill/block_file.h"

namespace dsprep::spill {
namespace {

constexpr std::size_t block_size = 64u << 10;
constexpr std::size_t none = static_cast<std::size_t>(-1);

std::uint64_t memory_limit(std::uint64_t budget) { return std::clamp<std::uint64_t>(budget / 8, block_size, 8u << 20); }

void append_u32(std::string& out, std::size_t value) {
  const auto word = static_cast<std::uint32_t>(value);
  out.append(reinterpret_cast<const char*>(&word), sizeof word);
}

std::uint32_t read_u32(const char* at) {
  std::uint32_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

// A finished block.
class BlockView {
 public:
  BlockView(std::string_view block, std::size_t key_size)
      : block_(block),
        key_size_(key_size),
        count_(read_u32(block.data() + block.size() - 4)),
        begins_(block.data() + block.size() - 4 - std::size_t{4} * count_) {}

  std::optional<std::string_view> find(std::string_view key) const {
    std::size_t low = 0, high = count_;
    while (low < high) {
      const std::size_t middle = low + (high - low) / 2;
      if (std::memcmp(block_.data() + begin(middle), key.data(), key_size_) < 0) low = middle + 1;
      else high = middle;
    }
    if (low == count_ || std::memcmp(block_.data() + begin(low), key.data(), key_size_) != 0) return std::nullopt;
    const std::size_t end = low + 1 < count_ ? begin(low + 1) : static_cast<std::size_t>(begins_ - block_.data());
    return block_.substr(begin(low) + key_size_, end - begin(low) - key_size_);
  }

 private:
  std::size_t begin(std::size_t entry) const { return read_u32(begins_ + 4 * entry); }
  std::string_view block_;
  std::size_t key_size_, count_;
  const char* begins_;
};

}  // namespace

struct SortedTable::State {
  State(Workspace& w, std::size_t size) : workspace(w), held(w), key_size(size) {}

  std::string_view first_key(std::size_t block) const {
    return std::string_view(first_keys).substr(block * key_size, key_size);
  }
  std::size_t block_count() const { return first_keys.size() / key_size; }

  // The block that would hold `key`, or none where the key is before all.
  std::size_t block_of(std::string_view key) const {
    std::size_t low = 0, high = block_count();
    while (low < high) {
      const std::size_t middle = low + (high - low) / 2;
      if (first_key(middle) <= key) low = middle + 1;
      else high = middle;
    }
    return low == 0 ? none : low - 1;
  }

  Workspace& workspace;
  MemoryReservation held;
  const std::size_t key_size;
  std::uint64_t entries = 0;
  std::string first_keys;              // of the blocks, one behind the other
  std::vector<std::string> blocks;     // while in memory
  std::vector<std::uint64_t> offsets;  // of the blocks, on disk
  std::optional<TemporaryFile> file;
  std::unique_ptr<port::ReadFile> in;
};

SortedTable::SortedTable(std::unique_ptr<State> state) : state_(std::move(state)) {}
SortedTable::~SortedTable() = default;
std::uint64_t SortedTable::size() const { return state_->entries; }
bool SortedTable::on_disk() const { return state_->in != nullptr; }

struct SortedTable::Builder::State {
  explicit State(SortedTable::State& t) : table(t) {}

  Status close_block() {
    if (begins.empty()) return {};
    for (const std::uint32_t begin : begins) append_u32(block, begin);
    append_u32(block, begins.size());
    begins.clear();
    if (!writer && in_memory + block.size() > memory_limit(table.workspace.memory_budget()))
      DSPREP_CHECK(move_to_disk());
    if (writer) {
      table.offsets.push_back(writer->position());
      table.held.add(sizeof(std::uint64_t) + table.key_size);
      DSPREP_CHECK(writer->append(block));
    } else {
      in_memory += block.size();
      table.held.add(block.size() + table.key_size);
      table.blocks.push_back(block);
    }
    block.clear();
    return {};
  }

  Status move_to_disk() {
    DSPREP_TRY(writer, BlockWriter::make(table.workspace, "table"));
    for (const std::string& kept : table.blocks) {
      table.offsets.push_back(writer->position());
      DSPREP_CHECK(writer->append(kept));
    }
    table.blocks = {};
    table.held = MemoryReservation(table.workspace);
    table.held.add(table.first_keys.size() + table.offsets.size() * sizeof(std::uint64_t));
    return {};
  }

  SortedTable::State& table;
  std::optional<BlockWriter> writer;
  std::string block;
  std::vector<std::uint32_t> begins;  // of the entries in `block`
  std::uint64_t in_memory = 0;
};

SortedTable::Builder::Builder(Workspace& workspace, std::size_t key_size)
    : table_(new SortedTable(std::make_unique<SortedTable::State>(workspace, key_size))),
      state_(std::make_unique<State>(*table_->state_)) {}
SortedTable::Builder::~Builder() = default;
SortedTable::Builder::Builder(Builder&&) noexcept = default;

Status SortedTable::Builder::add(std::string_view key, std::string_view value) {
  assert(key.size() == table_->state_->key_size);
  State& now = *state_;
  if (now.begins.empty()) table_->state_->first_keys.append(key);
  now.begins.push_back(static_cast<std::uint32_t>(now.block.size()));
  now.block.append(key).append(value);
  ++table_->state_->entries;
  // Whatever its length, an entry is the last of its block once that is full: begins fit 4 bytes.
  return now.block.size() + 4 * now.begins.size() >= block_size ? now.close_block() : Status();
}

Result<std::shared_ptr<const SortedTable>> SortedTable::Builder::finish() {
  DSPREP_CHECK(state_->close_block());
  if (state_->writer) {
    DSPREP_TRY(table_->state_->file, state_->writer->finish());
    DSPREP_TRY(table_->state_->in, table_->state_->workspace.files().open(table_->state_->file->path()));
  }
  return std::shared_ptr<const SortedTable>(std::move(table_));
}

struct SortedTable::Cursor::State {
  explicit State(std::shared_ptr<const SortedTable> t) : table(std::move(t)) {}
  std::shared_ptr<const SortedTable> table;
  std::size_t block = none;  // that `bytes` is
  std::string_view bytes;
  BlockBuffer buffer;
  std::string key;  // of a record: scratch
};

SortedTable::Cursor::Cursor(std::shared_ptr<const SortedTable> table)
    : state_(std::make_unique<State>(std::move(table))) {}
SortedTable::Cursor::~Cursor() = default;
SortedTable::Cursor::Cursor(Cursor&&) noexcept = default;

Result<std::optional<std::string_view>> SortedTable::Cursor::find(std::string_view key) {
  const SortedTable::State& table = *state_->table->state_;
  assert(key.size() == table.key_size);
  const bool here = state_->block != none && table.first_key(state_->block) <= key &&
                    (state_->block + 1 == table.block_count() || key < table.first_key(state_->block + 1));
  if (!here) {
    const std::size_t block = table.block_of(key);
    if (block == none) return std::optional<std::string_view>();
    state_->block = none;
    if (table.in) {
      DSPREP_CHECK(read_block(*table.in, table.file->path(), table.offsets[block], state_->buffer));
      state_->bytes = state_->buffer.block;
    } else {
      state_->bytes = table.blocks[block];
    }
    state_->block = block;
  }
  return BlockView(state_->bytes, table.key_size).find(key);
}

Result<std::optional<std::string_view>> SortedTable::Cursor::find(const RecordId& id) {
  state_->key.clear();
  append_record_key(state_->key, id);
  return find(state_->key);
}

}  // namespace dsprep::spill
