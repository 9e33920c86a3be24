// tokenizer.json of Hugging Face `tokenizers`: each part read, or refused by its name.
#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "text/utf8.h"
#include "tokenizers/json_fields.h"
#include "tokenizers/json_steps.h"
#include "tokenizers/load.h"

namespace dsprep::tokenizers {
namespace {

// The id of an added token as `tokenizers` gives it, whatever the file says: the model's, else the next one that is
// free.
std::uint32_t id_of_added(const std::string& content, const TokenizerParts& parts) {
  if (const auto id = parts.names.find(content)) return *id;
  auto next = static_cast<std::uint32_t>(parts.names.size());
  for (const AddedToken& other : parts.added) {
    if (other.content == content) return other.id;
    next = std::max(next, other.id + 1);
  }
  return next;
}

Status read_added(const Value& value, TokenizerParts& parts) {
  if (value.type() == FieldType::missing || value.type() == FieldType::null) return {};
  if (value.type() != FieldType::array) return usage_error("added_tokens is not an array");
  std::size_t i = 0;
  for (Value::Elements it = value.elements(); it.next(); ++i) {
    const JsonObject object{it.value(), "added_tokens[" + std::to_string(i) + "]"};
    DSPREP_CHECK(object.knows({"id", "content", "single_word", "lstrip", "rstrip", "normalized", "special"}));
    AddedToken token;
    DSPREP_TRY(token.content, object.text("content"));
    DSPREP_TRY(token.id, object.number("id"));
    DSPREP_TRY(token.special, object.boolean("special", false));
    DSPREP_TRY(token.normalized, object.boolean("normalized", !token.special));
    DSPREP_TRY(token.single_word, object.boolean("single_word", false));
    DSPREP_TRY(token.lstrip, object.boolean("lstrip", false));
    DSPREP_TRY(token.rstrip, object.boolean("rstrip", false));
    if (token.content.size() > 4096) return object.fault("content", "has more than 4,096 bytes");
    token.id = id_of_added(token.content, parts);
    parts.added.push_back(std::move(token));
  }
  return {};
}

Status read_truncation(const Value& value, Lengths& lengths) {
  if (value.type() == FieldType::missing || value.type() == FieldType::null) return {};
  const JsonObject object{value, "truncation"};
  DSPREP_CHECK(object.knows({"direction", "max_length", "strategy", "stride"}));
  DSPREP_TRY(lengths.truncate_to, object.number("max_length"));
  lengths.truncate_left = object.value["direction"].text() == "Left";
  if (const auto strategy = object.value["strategy"].text(); strategy && *strategy != "LongestFirst")
    return object.fault("strategy", "is \"" + *strategy + "\", which is not supported: LongestFirst is");
  return {};
}

Status read_padding(const Value& value, Tokenizer& tokenizer) {
  if (value.type() == FieldType::missing || value.type() == FieldType::null) return {};
  const JsonObject object{value, "padding"};
  DSPREP_CHECK(object.knows({"strategy", "direction", "pad_to_multiple_of", "pad_id", "pad_type_id", "pad_token"}));
  if (!object.absent("pad_id")) {
    DSPREP_TRY(tokenizer.pad_id, object.number("pad_id"));
  }
  if (object.value["pad_type_id"].integer().value_or(0) != 0)
    return object.fault("pad_type_id", "other than 0 is not supported");
  tokenizer.lengths.pad_left = object.value["direction"].text() == "Left";
  if (const Value fixed = object.value["strategy"]["Fixed"]; fixed.exists()) {
    const auto length = fixed.integer();
    if (!length || *length < 0) return object.fault("strategy", "is not a whole number");
    tokenizer.lengths.pad_to = static_cast<std::uint64_t>(*length);
  }
  if (!object.absent("pad_to_multiple_of")) {
    DSPREP_TRY(const std::uint32_t multiple, object.number("pad_to_multiple_of"));
    if (multiple > 0) tokenizer.lengths.pad_to_multiple = multiple;
  }
  return {};
}

// What other files beside a tokenizer.json are, by what stands in them.
Error not_a_tokenizer(const Value& file) {
  if (file["tokenizer_class"].exists() || file["do_lower_case"].exists() || file["model_max_length"].exists())
    return usage_error(
        "is a tokenizer_config.json, which holds no vocabulary: give the tokenizer.json or vocab.txt beside it");
  if (file["architectures"].exists() || file["model_type"].exists())
    return usage_error("is the config.json of a model: give the tokenizer.json beside it");
  for (Value::Members it = file.members(); it.next();) {
    if (it.value().integer())
      return usage_error("is a vocab.json, a list of tokens alone: give the tokenizer.json of the same model");
    break;
  }
  return usage_error("is JSON, but no tokenizer.json: it has no \"model\"");
}

}  // namespace

Result<std::unique_ptr<Tokenizer>> read_tokenizer_json(std::string_view json) {
  if (const auto fault = validate_json(json))
    return usage_error("is broken or cut short: " + fault->reason + " at byte " + std::to_string(fault->offset + 1));
  if (!text::valid_utf8(json)) return usage_error("is no UTF-8");
  const Value value(json);
  const JsonObject file{value, ""};
  if (value["model"].type() != FieldType::object) return not_a_tokenizer(value);
  DSPREP_CHECK(file.knows({"version", "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer",
                           "post_processor", "decoder", "model"}));
  TokenizerParts parts;
  DSPREP_CHECK(read_normalizer(value["normalizer"], parts.normalizers));
  DSPREP_TRY(PreTokenizerSteps pre, read_pre_tokenizer(value["pre_tokenizer"]));
  parts.pre_tokenizers = std::move(pre.steps);
  bool of_bytes = pre.byte_level;
  DSPREP_TRY(parts.model, read_model(value["model"], of_bytes, parts.names));
  if (pre.byte_level && !of_bytes) parts.pre_tokenizers.push_back(bytes_as_characters());
  DSPREP_CHECK(read_added(value["added_tokens"], parts));
  std::unique_ptr<Tokenizer> tokenizer = make_pipeline_tokenizer(std::move(parts));
  DSPREP_CHECK(read_post_processor(value["post_processor"], *tokenizer));
  DSPREP_CHECK(read_truncation(value["truncation"], tokenizer->lengths));
  DSPREP_CHECK(read_padding(value["padding"], *tokenizer));
  return tokenizer;
}

}  // namespace dsprep::tokenizers
