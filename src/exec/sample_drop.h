// Texts of records that a report shows: their first characters, and which of the dropped ones.
//
// Keeps a dropped record among the samples of the rules it failed, where it is one of the few that are shown.
#pragma once

#include <string>
#include <string_view>

#include "exec/member.h"
#include "pipeline/drop_samples.h"
#include "pipeline/pipeline.h"

namespace dsprep::exec {

// The first 300 characters. REQUIRES valid UTF-8.
std::string beginning_of(std::string_view text);

// `shown`: the text whose first characters are kept. `file`: where the record was read.
void sample_drop(pipeline::DropSamples& samples, const pipeline::Step& step, const Judge& judge, const Member& member,
                 Field shown, std::string_view file);

}  // namespace dsprep::exec
