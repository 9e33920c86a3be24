// Small records of every kind for the laws: scripts, escapes, duplicates, bad lines, long lines. Made from a seed.
#pragma once

#include <map>
#include <string>

namespace dsprep::test {

struct CorpusShape {
  int shards = 4, records = 60;  // records a shard
  bool bad_lines = true;
};

// "in/part-0.jsonl" → bytes.
std::map<std::string, std::string> make_corpus(const CorpusShape& shape = {});

}  // namespace dsprep::test
