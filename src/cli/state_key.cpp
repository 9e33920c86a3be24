#include "cli/state_key.h"

#include <optional>
#include <vector>

#include "base/hash.h"
#include "base/hex.h"
#include "columnar/parquet.h"
#include "compress/codec.h"
#include "dsprep/value.h"
#include "io/file_list.h"
#include "text/normalize.h"

namespace dsprep::cli {
namespace {

// Of what observers save in checkpoints: another number, where that changes while the version stays.
constexpr int saved_state = 3;

}  // namespace

std::string state_key(const pipeline::Pipeline& pipeline, const CommonOptions& options, const io::Inputs& inputs) {
  std::string text = "dsprep " + std::string(DSPREP_VERSION) + " state " + std::to_string(saved_state) + "\n" +
                     pipeline::config_hash(pipeline) + "\n";
  // What the manifest names because the bytes depend on it: tasks may run on several machines.
  for (const compress::Codec codec : {compress::Codec::zst, compress::Codec::gz})
    text += compress::codec_version(codec) + "\n";
  text += columnar::arrow_version() + "\n";
  text += "ICU " + text::icu_version() + "\n";
  for (const auto& [name, value] : output_options(options)) text.append(name).append("=").append(value).append("\n");
  text += "chunk " + std::to_string(options.chunk_size) + " dropped " + options.dropped.value_or("") + " tasks " +
          std::to_string(options.tasks) + " spool " + std::to_string(static_cast<int>(options.spool)) + "\n";
  for (const io::Shard& shard : inputs.shards)
    for (std::size_t i = 0; i < shard.file_count(); ++i) {
      const io::FileList::File file = shard.file(i);
      text.append(file.path) += '\0' + std::to_string(file.size) + " " + std::to_string(file.mtime_ns) + "\n";
    }
  return base::hex(base::hash128(text));
}

std::string with_state_key(const std::string& json, const std::string& key) {
  ValueBuilder out;
  out.begin_object().member("state_key", key);
  for (Value::Members it = Value(json).members(); it.next();) out.key(it.raw_key()).raw(it.value().raw());
  return indented(out.end_object().json()) + "\n";
}

}  // namespace dsprep::cli
