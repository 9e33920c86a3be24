// A chapter of the page: what one step found, with a heading and a place in the contents.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/run_result.h"
#include "report/samples_card.h"

namespace dsprep::report {

struct Chapter {
  std::string anchor, heading;
  const Findings* findings = nullptr;
  bool tiles = true;                // its metrics are not at the top of the page already
  bool in_pairs = false;            // sections stand beside each other, charts too
  std::vector<StepSample> samples;  // shown folded, at its end
};

void append_link(std::string& out, const std::string& anchor, std::string_view text);
// Its entry in the contents, with its sections below.
void append_links(std::string& out, const Chapter& chapter);
void append_chapter(std::string& out, const Chapter& chapter);

}  // namespace dsprep::report
