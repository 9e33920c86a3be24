// pii_decrypt: puts back what pii encrypted, with the same key.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/aes_siv.h"
#include "base/secret_key.h"
#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "models/pii/replacer.h"

namespace dsprep::ops {
namespace {

using models::pii::Keys;
using models::pii::Opener;

struct Params {
  std::vector<std::string> text_fields = {"text"};
  std::optional<std::string> key_file, key_env;
  std::string mismatch = "malformed";
  void fields(ParamFields& f) {
    f("fields", text_fields, {.meaning = "the texts to restore", .field = true});
    f("key_file", key_file, {.meaning = "the file with the key that encrypted them", .path = true});
    f("key_env", key_env, {.meaning = "the environment variable that holds the key, instead"});
    f("mismatch", mismatch,
      {.meaning = "what becomes of a record with a token that this key does not open",
       .choices = {"malformed", "keep"}});
  }
};

struct Plan {
  struct Text {
    Field field;
    std::string pointer;
  };
  std::vector<Text> texts;
  std::optional<Keys> keys;
  bool keep_mismatch = false;
  Counter restored{}, mismatched{};
};

class DecryptMapper final : public Mapper {
 public:
  explicit DecryptMapper(const Plan& plan) : plan_(plan), opener_(*plan.keys) {}

  Verdict map(Record& record, Context& context) override {
    for (const Plan::Text& text : plan_.texts)
      if (auto verdict = need_text(record, text.field, text.pointer)) return *std::move(verdict);
    for (const Plan::Text& text : plan_.texts)
      for (const std::size_t i : text_elements(record, text.field))
        if (!restore(record, context, text.field, i))
          return Verdict::malformed(
              "a token in field " + text.pointer +
              (old_ ? " is of AES-GCM-SIV, a cipher that is gone: it was made by dsprep 0.1, decrypt it with dsprep 0.1"
                    : " does not open: it was made with another key, or changed"));
    return Verdict::keep();
  }

 private:
  // False where a token does not open and may not stay.
  bool restore(Record& record, Context& context, Field field, std::size_t element) {
    const std::string_view text = *record.text(field, element);
    auto token = Opener::next(text, 0);
    if (!token) return true;
    TextEdit edit = record.edit(field, element);
    std::size_t at = 0;
    for (; token; token = Opener::next(text, token->end)) {
      const std::size_t size = token->end - token->begin;
      old_ = token->old;
      if (!old_ && opener_.open(text.substr(token->begin, size), value_)) {
        edit.keep(token->begin - at).replace(size, value_);
        at = token->end;
        context.count(plan_.restored);
      } else {
        context.count(plan_.mismatched);
        if (!plan_.keep_mismatch) return false;
      }
    }
    edit.finish();
    return true;
  }

  const Plan& plan_;
  Opener opener_;
  std::string value_;
  bool old_ = false;  // whether the last token was one of dsprep 0.1's
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  if (params.text_fields.empty()) return usage_error("fields is empty: name the texts to restore");
  for (const std::string& name : params.text_fields) {
    DSPREP_TRY(const Field field, binder.write(name));
    plan.texts.push_back({field, binder.pointer(field)});
  }
  if (params.key_file.has_value() == params.key_env.has_value())
    return usage_error("give the key that encrypted the texts: key_file or key_env");
  DSPREP_TRY(const std::string text, binder.secret(params.key_file.value_or(""), params.key_env.value_or("")));
  auto key = base::SecretKey::read(text);
  if (!key.ok())
    return std::move(key).error().within(params.key_file ? *params.key_file
                                                         : "environment variable " + *params.key_env);
  if (!base::AesSiv::available())
    return usage_error("the OpenSSL that is installed lacks AES-SIV, which the tokens are made with");
  plan.keys.emplace(*key);
  plan.keep_mismatch = params.mismatch == "keep";
  plan.restored = binder.counter("restored");
  plan.mismatched = binder.counter("mismatched");
  return map_with<DecryptMapper>(std::move(plan));
}

constexpr ExampleFile key_file[] = {
    {"example.key", "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n"}};

constexpr Example examples[] = {
    {"What was encrypted with the same key comes back; a placeholder stays", "key_file = \"example.key\"",
     "{\"text\":\"写信给 <EMAIL:siv.3zFeKF9RKYoGpZU7vTTDrhvDLwLUyC5_vaNcAg>，<PHONE>。\"}\n",
     "{\"text\":\"写信给 ann@corp.com，<PHONE>。\"}\n", "", key_file},
};

}  // namespace

extern const OpSpec clean_pii_decrypt;
const OpSpec clean_pii_decrypt = {
    .name = "pii_decrypt",
    .family = Family::clean,
    .summary = "Put back what `pii` encrypted, with the same key",
    .details =
        R"(Each `<KIND:siv.…>` that mode `encrypt` of `pii` wrote becomes the value it stands for, byte for byte; all else stays, placeholders,
pseudonyms and fakes too. A token is authenticated: one that was made with another key, moved to another kind or changed does not
open, and its record is malformed, or with `mismatch = "keep"` stays as it is (texts may hold `<A:…>` of their own). The manifest counts
both. Tokens of dsprep 0.1 (`<KIND:…>` without `siv.`) are AES-GCM-SIV's, which dsprep no longer has: they are refused by name, and need
dsprep 0.1. A missing, null or non-text field makes the record malformed.)",
    .source = "AES-256-SIV, RFC 5297",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .secrets = Secrets::reveals,
};

}  // namespace dsprep::ops
