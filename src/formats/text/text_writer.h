// Plain text as it is written: the text of each record, by lines or paragraphs.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "dsprep/format.h"
#include "dsprep/params.h"

namespace dsprep::formats::plain {

struct WritingParams {
  std::string record = "paragraph";
  std::string breaks = "refuse";
  std::string field = "text";
  void fields(ParamFields& f);
};

class TextWriter final : public Writer {
 public:
  explicit TextWriter(WritingParams params) : params_(std::move(params)) {}
  std::unique_ptr<Encoder> encoder() const override;
  std::string_view between() const override { return params_.record == "paragraph" ? "\n" : ""; }

 private:
  const WritingParams params_;
};

}  // namespace dsprep::formats::plain
