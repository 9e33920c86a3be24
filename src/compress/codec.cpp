#include "compress/codec.h"

#include <libdeflate.h>
#include <zstd.h>

namespace dsprep::compress {

std::string_view name_of(Codec codec) {
  switch (codec) {
    case Codec::gz: return "gz";
    case Codec::zst: return "zst";
    case Codec::none: break;
  }
  return "none";
}

std::string_view extension_of(Codec codec) {
  switch (codec) {
    case Codec::gz: return ".gz";
    case Codec::zst: return ".zst";
    case Codec::none: break;
  }
  return "";
}

std::optional<Codec> codec_named(std::string_view name) {
  for (const Codec codec : {Codec::none, Codec::gz, Codec::zst})
    if (name == name_of(codec)) return codec;
  return std::nullopt;
}

Codec codec_of_path(std::string_view path) {
  for (const Codec codec : {Codec::gz, Codec::zst})
    if (path.ends_with(extension_of(codec))) return codec;
  return Codec::none;
}

std::string_view compressed_extension(std::string_view path) {
  for (const std::string_view extension : {".gz", ".zst", ".bz2", ".xz", ".lz4"})
    if (path.ends_with(extension)) return extension;
  return "";
}

Codec codec_for_records_of(std::string_view path) {
  const Codec codec = codec_of_path(path);
  return codec == Codec::none && !compressed_extension(path).empty() ? Codec::zst : codec;
}

int default_level(Codec codec) {
  switch (codec) {
    case Codec::gz: return 6;
    case Codec::zst: return 3;
    case Codec::none: break;
  }
  return 0;
}

std::string codec_version(Codec codec) {
  switch (codec) {
    case Codec::gz: return "libdeflate " LIBDEFLATE_VERSION_STRING;
    case Codec::zst: return std::string("zstd ") + ZSTD_versionString();
    case Codec::none: break;
  }
  return "none";
}

}  // namespace dsprep::compress
