// De-duplication on real texts: published pairs, exact duplicates known by blob id, another tool's thresholds, and
// graded copies of real documents whose similarity is counted here.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "dedup/shingles.h"
#include "dsprep/value.h"
#include "graded_duplicates.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "support/unpacked_file.h"
#include "text/simplify.h"

using namespace dsprep;

namespace {

// "" where there are no shared inputs.
std::filesystem::path data() {
  const char* shared = std::getenv("DSPREP_SHARED");
  if (shared == nullptr) std::cout << "skipped: dedup (DSPREP_SHARED is not set)\n";
  return shared ? std::filesystem::path(shared) / "data" : std::filesystem::path();
}

std::vector<std::string> lines_of(const std::string& output) {
  std::vector<std::string> lines;
  for (std::size_t at = 0, end; at < output.size(); at = end + 1) {
    end = std::min(output.find('\n', at), output.size());
    lines.push_back(output.substr(at, end - at));
  }
  return lines;
}

std::string folder_of(const std::filesystem::path& folder) {
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".gz") files.insert(entry.path());
  std::string all;
  for (const auto& file : files) all += test::unpacked_file(file);
  return all;
}

std::string record(std::string_view id, std::string_view text) {
  return ValueBuilder().begin_object().member("id", id).member("text", text).end_object().take() + "\n";
}

std::vector<std::uint64_t> shingles(std::string_view text) {
  std::string simple;
  text::simplify(text, simple);
  std::vector<std::uint64_t> hashes;
  dedup::Shingler(dedup::ShingleKind{}, WordModel::uax29, dedup::ShingleHash::native).run(simple, true, hashes);
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  return hashes;
}

double jaccard(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::vector<std::uint64_t> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return static_cast<double>(both.size()) / static_cast<double>(a.size() + b.size() - both.size());
}

test::RunOp run(std::string_view op, std::string_view params, const std::string& input) {
  test::RunHow how;
  how.id = "/id";
  how.threads = 2;
  how.memory_budget = 512u << 20;
  test::RunOp result = test::run_op(op, params, input, how);
  REQUIRE(result.error == "");
  return result;
}

std::string kept_id(const Value& mark) { return *mark["duplicate_of"]["id"].text(); }

// Pieces of the corpora, mutually unlike: with 100 bands of 2, what shares a band with another is left out.
std::vector<std::string> unlike_pieces(const std::filesystem::path& folder) {
  std::vector<std::string> texts;
  for (const char* corpus : {"corpus/lctt", "corpus/github_docs"})
    for (const std::string& line : lines_of(folder_of(folder / corpus))) texts.push_back(*Value(line)["text"].text());
  std::vector<std::string> pieces = test::pieces_of(texts, 260);
  base::Rng(4).shuffle(pieces);
  if (pieces.size() > 40'000) pieces.resize(40'000);
  std::string input;
  for (std::size_t i = 0; i < pieces.size(); ++i) input += record(std::to_string(i), pieces[i]);
  std::vector<std::string> unlike;
  for (const std::string& line : lines_of(run("dedup_minhash", "bands = 60\nrows = 3\nverify = false", input).output))
    unlike.push_back(*Value(line)["text"].text());
  return unlike;
}

}  // namespace

TEST_CASE("dedup on mccormick: every true pair, and no other") {
  if (data().empty()) return;
  for (const char* name : {"articles_100", "articles_1000"}) {
    std::ifstream articles(data() / "dedup/mccormick" / (std::string(name) + ".train"), std::ios::binary);
    std::string input;
    for (std::string line; std::getline(articles, line);) {
      const std::size_t space = line.find(' ');
      input += record(line.substr(0, space), line.substr(space + 1));
    }
    std::set<std::pair<std::string, std::string>> truth, found;
    std::ifstream pairs(data() / "dedup/mccormick" / (std::string(name) + ".truth"));
    for (std::string a, b; pairs >> a >> b;) truth.insert(std::minmax(a, b));
    for (const std::string& line :
         lines_of(run("dedup_minhash", "ngram = \"words:3\"\nthreshold = 0.5", input).dropped)) {
      const Value value(line);
      found.insert(std::minmax(*value["id"].text(), kept_id(value["_dsprep"])));
    }
    std::cout << "mccormick " << name << ": " << truth.size() << " true pairs, " << found.size() << " found\n";
    CHECK(found == truth);
  }
}

TEST_CASE("dedup on github_docs: exact duplicates are those with the same blob id") {
  if (data().empty()) return;
  const std::string input = folder_of(data() / "corpus/github_docs");
  std::map<std::string, std::string, std::less<>> blob_of, text_of;
  std::map<std::string, std::string> first;  // blob → id
  std::set<std::string> expected, dropped;
  for (const std::string& line : lines_of(input)) {
    const Value value(line);
    const std::string id = *value["id"].text(), blob = *value["blob"].text();
    blob_of[id] = blob;
    text_of[id] = std::string(*value["text"].text());
    if (!first.emplace(blob, id).second && !text_of[id].empty()) expected.insert(id);
  }
  std::size_t other_blob = 0;
  for (const std::string& line : lines_of(run("dedup_exact", "verify = true", input).dropped)) {
    const Value value(line);
    const std::string id = *value["id"].text(), kept = kept_id(value["_dsprep"]);
    dropped.insert(id);
    CHECK(text_of[id] == text_of[kept]);
    other_blob += blob_of[id] != blob_of[kept];
  }
  std::cout << "github_docs: " << expected.size() << " duplicates by blob id, " << dropped.size() << " dropped, "
            << other_blob << " of them equal to a text with another blob id\n";
  CHECK(std::includes(dropped.begin(), dropped.end(), expected.begin(), expected.end()));
  CHECK(dropped.size() == expected.size() + other_blob);
}

TEST_CASE("dedup on gpteacher: fewer records stay the lower the threshold") {
  if (data().empty()) return;
  for (const char* name : {"Toolformer/toolformer-dedupe-only-dataset.json.gz",
                           "Roleplay/roleplay-simple-deduped-roleplay-dataset.json.gz"}) {
    const std::string json = test::unpacked_file(data() / "dedup/gpteacher" / name);
    const Value all(json);
    std::string input;
    const std::size_t count = all.size();
    std::size_t n = 0;
    for (Value::Elements it = all.elements(); it.next();) {
      std::string text;
      for (const char* field : {"instruction", "input", "response", "output"})
        if (const auto part = it.value()[field].text()) (text += *part) += '\n';
      input += record(std::to_string(n++), text);
    }
    std::cout << "gpteacher " << name << ": " << count << " records;";
    std::size_t before = count + 1;
    for (const char* threshold : {"1.0", "0.9", "0.8", "0.7", "0.6", "0.5"}) {
      const std::size_t kept =
          lines_of(run("dedup_minhash", "threshold = " + std::string(threshold), input).output).size();
      std::cout << " " << threshold << ": " << kept;
      CHECK(kept <= before);
      before = kept;
    }
    std::cout << "\n";
    if (std::string_view(name).starts_with("Toolformer")) CHECK(before < count / 2);
  }
}

TEST_CASE("dedup on graded copies: what is dropped is as like as it says, what is found follows the curve") {
  if (data().empty()) return;
  const std::vector<std::string> pieces = unlike_pieces(data());
  constexpr std::size_t count = 12'000;
  REQUIRE(pieces.size() > count + 2000);
  const std::vector<test::Pair> pairs = test::graded_pairs(pieces, count, 1);
  std::string input;
  std::vector<double> similarity(count);
  std::vector<bool> equal(count);
  for (std::size_t i = 0; i < count; ++i) {
    similarity[i] = jaccard(shingles(pairs[i].original), shingles(pairs[i].copy));
    std::string a, b;
    text::simplify(pairs[i].original, a);
    text::simplify(pairs[i].copy, b);
    equal[i] = a == b;
    input += record("o" + std::to_string(i), pairs[i].original);
  }
  for (std::size_t i = 0; i < count; ++i) input += record("c" + std::to_string(i), pairs[i].copy);
  std::cout << "graded: " << 2 * count << " documents, " << pieces.size() << " pieces\n";

  // Candidates: unverified, a copy is dropped where it shares a band with its original.
  for (const auto& [params, bands, rows] :
       {std::tuple{"verify = false", 16, 7}, std::tuple{"verify = false\nbands = 14\nrows = 8", 14, 8},
        std::tuple{"verify = false\nvariant = \"fineweb2\"\ncluster = \"star\"\nwords = \"uax29\"", 14, 8}}) {
    std::vector<bool> candidate(count);
    std::size_t strangers = 0;
    std::vector<bool> strange(count);
    for (const std::string& line : lines_of(run("dedup_minhash", params, input).dropped)) {
      const Value value(line);
      const std::string id = *value["id"].text(), kept = kept_id(value["_dsprep"]);
      const auto n = static_cast<std::size_t>(std::stoul(id.substr(1)));
      if (kept.substr(1) == id.substr(1)) candidate[n] = true;
      else strange[n] = true, ++strangers;
    }
    CHECK(strangers < count / 100);
    std::map<int, std::array<double, 4>> bins;  // pairs, found, expected, variance
    for (std::size_t i = 0; i < count; ++i) {
      if (strange[i] || equal[i]) continue;  // equal ones are found without bands
      const double chance = 1 - std::pow(1 - std::pow(similarity[i], rows), bands);
      auto& bin = bins[std::min(19, static_cast<int>(similarity[i] * 20))];
      bin[0] += 1;
      bin[1] += candidate[i];
      bin[2] += chance;
      bin[3] += chance * (1 - chance);
    }
    std::cout << "graded, " << bands << " × " << rows << ":\n";
    for (const auto& [bin, sums] : bins) {
      const double error = std::sqrt(sums[3]);
      std::cout << "  J " << bin / 20.0 << ": " << sums[0] << " pairs, " << sums[1] << " found, " << sums[2] << " ± "
                << error << " expected\n";
      CHECK(std::abs(sums[1] - sums[2]) <= 3 * error + 1);
    }
  }

  // Verified: recall from the threshold up, and every claim counted again.
  const test::RunOp verified = run("dedup_minhash", "", input);
  std::map<std::string, std::vector<std::uint64_t>> sets;
  const auto set_of = [&](const std::string& id) {
    const auto n = static_cast<std::size_t>(std::stoul(id.substr(1)));
    return shingles(id[0] == 'o' ? pairs[n].original : pairs[n].copy);
  };
  std::set<std::string> dropped;
  std::size_t true_claims = 0;
  for (const std::string& line : lines_of(verified.dropped)) {
    const Value value(line), mark = value["_dsprep"];
    const std::string id = *value["id"].text();
    dropped.insert(id);
    const double counted = jaccard(set_of(id), set_of(kept_id(mark)));
    true_claims += counted == *mark["similarity"].number() && counted >= 0.8;
  }
  CHECK(true_claims == dropped.size());
  std::size_t alike = 0, found = 0;
  std::map<std::string, std::array<std::size_t, 2>> by_change;
  for (std::size_t i = 0; i < count; ++i) {
    if (similarity[i] < 0.8) continue;
    const bool hit = dropped.count("c" + std::to_string(i)) + dropped.count("o" + std::to_string(i)) > 0;
    ++alike;
    found += hit;
    ++by_change[pairs[i].change][0];
    by_change[pairs[i].change][1] += hit;
  }
  std::cout << "graded, verified: " << dropped.size() << " dropped, " << true_claims
            << " of them as like as they say; of " << alike << " pairs with J >= 0.8 " << found << " found ("
            << static_cast<double>(found) / static_cast<double>(alike) << ")\n";
  for (const auto& [change, sums] : by_change)
    std::cout << "  " << change << ": " << sums[1] << " of " << sums[0] << "\n";
  CHECK(static_cast<double>(found) >= 0.98 * static_cast<double>(alike));
}
