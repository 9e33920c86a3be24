// bad_words: drops text with words of a list in it.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op_spec.h"
#include "dsprep/text_filter.h"
#include "text/aho_corasick.h"
#include "text/classes.h"
#include "text/list_file.h"
#include "text/normalize.h"
#include "text/utf8.h"
#include "text/word_lists.h"
#include "text/word_model.h"

namespace dsprep::ops {
namespace {

enum : Rule { max_count, max_ratio };

constexpr RuleInfo rules[] = {
    {"max_count", Judge::Limit::Compare::at_most, "max_count", "bad words"},
    {"max_ratio", Judge::Limit::Compare::at_most, "max_ratio", "bad words ÷ words, 0 to 1"},
};

struct Params {
  std::string field = "text", match = "auto", words = "whitespace";
  std::vector<std::string> languages, entries, allow = {"sm", "グロ", "女の子", "性"};
  std::optional<std::string> file, allow_file;
  std::optional<std::int64_t> max_count = 0;
  std::optional<double> max_ratio;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text to search", .field = true});
    f("languages", languages,
      {.meaning = "languages whose list (LDNOOBW) to search for",
       .choices = text::languages_of(text::bad_word_lists())});
    f("entries", entries, {.meaning = "further words or phrases"});
    f("file", file,
      {.meaning = "a file of further words or phrases, one a line; lines that begin with # are comments",
       .path = true});
    f("allow", allow,
      {.meaning =
           "entries that are taken off all lists again: C4's, for Japanese and Chinese, unless others are given"});
    f("allow_file", allow_file, {.meaning = "a file of further entries that are taken off all lists", .path = true});
    f("match", match,
      {.meaning =
           "how an entry is found: as a whole word, anywhere, or by what it is (ja, th and zh, and entries in scripts "
           "without spaces, anywhere)",
       .choices = {"auto", "word", "substring"}});
    f("max_count", max_count, {.meaning = "most bad words", .min = 0});
    f("max_ratio", max_ratio, {.meaning = "highest share of bad words", .min = 0, .max = 1});
    f("words", words,
      {.meaning =
           "what a word is, for max_ratio: a run between white space, a UAX-29 segment (every ideograph is one), or "
           "one of ICU's words (with dictionaries for Chinese, Japanese, Thai, Lao, Khmer, Burmese)",
       .choices = {"whitespace", "uax29", "unicode"}});
  }
};

bool is_word_char(char32_t c) {  // Python's \w
  return (text::classes_of(c) & (text::letter | text::digit | text::other_number)) != 0 || c == '_';
}
bool ends_word_before(std::string_view text, std::size_t i) {
  if (i == 0) return true;
  do --i;
  while (text::is_continuation(text[i]));
  return !is_word_char(text::decode(text, i));
}
bool begins_word_at(std::string_view text, std::size_t i) {
  return i == text.size() || !is_word_char(text::decode(text, i));
}

// Han, kana, Thai, Lao, Khmer and Burmese letters stand without spaces between words.
bool has_no_spaces(std::string_view entry) {
  for (std::size_t i = 0; i < entry.size();) {
    const char32_t c = text::decode(entry, i);
    if ((c >= 0x3041 && c <= 0x30ff) || (c >= 0xe00 && c < 0xf00) || (c >= 0x1000 && c < 0x10a0) ||
        (c >= 0x1780 && c < 0x1800) || (text::classes_of(c) & text::ideograph))
      return true;
  }
  return false;
}

struct Rules {
  text::AhoCorasick automaton;
  std::vector<std::string> entries;  // lower case
  std::vector<bool> whole;           // found as whole words only
  WordModel model;
  struct Scratch {
    std::string lowered;
  };

  struct Found {
    std::uint64_t count = 0;
    std::uint32_t first = 0;
  };

  void judge(const TextView& text, Scratch& scratch, Judge& judge) const {
    const Found found = search(text, scratch);
    const std::string_view note = found.count > 0 ? std::string_view(entries[found.first]) : std::string_view();
    if (judge.wants(max_count)) judge.check(max_count, static_cast<double>(found.count), note);
    if (judge.wants(max_ratio))  // words are not needed to know that there is nothing bad among them
      judge.check(max_ratio,
                  found.count == 0 ? 0 : share(found.count, std::max<std::uint64_t>(text.words(model).size(), 1)),
                  note);
  }

  // Takes what ends first, of those the longest, and goes on behind it.
  Found search(const TextView& view, Scratch& scratch) const {
    std::string_view text = view.text();
    if (!view.ascii()) {
      text::to_lower(text, scratch.lowered);
      text = scratch.lowered;
    }
    Found found;
    std::size_t behind = 0;
    automaton.find(text, [&](std::uint32_t entry, std::size_t begin, std::size_t end) {
      if (begin < behind) return false;
      if (whole[entry] && (!ends_word_before(text, begin) || !begins_word_at(text, end))) return false;
      if (found.count++ == 0) found.first = entry;
      behind = end;
      return true;
    });
    return found;
  }
};

// The entries of all lists, in lower case, without those that are allowed and without repeats.
class Entries {
 public:
  enum Match : std::uint8_t { by_script, whole_word, anywhere };

  Status take(std::string_view entry, Match match) {
    const std::string word = lower(entry);
    if (word.empty()) return usage_error("an entry is empty: take it out");
    all_.push_back({word, match == by_script ? !has_no_spaces(word) : match == whole_word});
    return {};
  }
  Status allow(std::string_view entry) {
    allowed_.push_back(lower(entry));
    return {};
  }
  void finish(Rules& filter) {
    std::sort(allowed_.begin(), allowed_.end());
    // Of the same entry twice, once anywhere and once as a word, the one found anywhere is more.
    std::sort(all_.begin(), all_.end(),
              [](const Entry& a, const Entry& b) { return a.word != b.word ? a.word < b.word : a.whole < b.whole; });
    for (const Entry& entry : all_) {
      if (std::binary_search(allowed_.begin(), allowed_.end(), entry.word)) continue;
      if (!filter.entries.empty() && filter.entries.back() == entry.word) continue;
      filter.entries.push_back(entry.word);
      filter.whole.push_back(entry.whole);
    }
  }

 private:
  struct Entry {
    std::string word;
    bool whole;
  };
  static std::string lower(std::string_view entry) {
    std::string lowered;
    text::to_lower(entry, lowered);
    return lowered;
  }
  std::vector<Entry> all_;
  std::vector<std::string> allowed_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Entries entries;
  const Entries::Match own = params.match == "word"        ? Entries::whole_word
                             : params.match == "substring" ? Entries::anywhere
                                                           : Entries::by_script;
  for (const std::string& language : params.languages) {
    const bool spaces = language != "ja" && language != "th" && language != "zh";
    const Entries::Match match = own != Entries::by_script ? own : spaces ? Entries::whole_word : Entries::anywhere;
    text::each_word(text::bad_word_lists(), language, [&](std::string_view word) { (void)entries.take(word, match); });
  }
  for (const std::string& entry : params.entries) DSPREP_CHECK(entries.take(entry, own));
  if (params.file) {
    DSPREP_TRY(const Resource file, binder.resource(*params.file));
    DSPREP_CHECK(text::each_entry(*file, [&](std::string_view entry) { return entries.take(entry, own); }));
  }
  for (const std::string& entry : params.allow) DSPREP_CHECK(entries.allow(entry));
  if (params.allow_file) {
    DSPREP_TRY(const Resource file, binder.resource(*params.allow_file));
    DSPREP_CHECK(text::each_entry(*file, [&](std::string_view entry) { return entries.allow(entry); }));
  }
  Rules filter{.automaton = {}, .entries = {}, .whole = {}, .model = WordModel::whitespace};
  entries.finish(filter);
  if (filter.entries.empty())
    return usage_error(
        "there is no word to search for: name languages, or give entries or a file that has some (and does not allow "
        "them all)");
  DSPREP_TRY(filter.automaton, text::AhoCorasick::make(filter.entries, true));
  filter.model = text::word_model(params.words);
  return text_filter(std::move(filter), params.field, binder);
}

constexpr ExampleFile lists[] = {{"bad.txt", "# of adverts\ncasino\n老虎机\n性\n"}, {"good.txt", "性\n"}};

constexpr Example examples[] = {
    {"Own words: whole ones where words have spaces, anywhere where they have none", "entries = [\"casino\", \"赌场\"]",
     "{\"text\":\"The Casino opened at nine.\"}\n{\"text\":\"Casinos are another "
     "word.\"}\n{\"text\":\"澳门赌场很多\"}\n",
     "{\"text\":\"Casinos are another word.\"}\n",
     "{\"text\":\"The Casino opened at nine.\"}\n{\"text\":\"澳门赌场很多\"}\n"},
    {"One is chance, a tenth of the words is a habit", "entries = [\"damn\"]\nmax_count = \"none\"\nmax_ratio = 0.1",
     "{\"text\":\"It was a damn long way from there to the sea, he said.\"}\n{\"text\":\"Damn, damn, damn!\"}\n",
     "{\"text\":\"It was a damn long way from there to the sea, he said.\"}\n", "{\"text\":\"Damn, damn, damn!\"}\n"},
    {"Words of a file, without those of another; # begins a comment", "file = \"bad.txt\"\nallow_file = \"good.txt\"",
     "{\"text\":\"A casino opened.\"}\n{\"text\":\"她的性格很好。\"}\n{\"text\":\"网上老虎机\"}\n",
     "{\"text\":\"她的性格很好。\"}\n", "{\"text\":\"A casino opened.\"}\n{\"text\":\"网上老虎机\"}\n", lists},
};

}  // namespace

extern const OpSpec clean_bad_words;
const OpSpec clean_bad_words = {
    .name = "bad_words",
    .family = Family::clean,
    .summary = "Drop text with words of a list in it",
    .details =
        R"(Entries are the lists of `languages`, `entries` and `file`, without those of `allow` and `allow_file`. Text and
entries are compared in lower case (Unicode, full). An entry that is found as a whole word has no letter, number or `_`
right before or behind it (marks may be there); any other is found wherever it stands. By `match`:

- `auto`: as C4. The lists for ja, th and zh are found anywhere, the other lists as whole words; of your own entries those
  with Han, kana, Thai, Lao, Khmer or Burmese characters anywhere, the others as whole words.
- `word`, `substring`: all of them so.

Bad words are counted from left to right without overlap: of those that begin behind the last one counted, the one that
ends first, and of several the longest. `max_count` is the most that may be (0: none at all, as in C4); `max_ratio` is bad
words ÷ words, by `words`, a phrase counting once. The limits themselves pass. The note in dropped/ is the first one found.

The lists are LDNOOBW's, in 28 languages; what is on them is not to everybody's mind (medical and legal words are), and what
is missing is much. `allow` is C4's: `sm`, `グロ`, `女の子` and `性`, which stand in too many good words.

A field with `*` is searched as its elements joined by LF. A missing, null or non-text field makes the record malformed.)",
    .source =
        "C4 (Raffel et al. 2020), as in TensorFlow Datasets and datatrove 0.10; lists: naughty-words 1.2.0 (LDNOOBW), "
        "CC-BY-4.0",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .idempotent = true,
};

}  // namespace dsprep::ops
