#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tokenizers/json_fields.h"
#include "tokenizers/json_steps.h"

namespace dsprep::tokenizers {
namespace {

TemplatePiece special(std::uint32_t id, std::uint32_t type_id = 0) {
  return {TemplatePiece::Kind::special, id, type_id};
}
TemplatePiece first() { return {}; }
TemplatePiece second(std::uint32_t type_id) { return {TemplatePiece::Kind::second, 0, type_id}; }

// One side of TemplateProcessing: "single" or "pair".
Result<Template> read_template(const JsonObject& object, std::string_view name) {
  Template pieces;
  if (object.value[name].type() != FieldType::array) return object.fault(name, "is not an array");
  int firsts = 0, seconds = 0;
  for (Value::Elements it = object.value[name].elements(); it.next();) {
    if (const Value sequence = it.value()["Sequence"]; sequence.exists()) {
      const JsonObject part{sequence, object.at + "." + std::string(name) + ".Sequence"};
      DSPREP_TRY(const std::string which, part.text("id"));
      DSPREP_TRY(const std::uint32_t type_id, part.number("type_id"));
      if (which != "A" && which != "B") return part.fault("id", "is neither A nor B");
      ++(which == "A" ? firsts : seconds);
      pieces.push_back({which == "A" ? TemplatePiece::Kind::first : TemplatePiece::Kind::second, 0, type_id});
      continue;
    }
    const JsonObject part{it.value()["SpecialToken"], object.at + "." + std::string(name) + ".SpecialToken"};
    if (!part.value.exists()) return object.fault(name, "holds what is neither a Sequence nor a SpecialToken");
    DSPREP_TRY(const std::string which, part.text("id"));
    DSPREP_TRY(const std::uint32_t type_id, part.number("type_id"));
    const Value ids = object.value["special_tokens"][which]["ids"];
    if (ids.type() != FieldType::array) return object.fault("special_tokens", "has no ids of \"" + which + "\"");
    for (Value::Elements id = ids.elements(); id.next();) {
      const auto number = id.value().integer();
      if (!number || *number < 0 || *number > INT32_MAX)
        return object.fault("special_tokens", "has a malformed id of \"" + which + "\"");
      pieces.push_back(special(static_cast<std::uint32_t>(*number), type_id));
    }
  }
  const bool pair = name == "pair";
  if (firsts != 1 || seconds != (pair ? 1 : 0))
    return object.fault(name, pair ? "does not hold the texts A and B once each" : "does not hold the text A once");
  return pieces;
}

// ["[SEP]", 102]
Result<std::uint32_t> id_of_pair(const JsonObject& object, std::string_view name) {
  const auto id = object.value[name].at(1).integer();
  if (!id || *id < 0 || *id > INT32_MAX) return object.fault(name, "is not a token and its id");
  return static_cast<std::uint32_t>(*id);
}

class Reader {
 public:
  explicit Reader(Tokenizer& tokenizer) : tokenizer_(tokenizer) {}

  Status one(const JsonObject& object, int depth) {
    if (object.value.type() != FieldType::object) return object.fault("", "is not an object");
    if (depth > 20) return object.fault("", "is nested too deeply");
    const std::string type = object.type();
    if (type == "ByteLevel") return {};  // it trims offsets alone
    if (type == "Sequence") {
      DSPREP_CHECK(object.knows({"type", "processors"}));
      std::size_t i = 0;
      for (Value::Elements it = object.value["processors"].elements(); it.next(); ++i)
        DSPREP_CHECK(one({it.value(), object.at + ".processors[" + std::to_string(i) + "]"}, depth + 1));
      return {};
    }
    if (type != "TemplateProcessing" && type != "BertProcessing" && type != "RobertaProcessing")
      return object.fault("", "is of type \"" + type + "\", a post-processor that is not supported");
    if (has_template_) return object.fault("", "is the second post-processor that adds tokens, which is not supported");
    has_template_ = true;
    if (type == "TemplateProcessing") {
      DSPREP_CHECK(object.knows({"type", "single", "pair", "special_tokens"}));
      DSPREP_TRY(tokenizer_.single, read_template(object, "single"));
      DSPREP_TRY(tokenizer_.pair, read_template(object, "pair"));
      return {};
    }
    DSPREP_CHECK(object.knows({"type", "sep", "cls", "trim_offsets", "add_prefix_space"}));
    DSPREP_TRY(const std::uint32_t sep, id_of_pair(object, "sep"));
    DSPREP_TRY(const std::uint32_t cls, id_of_pair(object, "cls"));
    tokenizer_.single = {special(cls), first(), special(sep)};
    if (type == "BertProcessing") tokenizer_.pair = {special(cls), first(), special(sep), second(1), special(sep, 1)};
    else tokenizer_.pair = {special(cls), first(), special(sep), special(sep), second(0), special(sep)};
    return {};
  }

 private:
  Tokenizer& tokenizer_;
  bool has_template_ = false;
};

}  // namespace

Status read_post_processor(const Value& value, Tokenizer& tokenizer) {
  if (value.type() == FieldType::missing || value.type() == FieldType::null) return {};
  return Reader(tokenizer).one({value, "post_processor"}, 0);
}

}  // namespace dsprep::tokenizers
