// SurveyTap: what a writer asks of all records that reach the end of the chain, before it writes them (Writer::survey).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op.h"
#include "exec/run.h"
#include "io/shards.h"
#include "pipeline/pipeline.h"
#include "port/files.h"

namespace dsprep::exec {

class SurveyTap final : public GlobalOp {
 public:
  explicit SurveyTap(const Writer& writer) : writer_(writer) {}
  std::unique_ptr<Observer> observer() const override;
  Result<AnyOp> decide(Observers observers, Decider& decider) const override;

 private:
  const Writer& writer_;
};

// REQUIRES an observer of SurveyTap.
Survey& survey_of(Observer& observer);

// {"a":{"b":""}} for "/a/b": a record that has nothing but text in that field.
std::string record_with_text(std::string_view pointer);

// Tells a writer of tables which types its inputs were read with. Those that cannot be opened as files are passed over.
Status declare_types(const pipeline::Pipeline& pipeline, const std::vector<io::Shard>& shards,
                     const RunOptions& options, port::Files& files);

}  // namespace dsprep::exec
