// FieldBinder: the Binder ops see, and what it notes. One for the whole pipeline; begin_step() names the step it
// serves.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/field_plan.h"
#include "pipeline/pipeline.h"
#include "port/files.h"
#include "spill/workspace.h"

namespace dsprep::pipeline {

class FieldBinder final : public Binder {
 public:
  FieldBinder(const PipelineSpec& spec, port::Files& files, spill::Workspace& workspace, Pipeline& pipeline)
      : spec_(spec), files_(files), workspace_(workspace), pipeline_(pipeline) {}

  void begin_step(Step& step) {
    step_ = &step;
    parts_before_ = pipeline_.parts.size();
    counter_numbers_.clear();
  }
  // Edits of `text` move the labels in `spans`.
  void carry(Field text, Field spans) { carried_.emplace_back(text, spans); }
  // The plans, one per source, once every step has bound its fields.
  Result<std::vector<json::FieldPlan>> plans(json::FieldPlan::Options options) const;
  // The plan of a dataset that `step` compares with.
  Result<json::FieldPlan> plan_of(const Step& step, const DatasetSource& reference,
                                  json::FieldPlan::Options options) const;

  Result<Field> read(std::string_view field) override { return bind(field, false); }
  Result<Field> write(std::string_view field) override {
    if (step_) step_->edits = true;
    return bind(field, true);
  }
  std::vector<Field> spans(Field text) const override {
    std::vector<Field> all;
    for (const auto& [over, spans] : carried_)
      if (over.slot == text.slot) all.push_back(spans);
    return all;
  }
  void read_all() override { read_all_ = true; }
  void write_all() override {
    if (step_) step_->edits = true;
    read_all();
  }
  Result<PartId> part(std::string_view name) override;
  std::vector<std::string> part_names() const override {
    if (step_) step_->routes = true;  // who knows the parts may send records to them
    return pipeline_.parts;
  }
  bool parts_known() const override { return parts_before_ > 1; }  // [0] is no part
  Counter counter(std::string_view name) override;
  Result<Resource> resource(std::string_view path) override;
  Result<std::string> secret(std::string_view path, std::string_view variable) override;
  Status depend_on(std::string_view path) override;
  Result<Artifact> artifact(std::string_view name) override;
  Result<Artifact> made_artifact(std::string_view name) override;
  Result<Reference> dataset(const DatasetSource& source) override;
  std::span<const SourceInfo> sources() const override { return pipeline_.sources; }
  spill::Workspace& workspace() override { return workspace_; }
  std::uint64_t seed() const override { return step_ ? step_->seed : 0; }
  std::string pointer(Field field) const override { return slots_[field.slot].pointers.front(); }

 private:
  struct Slot {
    std::vector<std::string> pointers;  // by source
    bool written = false;
  };
  Result<Field> bind(std::string_view field, bool written);
  Result<std::string> resolve(std::string_view field, const SourceSpec* source) const;

  const PipelineSpec& spec_;
  port::Files& files_;
  spill::Workspace& workspace_;
  Pipeline& pipeline_;
  Step* step_ = nullptr;
  std::vector<Slot> slots_;
  std::vector<std::pair<Field, Field>> carried_;  // (text, spans)
  bool read_all_ = false;
  std::size_t parts_before_ = 0;                                       // the step
  std::map<std::string, std::uint32_t, std::less<>> counter_numbers_;  // of the step
  std::map<std::string, Resource, std::less<>> resources_;
  std::map<std::string, const Step*, std::less<>> makers_;  // of artifacts, by name
};

}  // namespace dsprep::pipeline
