// AuditRows: the rows of an audit, record by record. A shard has a file for each pass that measured something; a
// record's row in one and its row in the next are found together by their place (line, derived), in which order both
// files have them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "io/audit_file.h"
#include "io/audit_format.h"
#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"
#include "port/files.h"

namespace dsprep::report {

// One row of one file.
struct AuditPlace {
  std::uint32_t group = 0, file = 0, block = 0, row = 0;
};

// A record, as all passes saw it. Rules are numbered through, over all steps of the pipeline.
struct AuditRecord {
  std::uint32_t shard = 0, derived = 0;
  std::uint64_t line = 0;
  std::vector<double> values;          // by rule; NaN where not asked or not measurable (io::was_asked tells)
  std::vector<std::uint8_t> outcomes;  // by step of the pipeline
  std::vector<AuditPlace> places;      // by step: where its row is. REQUIRES outcomes[step] != 0
};

class AuditRows {
 public:
  static Result<AuditRows> open(port::Files& files, const std::string& directory,
                                const std::vector<pipeline::OutputFile>& outputs, const pipeline::Pipeline& pipeline);
  bool empty() const { return groups_.empty(); }
  std::size_t first_rule(std::size_t step) const { return first_rule_[step]; }
  std::size_t rule_count() const { return first_rule_.back(); }
  // Calls `visit` with every record, shards in order.
  Status each(const std::function<void(const AuditRecord&)>& visit) const;
  // What the columns of text hold in a row.
  struct Texts {
    std::string id, text, detail, file;
    std::uint64_t line = 0;  // of that file
  };
  Result<Texts> texts(const AuditPlace& place, std::size_t step) const;
  // The schema of the first file that measured `step`, and the step's number there; null where none did.
  const io::AuditStep* measured(std::size_t step) const;

 private:
  struct Group {
    std::uint32_t shard;
    std::vector<std::string> paths;
  };
  struct Cursor;
  Result<std::unique_ptr<io::AuditReader>> reader(const std::string& path) const;
  Status each_of(std::uint32_t group, const std::function<void(const AuditRecord&)>& visit, AuditRecord& record) const;

  port::Files* files_ = nullptr;
  std::vector<Group> groups_;
  std::vector<std::string> step_names_;
  std::vector<std::size_t> first_rule_;
  std::vector<io::AuditStep> measured_;  // by step; an empty name: by no file
};

}  // namespace dsprep::report
