// pii: finds personal data and secrets in texts, and masks, encrypts, removes, hashes, fakes, notes or drops them.
//
// models/pii/scanner.h finds them, models/pii/replacer.h says what stands in a value's place, pii/own_patterns.h reads
// the user's patterns and lists; here are the parameters, and what becomes of the record.
#include <algorithm>
#include <array>
#include <cstdint>
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
#include "models/phone_numbers.h"
#include "models/pii/kinds.h"
#include "models/pii/replacer.h"
#include "models/pii/scan.h"
#include "models/pii/scanner.h"
#include "ops/clean/pii/own_patterns.h"
#include "ops/clean/pii/pii_plan.h"
#include "text/utf8.h"

namespace dsprep::ops {
namespace {

using namespace pii;          // Plan, Treatment, …
using namespace models::pii;  // Kind, Mode, Found, …

enum : Rule { spans };

constexpr RuleInfo rules[] = {{"spans", Judge::Limit::Compare::at_most, "", "spans of kinds whose mode is drop", 0}};

struct Params {
  std::vector<std::string> text_fields = {"text"}, kinds, regions = {"US", "GB", "CN"}, allow;
  std::string mode = "mask", context = "required";
  bool public_ips = false;
  std::array<std::optional<std::string>, kind_count> modes;
  std::vector<PatternParams> patterns;
  std::optional<std::string> pattern_file, allow_file, key_file, key_env, into;
  std::int64_t hash_chars = 16;
  void fields(ParamFields& f) {
    std::vector<std::string_view> names;
    for (const KindInfo& kind : all_kinds()) names.push_back(kind.name);
    f("fields", text_fields, {.meaning = "the texts to search", .field = true});
    f("mode", mode,
      {.meaning = "what becomes of what is found: a placeholder, a ciphertext, nothing, a keyed pseudonym, a fake; the "
                  "record is dropped; the span is noted; or the kind is not looked for",
       .choices = mode_choices()});
    f("kinds", kinds, {.meaning = "what to look for; empty: everything but `url`", .choices = names});
    f("regions", regions, {.meaning = "countries (ISO 3166: US, CN) whose national phone numbers to look for"});
    f("context", context,
      {.meaning = "whether kinds without a strong check need a word for them nearby; ignored: for fields that hold "
                  "nothing else",
       .choices = {"required", "ignored"}});
    f("public_ips", public_ips,
      {.meaning = "whether only addresses of the public internet count, not 127.0.0.1 or 192.168.0.1"});
    f("allow", allow, {.meaning = "values that are left alone, whole or with a * at one end: *@example.com"});
    f("allow_file", allow_file,
      {.meaning = "a file of further such values, one a line; lines that are blank or begin with # are skipped",
       .path = true});
    f("patterns", patterns, {.meaning = "patterns of your own"});
    f("pattern_file", pattern_file,
      {.meaning = "a file of further patterns, NAME TAB PATTERN a line, and maybe TAB words, separated by commas",
       .path = true});
    f("key_file", key_file,
      {.meaning = "a file with a key of 32 bytes in hex, base64 or raw, for encrypt, hash and surrogate",
       .path = true});
    f("key_env", key_env, {.meaning = "the environment variable that holds the key, instead"});
    f("hash_chars", hash_chars, {.meaning = "hex digits of a pseudonym", .min = 8, .max = 64});
    f("into", into,
      {.meaning = "the field that gets the list of spans; none: no list, or `pii` where a mode is annotate",
       .field = true,
       .result = true});
    for (std::size_t i = 0; i < kind_count; ++i)
      f(all_kinds()[i].name, modes[i], {.meaning = all_kinds()[i].meaning, .choices = mode_choices()});
  }
};

class PiiMapper final : public Mapper {
 public:
  explicit PiiMapper(const Plan& plan)
      : plan_(plan), scanner_(plan.search), replacer_(plan.how, plan.keys ? &*plan.keys : nullptr) {}

  Verdict map(Record& record, Context& context) override {
    for (const Plan::Text& text : plan_.texts)
      if (auto verdict = need_text(record, text.field, text.pointer)) return *std::move(verdict);
    to_drop_.assign(kind_count + plan_.own.size(), 0);
    std::uint64_t drops = 0;
    if (plan_.into.bound()) list_.clear(), list_.begin_array();
    for (const Plan::Text& text : plan_.texts)
      for (const std::size_t i : text_elements(record, text.field))
        drops += treat(record, context, text, i, record.count(text.field));
    if (plan_.into.bound()) {
      list_.end_array();
      if (!record.set_raw(plan_.into, list_.json())) return Verdict::malformed(cannot_be_added(plan_.into_pointer));
    }
    context.judge().check(spans, static_cast<double>(drops), drops > 0 ? note() : std::string_view());
    return context.judge().verdict();
  }

 private:
  // One text; how many of its spans ask to drop the record.
  std::uint64_t treat(Record& record, Context& context, const Plan::Text& where, std::size_t element,
                      std::size_t elements) {
    const std::string_view text = *record.text(where.field, element);
    const std::vector<Found>& found = scanner_.scan(text);
    if (found.empty()) return 0;
    std::uint64_t drops = 0;
    replacements_.clear();
    edits_.clear();
    std::size_t kept = 0, out_chars = 0;  // of the text that comes out
    for (const Found& f : found) {
      const Treatment& treatment = plan_.of(f);
      context.count(treatment.counter);
      if (treatment.mode == Mode::drop) {
        ++drops;
        ++to_drop_[f.kind == Kind::own ? kind_count + f.own : index_of(f.kind)];
      }
      const std::string_view value = text.substr(f.begin, f.end - f.begin);
      const std::size_t from = replacements_.size();
      const bool stays = treatment.mode == Mode::annotate || treatment.mode == Mode::drop;
      if (!stays) {
        replacer_.replace(treatment.mode, f.kind, treatment.label, value, replacements_);
        edits_.push_back({f.begin, f.end, from, replacements_.size()});
      }
      if (!plan_.into.bound()) continue;
      out_chars += text::count_chars(text.substr(kept, f.begin - kept));
      const std::size_t begin = out_chars;
      out_chars += text::count_chars(stays ? value : std::string_view(replacements_).substr(from));
      kept = f.end;
      list_.begin_object()
          .member("kind", treatment.name)
          .member("start", std::uint64_t{begin})
          .member("end", std::uint64_t{out_chars});
      list_.member("rule", f.rule).member("mode", mode_names[static_cast<std::size_t>(treatment.mode)]);
      if (plan_.texts.size() > 1) list_.member("field", where.pointer);
      if (elements > 1) list_.member("element", std::uint64_t{element});
      list_.end_object();
    }
    if (!edits_.empty()) apply(record, where.field, element, text);
    return drops;
  }

  void apply(Record& record, Field field, std::size_t element, std::string_view text) {
    const auto with = [&](const Edit& e) { return std::string_view(replacements_).substr(e.from, e.to - e.from); };
    if (record.carries_spans(field)) {  // labels move along
      TextEdit edit = record.edit(field, element);
      std::size_t at = 0;
      for (const Edit& e : edits_) {
        edit.keep(e.begin - at).replace(e.end - e.begin, with(e));
        at = e.end;
      }
      edit.finish();
      return;
    }
    rewritten_.clear();
    std::size_t at = 0;
    for (const Edit& e : edits_) {
      rewritten_.append(text.substr(at, e.begin - at)).append(with(e));
      at = e.end;
    }
    rewritten_.append(text.substr(at));
    record.set_text(field, rewritten_, element);
  }

  // "email 2, us_ssn 1": kinds and counts, never a value.
  std::string_view note() {
    note_.clear();
    for (std::size_t i = 0; i < to_drop_.size(); ++i) {
      if (to_drop_[i] == 0) continue;
      if (!note_.empty()) note_ += ", ";
      note_.append(i < kind_count ? plan_.kinds[i].name : plan_.own[i - kind_count].name)
          .append(" ")
          .append(std::to_string(to_drop_[i]));
    }
    return note_;
  }

  struct Edit {
    std::size_t begin, end, from, to;
  };  // [begin, end) of the text becomes [from, to) of replacements_
  const Plan& plan_;
  Scanner scanner_;
  Replacer replacer_;
  std::vector<Edit> edits_;
  std::vector<std::uint64_t> to_drop_;  // spans by kind, then by own pattern
  std::string replacements_, rewritten_, note_;
  ValueBuilder list_;
};

Result<std::optional<Keys>> read_keys(const Params& params, Binder& binder) {
  if (params.key_file && params.key_env)
    return usage_error("key_file and key_env are both given: the key has one place");
  if (!params.key_file && !params.key_env) return std::optional<Keys>();
  const std::string where = params.key_file ? *params.key_file : "environment variable " + *params.key_env;
  DSPREP_TRY(const std::string text, binder.secret(params.key_file.value_or(""), params.key_env.value_or("")));
  auto key = base::SecretKey::read(text);
  if (!key.ok()) return std::move(key).error().within(where);
  return std::optional<Keys>(Keys(*key));
}

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  if (params.text_fields.empty()) return usage_error("fields is empty: name the texts to search");
  for (const std::string& name : params.text_fields) {
    DSPREP_TRY(const Field field, binder.write(name));
    plan.texts.push_back({field, binder.pointer(field)});
  }
  const Mode mode = mode_of(params.mode);
  bool wanted = false;
  for (std::size_t i = 0; i < kind_count; ++i) {
    const KindInfo& kind = all_kinds()[i];
    const bool listed = params.kinds.empty()
                            ? kind.by_default || params.modes[i].has_value()
                            : std::find(params.kinds.begin(), params.kinds.end(), kind.name) != params.kinds.end();
    Treatment& treatment = plan.kinds[i];
    treatment = {
        params.modes[i] ? mode_of(*params.modes[i]) : mode, std::string(kind.name), std::string(kind.label), {}};
    const bool on = listed && treatment.mode != Mode::keep;
    plan.search.settings.wanted[i] = on;
    wanted |= on;
    if (on) treatment.counter = binder.counter(kind.name);
    else treatment.mode = Mode::keep;
  }
  for (const std::string& region : params.regions) {
    if (!models::PhoneNumbers::get().knows(region))
      return usage_error("\"" + region + "\" in regions is no country: use two capitals of ISO 3166 (US, CN, DE)");
  }
  plan.search.settings.regions = plan.how.regions = params.regions;
  plan.search.settings.need_context = params.context == "required";
  plan.search.settings.public_ips_only = params.public_ips;
  for (const PatternParams& given : params.patterns) DSPREP_CHECK(add_pattern(plan, binder, given, mode));
  if (params.pattern_file) {
    DSPREP_TRY(const Resource file, binder.resource(*params.pattern_file));
    DSPREP_CHECK(add_pattern_file(plan, binder, *file, mode));
  }
  for (const std::string& value : params.allow) plan.search.allowed.add(value);
  if (params.allow_file) {
    DSPREP_TRY(const Resource file, binder.resource(*params.allow_file));
    DSPREP_CHECK(add_allowed_file(plan, *file));
  }
  if (!wanted && plan.own.empty())
    return usage_error("nothing to look for: every kind is off, and there is no pattern");
  DSPREP_TRY(plan.keys, read_keys(params, binder));
  bool annotates = false;
  const auto need_key = [&](const Treatment& t) -> Status {
    annotates |= t.mode == Mode::annotate;
    if (t.mode == Mode::encrypt && !base::AesSiv::available())
      return usage_error("mode encrypt of " + t.name + " cannot work: the OpenSSL that is installed lacks AES-SIV");
    if ((t.mode != Mode::encrypt && t.mode != Mode::hash) || plan.keys) return {};
    return usage_error("mode " + std::string(mode_names[static_cast<std::size_t>(t.mode)]) + " of " + t.name +
                       " needs a key: give key_file or key_env (`openssl rand -hex 32 > key` makes one)");
  };
  for (const Treatment& t : plan.kinds) DSPREP_CHECK(need_key(t));
  for (const Treatment& t : plan.own) DSPREP_CHECK(need_key(t));
  plan.how.hash_chars = static_cast<std::size_t>(params.hash_chars);
  plan.how.surrogate_seed = "dsprep pii surrogate, seed " + std::to_string(binder.seed());
  if (params.into || annotates) {
    DSPREP_TRY(plan.into, binder.write(params.into.value_or("pii")));
    plan.into_pointer = binder.pointer(plan.into);
  }
  return map_with<PiiMapper>(std::move(plan));
}

constexpr ExampleFile key_file[] = {
    {"example.key", "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n"}};

constexpr Example examples[] = {
    {"Placeholders", "",
     "{\"text\":\"Write to jane.doe@mail.org or call +1 415-555-2671 (card 4111 1111 1111 1111).\"}\n"
     "{\"text\":\"Nothing personal here: version 1.2.3, 2024-05-01, room 4111.\"}\n"
     "{\"text\":\"手机１３８１２３４５６７８，身份证 11010519491231002X。\"}\n",
     "{\"text\":\"Write to <EMAIL> or call <PHONE> (card <CREDIT_CARD>).\"}\n"
     "{\"text\":\"Nothing personal here: version 1.2.3, 2024-05-01, room 4111.\"}\n"
     "{\"text\":\"手机<CN_MOBILE>，身份证 <CN_RESIDENT_ID>。\"}\n"},
    {"A mode for each kind: addresses become fakes, records with a social security number are dropped",
     "email = \"surrogate\"\nus_ssn = \"drop\"\nip = \"keep\"",
     "{\"text\":\"ann@corp.com wrote to bob@corp.com; ann@corp.com waits at 10.1.2.3.\"}\n"
     "{\"text\":\"SSN 536-22-1879\"}\n",
     "{\"text\":\"user-jvt5aiwa4n@example.com wrote to user-jbw893ac3k@example.net; user-jvt5aiwa4n@example.com waits "
     "at 10.1.2.3.\"}\n",
     "{\"text\":\"SSN 536-22-1879\"}\n"},
    {"Spans in a field, the text as it is; a pattern of one's own",
     "mode = \"annotate\"\nkinds = [\"email\"]\npatterns = [{ name = \"ticket\", pattern = 'T-\\d{4}' }]",
     "{\"text\":\"王芳 <wang@例え.jp>: T-0042\"}\n"
     "{\"text\":\"无\"}\n",
     "{\"text\":\"王芳 <wang@例え.jp>: "
     "T-0042\",\"pii\":[{\"kind\":\"email\",\"start\":4,\"end\":14,\"rule\":\"address\",\"mode\":\"annotate\"},"
     "{\"kind\":\"ticket\",\"start\":17,\"end\":23,\"rule\":\"pattern\",\"mode\":\"annotate\"}]}\n"
     "{\"text\":\"无\",\"pii\":[]}\n"},
    {"A ciphertext that `pii_decrypt` opens with the same key",
     "mode = \"encrypt\"\nkinds = [\"email\"]\nkey_file = \"example.key\"", "{\"text\":\"写信给 ann@corp.com。\"}\n",
     "{\"text\":\"写信给 <EMAIL:siv.3zFeKF9RKYoGpZU7vTTDrhvDLwLUyC5_vaNcAg>。\"}\n", "", key_file},
};

}  // namespace

extern const OpSpec clean_pii;
const OpSpec clean_pii = {
    .name = "pii",
    .family = Family::clean,
    .summary =
        "Find personal data and secrets in texts; mask, encrypt, remove, hash, fake or note them, or drop the record",
    .details =
        R"(Searches each text for the kinds below, by form, check digits and words nearby. **Names of people and postal addresses are not
detected**, nor is anything that only its meaning makes personal.

**What is found.** A kind with a check digit (payment cards, IBAN, identity numbers) is found where the check holds; one whose check
is weak, or that has none, only where a word for it (in English, Chinese and the languages of its country) stands within 80 bytes
before or 28 behind. `context = "ignored"` takes the form alone: for fields that hold nothing but such values. Phone numbers are those
of libphonenumber: international ones anywhere, national ones of `regions` where they are written in groups or beside a word. Members
of a list (A,B and A/B and "A";"B") are found each for itself, and one that a word stands for lends it to those behind it; a number in
groups is found beside dates, prices and others of its kind, but within a table of numbers only beside a word. Digits and marks of other
scripts (１２３, ١٢٣, －) count as ASCII ones. Where spans overlap, first those stay whose check digit holds, then
the longer, then by the order of kinds in the table of parameters. What `allow` names is left alone.

**What becomes of it**, by `mode` or by the parameter named like the kind:

- `mask`: `<EMAIL>`, the kind in capitals.
- `encrypt`: `<EMAIL:siv.…>`, the value under AES-256-SIV (RFC 5297) in base64url, reversible by `pii_decrypt` with the same key.
  Equal values of one kind become equal tokens; that, and the value's length, is all that can be seen.
- `hash`: `<EMAIL#3f9a…>`, the first `hash_chars` hex digits of HMAC-SHA-256. One value has one pseudonym however it is written
  (case of addresses, marks in numbers), wherever it stands. Not reversible; but who has the key can try values.
- `surrogate`: a fake of the same shape from a range that is reserved: addresses at example.com, .org, .net; 192.0.2.0/24,
  198.51.100.0/24, 203.0.113.0/24, 2001:db8::/32; 00-00-5E-00-53-xx; phone numbers of the US, Canada, Britain, France and Australia
  (555-01xx and the like); 987-65-432x; QQ…; 999…. Equal values get equal fakes. Other kinds, and other countries' phone numbers, are
  masked. Without a key the fakes depend on `--seed`, and anybody can compute them from the value.
- `remove`: nothing.
- `drop`: the record is dropped; the rule `spans` says how many of which kinds, not their values.
- `annotate`: the text stays, the span is noted in `into`.
- `keep`: the kind is not looked for.

**Spans.** `into` gets a list of `{kind, start, end, rule, mode}`, in code points of the text as it comes out, with `field` where
there are several and `element` (from 0) for fields with `*`. Counts by kind are in the manifest. Span labels of the dataset move along.

**Keys** are read from a file or an environment variable, and neither they nor a hash of them are written anywhere. A missing, null or
non-text field makes the record malformed.)",
    .source =
        "ISO/IEC 7812, ISO 13616, RFC 5321, 3986, 4291, 5297, GB 11643 and the issuers' rules; libphonenumber; kinds "
        "as in Presidio 2.2",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .secrets = Secrets::removes,
};

}  // namespace dsprep::ops
