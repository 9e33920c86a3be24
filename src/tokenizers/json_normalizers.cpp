#include <string>
#include <utility>

#include "base/base64url.h"
#include "tokenizers/json_fields.h"
#include "tokenizers/json_steps.h"

namespace dsprep::tokenizers {
namespace {

Status read_one(const JsonObject& object, NormalizerChain& chain, int depth);

Status read_replace(const JsonObject& object, NormalizerChain& chain) {
  DSPREP_CHECK(object.knows({"type", "pattern", "content"}));
  DSPREP_TRY(std::string content, object.text("content"));
  const JsonObject pattern{object.value["pattern"], object.at + ".pattern"};
  DSPREP_CHECK(pattern.knows({"String", "Regex"}));
  if (!pattern.absent("String")) {
    DSPREP_TRY(std::string text, pattern.text("String"));
    if (text.empty()) return pattern.fault("String", "is empty");
    chain.add(replace_text(std::move(text), std::move(content)));
    return {};
  }
  DSPREP_TRY(const std::string expression, pattern.text("Regex"));
  DSPREP_TRY(SplitPattern compiled, SplitPattern::make(expression, SplitPattern::Dialect::oniguruma));
  chain.add(replace(std::move(compiled), std::move(content)));
  return {};
}

Status read_bert(const JsonObject& object, NormalizerChain& chain) {
  DSPREP_CHECK(object.knows({"type", "clean_text", "handle_chinese_chars", "strip_accents", "lowercase"}));
  BertNormalization what;
  DSPREP_TRY(what.clean_text, object.boolean("clean_text", true));
  DSPREP_TRY(what.chinese_characters, object.boolean("handle_chinese_chars", true));
  DSPREP_TRY(what.lowercase, object.boolean("lowercase", true));
  DSPREP_TRY(what.strip_accents, object.boolean("strip_accents", what.lowercase));
  chain.add(bert_normalizer(what));
  return {};
}

Status read_one(const JsonObject& object, NormalizerChain& chain, int depth) {
  if (object.value.type() != FieldType::object) return object.fault("", "is not an object");
  if (depth > 20) return object.fault("", "is nested too deeply");
  const std::string type = object.type();
  if (type == "Sequence") {
    DSPREP_CHECK(object.knows({"type", "normalizers"}));
    if (object.value["normalizers"].type() != FieldType::array) return object.fault("normalizers", "is not an array");
    std::size_t i = 0;
    for (Value::Elements it = object.value["normalizers"].elements(); it.next(); ++i)
      DSPREP_CHECK(read_one({it.value(), object.at + ".normalizers[" + std::to_string(i) + "]"}, chain, depth + 1));
    return {};
  }
  if (type == "BertNormalizer") return read_bert(object, chain);
  if (type == "Replace") return read_replace(object, chain);
  if (type == "Prepend") {
    DSPREP_CHECK(object.knows({"type", "prepend"}));
    DSPREP_TRY(std::string what, object.text("prepend"));
    chain.add(prepend(std::move(what)));
    return {};
  }
  if (type == "Strip") {
    DSPREP_CHECK(object.knows({"type", "strip_left", "strip_right"}));
    DSPREP_TRY(const bool left, object.boolean("strip_left", true));
    DSPREP_TRY(const bool right, object.boolean("strip_right", true));
    chain.add(strip(left, right));
    return {};
  }
  if (type == "Precompiled") {
    DSPREP_CHECK(object.knows({"type", "precompiled_charsmap"}));
    if (object.absent("precompiled_charsmap")) return {};
    DSPREP_TRY(const std::string encoded, object.text("precompiled_charsmap"));
    const auto table = base::decode_base64url(encoded, true);
    if (!table) return object.fault("precompiled_charsmap", "is no base64");
    DSPREP_TRY(auto step, precompiled(*table));
    chain.add(std::move(step));
    return {};
  }
  DSPREP_CHECK(object.knows({"type"}));
  if (type == "NFC") chain.add(normal_form(text::Form::nfc));
  else if (type == "NFD") chain.add(normal_form(text::Form::nfd));
  else if (type == "NFKC") chain.add(normal_form(text::Form::nfkc));
  else if (type == "NFKD") chain.add(normal_form(text::Form::nfkd));
  else if (type == "Lowercase") chain.add(lowercase());
  else if (type == "StripAccents") chain.add(strip_accents());
  else if (type == "Nmt") chain.add(nmt());
  else if (type == "ByteLevel") chain.add(byte_level());
  else return object.fault("", "is of type \"" + type + "\", a normalizer that is not supported");
  return {};
}

}  // namespace

Status read_normalizer(const Value& value, NormalizerChain& chain) {
  if (value.type() == FieldType::missing || value.type() == FieldType::null) return {};
  return read_one({value, "normalizer"}, chain, 0);
}

}  // namespace dsprep::tokenizers
