// punctuation: one spelling of each mark; or marks spaced out, or taken out.
//
// The idea. A text is searched for the characters that may change, which are few. Outside Chinese and Japanese lines
// each becomes what the map says; what becomes of one in such a line is a matter of `in_cjk`, and by default nothing:
// the rest of the line is not looked at. Marks that are to be spaced out or taken out are treated run by run, so that
// idempotence need only hold for one run and the characters beside it.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op_spec.h"
#include "dsprep/text_rewriter.h"
#include "ops/normalize/punctuation/cjk_lines.h"
#include "ops/normalize/punctuation/mark_map.h"
#include "ops/normalize/punctuation/widen.h"
#include "text/char_search.h"
#include "text/classes.h"
#include "text/code_point_table.h"
#include "text/utf8.h"

namespace dsprep::ops {
namespace {

using punctuation::Mapped;

struct Params {
  std::string variant = "dsprep", in_cjk = "keep", action = "unify", keep;
  std::vector<std::string> unify = {"quotes", "dashes", "ellipses", "width"};
  std::vector<std::string> text_fields = {"text"};
  void fields(ParamFields& f) {
    f("variant", variant, {.meaning = "whose map of marks", .choices = {"dsprep", "data_juicer"}});
    f("unify", unify,
      {.meaning = "which marks get their ASCII spelling", .choices = {"quotes", "dashes", "ellipses", "width"}});
    f("in_cjk", in_cjk,
      {.meaning = "marks of Chinese and Japanese lines: as they are, full-width, or as everywhere else",
       .choices = {"keep", "wide", "as_elsewhere"}});
    f("action", action,
      {.meaning = "what else becomes of marks: nothing, spaces around them, a space for them, or they go",
       .choices = {"unify", "space_out", "space", "remove"}});
    f("keep", keep, {.meaning = "marks that stay as they are, as \"#@\""});
    describe_text_fields(f, text_fields);
  }
};

enum class InCjk { keep, wide, as_elsewhere };
enum class Action { unify, space_out, space, remove };

// What is searched for: places in the map, from 1 on; or one of these.
constexpr std::uint8_t only_action = 0xff, only_wide = 0xfe;

struct PunctuationRules {
  struct Scratch {
    std::string run;
    punctuation::Widener widener;
  };
  static constexpr std::string_view counts[] = {"unified", "spaced_out", "removed"};

  InCjk in_cjk;
  Action action;
  std::span<const Mapped> map;
  std::vector<bool> wanted;  // by Change
  text::CharSearch search;

  explicit PunctuationRules(const Params& params)
      : in_cjk(params.variant == "data_juicer" ? InCjk::as_elsewhere
               : params.in_cjk == "keep"       ? InCjk::keep
               : params.in_cjk == "wide"       ? InCjk::wide
                                               : InCjk::as_elsewhere),
        action(params.action == "unify"       ? Action::unify
               : params.action == "space_out" ? Action::space_out
               : params.action == "space"     ? Action::space
                                              : Action::remove),
        map(params.variant == "data_juicer" ? punctuation::data_juicer_map() : punctuation::own_map()),
        wanted(wanted_changes(params)),
        search(places(params.keep)) {}

  bool rewrite_escaped(std::string_view escaped, TextDraft&, Scratch&) const {
    if (action == Action::unify && text::is_ascii(escaped)) return true;
    if (in_cjk == InCjk::wide) return search.find(escaped, 0) == escaped.size();
    punctuation::CjkLines lines(escaped, true);
    for (std::size_t i = 0; (i = search.find(escaped, i)) < escaped.size(); i = lines.end())
      if (in_cjk == InCjk::as_elsewhere || !lines.cjk(i)) return false;
    return true;
  }

  void rewrite(std::string_view text, TextDraft& draft, Scratch& scratch) const {
    if (action == Action::unify && text::is_ascii(text)) return;
    punctuation::CjkLines lines(text, false);
    scratch.widener.start();
    for (std::size_t i = 0; (i = search.find(text, i)) < text.size();) {
      if (in_cjk != InCjk::as_elsewhere && lines.cjk(i)) {
        i = in_cjk == InCjk::keep ? lines.end() : scratch.widener.rewrite(text, i, lines.end(), draft);
      } else if (action == Action::unify) {
        i = unify(text, i, draft);
      } else {
        i = act(text, i, draft, scratch.run);
      }
    }
  }

 private:
  static std::vector<bool> wanted_changes(const Params& params) {
    std::vector<bool> changes(punctuation::changes, params.variant == "data_juicer");
    for (const std::string& name : params.unify) {
      if (name == "quotes") changes[punctuation::quotes] = true;
      if (name == "dashes") changes[punctuation::dashes] = true;
      if (name == "ellipses") changes[punctuation::ellipses] = true;
      if (name == "width") changes[punctuation::width] = true;
    }
    return changes;
  }

  std::vector<std::uint8_t> places(std::string_view keep) const {
    std::vector<std::uint8_t> flat(text::code_points);
    if (action != Action::unify)
      for (char32_t c = 0; c < text::code_points; ++c) {
        const bool ascii_symbol = c < 0x80 && (text::classes_of(c) & text::symbol) != 0;
        if (ascii_symbol || (text::classes_of(c) & text::punctuation) != 0) flat[c] = only_action;
      }
    if (in_cjk == InCjk::wide) {
      for (const punctuation::Wide& form : punctuation::wide_forms())
        if (flat[form.mark] == 0) flat[form.mark] = only_wide;
      flat[0xff08] = flat[0xff09] = only_wide;
    }
    for (std::size_t k = 0; k < map.size(); ++k)
      if (wanted[map[k].change] || action != Action::unify) flat[map[k].mark] = static_cast<std::uint8_t>(k + 1);
    for (std::size_t i = 0; i < keep.size();) flat[text::decode(keep, i)] = 0;
    return flat;
  }

  const Mapped* mapped(std::uint8_t place) const {
    return place == 0 || place >= only_wide ? nullptr : &map[place - 1u];
  }

  // Behind the mark at `at`, and those like it where several are one.
  static std::size_t run_end(std::string_view text, std::size_t at, char32_t mark, const Mapped* becomes) {
    std::size_t end = at;
    text::decode(text, end);
    if (becomes == nullptr || !becomes->run) return end;
    for (std::size_t next = end; next < text.size() && text::decode(text, next) == mark;) end = next;
    return end;
  }

  std::size_t unify(std::string_view text, std::size_t at, TextDraft& draft) const {
    std::size_t behind = at;
    const char32_t c = text::decode(text, behind);
    const Mapped* const becomes = mapped(search[c]);
    if (becomes == nullptr) return behind;
    const std::size_t end = run_end(text, at, c, becomes);
    draft.keep_to(at).replace(end - at, becomes->becomes).count(0);
    return end;
  }

  // ---- spaced out, or taken out ----

  static bool is_space(char32_t c) { return text::is_whitespace(c); }
  bool in_word(char32_t c) const {
    return c != 0 && mapped(search[c]) == nullptr && punctuation::letters()[c] != punctuation::cjk_letter &&
           (text::classes_of(c) & (text::letter | text::mark | text::digit)) != 0;
  }
  bool is_digit(char32_t c) const { return in_word(c) && (text::classes_of(c) & text::digit) != 0; }
  static char32_t before(std::string_view text, std::size_t at) {
    if (at == 0) return 0;
    for (--at; text::is_continuation(text[at]);) --at;
    return text::decode(text, at);
  }
  static char32_t behind(std::string_view text, std::size_t at) {
    return at < text.size() ? text::decode(text, at) : 0;
  }

  // Whether a mark belongs to the word it stands in: don't, e-mail, U.S, 3.14, 1,000, 12:30, a_b, me@home.
  bool of_word(std::string_view text, std::size_t at, std::size_t end, std::string_view spelled) const {
    if (spelled.size() != 1) return false;
    const char32_t left = before(text, at), right = behind(text, end);
    switch (spelled[0]) {
      case '\'':
      case '-':
      case '.':
      case '_':
      case '@': return in_word(left) && in_word(right);
      case ',':
      case ':': return is_digit(left) && is_digit(right);
      default: return false;
    }
  }

  struct Mark {
    std::size_t end = 0;       // 0: what stands there is none, or stays
    std::string_view spelled;  // in the new text
  };
  // The mark at `at`, if an action is to be taken on it.
  Mark mark_at(std::string_view text, std::size_t at) const {
    std::size_t end = at;
    const char32_t c = text::decode(text, end);
    const std::uint8_t place = search[c];
    if (place == 0 || place == only_wide) return {};
    const Mapped* const becomes = mapped(place);
    end = run_end(text, at, c, becomes);
    const std::string_view old = text.substr(at, end - at);
    const bool changes = becomes != nullptr && wanted[becomes->change];
    const std::string_view full = becomes != nullptr ? becomes->becomes : old;
    if (of_word(text, at, end, full)) return {};
    return {end, changes ? full : old};
  }

  std::size_t act(std::string_view text, std::size_t at, TextDraft& draft, std::string& run) const {
    Mark mark = mark_at(text, at);
    if (mark.end == 0) return unify_wanted(text, at, draft);
    run.clear();
    std::size_t end = at, marks = 0;
    char last = 0;
    for (; mark.end != 0; mark = end < text.size() ? mark_at(text, end) : Mark{}) {
      const bool goes_on = marks > 0 && mark.spelled[0] == last;
      if (action == Action::space_out) {
        if (marks > 0 && !goes_on) run += ' ';
        run += mark.spelled;
      }
      last = mark.spelled[0];
      end = mark.end;
      ++marks;
    }
    const char32_t left = before(text, at), right = behind(text, end);
    const bool open_left = left != 0 && !is_space(left), open_right = right != 0 && !is_space(right);
    draft.keep_to(at);
    if (action == Action::space_out) {
      if (open_left) run.insert(0, 1, ' ');
      if (open_right) run += ' ';
      if (run != text.substr(at, end - at)) draft.count(1, marks);
    } else {
      if (action == Action::space && open_left && open_right) run = " ";
      draft.count(2, marks);
    }
    draft.replace(end - at, run);
    return end;
  }

  // A mark that stays: unified, if its kind is to be.
  std::size_t unify_wanted(std::string_view text, std::size_t at, TextDraft& draft) const {
    std::size_t end = at;
    const Mapped* const becomes = mapped(search[text::decode(text, end)]);
    if (becomes != nullptr && wanted[becomes->change]) return unify(text, at, draft);
    return end;
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  return text_rewriter(PunctuationRules(params), params.text_fields, binder);
}

constexpr Example examples[] = {
    {"One spelling, but for Chinese and Japanese lines", "",
     "{\"text\":\"“It’s here” – he said… ‹well› «oui»\"}\n"
     "{\"text\":\"他说：“你好，世界……”\"}\n"
     "{\"text\":\"Ｗｉｄｅ　ｔｅｘｔ，ｒｅａｌｌｙ！\"}\n",
     "{\"text\":\"\\\"It's here\\\" - he said... 'well' \\\"oui\\\"\"}\n"
     "{\"text\":\"他说：“你好，世界……”\"}\n"
     "{\"text\":\"Ｗｉｄｅ　ｔｅｘｔ,ｒｅａｌｌｙ!\"}\n"},
    {"Full-width marks in Chinese lines", "in_cjk = \"wide\"",
     "{\"text\":\"你好,世界!版本3.14(稳定版)发布了.\"}\n{\"text\":\"Plain, English text (really).\"}\n",
     "{\"text\":\"你好，世界！版本3.14（稳定版）发布了。\"}\n{\"text\":\"Plain, English text (really).\"}\n"},
    {"Data-Juicer's map", "variant = \"data_juicer\"",
     "{\"text\":\"，。、„”“«»１」「《》´∶：？！（）；–—．～’…━〈〉【】％►\"}\n",
     "{\"text\":\",.,\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"'::?!();- - . ~'...-<>[]%-\"}\n"},
    {"Marks as words of their own", "action = \"space_out\"\nin_cjk = \"as_elsewhere\"",
     "{\"text\":\"Hello, world! It's 3.14 (e-mail)...\"}\n{\"text\":\"你好，世界！\"}\n",
     "{\"text\":\"Hello , world ! It's 3.14 ( e-mail ) ...\"}\n{\"text\":\"你好 , 世界 !\"}\n"},
    {"No marks", "action = \"space\"\nin_cjk = \"as_elsewhere\"\nkeep = \"#\"",
     "{\"text\":\"Hello, world! #tag don't (stop)\"}\n{\"text\":\"你好，世界！\"}\n",
     "{\"text\":\"Hello world #tag don't stop\"}\n{\"text\":\"你好 世界\"}\n"},
};

}  // namespace

extern const OpSpec normalize_punctuation;
const OpSpec normalize_punctuation = {
    .name = "punctuation",
    .family = Family::normalize,
    .summary = "Unify quotes, dashes, ellipses and full-width marks; space marks out or remove them",
    .details =
        R"(Marks get their ASCII spelling, by the kinds that `unify` names:

- `quotes`: “ ” „ ‟ « » ″ 《 》 「 」 『 』 〝 〟 become `"`, ‘ ’ ‚ ‛ ‹ › ′ ´ 〈 〉 become `'`.
- `dashes`: the hyphens U+2010 and U+2011, – ‒ − ﹣ become `-`; a run of — or ― becomes `--`.
- `ellipses`: a run of … becomes `...`, ‥ becomes `..`.
- `width`: full-width ASCII marks （ ， ！ ： ＃ …, and 、 。 【 】 〔 〕 〖 〗 〜, half-width ｡ ､. Full-width letters and
  digits are left to `unicode` (nfkc) and `digits`.

**Chinese and Japanese lines** have marks of their own. A line is such a line where at least a quarter of its first 256
words are of these languages; each Han, kana or Bopomofo letter counts as a word, and each run of other letters. A line
with fewer of them (`作者：[Jane Doe](https://…)`), or without any letter, is what the whole text is, judged in the same
way. There, `in_cjk` decides:

- `keep`: every mark stays as it is, and no action is taken.
- `wide`: `, . : ; ! ?` behind a Han or kana letter become `，。：；！？` (not the `.` of `...` or before an ASCII letter or
  digit), a pair of `( )` becomes `（ ）` where a Han or kana letter stands before it or at either end inside, ｡ ､ ｢ ｣
  become
  `。、「」`; nothing else happens.
- `as_elsewhere`: as in any other line.

`action` is what else becomes of marks (category P, and the symbols of ASCII): `space_out` puts a space between each and
its neighbours, equal ones in a row staying together; `space` puts one space in the place of a run of them, `remove`
nothing. `'` `-` `.` `_` `@` between two letters or digits that are not Han or kana (`don't`, `e-mail`, `3.14`) belong
to the
word and stay, and so do `,` and `:` between digits. `keep` lists
marks that always stay as they are.

`variant = "data_juicer"`: the 34 characters of its punctuation_normalization_mapper and nothing else, everywhere:
`unify` and `in_cjk` change nothing of it. It makes `"` of a full-width `１`, as published.

Text that holds none of these marks comes out byte for byte. The step is idempotent. Marks of other scripts (`،` `؟`
`।` `·`
`¿`) stay as they are unless an action removes them. Counters: `unified`, `spaced_out`, `removed` (marks).)",
    .source = "dsprep's own map; punctuation_normalization_mapper of Data-Juicer 1.6.1, which is CCNet's",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .idempotent = true,
};

}  // namespace dsprep::ops
