#include <string>
#include <utility>
#include <vector>

#include "tokenizers/bpe.h"
#include "tokenizers/byte_characters.h"
#include "tokenizers/json_fields.h"
#include "tokenizers/json_score.h"
#include "tokenizers/json_steps.h"
#include "tokenizers/unigram.h"
#include "tokenizers/word_piece.h"

namespace dsprep::tokenizers {
namespace {

constexpr std::size_t longest_token = 4096;  // bytes; no vocabulary has one near it

Status read_vocabulary(const JsonObject& model, Vocabulary& names) {
  const Value vocabulary = model.value["vocab"];
  if (vocabulary.type() != FieldType::object) return model.fault("vocab", "is not an object of tokens and ids");
  std::string scratch;
  for (Value::Members it = vocabulary.members(); it.next();) {
    const std::string_view token = it.key(scratch);
    const auto id = it.value().integer();
    if (!id || *id < 0 || *id >= INT32_MAX)
      return model.fault("vocab", "has no whole number for \"" + std::string(token) + "\"");
    if (token.size() > longest_token) return model.fault("vocab", "has a token of more than 4,096 bytes");
    names.add(token, static_cast<std::uint32_t>(*id));
  }
  if (names.size() == 0) return model.fault("vocab", "is empty");
  return {};
}

// The id of the token that the member names; nothing where it is null.
Result<std::optional<std::uint32_t>> read_unknown(const JsonObject& model, const Vocabulary& names) {
  DSPREP_TRY(const std::optional<std::string> token, model.optional_text("unk_token"));
  if (!token) return std::optional<std::uint32_t>();
  const auto id = names.find(*token);
  if (!id) return model.fault("unk_token", "\"" + *token + "\" is not in the vocabulary");
  return id;
}

// "a b", or ["a", "b"].
Status read_merge(const JsonObject& model, const Value& value, std::size_t number, std::string& left,
                  std::string& right) {
  std::string scratch;
  if (value.type() == FieldType::array) {
    const auto a = value.at(0).text(), b = value.at(1).text();
    if (a && b && value.size() == 2) return left = *a, right = *b, Status();
  } else if (const auto both = value.text(scratch)) {
    const std::size_t space = both->find(' ');
    if (space != both->npos && both->find(' ', space + 1) == both->npos)
      return left = both->substr(0, space), right = both->substr(space + 1), Status();
  }
  return model.fault("merges[" + std::to_string(number) + "]", "is not two tokens");
}

Status read_merges(const JsonObject& model, const Vocabulary& names, BpeTables& tables) {
  const Value merges = model.value["merges"];
  if (merges.type() != FieldType::array) return model.fault("merges", "is not an array");
  tables.pairs = PairTable(merges.size());
  std::string left, right, made;
  std::uint32_t rank = 0;
  for (Value::Elements it = merges.elements(); it.next(); ++rank) {
    DSPREP_CHECK(read_merge(model, it.value(), rank, left, right));
    const auto known = [&](const std::string& token) -> Result<std::uint32_t> {
      if (const auto id = names.find(token)) return *id;
      return model.fault("merges[" + std::to_string(rank) + "]",
                         "needs the token \"" + token + "\", which is not in the vocabulary");
    };
    DSPREP_TRY(const std::uint32_t a, known(left));
    DSPREP_TRY(const std::uint32_t b, known(right));
    if (right.size() < tables.prefix.size())
      return model.fault("merges[" + std::to_string(rank) + "]", "lacks the prefix of subwords");
    made.assign(left).append(right, tables.prefix.size());
    DSPREP_TRY(const std::uint32_t id, known(made));
    tables.pairs.add(a, b, {rank, id});
  }
  return {};
}

Result<std::unique_ptr<Model>> read_bpe(const JsonObject& model, bool& byte_level, Vocabulary& names) {
  DSPREP_CHECK(model.knows({"type", "dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix",
                            "fuse_unk", "byte_fallback", "ignore_merges", "vocab", "merges"}));
  if (!model.absent("dropout") && model.value["dropout"].number().value_or(1) != 0)
    return model.fault("dropout", "is not supported: ids would depend on chance. Set it to null");
  BpeTables tables;
  DSPREP_TRY(const std::optional<std::string> prefix, model.optional_text("continuing_subword_prefix"));
  DSPREP_TRY(const std::optional<std::string> suffix, model.optional_text("end_of_word_suffix"));
  tables.prefix = prefix.value_or("");
  tables.suffix = suffix.value_or("");
  byte_level = byte_level && tables.prefix.empty() && tables.suffix.empty();
  tables.bytes = byte_level;
  DSPREP_TRY(tables.fuse_unknown, model.boolean("fuse_unk", false));
  DSPREP_TRY(tables.byte_fallback, model.boolean("byte_fallback", false));
  DSPREP_TRY(tables.whole_words, model.boolean("ignore_merges", false));
  DSPREP_TRY(tables.unknown, read_unknown(model, names));
  DSPREP_CHECK(read_merges(model, names, tables));
  if (byte_level) {
    names.each([&](std::string_view token, std::uint32_t id) {
      if (const auto bytes = bytes_of(token)) tables.vocabulary.add(*bytes, id);
    });
  } else {
    tables.vocabulary = names;
  }
  return make_bpe(std::move(tables));
}

Result<std::unique_ptr<Model>> read_word_piece(const JsonObject& model, const Vocabulary& names) {
  DSPREP_CHECK(model.knows({"type", "unk_token", "continuing_subword_prefix", "max_input_chars_per_word", "vocab"}));
  WordPieceTables tables;
  DSPREP_TRY(const std::optional<std::uint32_t> unknown, read_unknown(model, names));
  if (!unknown) return model.fault("unk_token", "is missing");
  tables.unknown = *unknown;
  DSPREP_TRY(const std::optional<std::string> prefix, model.optional_text("continuing_subword_prefix"));
  tables.prefix = prefix.value_or("##");
  if (!model.absent("max_input_chars_per_word")) {
    DSPREP_TRY(tables.longest_word, model.number("max_input_chars_per_word"));
  }
  tables.vocabulary = names;
  return make_word_piece(std::move(tables));
}

Result<std::unique_ptr<Model>> read_unigram(const JsonObject& model, Vocabulary& names) {
  DSPREP_CHECK(model.knows({"type", "unk_id", "vocab", "byte_fallback"}));
  const Value vocabulary = model.value["vocab"];
  if (vocabulary.type() != FieldType::array) return model.fault("vocab", "is not an array of tokens and scores");
  UnigramTables tables;
  for (Value::Elements it = vocabulary.elements(); it.next();) {
    const auto token = it.value().at(0).text();
    const auto score = it.value().at(1).number();
    if (!token || !score || it.value().size() != 2)
      return model.fault("vocab[" + std::to_string(tables.tokens.size()) + "]", "is not a token and its score");
    if (token->size() > longest_token) return model.fault("vocab", "has a token of more than 4,096 bytes");
    names.add(*token, static_cast<std::uint32_t>(tables.tokens.size()));
    tables.tokens.emplace_back(*token, score_of(it.value().at(1).raw()));
  }
  if (tables.tokens.empty()) return model.fault("vocab", "is empty");
  if (!model.absent("unk_id")) {
    DSPREP_TRY(const std::uint32_t unknown, model.number("unk_id"));
    if (unknown >= tables.tokens.size()) return model.fault("unk_id", "is no id of the vocabulary");
    tables.unknown = unknown;
  }
  DSPREP_TRY(tables.byte_fallback, model.boolean("byte_fallback", false));
  return make_unigram(std::move(tables));
}

// Older files do not say which model they hold.
std::string type_of(const JsonObject& model) {
  if (const std::string type = model.type(); !type.empty()) return type;
  if (model.value["merges"].exists()) return "BPE";
  if (model.value["vocab"].type() == FieldType::array) return "Unigram";
  if (model.value["continuing_subword_prefix"].exists()) return "WordPiece";
  return "WordLevel";
}

}  // namespace

Result<std::unique_ptr<Model>> read_model(const Value& value, bool& byte_level, Vocabulary& names) {
  const JsonObject model{value, "model"};
  const std::string type = type_of(model);
  if (type != "BPE") byte_level = false;
  if (type == "Unigram") return read_unigram(model, names);
  if (type != "BPE" && type != "WordPiece" && type != "WordLevel")
    return model.fault("", "is of type \"" + type + "\", which is not supported");
  DSPREP_CHECK(read_vocabulary(model, names));
  if (type == "BPE") return read_bpe(model, byte_level, names);
  if (type == "WordPiece") return read_word_piece(model, names);
  DSPREP_CHECK(model.knows({"type", "unk_token", "vocab"}));
  const auto unknown = names.find(model.value["unk_token"].text().value_or(""));
  return make_word_level(names, unknown);
}

}  // namespace dsprep::tokenizers
