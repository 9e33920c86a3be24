// MMLU and GSM8K questions planted into real documents (as they are, in other case, in other punctuation, with words
// changed): how many decontaminate finds, and what it finds where nothing was planted.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "base/rng.h"
#include "dsprep/value.h"
#include "ops/clean/decontaminate/folded_words.h"
#include "support/catch.h"
#include "support/run_files.h"
#include "support/run_op.h"

using namespace dsprep;

namespace {

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

// The lines of shards, whatever their codec.
std::vector<std::string> lines_of(const std::map<std::string, std::string>& shards) {
  test::FilesHow how;
  how.inputs = shards;
  how.options.codec = compress::Codec::none;
  const test::RunFiles ran = test::run_files("", how);
  REQUIRE(ran.error == "");
  std::vector<std::string> lines;
  for (const auto& [path, bytes] : ran.files) {
    if (!path.starts_with("data/")) continue;
    for (std::size_t at = 0, end; at < bytes.size(); at = end + 1) {
      end = bytes.find('\n', at);
      lines.push_back(bytes.substr(at, end - at));
    }
  }
  return lines;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> words;
  std::istringstream in(text);
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}
std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

enum Change { verbatim, recased, repunctuated, one_word, two_words, changes };
const char* const change_names[] = {"verbatim", "re-cased", "re-punctuated", "one word changed", "two words changed"};

std::string changed(const std::string& text, Change change, const std::vector<std::string>& vocabulary,
                    base::Rng& rng) {
  std::string out = text;
  switch (change) {
    case recased: {
      const bool all = rng.below(2) == 0;
      for (char& c : out) {
        if (c >= 'a' && c <= 'z' && (all || rng.below(2) == 0)) c = static_cast<char>(c - 'a' + 'A');
        else if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
      }
      return out;
    }
    case repunctuated: {
      out.clear();
      for (const char c : text) {
        if (std::string_view(".,;:!?").find(c) == std::string_view::npos) out += c;
        else if (rng.below(2) == 0) out += rng.below(2) == 0 ? ", " : " - ";
        else out += ' ';
      }
      return out;
    }
    case one_word:
    case two_words: {
      std::vector<std::string> words = split(text);
      std::set<std::size_t> at;
      while (at.size() < std::min<std::size_t>(words.size(), change == one_word ? 1 : 2))
        at.insert(rng.below(words.size()));
      for (const std::size_t i : at) words[i] = vocabulary[rng.below(vocabulary.size())];
      return join(words);
    }
    default: return out;
  }
}

struct Target {
  std::string benchmark, text;
  std::int64_t line;
  std::size_t words;
};

}  // namespace

TEST_CASE("decontaminate: planted questions of MMLU and GSM8K, and the documents they were planted into") {
  const char* shared = std::getenv("DSPREP_SHARED");
  const std::filesystem::path root = std::filesystem::path(shared ? shared : "") / "data";
  if (!shared || !std::filesystem::exists(root / "dedup/evals")) {
    std::cout << "skipped: no dedup/evals below $DSPREP_SHARED/data\n";
    return;
  }
  test::RunHow how;
  std::map<std::string, std::string> corpus;
  for (const char* name : {"lctt", "github_docs"})
    for (const auto& entry : std::filesystem::directory_iterator(root / "corpus" / name))
      if (entry.path().extension() == ".gz") corpus["in/" + entry.path().filename().string()] = bytes_of(entry.path());
  const std::vector<std::string> documents = lines_of(corpus);

  std::vector<Target> targets;
  std::vector<std::string> vocabulary;
  const std::pair<const char*, const char*> sets[] = {{"mmlu", "mmlu_validation-1.jsonl.gz"},
                                                      {"gsm8k", "gsm8k_test-1.jsonl.gz"}};
  for (const auto& [name, file] : sets) {
    how.files["evals/" + std::string(file)] = bytes_of(root / "dedup/evals" / file);
    std::set<std::string> known;
    std::int64_t number = 0;
    for (const std::string& line : lines_of({{"in/a.jsonl.gz", how.files["evals/" + std::string(file)]}})) {
      ++number;
      const std::string text = *Value(line)["question"].text();
      if (!known.insert(text).second) continue;
      ops::decontaminate::FoldedWords words;
      ops::decontaminate::split_folded_words(text, words);
      targets.push_back({name, text, number, words.size()});
      for (const std::string& word : split(text)) vocabulary.push_back(word);
    }
  }
  const std::string params =
      "action = \"annotate\"\nbenchmarks = [{ path = \"evals/mmlu_validation-1.jsonl.gz\", name = \"mmlu\", fields = "
      "[\"question\"] }, "
      "{ path = \"evals/gsm8k_test-1.jsonl.gz\", name = \"gsm8k\", fields = [\"question\"] }]";
  how.threads = 2;
  how.memory_budget = 256u << 20;

  // Nothing planted: every find is a false alarm, or real contamination; each is shown.
  std::string input;
  for (const std::string& line : documents) input += line + "\n";
  const test::RunOp clean = test::run_op("decontaminate", params, input, how);
  REQUIRE(clean.error == "");
  std::set<std::size_t> alarms;
  std::size_t n = 0;
  for (std::size_t at = 0, end; at < clean.output.size(); at = end + 1, ++n) {
    end = clean.output.find('\n', at);
    const std::string_view line = std::string_view(clean.output).substr(at, end - at);
    if (!line.ends_with("]}") || line.find("\"contamination\":[") == std::string_view::npos) continue;
    alarms.insert(n);
    const Value found = Value(line)["contamination"].at(0), text = Value(line)["text"];
    const std::string whole = *text.text();
    std::cout << "found where nothing was planted: " << Value(line)["path"].raw() << " " << found.raw() << "\n";
  }
  std::cout << documents.size() << " documents, " << alarms.size() << " of them found\n";
  CHECK(alarms.size() * 10'000 <= documents.size());

  // Each question, changed in each way, on a line of its own somewhere in a document.
  base::Rng rng(2026);
  struct Planted {
    std::size_t target;
    Change change;
  };
  std::vector<Planted> planted;
  input.clear();
  for (int change = verbatim; change < changes; ++change)
    for (std::size_t t = 0; t < targets.size(); ++t) {
      std::string text;
      do text = *Value(documents[rng.below(documents.size())])["text"].text();
      while (text.size() < 300);
      text.resize(std::min<std::size_t>(text.size(), 3000));
      while (!text.empty() && static_cast<signed char>(text.back()) < -64) text.pop_back();
      if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xc0) text.pop_back();
      std::size_t at = text.find('\n', rng.below(text.size()));
      if (at == std::string::npos) at = text.size();
      text.insert(at, "\n" + changed(targets[t].text, static_cast<Change>(change), vocabulary, rng));
      input += ValueBuilder().begin_object().member("text", text).end_object().take() + "\n";
      planted.push_back({t, static_cast<Change>(change)});
    }
  const test::RunOp run = test::run_op("decontaminate", params, input, how);
  REQUIRE(run.error == "");
  REQUIRE(run.malformed == "");
  std::map<std::pair<int, std::string>, std::pair<std::size_t, std::size_t>> recall;  // found, of
  n = 0;
  for (std::size_t at = 0, end; at < run.output.size(); at = end + 1, ++n) {
    end = run.output.find('\n', at);
    const Value found = Value(std::string_view(run.output).substr(at, end - at))["contamination"];
    const Target& target = targets[planted[n].target];
    bool hit = false;
    for (Value::Elements it = found.elements(); it.next();)
      hit |= it.value()["benchmark"].text() == target.benchmark && it.value()["line"].integer() == target.line;
    auto& [yes, of] = recall[{planted[n].change, target.words < 8    ? "below 8 words"
                                                 : target.words < 13 ? "8 to 12 words"
                                                                     : "13 words and more"}];
    ++of;
    yes += hit;
  }
  REQUIRE(n == planted.size());
  std::map<int, std::pair<std::size_t, std::size_t>> total, longer;
  for (const auto& [key, counts] : recall) {
    std::cout << change_names[key.first] << ", " << key.second << ": " << counts.first << " of " << counts.second
              << "\n";
    total[key.first].first += counts.first;
    total[key.first].second += counts.second;
    if (key.second == "below 8 words") continue;
    longer[key.first].first += counts.first;
    longer[key.first].second += counts.second;
  }
  const auto share = [](const std::pair<std::size_t, std::size_t>& counts) {
    return static_cast<double>(counts.first) / static_cast<double>(counts.second);
  };
  for (int change = verbatim; change < changes; ++change)
    std::cout << change_names[change] << ": recall " << share(total[change]) << ", of 8 words and more "
              << share(longer[change]) << "\n";
  CHECK(share(total[verbatim]) >= 0.99);
  for (const Change change : {recased, repunctuated}) CHECK(share(total[change]) >= 0.99);
  for (const Change change : {one_word, two_words}) CHECK(share(longer[change]) >= 0.9);
}
