#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "spill/sorted_table.h"
#include "spill/sorter.h"

namespace dsprep::spill {
namespace {

template <std::size_t size>
std::uint64_t read_be(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

template <std::size_t size>
void append_be(std::string& out, std::uint64_t value) {
  char bytes[size];
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(value >> (8 * (size - 1 - i)));
  out.append(bytes, size);
}

}  // namespace

void append_be64(std::string& out, std::uint64_t value) { append_be<8>(out, value); }
void append_be40(std::string& out, std::uint64_t value) { append_be<5>(out, value); }
void append_be32(std::string& out, std::uint32_t value) { append_be<4>(out, value); }
std::uint64_t read_be64(std::string_view bytes) { return read_be<8>(bytes); }
std::uint64_t read_be40(std::string_view bytes) { return read_be<5>(bytes); }
std::uint32_t read_be32(std::string_view bytes) { return static_cast<std::uint32_t>(read_be<4>(bytes)); }

void append_record_key(std::string& out, const RecordId& id) {
  append_be32(out, id.shard);
  append_be64(out, id.line);
  append_be32(out, id.derived);
}

std::string record_key(const RecordId& id) {
  std::string key;
  append_record_key(key, id);
  return key;
}

RecordId record_id_of(std::string_view key) {
  return {read_be32(key), read_be64(key.substr(4)), read_be32(key.substr(12))};
}

}  // namespace dsprep::spill
