// Personal data on real inputs below $DSPREP_SHARED: sentences with gold spans, a peer's valid and invalid cases, and
// spans of real documents to read. Prints the rows of docs/quality.md and holds the figures.
//
//   DSPREP_SHARED=… build/release/tests/shared '[pii]'
//   DSPREP_PII_SAMPLE=FILE …   also writes 200 spans of each kind, with what stands around them, to FILE
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "base/hash.h"
#include "dsprep/value.h"
#include "models/pii/scanner.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "text/utf8.h"

using namespace dsprep;
using namespace dsprep::models::pii;

namespace {

std::string shared_path(const std::string& below) {
  const char* shared = std::getenv("DSPREP_SHARED");
  const std::string path = shared ? std::string(shared) + "/data/" + below : "";
  if (path.empty() || !std::filesystem::exists(path)) {
    std::cout << "skipped: " << below << " (not below DSPREP_SHARED)\n";
    return "";
  }
  return path;
}

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream all;
  all << file.rdbuf();
  return all.str();
}

Search search_for(std::initializer_list<Kind> kinds, std::vector<std::string> regions = {}, bool need_context = true) {
  Search search;
  for (const Kind kind : kinds) search.settings.wanted.set(index_of(kind));
  search.settings.regions = std::move(regions);
  search.settings.need_context = need_context;
  return search;
}

struct Score {
  std::size_t right = 0, found = 0, gold = 0;
  double f1() const {
    return found + gold == 0 ? 1 : 2.0 * static_cast<double>(right) / static_cast<double>(found + gold);
  }
};

// Where the sentences' invented phone numbers are from.
const std::vector<std::string> everywhere = {"US", "GB", "DE", "FR", "IT", "ES", "PT", "NL", "BE", "CH", "AT",
                                             "DK", "SE", "NO", "FI", "IS", "PL", "CZ", "HU", "SI", "HR", "GR",
                                             "CY", "TN", "ZA", "UY", "BR", "AU", "NZ", "GL", "EE", "CA"};

}  // namespace

TEST_CASE("generated sentences: exact spans", "[pii]") {
  std::map<std::string, Score> scores;
  const std::map<std::string, std::vector<Kind>> types = {
      {"EMAIL_ADDRESS", {Kind::email}}, {"CREDIT_CARD", {Kind::credit_card}}, {"IBAN_CODE", {Kind::iban}},
      {"US_SSN", {Kind::us_ssn}},       {"IP_ADDRESS", {Kind::ip}},           {"DOMAIN_NAME", {Kind::url}},
      {"PHONE_NUMBER", {Kind::phone}}};
  const Search search = search_for(
      {Kind::email, Kind::credit_card, Kind::iban, Kind::us_ssn, Kind::ip, Kind::url, Kind::phone}, everywhere);
  Scanner scanner(search);
  bool any = false;
  const bool show = std::getenv("DSPREP_PII_SHOW") != nullptr;
  for (const char* name :
       {"pii/presidio_research/generated_large.json", "pii/presidio_research/generated_small.json"}) {
    const std::string path = shared_path(name);
    if (path.empty()) continue;
    any = true;
    const std::string json = contents(path);
    const Value whole(json);
    for (Value::Elements it = whole.elements(); it.next();) {
      const std::string text = it.value()["full_text"].text().value();
      std::map<std::string, std::vector<std::pair<std::size_t, std::size_t>>> gold;
      const Value spans = it.value()["spans"];
      for (Value::Elements s = spans.elements(); s.next();)
        gold[s.value()["entity_type"].text().value()].emplace_back(s.value()["start_position"].integer().value(),
                                                                   s.value()["end_position"].integer().value());
      std::map<std::string, std::vector<std::pair<std::size_t, std::size_t>>> found;
      for (const Found& f : scanner.scan(text))
        for (const auto& [type, kinds] : types)
          if (std::find(kinds.begin(), kinds.end(), f.kind) != kinds.end())
            found[type].emplace_back(text::count_chars(text.substr(0, f.begin)),
                                     text::count_chars(text.substr(0, f.end)));
      for (const auto& [type, kinds] : types) {
        Score& score = scores[type];
        score.gold += gold[type].size();
        score.found += found[type].size();
        for (const auto& span : found[type]) {
          const bool right = std::find(gold[type].begin(), gold[type].end(), span) != gold[type].end();
          score.right += right;
          if (show && !right)
            std::cout << "extra " << type << ": " << text.substr(text::byte_offset(text, span.first), 30) << " | "
                      << text << "\n";
        }
        if (show)
          for (const auto& span : gold[type])
            if (std::find(found[type].begin(), found[type].end(), span) == found[type].end())
              std::cout << "missed " << type << ": "
                        << text.substr(text::byte_offset(text, span.first),
                                       text::byte_offset(text, span.second) - text::byte_offset(text, span.first))
                        << " | " << text << "\n";
      }
    }
  }
  if (!any) return;
  std::cout << "| type | gold | found | exactly right | F1 |\n|---|---|---|---|---|\n";
  for (const auto& [type, score] : scores) {
    std::cout << "| " << type << " | " << score.gold << " | " << score.found << " | " << score.right << " | "
              << score.f1() << " |\n";
    CHECK(score.f1() >= (type == "PHONE_NUMBER" ? 0.80 : 0.97));
  }
}

TEST_CASE("a peer's valid and invalid cases", "[pii]") {
  const std::string path = shared_path("pii/presidio_recognizers/cases.jsonl");
  if (path.empty()) return;
  const std::map<std::string, Kind> kinds = {{"IP_ADDRESS", Kind::ip},
                                             {"MAC_ADDRESS", Kind::mac},
                                             {"CREDIT_CARD", Kind::credit_card},
                                             {"EMAIL_ADDRESS", Kind::email},
                                             {"FI_PERSONAL_IDENTITY_CODE", Kind::fi_hetu},
                                             {"KR_RRN", Kind::kr_rrn},
                                             {"KR_FRN", Kind::kr_rrn},
                                             {"SE_PERSONNUMMER", Kind::se_personnummer},
                                             {"ES_NIE", Kind::es_nif},
                                             {"ES_NIF", Kind::es_nif},
                                             {"IN_AADHAAR", Kind::in_aadhaar},
                                             {"UK_NINO", Kind::uk_nino},
                                             {"UK_NHS", Kind::uk_nhs},
                                             {"US_SSN", Kind::us_ssn},
                                             {"US_ITIN", Kind::us_itin},
                                             {"AU_TFN", Kind::au_tfn},
                                             {"AU_MEDICARE", Kind::au_medicare},
                                             {"PL_PESEL", Kind::pl_pesel},
                                             {"IT_FISCAL_CODE", Kind::it_codice_fiscale},
                                             {"IN_PAN", Kind::in_pan},
                                             {"URL", Kind::url}};
  std::map<std::string, std::pair<std::size_t, std::size_t>> totals;  // right, all
  std::istringstream lines(contents(path));
  for (std::string line; std::getline(lines, line);) {
    const Value test(line);
    std::string entity = test["entity"].text().value_or("");
    const bool phone = test["file"].text() == "test_phone_recognizer.py";
    if (phone) entity = "PHONE_NUMBER";
    const auto kind = kinds.find(entity);
    if (kind == kinds.end() && !phone) continue;
    const std::string text = test["text"].text().value();
    // A column of identifiers: form and check digit decide, as in the peer's recognizers with their lowest scores.
    const Search search = phone ? search_for({Kind::phone, Kind::cn_mobile}, {"US", "GB", "DE", "IL", "IN", "CA", "BR"})
                                : search_for({kind->second}, {}, false);
    Scanner scanner(search);
    std::vector<Found> found = scanner.scan(text);
    std::erase_if(found, [&](const Found& f) {
      return (entity == "KR_RRN" && f.rule != std::string_view("resident")) ||
             (entity == "KR_FRN" && f.rule != std::string_view("foreigner"));
    });
    const auto expected = static_cast<std::size_t>(test["expected_len"].integer().value_or(0));
    bool right = found.size() == expected;
    const Value positions = test["expected_positions"];
    std::size_t i = 0;
    for (Value::Elements it = positions.elements(); right && it.next(); ++i)
      right = text::count_chars(text.substr(0, found[i].begin)) ==
                  static_cast<std::size_t>(it.value().at(0).integer().value()) &&
              text::count_chars(text.substr(0, found[i].end)) ==
                  static_cast<std::size_t>(it.value().at(1).integer().value());
    totals[entity].first += right;
    ++totals[entity].second;
    if (!right)
      std::cout << "differs: " << entity << " \"" << text << "\": " << found.size() << " found, " << expected
                << " expected\n";
  }
  std::size_t right = 0, all = 0;
  std::cout << "| entity | cases | as expected |\n|---|---|---|\n";
  for (const auto& [entity, counts] : totals) {
    std::cout << "| " << entity << " | " << counts.second << " | " << counts.first << " |\n";
    right += counts.first;
    all += counts.second;
  }
  std::cout << "| all | " << all << " | " << right << " ("
            << 100.0 * static_cast<double>(right) / static_cast<double>(all) << " %) |\n";
  CHECK(static_cast<double>(right) >= 0.95 * static_cast<double>(all));
}

TEST_CASE("real documents: what is found, for reading", "[pii]") {
  const std::string path = shared_path("corpus/github_docs");
  if (path.empty()) return;
  Search search;
  for (std::size_t i = 0; i < kind_count; ++i) search.settings.wanted[i] = all_kinds()[i].by_default;
  search.settings.regions = {"US", "GB", "CN"};
  Scanner scanner(search);
  std::map<std::string, std::map<std::uint64_t, std::string>> spans;  // by kind, in an order that is drawn by lot
  std::map<std::string, std::size_t> counts;
  for (const char* file : {"/github_docs-00.jsonl.gz", "/github_docs-01.jsonl.gz"}) {
    FILE* pipe = popen(("gzip -dc '" + path + file + "'").c_str(), "r");
    REQUIRE(pipe != nullptr);
    char* line = nullptr;
    std::size_t room = 0;
    for (ssize_t size = 0; (size = getline(&line, &room, pipe)) > 0;) {
      const auto text = Value(std::string_view(line, static_cast<std::size_t>(size)))["text"].text();
      if (!text) continue;
      for (const Found& f : scanner.scan(*text)) {
        const std::string kind(info_of(f.kind).name);
        ++counts[kind];
        std::size_t from = f.begin - std::min<std::size_t>(f.begin, 60),
                    to = std::min<std::size_t>(text->size(), f.end + 30);
        while (text::is_continuation((*text)[from])) ++from;
        while (to < text->size() && text::is_continuation((*text)[to])) --to;
        const std::string shown = text->substr(from, f.begin - from) + "⟦" + text->substr(f.begin, f.end - f.begin) +
                                  "⟧" + text->substr(f.end, to - f.end);
        spans[kind].emplace(base::hash64(shown, counts[kind]), shown);
      }
    }
    std::free(line);
    pclose(pipe);
  }
  for (const auto& [kind, count] : counts) std::cout << "| " << kind << " | " << count << " |\n";
  // Read by eye in docs/quality.md; a change of these is a change of what was read.
  CHECK(counts["phone"] == 67);
  CHECK(counts["date_of_birth"] == 21);
  CHECK(counts["us_ssn"] == 7);
  CHECK(counts["credit_card"] == 6);
  CHECK(counts["cn_mobile"] == 3);
  CHECK(counts["url_userinfo"] == 5);
  CHECK(counts["ip"] == 402);
  CHECK(counts["email"] == 5806);
  if (const char* sample = std::getenv("DSPREP_PII_SAMPLE")) {
    std::ofstream out(sample, std::ios::binary);
    for (const auto& [kind, drawn] : spans) {
      int n = 0;
      for (const auto& [key, shown] : drawn) {
        if (++n > 200) break;
        std::string one_line = shown;
        std::replace(one_line.begin(), one_line.end(), '\n', ' ');
        out << kind << "\t" << one_line << "\n";
      }
    }
  }
}
