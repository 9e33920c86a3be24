// url: drops records by where they come from: domains, addresses, and words in the address.
#include "text/url.h"
#include "base/ascii.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "base/hash.h"
#include "base/hash_set.h"
#include "dsprep/op_spec.h"
#include "dsprep/text_filter.h"
#include "ops/clean/url/domain_list.h"
#include "text/aho_corasick.h"
#include "text/list_file.h"

namespace dsprep::ops {
namespace {

enum : Rule { domain, url, banned_word, soft_words, substring };

constexpr RuleInfo rules[] = {
    {"domain", Judge::Limit::Compare::at_most, "", "1 where the host, or a domain it is in, is listed, else 0"},
    {"url", Judge::Limit::Compare::at_most, "", "1 where the URL is listed, else 0"},
    {"banned_word", Judge::Limit::Compare::at_most, "", "different banned words in the URL"},
    {"soft_words", Judge::Limit::Compare::below, "min_soft_words", "different soft words in the URL"},
    {"substring", Judge::Limit::Compare::at_most, "", "1 where a banned substring is in the URL, else 0"},
};

// One list: entries given in place, and a file of them.
struct List {
  std::vector<std::string> entries;
  std::optional<std::string> file;
};

struct Params {
  std::string field = "url";
  List domains, urls, banned_words, soft_words, substrings;
  std::int64_t min_soft_words = 2;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the field with the URL", .field = true});
    f("domains", domains.entries, {.meaning = "domains; all hosts in them are dropped, too"});
    f("domains_file", domains.file, {.meaning = "a file of domains, one a line", .path = true});
    f("urls", urls.entries, {.meaning = "whole URLs"});
    f("urls_file", urls.file, {.meaning = "a file of whole URLs", .path = true});
    f("banned_words", banned_words.entries, {.meaning = "words, one of which in the URL is enough"});
    f("banned_words_file", banned_words.file, {.meaning = "a file of such words", .path = true});
    f("soft_words", soft_words.entries, {.meaning = "words of which some must be in the URL"});
    f("soft_words_file", soft_words.file, {.meaning = "a file of such words", .path = true});
    f("min_soft_words", min_soft_words, {.meaning = "how many different soft words are too many", .min = 1});
    f("substrings", substrings.entries, {.meaning = "strings, one of which anywhere in the URL is enough"});
    f("substrings_file", substrings.file, {.meaning = "a file of such strings", .path = true});
  }
};

struct Rules {
  base::HashSet domains, urls, banned, soft;
  std::size_t longest_domain = 0;  // bytes
  std::optional<text::AhoCorasick> substrings;
  std::vector<std::string> substring_entries;

  struct Scratch {
    std::string lowered;
    std::vector<std::uint64_t> words;  // hashes of the URL's, each once
  };

  void judge(const TextView& view, Scratch& scratch, Judge& judge) const {
    const std::string_view text = view.text();
    if (!domains.empty()) check_domain(text, scratch, judge);
    if (!urls.empty()) judge.check(Rule{url}, urls.contains(text));
    if (!banned.empty() || !soft.empty()) {
      read_words(text, scratch);
      if (!banned.empty()) check_words(banned, banned_word, text, scratch, judge);
      if (!soft.empty()) check_words(soft, soft_words, text, scratch, judge);
    }
    if (substrings) check_substring(text, scratch, judge);
  }

  // The host and every domain above it: a.b.example.com, b.example.com, example.com, com.
  void check_domain(std::string_view text, Scratch& scratch, Judge& judge) const {
    url::host_form(text::url_host(text), scratch.lowered);
    std::string_view rest = scratch.lowered;
    if (rest.size() > longest_domain) {  // a text of a million dots may stand here, but nothing so long in the list
      const std::size_t dot = rest.find('.', rest.size() - longest_domain - 1);
      rest = dot == std::string_view::npos ? std::string_view() : rest.substr(dot + 1);
    }
    while (!rest.empty()) {
      if (domains.contains(rest)) return void(judge.check(domain, 1, rest));
      const std::size_t dot = rest.find('.');
      if (dot == std::string_view::npos) break;
      rest.remove_prefix(dot + 1);
    }
    judge.check(domain, 0);
  }

  template <class Take>
  static void each_word(std::string_view text, Take take) {
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t begin = i;
      while (i < text.size() && text::is_ascii_alphanumeric(text[i])) ++i;
      if (i > begin) take(begin, i);
      ++i;
    }
  }

  static void read_words(std::string_view text, Scratch& scratch) {
    scratch.words.clear();
    scratch.lowered.assign(text);
    for (char& c : scratch.lowered) c = base::ascii_lower(c);
    each_word(text, [&](std::size_t begin, std::size_t end) {
      scratch.words.push_back(base::hash64(std::string_view(scratch.lowered).substr(begin, end - begin)));
    });
    std::sort(scratch.words.begin(), scratch.words.end());
    scratch.words.erase(std::unique(scratch.words.begin(), scratch.words.end()), scratch.words.end());
  }

  static void check_words(const base::HashSet& list, Rule rule, std::string_view text, Scratch& scratch, Judge& judge) {
    const auto count = std::count_if(scratch.words.begin(), scratch.words.end(),
                                     [&](std::uint64_t word) { return list.contains(word); });
    std::string note;
    if (count > 0) {  // rare: which they are
      each_word(text, [&](std::size_t begin, std::size_t end) {
        const std::string_view word = std::string_view(scratch.lowered).substr(begin, end - begin);
        if (list.contains(word)) note.append(note.empty() ? "" : ", ").append(word);
      });
    }
    judge.check(rule, static_cast<double>(count), note);
  }

  void check_substring(std::string_view text, Scratch& scratch, Judge& judge) const {
    text::ascii_alphanumerics(text, scratch.lowered);
    if (!substrings->found_in(scratch.lowered)) return void(judge.check(substring, 0));
    std::optional<std::uint32_t> first;
    substrings->find(scratch.lowered, [&](std::uint32_t entry, std::size_t, std::size_t) {
      if (!first) first = entry;
      return true;
    });
    judge.check(substring, 1, substring_entries[*first]);
  }
};

using Take = std::function<Status(std::string_view)>;

// Every entry of a list, those in place first.
Status each_entry(const List& list, Binder& binder, const Take& take) {
  for (const std::string& entry : list.entries) DSPREP_CHECK(take(entry));
  if (!list.file) return {};
  DSPREP_TRY(const Resource file, binder.resource(*list.file));
  return text::each_entry(*file, take);
}

// Words and substrings as they are compared: letters and digits, in lower case.
Take take_form(const std::function<void(std::string_view)>& take) {
  return [take](std::string_view entry) -> Status {
    std::string form;
    text::ascii_alphanumerics(entry, form);
    if (form.empty())
      return usage_error("\"" + std::string(entry) +
                         "\" has no ASCII letter or digit, and nothing else of a URL is compared: take it out");
    take(form);
    return {};
  };
}

Take take_domain(Rules& filter) {
  return [&filter](std::string_view entry) -> Status {
    return url::each_domain(entry, [&filter](std::string_view host) {
      filter.domains.insert(host);
      filter.longest_domain = std::max(filter.longest_domain, host.size());
    });
  };
}

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Rules filter;
  DSPREP_CHECK(each_entry(params.domains, binder, take_domain(filter)));
  DSPREP_CHECK(each_entry(params.urls, binder, [&](std::string_view entry) -> Status {
    filter.urls.insert(entry);
    return {};
  }));
  DSPREP_CHECK(
      each_entry(params.banned_words, binder, take_form([&](std::string_view word) { filter.banned.insert(word); })));
  DSPREP_CHECK(
      each_entry(params.soft_words, binder, take_form([&](std::string_view word) { filter.soft.insert(word); })));
  DSPREP_CHECK(each_entry(params.substrings, binder,
                          take_form([&](std::string_view entry) { filter.substring_entries.emplace_back(entry); })));
  if (!filter.substring_entries.empty()) {
    DSPREP_TRY(filter.substrings, text::AhoCorasick::make(filter.substring_entries, false));
  }
  if (filter.domains.empty() && filter.urls.empty() && filter.banned.empty() && filter.soft.empty() &&
      !filter.substrings)
    return usage_error(
        "there is nothing to look for: give domains, urls, banned_words, soft_words or substrings, or files of them");
  return text_filter(std::move(filter), params.field, binder);
}

constexpr ExampleFile blocked[] = {{"blocked.txt", "# domains, one a line\nexample.com\nexample.net\n"}};

constexpr Example examples[] = {
    {"A domain with all its hosts", "domains = [\"example.com\"]",
     "{\"url\":\"https://www.example.com/a\"}\n{\"url\":\"https://example.community/\"}\n",
     "{\"url\":\"https://example.community/\"}\n", "{\"url\":\"https://www.example.com/a\"}\n"},
    {"One soft word is chance, two are not; a substring is found across hyphens",
     "soft_words = [\"bonus\", \"casino\"]\nsubstrings = [\"freemoney\"]",
     "{\"url\":\"https://example.org/casino-royale-1967\",\"text\":\"皇家赌场\"}\n"
     "{\"url\":\"https://example.org/casino/bonus\"}\n"
     "{\"url\":\"https://free-money.example.org/\"}\n",
     "{\"url\":\"https://example.org/casino-royale-1967\",\"text\":\"皇家赌场\"}\n",
     "{\"url\":\"https://example.org/casino/bonus\"}\n"
     "{\"url\":\"https://free-money.example.org/\"}\n"},
    {"Domains from a file", "domains_file = \"blocked.txt\"",
     "{\"url\":\"https://www.example.net/新闻\"}\n{\"url\":\"https://example.org/新闻\"}\n",
     "{\"url\":\"https://example.org/新闻\"}\n", "{\"url\":\"https://www.example.net/新闻\"}\n", blocked},
};

}  // namespace

extern const OpSpec clean_url;
const OpSpec clean_url = {
    .name = "url",
    .family = Family::clean,
    .summary = "Drop records by their URL: listed domains and addresses, banned words and substrings in it",
    .details =
        R"(Each list is given in place, in a file (one entry a line; lines that begin with # are comments), or both. A record is
dropped where:

- `domain`: its host, or a domain that the host is in, is in `domains` (in lower case): `example.com` is the list's entry
  for `example.com`, `www.example.com` and `a.b.example.com`, and `www.example.com` is one for itself and what is below it.
  User names, ports and a final dot are left out. An internationalized name and its ASCII form (`xn--…`) are the same. An entry may also be
  `*.example.com`, `https://example.com/`, `||example.com^`, or a line of a hosts file (`0.0.0.0 example.com`); what names less than a host,
  such as an address with a path, is refused with its place.
- `url`: the URL is in `urls`, byte for byte.
- `banned_word`: one of its words is in `banned_words`. Words are the runs of ASCII letters and digits, in lower case.
- `soft_words`: at least `min_soft_words` different words of it are in `soft_words`.
- `substring`: an entry of `substrings` is anywhere in the URL, once everything but ASCII letters and digits is taken out:
  `x-y.com` has `xyc` in it.

Entries of the last three are compared by their ASCII letters and digits in lower case, too; one that has none is refused.
The note in dropped/ is what was found.

A missing, null or non-text field makes the record malformed.)",
    .source = "datatrove 0.10 url_filter (of FineWeb), but for the differences in docs/parity.md",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .idempotent = true,
};

}  // namespace dsprep::ops
