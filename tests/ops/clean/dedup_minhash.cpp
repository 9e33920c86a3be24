#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/rng.h"
#include "dedup/shingles.h"
#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "text/simplify.h"

using namespace dsprep;
using test::run_op;

namespace {

std::string record(std::string_view text, std::int64_t n) {
  return ValueBuilder().begin_object().member("n", n).member("text", text).end_object().take() + "\n";
}

std::vector<std::string> lines_of(const std::string& output) {
  std::vector<std::string> lines;
  for (std::size_t at = 0, end; at < output.size(); at = end + 1) {
    end = output.find('\n', at);
    lines.push_back(output.substr(at, end - at));
  }
  return lines;
}

double metric(const test::RunOp& run, std::string_view name) {
  for (const auto& step : run.result.findings)
    for (const Metric& m : step.findings.metrics)
      if (m.name == name) return m.value;
  return -1;
}

// Numbers of the records that were kept.
std::vector<std::int64_t> kept(const test::RunOp& run) {
  REQUIRE(run.error == "");
  std::vector<std::int64_t> numbers;
  for (const std::string& line : lines_of(run.output)) numbers.push_back(*Value(line)["n"].integer());
  return numbers;
}

// n distinct words beginning at word `from`.
std::string words(int from, int n) {
  std::string text;
  for (int i = from; i < from + n; ++i) {
    if (!text.empty()) text += ' ';
    for (int k = i + 1; k > 0; k /= 26) text += static_cast<char>('a' + k % 26);
    text += "q";
  }
  return text;
}

std::set<std::uint64_t> shingles(std::string_view text, std::string_view kind = "words:5") {
  std::string simple;
  text::simplify(text, simple);
  std::vector<std::uint64_t> hashes;
  dedup::Shingler(*dedup::ShingleKind::parse(kind), WordModel::uax29, dedup::ShingleHash::native)
      .run(simple, true, hashes);
  return {hashes.begin(), hashes.end()};
}

double jaccard(const std::set<std::uint64_t>& a, const std::set<std::uint64_t>& b) {
  std::size_t both = 0;
  for (const std::uint64_t hash : a) both += b.count(hash);
  return static_cast<double>(both) / static_cast<double>(a.size() + b.size() - both);
}

// Texts in families: originals, and copies with a share of their words changed.
struct Corpus {
  std::vector<std::string> texts;
  std::string lines;
};

Corpus families(std::uint64_t seed, int originals, int copies, int length, double most_edits) {
  base::Rng rng(seed);
  Corpus corpus;
  const auto word = [&] { return "w" + std::to_string(rng.below(50'000)); };
  for (int i = 0; i < originals; ++i) {
    std::vector<std::string> original;
    for (int k = 0; k < length; ++k) original.push_back(word());
    for (int copy = 0; copy <= copies; ++copy) {
      const double edits = copy == 0 ? 0 : rng.uniform() * most_edits;
      std::string text;
      for (const std::string& w : original) {
        if (!text.empty()) text += ' ';
        text += rng.uniform() < edits ? word() : w;
      }
      corpus.texts.push_back(std::move(text));
    }
  }
  rng.shuffle(corpus.texts);
  // Numbers become 0, so letters are used.
  for (std::string& text : corpus.texts)
    for (char& c : text)
      if (c >= '0' && c <= '9') c = static_cast<char>('a' + (c - '0'));
  for (std::size_t i = 0; i < corpus.texts.size(); ++i)
    corpus.lines += record(corpus.texts[i], static_cast<std::int64_t>(i));
  return corpus;
}

}  // namespace

TEST_CASE("dedup_minhash: a dropped record names the kept one, with the similarity that was counted") {
  const std::string a = words(0, 100), b = words(0, 95) + " other words stand at the end";
  test::RunHow how;
  how.id = "/n";
  const test::RunOp run =
      run_op("dedup_minhash", "", record(a, 1) + record("x", 2) + record(b, 3) + record(words(500, 100), 4), how);
  CHECK(kept(run) == std::vector<std::int64_t>{1, 2, 4});
  const std::vector<std::string> dropped = lines_of(run.dropped);
  REQUIRE(dropped.size() == 1);
  const Value mark = Value(dropped[0])["_dsprep"];
  const double similarity = jaccard(shingles(a), shingles(b));
  CHECK(similarity == 91.0 / 102);
  CHECK(mark["failed"].at(0)["rule"].text() == "similarity");
  CHECK(mark["failed"].at(0)["value"].number() == similarity);
  CHECK(mark["failed"].at(0)["limit"].number() == 0.8);
  CHECK(mark["duplicate_of"]["id"].text() == "1");
  CHECK(mark["duplicate_of"]["line"].integer() == 1);
  CHECK(mark["duplicate_of"]["file"].text() == mark["source"]["file"].text());
  CHECK(mark["similarity"].number() == similarity);
  CHECK(mark["cluster_size"].integer() == 2);
  CHECK(mark["cluster"].text()->size() == 32);
  CHECK(metric(run, "duplicates") == 1);
  CHECK(metric(run, "pairs_alike") == 1);
  CHECK(metric(run, "short") == 1);
}

TEST_CASE("dedup_minhash: what normalization overlooks, and what it does not") {
  std::string a = "In 1999 the Café of Zürich, on Main-Street, sold 1,234 cups — of tea.";
  std::string b = "in 2001 the cafe of zurich on main street sold 7 cups of tea";
  CHECK(kept(run_op("dedup_minhash", "", record(a, 1) + record(b, 2))) ==
        std::vector<std::int64_t>{1, 2});  // too much, in so short a text
  a += " " + words(0, 60), b += " " + words(0, 60);
  CHECK(kept(run_op("dedup_minhash", "", record(a, 1) + record(b, 2))) == std::vector<std::int64_t>{1});
  CHECK(kept(run_op("dedup_minhash", "normalize = \"none\"", record(a, 1) + record(b, 2))) ==
        std::vector<std::int64_t>{1, 2});
  CHECK(kept(run_op("dedup_minhash", "normalize = \"none\"", record(a, 1) + record(a, 2))) ==
        std::vector<std::int64_t>{1});
}

TEST_CASE("dedup_minhash: short texts") {
  const std::string input = record("好", 1) + record("好!", 2) + record("一 二", 3) + record("", 4) + record("", 5) +
                            record("!!!", 6) + record("???", 7) + record("!!!", 8) + record(words(0, 30), 9);
  CHECK(kept(run_op("dedup_minhash", "", input)) == std::vector<std::int64_t>{1, 3, 4, 5, 6, 7, 9});
  CHECK(kept(run_op("dedup_minhash", "short = \"keep\"", input)).size() == 9);
  const test::RunOp dropped = run_op("dedup_minhash", "short = \"drop\"", input);
  CHECK(kept(dropped) == std::vector<std::int64_t>{9});
  CHECK(Value(lines_of(dropped.dropped)[0])["_dsprep"]["failed"].at(0)["rule"].text() == "short");
  CHECK(metric(dropped, "empty") == 2);
  CHECK(metric(dropped, "short") == 6);
}

TEST_CASE("dedup_minhash: a chain merges no strangers as a star, and all as components") {
  // Neighbours share 90 of 110 shingles, the ends of the chain nothing.
  std::string input;
  for (int i = 0; i < 12; ++i) input += record(words(10 * i, 104), i);
  const test::RunOp star = run_op("dedup_minhash", "bands = 60\nrows = 3", input);
  CHECK(kept(star) == std::vector<std::int64_t>{0, 2, 4, 6, 8, 10});
  const test::RunOp chain = run_op("dedup_minhash", "bands = 60\nrows = 3\ncluster = \"components\"", input);
  CHECK(kept(chain) == std::vector<std::int64_t>{0});
  for (const std::string& line : lines_of(chain.dropped)) {
    CHECK(Value(line)["_dsprep"]["cluster_size"].integer() == 12);
    CHECK(Value(line)["_dsprep"]["similarity"].number() == 90.0 / 110);
  }
}

TEST_CASE("dedup_minhash: which copy survives") {
  const std::string a = words(0, 60), b = words(0, 60) + " more", c = words(0, 61);
  const auto line = [](std::string_view text, std::string_view rest, int n) {
    return "{\"n\":" + std::to_string(n) + ",\"text\":\"" + std::string(text) + "\"," + std::string(rest) + "}\n";
  };
  const std::string input = line(a, R"("score":1,"date":"2020-05-01","source":"b")", 1) +
                            line(b, R"("score":3,"date":"2021-05-01","source":"c")", 2) +
                            line(c, R"("score":2.5,"date":"2019-12-31","source":"a")", 3) +
                            line(a, R"("other":null)", 4);
  const auto survivor = [&](std::string_view keep) {
    const auto numbers = kept(run_op("dedup_minhash", "keep = \"" + std::string(keep) + "\"", input));
    REQUIRE(numbers.size() == 1);
    return numbers[0];
  };
  CHECK(survivor("first") == 1);
  CHECK(survivor("last") == 4);
  CHECK(survivor("longest") == 2);
  CHECK(survivor("max:/score") == 2);
  CHECK(survivor("min:score") == 1);
  CHECK(survivor("min:/date") == 3);
  CHECK(survivor("max:/date") == 2);
  CHECK(survivor("priority:/source=a,b") == 3);
  CHECK(survivor("priority:/source=x,c") == 2);
  for (const std::string_view wrong :
       {"", "best", "first:/x", "max", "max:", "priority:/s", "priority:/s=a,,b", "min:/a~2"})
    CHECK(run_op("dedup_minhash", "keep = \"" + std::string(wrong) + "\"", input).error != "");
}

TEST_CASE("dedup_minhash: kept records get their cluster on request") {
  const std::string a = words(0, 60);
  const test::RunOp run = run_op("dedup_minhash", "cluster_id = \"c\"\ncluster_size = \"/meta/n\"",
                                 record(a, 1) + record(a, 2) + record(words(90, 60), 3));
  const auto lines = lines_of(run.output);
  REQUIRE(lines.size() == 2);
  CHECK(Value(lines[0])["c"].text() == Value(lines_of(run.dropped)[0])["_dsprep"]["cluster"].text());
  CHECK(Value(lines[0])["meta"]["n"].integer() == 2);
  CHECK(Value(lines[1])["meta"]["n"].integer() == 1);
  CHECK(lines[1].find("\"c\"") == std::string::npos);
}

TEST_CASE("dedup_minhash: refusals") {
  CHECK(run_op("dedup_minhash", "ngram = \"5\"", "").error.find("words:5") != std::string::npos);
  CHECK(run_op("dedup_minhash", "ngram = \"tokens:5\"", "").error.find("tokenizer") != std::string::npos);
  CHECK(run_op("dedup_minhash", "bands = 5", "").error.find("both") != std::string::npos);
  CHECK(run_op("dedup_minhash", "bands = 1024\nrows = 256", "").error.find("8192") != std::string::npos);
  CHECK(run_op("dedup_minhash", "threshold = 0", "").error != "");
}

TEST_CASE("dedup_minhash: nothing to do, and records without a text") {
  CHECK(run_op("dedup_minhash", "", "").error == "");
  const test::RunOp run = run_op("dedup_minhash", "", "{}\n{\"text\":null}\n{\"text\":1}\n" + record(words(0, 50), 1));
  CHECK(kept(run) == std::vector<std::int64_t>{1});
  CHECK(lines_of(run.malformed).size() == 3);
}

TEST_CASE(
    "dedup_minhash: every dropped record is as like the kept one it names as it says, and kept records are not alike") {
  const Corpus corpus = families(1, 120, 4, 120, 0.08);
  test::RunHow how;
  how.id = "/n";
  // With so many bands that nothing at the threshold is missed, the result is the definition's.
  const test::RunOp run = run_op("dedup_minhash", "bands = 200\nrows = 4", corpus.lines, how);
  REQUIRE(run.error == "");
  std::vector<std::set<std::uint64_t>> sets;
  for (const std::string& text : corpus.texts) sets.push_back(shingles(text));
  std::map<std::size_t, std::pair<std::size_t, double>> expected;  // record → kept one, similarity
  std::vector<std::size_t> survivors;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    const auto like = std::find_if(survivors.begin(), survivors.end(),
                                   [&](std::size_t k) { return jaccard(sets[i], sets[k]) >= 0.8; });
    if (like == survivors.end()) survivors.push_back(i);
    else expected[i] = {*like, jaccard(sets[i], sets[*like])};
  }
  REQUIRE(expected.size() > 100);
  const auto dropped = lines_of(run.dropped);
  CHECK(dropped.size() == expected.size());
  for (const std::string& line : dropped) {
    const Value value(line), mark = value["_dsprep"];
    const auto n = static_cast<std::size_t>(*value["n"].integer());
    REQUIRE(expected.count(n) == 1);
    CHECK(mark["duplicate_of"]["id"].text() == std::to_string(expected[n].first));
    CHECK(mark["similarity"].number() == expected[n].second);
  }
}

TEST_CASE("dedup_minhash: memory, threads and chunks do not matter") {
  const Corpus corpus = families(2, 150, 3, 80, 0.1);
  for (const std::string_view params : {"", "cluster = \"components\"\nkeep = \"longest\"", "verify = false",
                                        "variant = \"fineweb2\"", "keep = \"last\"\nngram = \"chars:24\""}) {
    test::RunHow how;
    const test::RunOp plain = run_op("dedup_minhash", params, corpus.lines, how);
    REQUIRE(plain.error == "");
    REQUIRE(plain.dropped != "");
    how.memory_budget = 0;
    how.threads = 3;
    how.chunk_size = 3000;
    const test::RunOp pressed = run_op("dedup_minhash", params, corpus.lines, how);
    REQUIRE(pressed.error == "");
    CHECK(pressed.output == plain.output);
    CHECK(pressed.dropped == plain.dropped);
  }
}

TEST_CASE("dedup_minhash: all records equal, all empty, all short, all in one bucket") {
  std::string equal, empty, shorts, bucket;
  for (int i = 0; i < 3000; ++i) {
    equal += record(words(0, 40), i);
    empty += record("", i);
    shorts += record(words(i % 100, 3), i);
    // The same first 40 words, then their own: none is like another, but with one row in a band they share buckets.
    bucket += record(words(0, 40) + " " + words(1000 + 100 * i, 60), i);
  }
  const test::RunOp one = run_op("dedup_minhash", "", equal);
  CHECK(kept(one) == std::vector<std::int64_t>{0});
  CHECK(metric(one, "pairs_compared") == 0);
  CHECK(Value(lines_of(one.dropped).back())["_dsprep"]["cluster_size"].integer() == 3000);
  CHECK(kept(run_op("dedup_minhash", "", empty)).size() == 3000);
  CHECK(kept(run_op("dedup_minhash", "", shorts)).size() == 100);
  const test::RunOp crowded = run_op("dedup_minhash", "bands = 2\nrows = 1", bucket);
  CHECK(kept(crowded).size() == 3000);
  CHECK(metric(crowded, "largest_bucket") > 500);
  CHECK(metric(crowded, "comparisons_skipped") > 0);
  CHECK(metric(crowded, "pairs_compared") <= 3000 * 2 * 256);
}

TEST_CASE("dedup_minhash: the threshold chooses bands and rows") {
  const auto note = [](std::string_view params) {
    const test::RunOp run = run_op("dedup_minhash", params, record(words(0, 20), 1));
    for (const auto& step : run.result.findings)
      for (const Finding& finding : step.findings.sections)
        if (finding.id == "candidate_curve") return finding.note.substr(0, finding.note.find(" perm"));
    return std::string();
  };
  CHECK(note("") == "16 bands of 7");
  CHECK(note("threshold = 0.9") == "10 bands of 11");
  CHECK(note("threshold = 0.5") == "37 bands of 3");
  CHECK(note("threshold = 1") == "1 bands of 112");
  CHECK(note("variant = \"fineweb\"") == "14 bands of 8");
}

TEST_CASE("dedup_minhash: an index stands for yesterday's data") {
  const Corpus corpus = families(3, 100, 3, 100, 0.06);
  std::string yesterday, today;
  std::size_t n = 0;
  for (const std::string& line : lines_of(corpus.lines)) (n++ % 2 ? yesterday : today) += line + "\n";
  yesterday += record("short", 9001);
  today += record("Short!", 9002) + record("other", 9003);
  for (const std::string_view holds : {"shingles", "signatures"}) {
    test::RunHow how;
    how.id = "/n";
    const std::string hold = "index_holds = \"" + std::string(holds) + "\"\n";
    const test::RunOp first = run_op("dedup_minhash", hold + "index = \"seen.idx\"", yesterday, how);
    REQUIRE(first.error == "");
    REQUIRE(first.artifacts.count("seen.idx") == 1);
    how.files["seen.idx"] = first.artifacts.at("seen.idx");
    const test::RunOp second =
        run_op("dedup_minhash", hold + "against = \"seen.idx\"\nindex = \"all.idx\"", today, how);
    REQUIRE(second.error == "");
    const test::RunOp whole = run_op("dedup_minhash", "", yesterday + today, [] {
      test::RunHow h;
      h.id = "/n";
      return h;
    }());
    REQUIRE(whole.error == "");
    const auto dropped = [](const test::RunOp& run) {
      std::map<std::string, std::string> of;
      for (const std::string& line : lines_of(run.dropped))
        of[std::to_string(*Value(line)["n"].integer())] = *Value(line)["_dsprep"]["duplicate_of"]["id"].text();
      return of;
    };
    const auto kept_first = kept(first), kept_second = kept(second), kept_whole = kept(whole);
    std::vector<std::int64_t> both = kept_first;
    both.insert(both.end(), kept_second.begin(), kept_second.end());
    auto fates = dropped(first);
    fates.merge(dropped(second));
    std::size_t by_index = 0;
    for (const std::string& line : lines_of(second.dropped)) {
      const Value mark = Value(line)["_dsprep"];
      const std::string id = *mark["duplicate_of"]["id"].text();
      if (std::find(kept_first.begin(), kept_first.end(), std::stoll(id)) == kept_first.end()) continue;
      ++by_index;
      const bool equal = *mark["similarity"].number() == 1;
      if (!equal) CHECK((mark["similarity_estimated"].boolean() == true) == (holds == "signatures"));
      CHECK(*mark["similarity"].number() >= 0.8);
    }
    CHECK(by_index > 20);
    CHECK(metric(second, "like_the_index") > 20);
    // With all shingles it is as if yesterday's data were there.
    if (holds == "shingles") {
      CHECK(both == kept_whole);
      CHECK(fates == dropped(whole));
    }
    // The index of both days: nothing of either is new to it.
    how.files["all.idx"] = second.artifacts.at("all.idx");
    std::string survivors;
    for (const std::string& line : lines_of(first.output)) survivors += line + "\n";
    const test::RunOp third = run_op("dedup_minhash", hold + "against = \"all.idx\"", survivors + second.output, how);
    REQUIRE(third.error == "");
    CHECK(third.output == "");
    CHECK(run_op("dedup_minhash", "against = \"seen.idx\"\nngram = \"words:3\"", today, how)
              .error.find("was made otherwise") != std::string::npos);
    // Damage, another version, no index.
    how.files["seen.idx"][how.files["seen.idx"].size() / 2] ^= 1;
    CHECK(run_op("dedup_minhash", hold + "against = \"seen.idx\"", today, how).error.find("damaged") !=
          std::string::npos);
    how.files["seen.idx"][13] = '9';
    CHECK(run_op("dedup_minhash", hold + "against = \"seen.idx\"", today, how).error.find("another version") !=
          std::string::npos);
    how.files["seen.idx"] = "hello";
    CHECK(run_op("dedup_minhash", hold + "against = \"seen.idx\"", today, how).error.find("not a dsprep index") !=
          std::string::npos);
    CHECK(run_op("dedup_minhash", hold + "against = \"none.idx\"", today, how).error != "");
  }
}

TEST_CASE("dedup_minhash: an index under pressure, unverified and in components") {
  const Corpus corpus = families(4, 100, 2, 100, 0.06);
  std::string yesterday, today;
  std::size_t n = 0;
  for (const std::string& line : lines_of(corpus.lines)) (n++ % 2 ? yesterday : today) += line + "\n";
  for (const std::string_view params :
       {"", "verify = false\n", "cluster = \"components\"\n", "variant = \"fineweb2\"\n",
        "keep = \"longest\"\nindex_holds = \"shingles\"\n"}) {
    test::RunHow how;
    const test::RunOp first = run_op("dedup_minhash", std::string(params) + "index = \"seen.idx\"", yesterday, how);
    REQUIRE(first.error == "");
    how.files["seen.idx"] = first.artifacts.at("seen.idx");
    const test::RunOp plain = run_op("dedup_minhash", std::string(params) + "against = \"seen.idx\"", today, how);
    REQUIRE(plain.error == "");
    CHECK(plain.dropped.size() > 1000);
    how.memory_budget = 0;
    how.threads = 2;
    how.chunk_size = 2000;
    const test::RunOp again = run_op("dedup_minhash", std::string(params) + "index = \"seen.idx\"", yesterday, how);
    CHECK(again.artifacts.at("seen.idx") == first.artifacts.at("seen.idx"));
    const test::RunOp pressed = run_op("dedup_minhash", std::string(params) + "against = \"seen.idx\"", today, how);
    CHECK(pressed.output == plain.output);
    CHECK(pressed.dropped == plain.dropped);
  }
}
