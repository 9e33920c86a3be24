// Keeps a dropped record among the samples of the rules it failed, where it is one of the few that are shown.
#pragma once

#include <string_view>

#include "exec/member.h"
#include "pipeline/drop_samples.h"
#include "pipeline/pipeline.h"

namespace dsprep::exec {

// `shown`: the text whose first characters are kept. `file`: where the record was read.
void sample_drop(pipeline::DropSamples& samples, const pipeline::Step& step, const Judge& judge, const Member& member, Field shown,
                 std::string_view file);

}  // namespace dsprep::exec
