// html_text: HTML in a field to text: all that a reader sees, or the main text alone.
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "html/page_text.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::string field = "text", mode = "main";
  std::optional<std::string> title, author, date, language, link_density, confidence, left_out;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the HTML to rewrite as text", .field = true});
    f("mode", mode, {.meaning = "what stays: the main text, or all visible text", .choices = {"main", "all"}});
    f("title", title,
      {.meaning = "the field to write the page's title to (none: nothing is written)", .field = true, .result = true});
    f("author", author,
      {.meaning = "the field to write the author to, where the page names one", .field = true, .result = true});
    f("date", date,
      {.meaning = "the field to write the date of publication to, as the page spells it",
       .field = true,
       .result = true});
    f("language", language,
      {.meaning = "the field to write the page's own language attribute to", .field = true, .result = true});
    f("link_density", link_density,
      {.meaning = "the field to write the share of the visible text that is in links to, 0 to 1",
       .field = true,
       .result = true});
    f("confidence", confidence,
      {.meaning = "the field to write to how sure the choice of the main text is, 0 to 1 (mode main)",
       .field = true,
       .result = true});
    f("left_out", left_out,
      {.meaning = "the field to write the visible text to that is not main text (mode main)",
       .field = true,
       .result = true});
  }
};

// What is told of a page, each into a field of its own.
enum Told : std::size_t { title, author, date, language, link_density, confidence, left_out, results };

// Shared by all workers.
struct Plan {
  Field field;
  std::string pointer;
  html::PageText::What what = html::PageText::What::main;
  std::array<Field, results> into = {};
  std::array<std::string, results> into_pointers;
  Counter not_html, nothing_left;
};

class HtmlMapper final : public Mapper {
 public:
  explicit HtmlMapper(const Plan& plan) : plan_(plan) {}

  Verdict map(Record& record, Context& context) override {
    if (auto verdict = need_text(record, plan_.field, plan_.pointer)) return *std::move(verdict);
    bool first = true;
    refused_.reset();
    for (const std::size_t i : text_elements(record, plan_.field)) {
      const std::string_view html = *record.text(plan_.field, i);
      const bool is_html = html::looks_like_html(html);
      if (is_html) page_.read(html, plan_.what);
      else context.count(plan_.not_html);
      if (first) write_results(record, is_html);
      first = false;
      if (!is_html) continue;
      if (page_.text().empty()) context.count(plan_.nothing_left);
      record.set_text(plan_.field, page_.text(), i);
    }
    if (refused_) return Verdict::malformed(cannot_be_added(plan_.into_pointers[*refused_]));
    return Verdict::keep();
  }

 private:
  bool wanted(Told what) const { return plan_.into[what].bound(); }
  void note(Told what, bool written) {
    if (!written && !refused_) refused_ = what;
  }

  // White space within it is one space each; null where there is nothing.
  void write_text(Record& record, Told what, std::string_view value) {
    if (!wanted(what)) return;
    line_.clear();
    bool space = false;
    for (const char c : value) {
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') {
        space = true;
        continue;
      }
      if (space && !line_.empty()) line_ += ' ';
      space = false;
      line_ += c;
    }
    note(what, line_.empty() ? record.set_raw(plan_.into[what], "null") : record.set_text(plan_.into[what], line_));
  }

  void write_share(Record& record, Told what, std::optional<double> value) {
    if (!wanted(what)) return;
    note(what, value ? record.set_number(plan_.into[what], std::round(*value * 1e4) / 1e4)
                     : record.set_raw(plan_.into[what], "null"));
  }

  void write_results(Record& record, bool is_html) {
    static const html::PageText::Facts nothing;
    const html::PageText::Facts& facts = is_html ? page_.facts() : nothing;
    write_text(record, title, facts.title);
    write_text(record, author, facts.author);
    write_text(record, date, facts.date);
    write_text(record, language, facts.language);
    if (wanted(link_density)) write_share(record, link_density, is_html ? page_.link_density() : 0);
    write_share(record, confidence, is_html ? std::optional(page_.confidence()) : std::nullopt);
    if (wanted(left_out)) note(left_out, record.set_text(plan_.into[left_out], is_html ? page_.left_out() : ""));
  }

  const Plan& plan_;
  html::PageText page_;
  std::string line_;
  std::optional<std::size_t> refused_;  // a result that could not be written
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  const bool main = params.mode == "main";
  plan.what = !main             ? html::PageText::What::all
              : params.left_out ? html::PageText::What::main_and_others
                                : html::PageText::What::main;
  DSPREP_TRY(plan.field, binder.write(params.field));
  plan.pointer = binder.pointer(plan.field);
  constexpr const char* names[] = {"title", "author", "date", "language", "link_density", "confidence", "left_out"};
  const std::optional<std::string>* const fields[] = {&params.title,    &params.author,       &params.date,
                                                      &params.language, &params.link_density, &params.confidence,
                                                      &params.left_out};
  for (std::size_t i = 0; i < results; ++i) {
    if (!*fields[i]) continue;
    if (!main && (i == confidence || i == left_out))
      return usage_error(std::string(names[i]) + " needs mode = \"main\": with \"all\" nothing is left out");
    DSPREP_TRY(plan.into[i], binder.write(**fields[i]));
    plan.into_pointers[i] = binder.pointer(plan.into[i]);
    if (plan.into_pointers[i] == plan.pointer)
      return usage_error(std::string(names[i]) + " = \"" + **fields[i] + "\" is the text itself: name another field");
    for (std::size_t k = 0; k < i; ++k)
      if (plan.into[k].bound() && plan.into_pointers[k] == plan.into_pointers[i])
        return usage_error(std::string(names[k]) + " and " + names[i] + " both name " + plan.into_pointers[i] +
                           ": give each a field of its own");
  }
  plan.not_html = binder.counter("not_html");
  plan.nothing_left = binder.counter("nothing_left");
  return map_with<HtmlMapper>(std::move(plan));
}

constexpr Example examples[] = {
    {"All visible text: blocks are lines, cells of a table are separated, listings keep their lines", "mode = \"all\"",
     "{\"text\":\"<h1>天气</h1><p>今天 <b>很好</b>&nbsp;☀️</p><script>x()</script><p hidden>no</p>\"}\n"
     "{\"text\":\"<table><tr><th>都市<th>人口<tr><td>東京<td>1400万</table><p>مرحبا &amp; "
     "أهلا</p><pre>if x:\\n  y</pre>\"}\n"
     "{\"text\":\"1 < 2, plain text\\nstays as it is\"}\n",
     "{\"text\":\"天气\\n\\n今天 很好 ☀️\"}\n"
     "{\"text\":\"都市 | 人口\\n東京 | 1400万\\n\\nمرحبا & أهلا\\n\\nif x:\\n  y\"}\n"
     "{\"text\":\"1 < 2, plain text\\nstays as it is\"}\n"},
    {"The main text, and what the page says of itself", "title = \"title\"\ndate = \"date\"\nlanguage = \"lang\"",
     "{\"text\":\"<html lang=en><title>Rain | News</title><meta property=og:title content=Rain><nav class=menu><a "
     "href=/>Home</a> <a href=/w>World</a></nav><article><h1>Rain</h1><p>It rained all day yesterday in the north, and "
     "the rivers rose by half a metre, the weather service said.</p><p>Roads were closed in three towns, but nobody "
     "was "
     "hurt, and by the evening the worst of it was over.</p></article><footer>© 2024 News. All rights "
     "reserved.</footer></html>\"}\n",
     "{\"text\":\"It rained all day yesterday in the north, and the rivers rose by half a metre, the weather service "
     "said.\\n\\nRoads were closed in three towns, but nobody was hurt, and by the evening the worst of it was "
     "over.\",\"title\":\"Rain\",\"date\":null,\"lang\":\"en\"}\n"},
};

}  // namespace

extern const OpSpec clean_html_text;
const OpSpec clean_html_text = {
    .name = "html_text",
    .family = Family::clean,
    .summary = "Turn HTML into text: the main text of a page, or all that is visible",
    .details =
        R"(The HTML is parsed as browsers do it (the HTML standard's algorithm, scripting off), whatever is wrong with it. Elements nested deeper than 512, attributes
of a tag beyond 256 and formatting elements (`b`, `font`) beyond 64 that are open at once are ignored; their text is not.

- **`mode = "all"`**: what a reader sees when the page is loaded. Left out are scripts, style sheets, forms' values, embedded documents, media, drawings (`svg`), `noscript`, and what
  is hidden by `hidden`, by `style` (`display: none`, `visibility: hidden`), as a closed dialog, or for screen readers alone. What style sheets hide is not known.
- **Lines.** A block (paragraph, heading, item, cell, …) is a line, and so is `<br>`; an empty line stands where a paragraph, a heading, a list, a table or the like begins or
  ends. Cells of one row are separated by ` | ` where each is one block. White space is one space, no-break spaces too, but in `pre`, which keeps its lines. Soft hyphens go.
- **Formulas**: the TeX annotation of MathML, else its `alttext`, else its text; `script type="math/tex"`; the `alt` of an image whose class or text says it is a formula.
- **`mode = "main"`**: only the blocks that are main text. Each block gets a probability from decision trees over features of its text (length, share of links, punctuation, words such as
  "related" or "cookie" in a few languages), of the elements around it (kinds, class names, sizes, how often they are repeated), of what stands beside it and of the page. Those
  are kept for which the expected F1 of the page is highest, but none below 0.25, and on a page where the choice is clear none below 0.6. So an article keeps its paragraphs, a forum its replies, a
  list its entries, a product its description and properties. Where nothing is likely to be main text the text is empty (counter `nothing_left`). No rule knows a site.
  Cells of a row stay or go together. What is hidden goes, unless it is a third of the main text: pages that a script unveils. A piece of a page (no `html`, `head`, `body` or
  doctype in its first 4 KiB) is main text but for `nav`, `aside`, `footer`, `form` and `button`.
- **Results.** `title`: `og:title`, else `<title>`, else the first `h1`. `author`, `date`: from `meta`, JSON-LD, `rel="author"`, `itemprop`, `<time>`, as they are spelled there. `language`: the
  attribute `lang`. What a page does not say is null. `confidence`: the F1 that is expected of the choice. `left_out`: the other visible blocks.
- **What is no HTML** (no tag, comment or doctype in it) stays as it is, counted as `not_html`; its results are null, its link density is 0.

Span labels over the HTML do not move along: those stay that lie in a beginning or an end that is the same in the text.

Of a field with `*` each element is rewritten by itself, and results are of the first. A missing, null or non-text field makes the record malformed.)",
    .source =
        "dsprep's own; parsing: the HTML standard, by Gumbo; trees fitted to WCXB (CC-BY-4.0), Zyte's article "
        "extraction benchmark and trafilatura's evaluation data",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .cost = Cost::heavy,
};

}  // namespace dsprep::ops
