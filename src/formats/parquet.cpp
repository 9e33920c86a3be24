// Parquet: rows of typed columns, the format of today's hubs. What reads and writes it is the room columnar.
#include <string_view>

#include "columnar/parquet.h"
#include "dsprep/format.h"

namespace dsprep::formats {
namespace {

struct WritingParams {
  std::string compression = "snappy";
  std::int64_t row_group = 64;

  void fields(ParamFields& f) {
    f("compression", compression,
      {.meaning = "how the pages of columns are compressed", .choices = {"snappy", "zstd", "lz4", "gzip", "none"}});
    f("row_group", row_group,
      {.meaning = "MiB of a row group, before compression; as much is held in memory for a file that is written",
       .min = 1,
       .max = 1024});
  }
};

columnar::PageCodec codec_named(std::string_view name) {
  if (name == "zstd") return columnar::PageCodec::zstd;
  if (name == "lz4") return columnar::PageCodec::lz4;
  if (name == "gzip") return columnar::PageCodec::gzip;
  if (name == "none") return columnar::PageCodec::none;
  return columnar::PageCodec::snappy;
}

Result<std::unique_ptr<Reader>> reader(const ParamValues&) { return columnar::parquet_reader(); }

Result<std::unique_ptr<Writer>> writer(const ParamValues& values) {
  const auto params = bind_params<WritingParams>(values);
  return columnar::parquet_writer(
      {codec_named(params.compression), static_cast<std::uint64_t>(params.row_group) << 20});
}

}  // namespace

extern const FormatSpec parquet_format;
const FormatSpec parquet_format{
    .name = "parquet",
    .summary = "Apache Parquet: rows of typed columns, in compressed row groups",
    .details =
        R"(An optional component of the build: `dsprep --version` names Apache Arrow where it is there, and
`scripts/install-packages.sh parquet` installs it before a build.

**Reading.** A row is a record, a column a field; a row's place in messages is its number, from 1. Columns are read side
by side, some rows at a time: row groups may be of any size. The file is read where it stands: from standard input or a
pipe it is copied to a temporary file first, and a compressed one (`.parquet.gz`) is refused.

| type | JSON |
|---|---|
| boolean, integers | `true`, `12` |
| float, double, half | `1.0`, the shortest form of the double it is; `"NaN"`, `"Infinity"`, `"-Infinity"` |
| text, enum, JSON | a string |
| binary, fixed-size binary | a string: base64; a UUID in its usual form |
| decimal | a string: `"12.50"` |
| date, time | a string: `"2026-11-30"`, `"23:59:59.250000"` |
| timestamp | a string: `"2026-11-30T23:59:59.250000Z"`; without `Z` where the column is of local time |
| duration | the count of its unit |
| list; struct | an array; an object |
| map | an object; keys that are no text are written as text, and a key that comes twice stands there twice |
| null | `null` |

Text that is not UTF-8 makes its row malformed. Two columns of one name, and unions, are refused.

**Writing.** All records are read once beforehand, for their types; where all inputs are Parquet and no step changes
records, that is not needed. A field whose values all still fit the type it was read with is written with that type, so
`dsprep clean in.parquet -o out.parquet` keeps the schema, and where the whole schema is kept, the metadata of the file
too. Any other field gets the type that its values have:

| JSON | type |
|---|---|
| `true` | boolean |
| integers | int64; uint64 where one needs it |
| numbers | double; integers among them that a double cannot hold are refused |
| strings | string |
| arrays | list |
| objects | struct, with all members that come; one without any is refused |
| `null` only | null |

A field that is text in one record and a number in another has no type: the run ends with an error that names it, before
anything is written. A field that a record lacks is null. Row groups are of `row_group` MiB (all files that are written
together share them: with `--shards 8` each has an eighth), pages are compressed one by one in the workers, and files are
the same bytes for any number of threads. Statistics are written, dictionaries are not. `--compress` has no say.

**Damage.** A file that cannot be opened, and one whose pages cannot be read from some row on, ends there as a damaged
shard: the rows before are used, and the reason is in `malformed/`.)",
    .source = "Apache Parquet 2.x, as Apache Arrow C++ reads and writes it",
    .extensions = {".parquet"},
    .reader = reader,
    .writer = writer,
    .writer_params = describe_params<WritingParams>,
    .charset = FormatSpec::Charset::own,
    .table = true,
};

}  // namespace dsprep::formats
