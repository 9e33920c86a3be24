// tokenize: text to the ids that a language model reads.
//
// What a tokenizer's file means is known in src/tokenizers; here its ids are cut to a length, put between special
// tokens, padded (tokenize/shape.h) and written as JSON arrays. Words with labels are tokenized one by one, so that it
// is known which word each token is of.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "ops/normalize/tokenize/number_array.h"
#include "ops/normalize/tokenize/shape.h"
#include "tokenizers/load.h"

namespace dsprep::ops {
namespace {

using tokenize::Shape;
using tokenize::Shaped;

struct Params {
  std::string model, field = "text", padding = "none", truncation_side = "right", padding_side = "right",
                     align = "first";
  std::optional<std::string> into, pair, attention_mask, token_type_ids, count, labels, pattern;
  std::string labels_into = "/labels";
  std::optional<std::int64_t> max_length, pad_to_multiple, pad_id;
  std::optional<bool> lower_case;
  bool add_special_tokens = true, words = false;
  void fields(ParamFields& f) {
    f("model", model,
      {.meaning = "the tokenizer: a tokenizer.json, a vocab.txt of BERT, a SentencePiece .model or a .tiktoken file, "
                  "told apart by content",
       .required = true,
       .path = true});
    f("field", field, {.meaning = "the text", .field = true});
    f("pair", pair, {.meaning = "a second text, put behind the first as the model's template says", .field = true});
    f("into", into,
      {.meaning = "where the ids go, an array; unless given, /input_ids, or nowhere where count is given",
       .field = true,
       .result = true});
    f("attention_mask", attention_mask,
      {.meaning = "where 1 goes for each id and 0 for each of padding", .field = true, .result = true});
    f("token_type_ids", token_type_ids,
      {.meaning = "where the segment of each id goes: 0, or 1 for the second text, as the template says",
       .field = true,
       .result = true});
    f("count", count, {.meaning = "where the number of ids goes, padding left out", .field = true, .result = true});
    f("add_special_tokens", add_special_tokens,
      {.meaning = "whether the special tokens of the model's template stand around the text ([CLS] … [SEP])"});
    f("max_length", max_length, {.meaning = "most ids, special tokens included; none: as the file says", .min = 1});
    f("truncation_side", truncation_side,
      {.meaning = "at which end of a text what is too long is cut off", .choices = {"right", "left"}});
    f("padding", padding,
      {.meaning = "whether shorter ones are padded to max_length", .choices = {"none", "max_length"}});
    f("pad_to_multiple", pad_to_multiple, {.meaning = "pad to the next multiple of so many ids", .min = 1});
    f("padding_side", padding_side, {.meaning = "at which end padding stands", .choices = {"right", "left"}});
    f("pad_id", pad_id,
      {.meaning = "the id of padding; unless given, what the file says, or of [PAD] or <pad>", .min = 0});
    f("words", words, {.meaning = "whether the field is an array of words, each tokenized by itself"});
    f("labels", labels, {.meaning = "an array with a whole number for each word (words is then on)", .field = true});
    f("labels_into", labels_into,
      {.meaning = "where the labels of the ids go; -100 for special tokens, padding and what has none",
       .field = true,
       .result = true});
    f("align", align,
      {.meaning = "which tokens of a word get its label; the others get -100", .choices = {"first", "all"}});
    f("lower_case", lower_case,
      {.meaning = "of a vocab.txt: whether capitals and accents go; unless given, whether it holds no capitals"});
    f("pattern", pattern,
      {.meaning = "of a .tiktoken file: how text is cut into words: r50k_base, cl100k_base, o200k_base, llama3, qwen2 "
                  "or a regular "
                  "expression; unless given, by the file's name"});
  }
};

struct Plan {
  std::shared_ptr<const tokenizers::Tokenizer> tokenizer;
  Shape shape;
  Field field, pair, into, mask, types, count, labels, labels_into;
  std::string field_pointer, pair_pointer, labels_pointer;
  bool words = false, label_all = false;
  Counter truncated, tokens;
};

class TokenizeMapper final : public Mapper {
 public:
  explicit TokenizeMapper(const Plan& plan) : plan_(plan), lane_(plan.tokenizer->lane()) {}

  Verdict map(Record& record, Context& context) override {
    if (auto verdict =
            plan_.words ? encode_words(record) : encode_text(record, plan_.field, plan_.field_pointer, first_))
      return *std::move(verdict);
    second_.clear();
    if (plan_.pair.bound())
      if (auto verdict = encode_text(record, plan_.pair, plan_.pair_pointer, second_)) return *std::move(verdict);
    tokenize::shape(plan_.shape, first_, second_, shaped_);
    context.count(plan_.tokens, shaped_.ids.size() - (shaped_.pad_end - shaped_.pad_begin));
    if (shaped_.truncated) context.count(plan_.truncated);
    return write(record);
  }

 private:
  std::optional<Verdict> encode_text(const Record& record, Field field, const std::string& pointer,
                                     std::vector<std::uint32_t>& ids) {
    ids.clear();
    if (auto verdict = need_text(record, field, pointer)) return verdict;
    return encode(*record.text(field), pointer, ids);
  }

  std::optional<Verdict> encode(std::string_view text, const std::string& pointer, std::vector<std::uint32_t>& ids) {
    if (const Status status = lane_->encode(text, ids); !status.ok())
      return Verdict::malformed("field " + pointer + " cannot be tokenized: " + status.error().message);
    return std::nullopt;
  }

  // Words one by one: word_of_[i] is the word that the i-th token is of.
  std::optional<Verdict> encode_words(const Record& record) {
    first_.clear();
    word_of_.clear();
    const Value value = record.value(plan_.field);
    if (value.type() != FieldType::array)
      return Verdict::malformed(wrong_type(plan_.field_pointer, value.type(), "an array of words"));
    std::uint32_t word = 0;
    for (Value::Elements it = value.elements(); it.next(); ++word) {
      const auto text = it.value().text(scratch_);
      if (!text)
        return Verdict::malformed("field " + plan_.field_pointer + " holds what is no text: word " +
                                  std::to_string(word + 1));
      if (auto verdict = encode(*text, plan_.field_pointer, first_)) return verdict;
      word_of_.resize(first_.size(), word);
    }
    return plan_.labels.bound() ? read_labels(record, word) : std::nullopt;
  }

  std::optional<Verdict> read_labels(const Record& record, std::size_t words) {
    labels_.clear();
    const Value value = record.value(plan_.labels);
    if (value.type() != FieldType::array)
      return Verdict::malformed(wrong_type(plan_.labels_pointer, value.type(), "an array of labels"));
    for (Value::Elements it = value.elements(); it.next();) {
      const auto label = it.value().integer();
      if (!label || *label < INT32_MIN || *label > INT32_MAX)
        return Verdict::malformed("field " + plan_.labels_pointer +
                                  " holds what is no whole number: " + std::string(it.value().raw()));
      labels_.push_back(static_cast<std::int32_t>(*label));
    }
    if (labels_.size() == words) return std::nullopt;
    return Verdict::malformed("field " + plan_.labels_pointer + " has another number of labels than there are words: " +
                              std::to_string(labels_.size()) + " for " + std::to_string(words));
  }

  Verdict write(Record& record) {
    const std::size_t size = shaped_.ids.size();
    const auto set = [&](Field field, auto number) {
      if (!field.bound()) return true;
      tokenize::write_array(size, number, json_);
      return record.set_raw(field, json_);
    };
    const bool written =
        set(plan_.into, [&](std::size_t i) { return shaped_.ids[i]; }) &&
        set(plan_.mask, [&](std::size_t i) { return i < shaped_.pad_begin || i >= shaped_.pad_end ? 1u : 0u; }) &&
        set(plan_.types, [&](std::size_t i) { return shaped_.type_ids[i]; }) &&
        set(plan_.labels_into, [&](std::size_t i) { return label_of(i); }) &&
        (!plan_.count.bound() ||
         record.set_integer(plan_.count, static_cast<std::int64_t>(size - (shaped_.pad_end - shaped_.pad_begin))));
    if (!written)
      return Verdict::malformed("the ids cannot be added: what is on the way to their field is not an object");
    return Verdict::keep();
  }

  std::int32_t label_of(std::size_t i) const {
    constexpr std::int32_t ignored = -100;  // what losses pass over
    const std::uint32_t token = shaped_.token[i];
    if (token == Shaped::none || shaped_.text[i] != 0) return ignored;
    const std::uint32_t word = word_of_[token];
    if (!plan_.label_all && token > 0 && word_of_[token - 1] == word) return ignored;
    return labels_[word];
  }

  const Plan& plan_;
  std::unique_ptr<tokenizers::Lane> lane_;
  std::vector<std::uint32_t> first_, second_, word_of_;
  std::vector<std::int32_t> labels_;
  Shaped shaped_;
  std::string json_, scratch_;
};

// ---- make ----

Result<Shape> make_shape(const Params& params, const tokenizers::Tokenizer& tokenizer) {
  Shape shape;
  shape.pieces = params.pair ? tokenizer.pair : tokenizer.single;
  if (!params.add_special_tokens)
    std::erase_if(shape.pieces,
                  [](const auto& piece) { return piece.kind == tokenizers::TemplatePiece::Kind::special; });
  const tokenizers::Lengths& file = tokenizer.lengths;
  shape.max_length =
      params.max_length ? std::optional(static_cast<std::uint64_t>(*params.max_length)) : file.truncate_to;
  shape.truncate_left = params.truncation_side == "left" || (!params.max_length && file.truncate_left);
  if (shape.max_length && *shape.max_length <= shape.special_tokens())
    return usage_error("max_length " + std::to_string(*shape.max_length) + " leaves no room for a text beside " +
                       std::to_string(shape.special_tokens()) +
                       " special tokens: raise it, or set add_special_tokens to false");
  if (params.padding == "max_length") {
    if (!shape.max_length) return usage_error("padding to max_length needs max_length");
    shape.pad_to = shape.max_length;
  } else {
    shape.pad_to = file.pad_to;
  }
  shape.pad_to_multiple = params.pad_to_multiple ? std::optional(static_cast<std::uint64_t>(*params.pad_to_multiple))
                                                 : file.pad_to_multiple;
  if (params.padding == "max_length" && params.pad_to_multiple && *shape.max_length % *shape.pad_to_multiple != 0)
    return usage_error("max_length " + std::to_string(*shape.max_length) + " is no multiple of pad_to_multiple " +
                       std::to_string(*params.pad_to_multiple) + ": padded ids would be longer than max_length");
  shape.pad_left =
      params.padding_side == "left" || (params.padding == "none" && !params.pad_to_multiple && file.pad_left);
  if (!shape.pads()) {
    if (params.pad_id)
      return usage_error("pad_id has no use without padding: set padding to max_length, or pad_to_multiple");
    return shape;
  }
  if (params.pad_id && *params.pad_id >= tokenizer.ids())
    return usage_error("pad_id " + std::to_string(*params.pad_id) + " is no id of the model: it has " +
                       std::to_string(tokenizer.ids()) + ", from 0");
  if (!params.pad_id && !tokenizer.pad_id)
    return usage_error("the model names no token for padding: set pad_id (often the id of its end-of-text token)");
  shape.pad_id = params.pad_id ? static_cast<std::uint32_t>(*params.pad_id) : *tokenizer.pad_id;
  return shape;
}

// Binds a field to be written, and sees to it that it is none of those in use.
class ResultFields {
 public:
  explicit ResultFields(Binder& binder) : binder_(binder) {}
  void in_use(Field field, std::string what) { used_.emplace_back(field.slot, std::move(what)); }
  Status bind(const std::optional<std::string>& name, std::string_view param, Field& field) {
    if (!name) return {};
    DSPREP_TRY(field, binder_.write(*name));
    if (binder_.pointer(field).find('*') != std::string::npos)
      return usage_error(std::string(param) + " \"" + *name +
                         "\" names several places, and there is one answer for a record");
    for (const auto& [slot, what] : used_)
      if (slot == field.slot)
        return usage_error(std::string(param) + " is the field of " + what + ", which would be lost: name another one");
    in_use(field, std::string(param));
    return {};
  }

 private:
  Binder& binder_;
  std::vector<std::pair<std::uint16_t, std::string>> used_;
};

Result<Field> bind_text(Binder& binder, const std::string& name, std::string& pointer) {
  DSPREP_TRY(const Field field, binder.read(name));
  pointer = binder.pointer(field);
  if (pointer.find('*') != std::string::npos)
    return usage_error("\"" + name + "\" names several places: tokenize takes one text of a record");
  return field;
}

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  Params params = bind_params<Params>(values);
  if (params.labels) params.words = true;
  if (params.words && params.pair) return usage_error("pair is for texts: words cannot be followed by a second one");
  Plan plan;
  plan.words = params.words;
  plan.label_all = params.align == "all";
  ResultFields results(binder);
  DSPREP_TRY(plan.field, bind_text(binder, params.field, plan.field_pointer));
  results.in_use(plan.field, "the text");
  if (params.pair) {
    DSPREP_TRY(plan.pair, bind_text(binder, *params.pair, plan.pair_pointer));
    results.in_use(plan.pair, "the second text");
  }
  if (!params.into && !params.count) params.into = "/input_ids";
  DSPREP_CHECK(results.bind(params.into, "into", plan.into));
  DSPREP_CHECK(results.bind(params.attention_mask, "attention_mask", plan.mask));
  DSPREP_CHECK(results.bind(params.token_type_ids, "token_type_ids", plan.types));
  DSPREP_CHECK(results.bind(params.count, "count", plan.count));
  if (params.labels) {
    DSPREP_TRY(plan.labels, bind_text(binder, *params.labels, plan.labels_pointer));
    results.in_use(plan.labels, "the labels of words");
    DSPREP_CHECK(results.bind(params.labels_into, "labels_into", plan.labels_into));
  }
  DSPREP_TRY(const Resource file, binder.resource(params.model));
  DSPREP_TRY(plan.tokenizer, tokenizers::load(file->path, file->bytes, {params.lower_case, params.pattern}));
  DSPREP_TRY(plan.shape, make_shape(params, *plan.tokenizer));
  plan.truncated = binder.counter("truncated");
  plan.tokens = binder.counter("tokens");
  return map_with<TokenizeMapper>(std::move(plan));
}

constexpr std::string_view vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nhello\nworld\n##s\n中\n文\n!\n";
constexpr ExampleFile vocab_file[] = {{"vocab.txt", vocabulary}};

constexpr Example examples[] = {
    {"BERT's vocab.txt: ids between [CLS] and [SEP]", "model = \"vocab.txt\"",
     "{\"text\":\"Hello Worlds!\"}\n{\"text\":\"中文 xyz\"}\n",
     "{\"text\":\"Hello Worlds!\",\"input_ids\":[2,4,5,6,9,3]}\n{\"text\":\"中文 xyz\",\"input_ids\":[2,7,8,1,3]}\n",
     "", vocab_file},
    {"Model input of one length",
     "model = \"vocab.txt\"\nmax_length = 6\npadding = \"max_length\"\nattention_mask = \"/attention_mask\"",
     "{\"text\":\"中文\"}\n{\"text\":\"hello worlds hello\"}\n",
     "{\"text\":\"中文\",\"input_ids\":[2,7,8,3,0,0],\"attention_mask\":[1,1,1,1,0,0]}\n"
     "{\"text\":\"hello worlds hello\",\"input_ids\":[2,4,5,6,4,3],\"attention_mask\":[1,1,1,1,1,1]}\n",
     "", vocab_file},
    {"A pair of texts",
     "model = \"vocab.txt\"\nfield = \"question\"\npair = \"answer\"\ntoken_type_ids = \"/token_type_ids\"",
     "{\"question\":\"hello\",\"answer\":\"中文!\"}\n",
     "{\"question\":\"hello\",\"answer\":\"中文!\",\"input_ids\":[2,4,3,7,8,9,3],\"token_type_ids\":[0,0,0,1,1,1,1]}\n",
     "", vocab_file},
    {"Labels of words become labels of tokens", "model = \"vocab.txt\"\nfield = \"tokens\"\nlabels = \"tags\"",
     "{\"tokens\":[\"worlds\",\"中文\"],\"tags\":[1,7]}\n",
     "{\"tokens\":[\"worlds\",\"中文\"],\"tags\":[1,7],\"input_ids\":[2,5,6,7,8,3],\"labels\":[-100,1,-100,7,-100,-100]"
     "}\n",
     "", vocab_file},
    {"How many tokens a text has", "model = \"vocab.txt\"\ncount = \"/tokens\"\nadd_special_tokens = false",
     "{\"text\":\"Hello Worlds!\"}\n", "{\"text\":\"Hello Worlds!\",\"tokens\":4}\n", "", vocab_file},
};

}  // namespace

extern const OpSpec normalize_tokenize;
const OpSpec normalize_tokenize = {
    .name = "tokenize",
    .family = Family::normalize,
    .summary = "Turn text into the ids that a language model reads",
    .details =
        R"(The ids are those of the library whose file `model` is, told apart by content:

- **tokenizer.json** (Hugging Face `tokenizers`): models BPE, WordPiece, Unigram and WordLevel; all normalizers; pre-tokenizers ByteLevel, Split, Metaspace, Whitespace, WhitespaceSplit, BertPreTokenizer, Punctuation, Digits, CharDelimiterSplit, Sequence; post-processors
  TemplateProcessing, BertProcessing, RobertaProcessing, ByteLevel, Sequence; added tokens with all their flags; byte_fallback, ignore_merges, fuse_unk.
  The file's own truncation and padding count where no parameter says otherwise.
- **vocab.txt** (BERT): one token a line; text is cleaned, ideographs stand by themselves, and capitals and accents go where the vocabulary has no capitals.
- **SentencePiece** `.model`: by the library; it adds no special tokens.
- **.tiktoken**: as `encode_ordinary`: no special tokens.

What a file asks for and is not supported is refused by its name before any input is read, dropout among it; nothing is passed over silently. Regular
expressions of `Split` are those of GPT-2, cl100k, o200k, Llama 3 and Qwen by hand, others by a backtracking engine that knows classes, groups, lookahead and
possessive quantifiers, and refuses the rest.

Special tokens that stand in a text are tokens, as in these libraries (but in .tiktoken and .model files). An empty text gives the special tokens alone.
Truncation counts special tokens; of a pair the longer text gives first. `padding`, then `pad_to_multiple`, make ids longer. Labels: with `labels` the field is an array
of words, tokenized one by one (as `is_split_into_words`); the first token of each word, or all, get its label.

A missing, null or non-text field makes the record malformed, as do labels that are no whole numbers or not as many as the words.)",
    .source = "Hugging Face tokenizers 0.23, tiktoken 0.14, SentencePiece 0.1.97",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .cost = Cost::heavy,
    .idempotent = true,
};

}  // namespace dsprep::ops
