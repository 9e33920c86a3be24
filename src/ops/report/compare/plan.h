// Plan: what the parameters of compare come to, shared by all workers.
#pragma once

#include <string>
#include <vector>

#include "dsprep/binder.h"
#include "dsprep/record.h"
#include "words/segmenter.h"

namespace dsprep::ops::compare {

// One of the two datasets.
enum class Side : char { reference, current };

struct Plan {
  Field text, label, id;
  std::string text_pointer, label_pointer, id_pointer;
  bool by_id = true, id_given = false, label_given = false;
  std::string id_name, text_name;    // of the member, where the id or the text is one
  std::vector<std::string> ignored;  // names of members that are not looked at
  bool vocabulary = true;
  words::Segmenter segmenter{WordModel::unicode};
  std::string against;
  std::size_t examples = 20;
  spill::Workspace* workspace = nullptr;
};

// The name of a label in metrics and tables: "label", "meta/label".
inline std::string name_of_pointer(const std::string& pointer) { return pointer.substr(pointer.starts_with('/')); }

}  // namespace dsprep::ops::compare
