// Texts of records that a report shows: their first characters, and which of the dropped and of the edited ones.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "exec/member.h"
#include "pipeline/pipeline.h"
#include "pipeline/samples.h"

namespace dsprep::exec {

// The first 300 characters. REQUIRES valid UTF-8.
std::string beginning_of(std::string_view text);

// Keeps a dropped record among the samples of the rules it failed, where it is one of the few that are shown. `shown`:
// the text whose first characters are kept, where the step's texts may be shown. `file`: where the record was read.
void sample_drop(pipeline::StepSamples& samples, const pipeline::Step& step, const Judge& judge, const Member& member,
                 Field shown, std::string_view file);

// An edit in sight: what is seen of a text around the first place where it was changed.
struct Excerpts {
  std::string before, after;
};
// REQUIRES valid UTF-8. Nothing where the texts are equal as far as they are compared.
std::optional<Excerpts> around_the_edit(std::string_view before, std::string_view after);

// Remembers a text before a step, where it would be among the samples of what the step edits.
class EditSampler {
 public:
  // False, and nothing is remembered, where the record would not be shown.
  bool before(const pipeline::StepSamples& samples, const Member& member, Field shown);
  void after(pipeline::StepSamples& samples, const Member& member, Field shown, std::string_view file);

 private:
  std::string text_;
};

}  // namespace dsprep::exec
