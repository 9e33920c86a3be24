// The steps on the page: a funnel, step by step, with the rules that dropped.
#pragma once

#include <string>

#include "pipeline/books.h"
#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"

namespace dsprep::report {

// True where some step did something to the records: a report alone has no funnel.
bool has_funnel(const pipeline::Books& books);
void append_steps_card(std::string& out, const pipeline::Pipeline& pipeline, const pipeline::Books& books);

}  // namespace dsprep::report
