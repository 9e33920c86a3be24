// FieldsWritten: what a Writer must know of all records before it writes the first: the names of the fields (CSV), or
// their types (Parquet). Looked at in a pass of its own.
#pragma once

#include <memory>

#include "dsprep/op.h"
#include "exec/run.h"
#include "pipeline/pipeline.h"

namespace dsprep::exec {

class FieldsWritten {
 public:
  // REQUIRES a format that needs its columns or types, and that both outlive it.
  FieldsWritten(const pipeline::Pipeline& pipeline, const RunOptions& options)
      : pipeline_(pipeline), options_(options) {}
  // The step that its stage belongs to: one that is in no pipeline.
  static const pipeline::Step& step();
  // What watches the records at the end of the chain.
  std::unique_ptr<const GlobalOp> tap() const;
  // Tells the writer what an observer of tap() has seen, and what is added to a record on its way out.
  Status tell(Observer& seen) const;

 private:
  Status tell_types(Survey& survey) const;

  const pipeline::Pipeline& pipeline_;
  const RunOptions& options_;
};

}  // namespace dsprep::exec
