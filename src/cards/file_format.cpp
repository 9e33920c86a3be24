#include "cards/file_format.h"

#include "compress/codec.h"

namespace dsprep::cards {
namespace {

struct Known {
  std::string_view extension;
  FileFormat format;
};
constexpr Known formats[] = {
    {".jsonl", {"application/jsonlines", "", true, true, true}},
    {".json", {"application/json", "", false, true, true}},
    {".parquet", {"application/x-parquet", "", true, true, true}},
    {".csv", {"text/csv", "", true, false, false}},
    {".tsv", {"text/tab-separated-values", "", true, false, false}},
    {".txt", {"text/plain", "", false, false, false}},
};

}  // namespace

FileFormat file_format_of(std::string_view path) {
  const std::string_view extension = compress::compressed_extension(path);
  path.remove_suffix(extension.size());
  for (const Known& known : formats) {
    if (!path.ends_with(known.extension)) continue;
    FileFormat format = known.format;
    if (extension == ".gz") format.codec = "application/gzip";
    if (extension == ".zst") format.codec = "application/zstd";
    return format;
  }
  return {};
}

}  // namespace dsprep::cards
