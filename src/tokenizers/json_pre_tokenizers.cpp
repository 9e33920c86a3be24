#include <string>
#include <utility>

#include "tokenizers/json_fields.h"
#include "tokenizers/json_steps.h"

namespace dsprep::tokenizers {
namespace {

Result<SplitBehavior> behavior_of(const JsonObject& object, std::string_view name) {
  DSPREP_TRY(const std::string behavior, object.text(name));
  if (behavior == "Removed") return SplitBehavior::removed;
  if (behavior == "Isolated") return SplitBehavior::isolated;
  if (behavior == "MergedWithPrevious") return SplitBehavior::merged_with_previous;
  if (behavior == "MergedWithNext") return SplitBehavior::merged_with_next;
  if (behavior == "Contiguous") return SplitBehavior::contiguous;
  return object.fault(name, "is \"" + behavior + "\", which is not supported");
}

class Reader {
 public:
  Result<PreTokenizerSteps> read(const Value& value) {
    DSPREP_CHECK(one({value, "pre_tokenizer"}, 0));
    return std::move(read_);
  }

 private:
  void add(std::unique_ptr<PreTokenizer> step) { read_.steps.push_back(std::move(step)); }

  Status one(const JsonObject& object, int depth) {
    if (object.value.type() != FieldType::object) return object.fault("", "is not an object");
    if (depth > 20) return object.fault("", "is nested too deeply");
    const std::string type = object.type();
    if (type == "Sequence") return sequence(object, depth);
    if (std::exchange(read_.byte_level, false)) add(bytes_as_characters());  // this step sees characters for bytes
    if (type == "ByteLevel") return byte_level(object);
    if (type == "Split") return split(object);
    if (type == "Metaspace") return read_metaspace(object);
    if (type == "Digits") {
      DSPREP_CHECK(object.knows({"type", "individual_digits"}));
      DSPREP_TRY(const bool individual, object.boolean("individual_digits", false));
      add(split_by(CharKind::number, individual ? SplitBehavior::isolated : SplitBehavior::contiguous));
      return {};
    }
    if (type == "Punctuation") {
      DSPREP_CHECK(object.knows({"type", "behavior"}));
      SplitBehavior behavior = SplitBehavior::isolated;
      if (!object.absent("behavior")) {
        DSPREP_TRY(behavior, behavior_of(object, "behavior"));
      }
      add(split_by(CharKind::punctuation, behavior));
      return {};
    }
    if (type == "CharDelimiterSplit") {
      DSPREP_CHECK(object.knows({"type", "delimiter"}));
      DSPREP_TRY(const std::string delimiter, object.text("delimiter"));
      if (delimiter.empty()) return object.fault("delimiter", "is empty");
      add(split_by(SplitPattern::literal(delimiter), SplitBehavior::removed, false));
      return {};
    }
    DSPREP_CHECK(object.knows({"type"}));
    if (type == "BertPreTokenizer") add(bert_words());
    else if (type == "Whitespace") add(word_runs());
    else if (type == "WhitespaceSplit") add(split_by(CharKind::space, SplitBehavior::removed));
    else return object.fault("", "is of type \"" + type + "\", a pre-tokenizer that is not supported");
    return {};
  }

  Status sequence(const JsonObject& object, int depth) {
    DSPREP_CHECK(object.knows({"type", "pretokenizers"}));
    if (object.value["pretokenizers"].type() != FieldType::array)
      return object.fault("pretokenizers", "is not an array");
    std::size_t i = 0;
    for (Value::Elements it = object.value["pretokenizers"].elements(); it.next(); ++i)
      DSPREP_CHECK(one({it.value(), object.at + ".pretokenizers[" + std::to_string(i) + "]"}, depth + 1));
    return {};
  }

  Status byte_level(const JsonObject& object) {
    DSPREP_CHECK(object.knows({"type", "add_prefix_space", "trim_offsets", "use_regex"}));
    DSPREP_TRY(const bool space, object.boolean("add_prefix_space", true));
    DSPREP_TRY(const bool regex, object.boolean("use_regex", true));
    if (space) add(prefix_space());
    if (regex) add(split_by(PublishedSplit::gpt2));
    read_.byte_level = true;
    return {};
  }

  Status split(const JsonObject& object) {
    DSPREP_CHECK(object.knows({"type", "pattern", "behavior", "invert"}));
    DSPREP_TRY(const SplitBehavior behavior, behavior_of(object, "behavior"));
    DSPREP_TRY(const bool invert, object.boolean("invert", false));
    const JsonObject pattern{object.value["pattern"], object.at + ".pattern"};
    DSPREP_CHECK(pattern.knows({"String", "Regex"}));
    if (!pattern.absent("String")) {
      DSPREP_TRY(const std::string text, pattern.text("String"));
      if (text.empty()) return pattern.fault("String", "is empty");
      add(split_by(SplitPattern::literal(text), behavior, invert));
      return {};
    }
    DSPREP_TRY(const std::string expression, pattern.text("Regex"));
    // Matches tile the text, so that these two ways to say it are one.
    const bool all = invert ? behavior == SplitBehavior::removed : behavior == SplitBehavior::isolated;
    if (const auto published = published_split(expression); published && all) {
      add(split_by(*published));
      return {};
    }
    DSPREP_TRY(SplitPattern compiled, SplitPattern::make(expression, SplitPattern::Dialect::oniguruma));
    add(split_by(std::move(compiled), behavior, invert));
    return {};
  }

  Status read_metaspace(const JsonObject& object) {
    DSPREP_CHECK(object.knows({"type", "replacement", "str_rep", "add_prefix_space", "prepend_scheme", "split"}));
    MetaspaceRules rules;
    if (!object.absent("replacement")) {
      DSPREP_TRY(rules.replacement, object.text("replacement"));
      if (rules.replacement.empty()) return object.fault("replacement", "is empty");
    }
    DSPREP_TRY(rules.split, object.boolean("split", true));
    DSPREP_TRY(const bool space, object.boolean("add_prefix_space", true));
    DSPREP_TRY(const std::optional<std::string> scheme, object.optional_text("prepend_scheme"));
    if (!scheme) rules.prepend = space ? MetaspaceRules::Prepend::always : MetaspaceRules::Prepend::never;
    else if (*scheme == "always") rules.prepend = MetaspaceRules::Prepend::always;
    else if (*scheme == "first") rules.prepend = MetaspaceRules::Prepend::first;
    else if (*scheme == "never") rules.prepend = MetaspaceRules::Prepend::never;
    else return object.fault("prepend_scheme", "is \"" + *scheme + "\", which is not supported");
    if (scheme && !object.absent("add_prefix_space") && !space && *scheme != "never")
      return object.fault("prepend_scheme", "contradicts add_prefix_space");
    add(metaspace(std::move(rules)));
    return {};
  }

  PreTokenizerSteps read_;
};

}  // namespace

Result<PreTokenizerSteps> read_pre_tokenizer(const Value& value) {
  if (value.type() == FieldType::missing || value.type() == FieldType::null) return PreTokenizerSteps{};
  return Reader().read(value);
}

}  // namespace dsprep::tokenizers
