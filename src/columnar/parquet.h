// Parquet, through Apache Arrow: the room's whole face to the others. Where the program is built without Arrow
// (absent.cpp), a file cannot be opened or written, and one line says how to get it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "dsprep/format.h"
#include "dsprep/result.h"

namespace dsprep::columnar {

// "Apache Arrow 26.0.1"; "" where the program is built without it.
std::string arrow_version();

enum class PageCodec : std::uint8_t { snappy, zstd, lz4, gzip, none };

struct WritingRules {
  PageCodec codec = PageCodec::snappy;
  std::uint64_t row_group_size = 64u << 20;  // bytes of encoded pages, before they are compressed
};

std::unique_ptr<Reader> parquet_reader();

// A schema as TableFile::schema() has it, as Hugging Face `datasets` writes its Features:
// {"text":{"dtype":"string","_type":"Value"}}. "" where it has a type that they lack.
std::string features(std::string_view schema);

Result<std::unique_ptr<Writer>> parquet_writer(const WritingRules& rules);

}  // namespace dsprep::columnar
