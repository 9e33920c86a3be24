// part_of_name: which part of a split a file holds, as people name them.
#pragma once

#include <string>
#include <string_view>

namespace dsprep::io {

// "train.jsonl", "data/test-00000-of-00004.jsonl.gz", "imdb/validation/a.csv", "my_dev_set.jsonl": one of the words
// train, training, validation, valid, val, dev, test, testing, eval, evaluation, in any case, between other characters
// than letters. The innermost name of the path that has one decides; "" where none has, or where it has two.
std::string part_of_name(std::string_view path);

}  // namespace dsprep::io
