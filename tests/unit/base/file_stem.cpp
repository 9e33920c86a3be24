#include "base/file_stem.h"

#include "support/catch.h"

using dsprep::base::file_stem;

TEST_CASE("file_stem: without directories and what follows the first dot") {
  CHECK(file_stem("gsm8k") == "gsm8k");
  CHECK(file_stem("evals/gsm8k.test.jsonl.gz") == "gsm8k");
  CHECK(file_stem("evals/mmlu//") == "mmlu");
  CHECK(file_stem("./.hidden") == ".hidden");
  CHECK(file_stem("评测/问题.jsonl") == "问题");
  CHECK(file_stem("/") == "");
  CHECK(file_stem("") == "");
}
