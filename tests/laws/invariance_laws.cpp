// The same bytes everywhere: results do not depend on threads, chunk size, tasks, spooling or memory.
#include "laws/corpus.h"
#include "support/catch.h"
#include "support/difference.h"
#include "support/example_files.h"
#include "support/run_files.h"
#include "support/run_tasks.h"
#include "support/test_ops.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

struct Case {
  std::string name, toml;
  bool per_record;  // nothing has to be decided on the whole
  std::map<std::string, std::string> others = {};
};

std::string step(const std::string& op, const std::string& params = "") {
  return "[[step]]\nop = \"" + op + "\"\n" + params + "\n";
}

std::vector<Case> cases() {
  const std::string rules =
      "rules = [{ label = \"data\", keywords = [\"dataset\", \"数据集\"] }, { label = \"digits\", regex = \"[0-9]+\" "
      "}]";
  const std::string ids = "[dataset]\nid = \"/id\"\n";
  return {
      {"empty", "", true},
      {"length", step("length", "min_chars = 5\nmax_words = 40"), true},
      {"matches", step("matches", "patterns = [\"TREC\"]"), true},
      {"unicode", step("unicode", "form = \"nfkc\""), true},
      {"whitespace", step("whitespace"), true},
      {"random_swap", step("random_swap", "copies = 2\nalpha = 0.3"), true},
      {"rules", step("rules", rules + "\ninto = \"topic\""), true},
      {"majority, dawid_skene of tasks",
       step("majority", "task = \"label\"\nannotator = \"id\"\nanswer = \"score\"\ninto = \"m\"") +
           step("dawid_skene", "task = \"label\"\nannotator = \"id\"\nanswer = \"score\"\ninto = \"d\""),
       false},
      {"ratio", step("ratio"), true},
      {"ratio exact", step("ratio", "mode = \"exact\"\nstratify = \"/label\""), false},
      {"ratio, units and ledger",
       step("ratio", "near_duplicates = true\nnear_ngram = \"words:2\"\nnear_threshold = 0.5\nstratify = \"/label\""),
       false},
      {"k-fold", step("folds", "k = 3\nrepeats = 2\nstratify = \"/label\"\nparts = true"), false},
      {"k-fold, units", step("folds", "k = 2\nnear_duplicates = true\nnear_ngram = \"words:2\"\nnear_threshold = 0.5"),
       false},
      {"time, shares", step("time", "field = \"/score\"\nnumbers = \"seconds\"\ngap = \"1 record\""), false},
      {"time, cuts", step("time", "field = \"/score\"\nnumbers = \"seconds\"\ncuts = [\"3\"]"), true},
      {"dedup_exact", step("dedup_exact"), false},
      {"tokenize, pack",
       step("tokenize", "model = \"vocab.txt\"\nadd_special_tokens = false") +
           step("pack", "length = 24\nseparator = 1"),
       false,
       {{"vocab.txt", "[PAD]\n[UNK]\nthe\nwhat\nis\n?\n##s\na\n##e\n##r\n"}}},
      {"dedup_exact, dedup_minhash, indexes",
       step("dedup_exact", "keep = \"longest\"\nindex = \"exact.idx\"") +
           step("dedup_minhash", "ngram = \"words:2\"\nthreshold = 0.5\nindex = \"near.idx\"\ncluster_size = \"/n\""),
       false},
      {"vocabulary", step("vocabulary", "size = 40\nmin_count = 2"), false},
      {"scale",
       step("scale", "field = \"/score\"\nmethod = \"robust\"\ninto = \"/r\"") +
           step("scale", "field = \"/score\"\nmethod = \"zscore\""),
       false},
      {"label_ids, one_hot",
       step("one_hot", "order = \"frequency\"\ninto = \"/hot\"") + step("label_ids", "order = \"frequency\""), false},
      {"segment, stop_words, stem", step("segment") + step("stop_words") + step("stem"), true},
      {"impute, outliers",
       step("impute", "field = \"/score\"\nmethod = \"median\"\nby = \"/label\"\nmark = \"/filled\"") +
           step("outliers", "field = \"/text\"\nmeasure = \"words\"\nvariant = \"mad\""),
       false},
      {"dedup_lines",
       step("dedup_lines", "min_length = 2") +
           step("dedup_lines", "unit = \"sentence\"\nmin_length = 2\nsentences = 1"),
       false},
      {"dedup_substring",
       step("dedup_substring", "length = 4") +
           step("dedup_substring", "unit = \"characters\"\nlength = 12\nkeep = \"none\""),
       false},
      {"decontaminate",
       step("decontaminate", "against = [\"evals.jsonl\"]\nmin_words = 1\naction = \"cut\"\nmargin = 2\nmin_piece = 3"),
       false,
       {{"evals.jsonl",
         "{\"text\":\"the of dataset\"}\n{\"text\":\"语言 模型\"}\n{\"text\":\"12 3.14 TREC cleaning the dataset of "
         "the\"}\n"}}},
      {"pii",
       step("pii", "mode = \"surrogate\"\ninto = \"found\"\npatterns = [{ name = \"word\", pattern = \"TREC|语言\" }]"),
       true},
      {"k_anonymity",
       step("k_anonymity",
            "fields = [\"label\", \"score\"]\nk = 4\naction = \"generalize\"\nsensitive = \"text\"\nl = 2"),
       false},
      {"unify", step("unify", "max_names = 5"), false},
      {"check", step("ratio") + step("check", "threshold = 0.5\nngram = \"words:2\"\nmin_words = 4\ngroup = \"label\""),
       false},
      {"profile", step("profile"), false},
      {"compare",
       step("whitespace") + step("compare", "against = \"before.jsonl\""),
       false,
       {{"before.jsonl",
         "{\"id\":1,\"text\":\"the of dataset\",\"label\":\"a\",\"score\":2}\n"
         "{\"text\":\"语言 模型\",\"label\":\"b\",\"score\":0.5}\n"}}},
      {"everything",
       ids + step("whitespace") + step("length", "min_chars = 3") + step("dedup_exact") + step("random_swap") +
           step("rules", rules + "\ninto = \"topic\"") + step("ratio") + step("profile"),
       false},
      {"derive before dedup",
       step("test_derive") + step("length", "min_chars = 10") + step("dedup_exact") + step("test_derive", "n = 1"),
       false},
      {"folds", step("test_folds"), true},
      {"folds, dedup", step("test_folds") + step("dedup_exact"), false},
      {"batch", step("length", "min_chars = 2") + step("test_batch"), true},
      {"derive, batch, derive",
       step("test_derive", "n = 1") + step("test_batch") + step("test_derive") + step("whitespace"), true},
      {"mix", step("mix", "by = \"label\"\nmethod = \"temperature\"\ntemperature = 3\nexhausted = \"cycle\""), false},
      {"mix in bytes",
       step("mix", "by = \"label\"\nmethod = \"unimax\"\nsize = 2000\nmax_epochs = 3\nunit = \"bytes\""), false},
      {"balance", step("ratio") + step("profile") + step("balance", "max_epochs = 7\nclass_weights = \"effective\""),
       false},
      {"subsample", step("whitespace") + step("subsample", "fraction = 0.4\nstratify = \"label\"") + step("length"),
       false},
      {"subsample of few", step("test_derive") + step("subsample", "n = 30") + step("test_shuffle"), false},
      {"shuffle", step("test_shuffle") + step("whitespace"), false},
      {"derive, shuffle, derive, dedup",
       step("test_derive") + step("test_shuffle") + step("test_derive") + step("dedup_exact"), false},
      {"folds, shuffle", step("test_folds") + step("test_shuffle"), false},
      {"shuffle, report", step("profile") + step("shuffle") + step("profile"), false},
      {"rounds, shuffle twice, rounds",
       step("test_rounds") + step("shuffle") + step("whitespace") + step("shuffle", "by_content = true") +
           step("test_rounds"),
       false},
      {"against",
       step("test_against", "dataset = \"held.jsonl\""),
       false,
       {{"held.jsonl", "{\"text\":\"语言\"}\n{\"text\":\"\"}\n"}}},
      {"vocabulary", step("test_vocabulary"), false},
      {"rounds", step("whitespace") + step("test_rounds") + step("length", "min_chars = 1"), false},
      {"turns", step("test_turns"), true},
      {"redact", "[dataset]\ntext = \"/messages/*/content\"\n" + step("test_redact"), true},
      {"heavy", step("test_heavy") + step("dedup_exact") + step("test_heavy") + step("dedup_exact"), false},
  };
}

}  // namespace

TEST_CASE("results do not depend on threads, chunks, spools, memory or tasks") {
  const registry::Registry registry = with_test_ops();
  for (const Case& c : cases()) {
    INFO(c.name);
    FilesHow how;
    how.registry = &registry;
    how.inputs = make_corpus();
    how.others = c.others;
    const RunFiles base = run_files(c.toml, how);
    REQUIRE(base.error == "");
    CHECK(base.result.books.check().ok());
    CHECK(base.result.books.read > 200);
    for (const unsigned threads : {1u, 3u})
      for (const std::size_t chunk : {std::size_t{64}, std::size_t{5000}, std::size_t{1} << 20})
        for (const auto spool : {exec::RunOptions::Spool::never, exec::RunOptions::Spool::always}) {
          INFO(threads << " threads, chunks of " << chunk << ", spool " << static_cast<int>(spool));
          FilesHow other = how;
          other.options.threads = threads;
          other.options.chunk_size = chunk;
          other.options.spool = spool;
          if (chunk == 64) other.memory_budget = 4096;
          CHECK(difference(base, run_files(c.toml, other)) == "");
        }
    for (const auto spool : {exec::RunOptions::Spool::automatic, exec::RunOptions::Spool::always}) {
      FilesHow tasks = how;
      tasks.options.spool = spool;
      tasks.options.chunk_size = 3000;
      tasks.memory_budget = 4096;
      const RunTasks shared = run_tasks(c.toml, tasks, 3);
      CHECK(difference(base, shared.last) == "");
      CHECK((shared.merges == 0) == c.per_record);
    }
  }
}

TEST_CASE("every example of every op is the same on any threads, chunks, spools and memory") {
  for (const OpSpec* op : registry::built_in().all())
    for (const Example& example : op->examples) {
      INFO(op->name << ": " << example.title << "\n" << example.params);
      FilesHow how;
      for (const char shard : {'a', 'b', 'c'})
        how.inputs[std::string("in/") + shard + ".jsonl"] = std::string(example.input);
      how.others = files_of(example);
      const std::string toml = step(std::string(op->name), std::string(example.params));
      const RunFiles base = run_files(toml, how);
      REQUIRE(base.error == "");
      FilesHow other = how;
      other.memory_budget = 4096;
      other.options.threads = 3;
      for (const std::size_t chunk : {std::size_t{1}, std::size_t{100}})
        for (const auto spool : {exec::RunOptions::Spool::never, exec::RunOptions::Spool::always}) {
          INFO("chunks of " << chunk << ", spool " << static_cast<int>(spool));
          other.options.chunk_size = chunk;
          other.options.spool = spool;
          CHECK(difference(base, run_files(toml, other)) == "");
        }
    }
}

TEST_CASE("what an outside service said is asked once and kept") {
  const registry::Registry registry = with_test_ops();
  FilesHow how;
  how.registry = &registry;
  how.inputs = make_corpus();
  const RunFiles ran = run_files(step("test_external") + step("dedup_exact") + step("test_rounds"), how);
  REQUIRE(ran.error == "");
  std::size_t records = 0;
  for (const auto& [path, bytes] : ran.files) {
    if (!path.starts_with("data/")) continue;
    for (std::size_t at = 0; at < bytes.size(); at = bytes.find('\n', at) + 1) {
      ++records;
      const std::string line = bytes.substr(at, bytes.find('\n', at) - at);
      CHECK(line.find("\"n\":1}") != std::string::npos);
    }
  }
  CHECK(records > 20);
}

TEST_CASE("re-sharding keeps every record, whatever the threads and chunks") {
  for (const bool by_size : {false, true}) {
    FilesHow how;
    how.inputs = make_corpus();
    if (by_size) how.options.shard_size = 20'000;
    else how.options.shards = 3;
    const RunFiles base = run_files(step("ratio"), how);
    REQUIRE(base.error == "");
    std::size_t size = 0, files = 0;
    for (const auto& [path, bytes] : base.files)
      if (path.starts_with("data/")) {
        size += bytes.size();
        ++files;
        if (by_size) CHECK(bytes.size() <= 20'000);
      }
    CHECK(files == (by_size ? base.files.count("data/train-00001.jsonl") + files - 1 : 9));
    CHECK(size == base.result.books.bytes_out);
    for (const unsigned threads : {1u, 3u})
      for (const std::size_t chunk : {std::size_t{64}, std::size_t{3000}}) {
        FilesHow other = how;
        other.options.threads = threads;
        other.options.chunk_size = chunk;
        CHECK(difference(base, run_files(step("ratio"), other)) == "");
      }
  }
}
