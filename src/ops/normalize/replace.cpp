// replace: addresses, numbers, mentions, hashtags and emoji by placeholders, by their names, or by nothing.
#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/op_spec.h"
#include "dsprep/text_rewriter.h"
#include "models/phone_numbers.h"
#include "ops/normalize/replace/emoji.h"
#include "ops/normalize/replace/finder.h"
#include "text/classes.h"
#include "text/url.h"
#include "text/utf8.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::vector<std::string> kinds = {"url", "email"};
  std::string with = "placeholder", placeholder = "<{kind}>";
  std::vector<std::string> regions = {"US", "GB", "CN"};
  std::vector<std::string> text_fields = {"text"};
  void fields(ParamFields& f) {
    f("kinds", kinds,
      {.meaning = "what is replaced", .choices = {"url", "email", "phone", "emoji", "mention", "hashtag", "number"}});
    f("with", with, {.meaning = "what takes its place", .choices = {"placeholder", "name", "nothing"}});
    f("placeholder", placeholder, {.meaning = "the placeholder; {kind} and {KIND} stand for the name of the kind"});
    f("regions", regions, {.meaning = "countries (ISO 3166: US, CN) whose national phone numbers to look for"});
    describe_text_fields(f, text_fields);
  }
};

enum class With { placeholder, name, nothing };

struct ReplaceRules {
  struct Scratch {
    explicit Scratch(const ReplaceRules& rules) : finder(*rules.search) {}
    replace::Finder finder;
    std::string name, now, next;
  };
  static constexpr std::string_view counts[] = {"url", "email", "phone", "emoji", "mention", "hashtag", "number"};

  std::shared_ptr<const replace::Search> search;
  With with;
  std::array<std::string, replace::kind_count> placeholders;

  bool rewrite_escaped(std::string_view escaped, TextDraft&, Scratch&) const { return !search->worth(escaped); }

  // What takes the place of one may stand beside what is then another by itself (@joe glued to an address): the new
  // text is searched again until there is nothing, which is nearly always at once.
  void rewrite(std::string_view text, TextDraft& draft, Scratch& scratch) const {
    if (!search->worth(text)) return;
    replace_all(text, scratch.finder.find(text), draft, scratch.name,
                [&](std::size_t begin, std::size_t end, std::string_view becomes) {
                  draft.keep_to(begin).replace(end - begin, becomes);
                });
    if (!draft.changed()) return;
    bool again = false;
    std::string_view now = draft.text();
    for (int pass = 0; pass < most_passes && search->worth(now); ++pass) {
      const std::vector<replace::Span>& spans = scratch.finder.find(now);
      if (spans.empty()) break;
      scratch.next.clear();
      std::size_t kept = 0;
      replace_all(now, spans, draft, scratch.name, [&](std::size_t begin, std::size_t end, std::string_view becomes) {
        scratch.next.append(now, kept, begin - kept).append(becomes);
        kept = end;
      });
      scratch.next.append(now, kept);
      if (scratch.next == now) break;
      scratch.now.swap(scratch.next);
      now = scratch.now;
      again = true;
    }
    if (!again) return;
    draft.start(text, draft.aligned());
    draft.rewrite() = scratch.now;
  }

 private:
  static constexpr int most_passes = 8;

  // Hands each stretch and what takes its place to put(begin, end, with).
  template <class Put>
  void replace_all(std::string_view text, const std::vector<replace::Span>& spans, TextDraft& draft, std::string& name,
                   Put put) const {
    for (std::size_t k = 0; k < spans.size(); ++k) {
      const std::size_t begin = spans[k].begin;
      if (with == With::nothing) {  // several in a row go together, so that what is beside them is beside each other
        draft.count(spans[k].kind);
        for (; k + 1 < spans.size() && spans[k + 1].begin == spans[k].end; ++k) draft.count(spans[k + 1].kind);
        put(begin, spans[k].end, parts(text, begin, spans[k].end) ? " " : "");
        continue;
      }
      const std::string_view value = text.substr(begin, spans[k].end - begin);
      const std::string_view now =
          with == With::name ? name_of(spans[k].kind, value, name) : placeholders[spans[k].kind];
      if (now == value) continue;
      draft.count(spans[k].kind);
      put(begin, spans[k].end, now);
    }
  }

  std::string_view name_of(replace::Kind kind, std::string_view value, std::string& name) const {
    const std::size_t sign = text::char_length(value[0]);
    switch (kind) {
      case replace::url: return text::url_host(value);
      case replace::mention: return value.substr(sign);
      case replace::hashtag: {
        const bool closed = value.substr(value.size() - sign) == value.substr(0, sign);
        return value.substr(sign, value.size() - sign - (closed ? sign : 0));
      }
      case replace::emoji:
        name.clear();
        replace::append_emoji_name(value, name);
        return name;
      default: return placeholders[kind];
    }
  }

  // Whether what stands on both sides would run together where it should not.
  static bool parts(std::string_view text, std::size_t begin, std::size_t end) {
    if (begin == 0 || end == text.size()) return false;
    for (--begin; text::is_continuation(text[begin]);) --begin;
    const std::uint16_t left = text::classes_of(text::decode(text, begin));
    const std::uint16_t right = text::classes_of(text::decode(text, end));
    if (((left | right) & text::whitespace) != 0) return false;
    return (left & text::ideograph) == 0 || (right & text::ideograph) == 0;
  }
};

std::string filled_in(std::string_view pattern, std::string_view kind) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size();) {
    const std::string_view rest = pattern.substr(i);
    if (rest.substr(0, 6) == "{kind}") {
      out += kind;
      i += 6;
    } else if (rest.substr(0, 6) == "{KIND}") {
      for (const char c : kind) out += static_cast<char>(c & ~0x20);
      i += 6;
    } else {
      out += pattern[i++];
    }
  }
  return out;
}

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  if (params.kinds.empty()) return usage_error("kinds is empty: name what is to be replaced");
  std::bitset<replace::kind_count> wanted;
  for (std::size_t k = 0; k < replace::kind_count; ++k)
    wanted[k] = std::find(params.kinds.begin(), params.kinds.end(), replace::kind_names[k]) != params.kinds.end();
  for (const std::string& region : params.regions)
    if (!models::PhoneNumbers::get().knows(region))
      return usage_error("\"" + region + "\" in regions is no country: use two capitals of ISO 3166 (US, CN, DE)");

  ReplaceRules rules{std::make_shared<const replace::Search>(wanted, params.regions),
                     params.with == "name"      ? With::name
                     : params.with == "nothing" ? With::nothing
                                                : With::placeholder,
                     {}};
  replace::Finder finder(*rules.search);
  for (std::size_t k = 0; k < replace::kind_count; ++k) {
    rules.placeholders[k] = filled_in(params.placeholder, replace::kind_names[k]);
    if (wanted[k] && rules.with != With::nothing && !finder.find(rules.placeholders[k]).empty())
      return usage_error("placeholder: \"" + rules.placeholders[k] +
                         "\" would be replaced itself by the next run; use another, as <{kind}>");
  }
  return text_rewriter(std::move(rules), params.text_fields, binder);
}

constexpr Example examples[] = {
    {"Addresses, the default", "",
     "{\"text\":\"See https://example.com/a?b=1 or write to jane@example.org.\"}\n"
     "{\"text\":\"详见www.example.com/文档，或者写信给wang@example.cn。\"}\n",
     "{\"text\":\"See <url> or write to <email>.\"}\n"
     "{\"text\":\"详见<url>文档，或者写信给<email>。\"}\n"},
    {"Emoji by name, whole sequences", "kinds = [\"emoji\"]\nwith = \"name\"",
     "{\"text\":\"Good 👍🏽 👩‍💻 🇨🇳 1️⃣ ❤️!\"}\n",
     "{\"text\":\"Good :thumbs_up_sign_emoji_modifier_fitzpatrick_type_4: :woman_personal_computer: :flag_cn: "
     ":keycap_1: :heavy_black_heart:!\"}\n"},
    {"Mentions, hashtags and numbers", "kinds = [\"mention\", \"hashtag\", \"number\"]\nplaceholder = \"[{KIND}]\"",
     "{\"text\":\"@jane_doe paid 1,299.50 #BlackFriday\"}\n{\"text\":\"@小明 买了12个 #双十一#\"}\n",
     "{\"text\":\"[MENTION] paid [NUMBER] [HASHTAG]\"}\n{\"text\":\"[MENTION] 买了[NUMBER]个 [HASHTAG]\"}\n"},
    {"Nothing in their place", "kinds = [\"emoji\", \"url\"]\nwith = \"nothing\"",
     "{\"text\":\"太好了😀😀谢谢\"}\n{\"text\":\"so good😀thanks http://a.example/b\"}\n",
     "{\"text\":\"太好了谢谢\"}\n{\"text\":\"so good thanks \"}\n"},
};

}  // namespace

extern const OpSpec normalize_replace;
const OpSpec normalize_replace = {
    .name = "replace",
    .family = Family::normalize,
    .summary = "Replace URLs, e-mail addresses, phone numbers, numbers, mentions, hashtags and emoji",
    .details =
        R"(What `kinds` names is replaced, where it stands by itself:

- `url`: as `pii` finds it (a scheme, `://` and a host with a dot), and addresses that begin with `www.`.
- `email`, `phone`: as `pii` finds them; national phone numbers of `regions`.
- `emoji`: whole sequences: people joined with U+200D, skin tones, flags, keycaps (`1️⃣`), tags. Signs from U+2600 on
  count without U+FE0F (`❤`), those below only with it (`©`, `™`); U+FE0E makes any of them text, which stays.
- `mention`: `@` and a name of letters of any script, digits, `_` and inner `.`, of at most 50 characters, and `@host`
  behind
  it. What goes on without a space is of the name: `@小明你好` is one mention.
- `hashtag`: `#` and a name with at least one letter; `#话题#` with its closing sign.
- `number`: decimal digits of any script, with single `.` `,` between them. A number that is part of a word (`v2`,
  `3rd`,
  `10kg`, `#1`) stays, but not one beside a script that writes without spaces (`12个`). Signs and units stay.

Where two would overlap, `url`, `email` and `phone` win, then what begins first. `with` says what takes the place:

- `placeholder`: `placeholder` with the kind's name filled in: `<url>`.
- `name`: of an emoji its Unicode name between colons, of a mention or hashtag the name without its sign, of a URL its
  host. E-mail addresses, phones and numbers have none, and get the placeholder.
- `nothing`: it goes; between two characters that are neither white space nor both ideographs a space takes its place,
  so
  that nothing runs together.

For different treatments use the step twice. This is no protection of personal data: `pii` finds more kinds, and hides
them.
Counters: one per kind. Labels over what was replaced cover what took its place; over nothing they go.)",
    .source = "UTS #51 (emoji); dsprep's own matchers, those of pii among them",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .idempotent = true,
};

}  // namespace dsprep::ops
