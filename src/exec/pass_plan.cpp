#include "exec/pass_plan.h"

namespace dsprep::exec {

compress::Codec PassPlan::codec_of(std::uint32_t shard) const {
  return options.codec ? *options.codec : compress::codec_for_records_of((*shards)[shard].path);
}
int PassPlan::level_of(compress::Codec codec) const {
  return options.level ? *options.level : compress::default_level(codec);
}

}  // namespace dsprep::exec
