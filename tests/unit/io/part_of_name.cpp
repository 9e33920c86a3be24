#include "io/part_of_name.h"

#include "support/catch.h"

using dsprep::io::part_of_name;

TEST_CASE("part_of_name: a word between other characters than letters") {
  CHECK(part_of_name("train.jsonl") == "train");
  CHECK(part_of_name("out/data/test-00000-of-00004.jsonl.gz") == "test");
  CHECK(part_of_name("my_DEV_set.csv") == "dev");
  CHECK(part_of_name("TREC.train.all") == "train");
  CHECK(part_of_name("imdb/validation/0001.jsonl") == "validation");
  CHECK(part_of_name("test/train.jsonl") == "train");  // the innermost
  CHECK(part_of_name("train_train.jsonl") == "train");
}

TEST_CASE("part_of_name: none, or two") {
  CHECK(part_of_name("") == "");
  CHECK(part_of_name("part-00000.jsonl") == "");
  CHECK(part_of_name("latest.jsonl") == "");
  CHECK(part_of_name("trainer/contest.jsonl") == "");
  CHECK(part_of_name("训练test.jsonl") == "");
  CHECK(part_of_name("train_test.jsonl") == "");
  CHECK(part_of_name("train/dev_test.jsonl") == "");
}
