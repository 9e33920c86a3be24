#include "tokenizers/pipeline_tokenizer.h"

#include <string>
#include <string_view>
#include <utility>

#include "tokenizers/pieces.h"

namespace dsprep::tokenizers {
namespace {

struct Plan {
  TokenizerParts parts;
  AddedTokens raw, normalized;  // looked for before the normalizers, and behind them
};

class PipelineLane final : public Lane {
 public:
  explicit PipelineLane(const Plan& plan) : plan_(plan), model_(plan.parts.model->lane()) {}

  Status encode(std::string_view text, std::vector<std::uint32_t>& ids) override {
    if (plan_.raw.empty()) return encode_raw(text, true, ids);
    Status status;
    plan_.raw.split(
        text,
        [&](std::size_t begin, std::size_t end) {
          if (status.ok()) status = encode_raw(text.substr(begin, end - begin), begin == 0, ids);
        },
        [&](std::uint32_t id) { ids.push_back(id); });
    return status;
  }

 private:
  Status encode_raw(std::string_view text, bool begins, std::vector<std::uint32_t>& ids) {
    text = plan_.parts.normalizers.apply(text, normalized_);
    if (plan_.normalized.empty()) return encode_words(text, begins, ids);
    Status status;
    plan_.normalized.split(
        text,
        [&](std::size_t begin, std::size_t end) {
          if (status.ok()) status = encode_words(text.substr(begin, end - begin), begins && begin == 0, ids);
        },
        [&](std::uint32_t id) { ids.push_back(id); });
    return status;
  }

  Status encode_words(std::string_view text, bool begins, std::vector<std::uint32_t>& ids) {
    if (text.empty()) return {};
    pieces_.start(text, begins);
    for (const auto& step : plan_.parts.pre_tokenizers) step->apply(pieces_);
    return model_->encode(pieces_.text(), pieces_.words(), ids);
  }

  const Plan& plan_;
  std::unique_ptr<ModelLane> model_;
  NormalizerChain::Scratch normalized_;
  Pieces pieces_;
};

class PipelineTokenizer final : public Tokenizer {
 public:
  explicit PipelineTokenizer(Plan plan) : plan_(std::move(plan)) {
    ids_ = plan_.parts.names.ids();
    for (const AddedToken& token : plan_.parts.added)
      if (token.id >= ids_) ids_ = token.id + 1;
  }
  std::unique_ptr<Lane> lane() const override { return std::make_unique<PipelineLane>(plan_); }
  std::optional<std::uint32_t> id_of(std::string_view token) const override {
    for (const AddedToken& added : plan_.parts.added)
      if (added.content == token) return added.id;
    return plan_.parts.names.find(token);
  }
  std::uint32_t ids() const override { return ids_; }

 private:
  Plan plan_;
  std::uint32_t ids_;
};

}  // namespace

std::unique_ptr<Tokenizer> make_pipeline_tokenizer(TokenizerParts parts) {
  Plan plan;
  std::vector<AddedToken> raw, normalized;
  NormalizerChain::Scratch scratch;
  for (AddedToken token : parts.added) {
    if (token.content.empty()) continue;
    if (token.normalized) {
      token.content = std::string(parts.normalizers.apply(token.content, scratch));
      normalized.push_back(std::move(token));
    } else {
      raw.push_back(std::move(token));
    }
  }
  plan.raw = AddedTokens(std::move(raw));
  plan.normalized = AddedTokens(std::move(normalized));
  plan.parts = std::move(parts);
  return std::make_unique<PipelineTokenizer>(std::move(plan));
}

}  // namespace dsprep::tokenizers
