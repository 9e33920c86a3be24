#include "exec/pass_plan.h"

namespace dsprep::exec {

io::Codec PassPlan::codec_of(std::uint32_t shard) const {
  return options.codec ? *options.codec : io::codec_of_path((*shards)[shard].path);
}
int PassPlan::level_of(io::Codec codec) const { return options.level ? *options.level : io::default_level(codec); }

}  // namespace dsprep::exec
