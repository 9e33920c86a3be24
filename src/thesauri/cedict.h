// Chinese synonyms out of a dictionary in the format of CC-CEDICT: words that are explained by the same English gloss.
//
//   電腦 电脑 [dian4 nao3] /computer/CL:臺|台[tai2]/
#pragma once

#include <cstdint>

#include "dsprep/binder.h"
#include "dsprep/result.h"
#include "thesauri/thesaurus.h"

namespace dsprep::thesauri {

struct CedictRules {
  bool traditional = false;         // words as the first column spells them, else the second
  Resource frequencies;             // "word count …" lines, as jieba's dict.txt; null: no filter
  std::uint64_t min_frequency = 0;  // rarer words neither get synonyms nor are any
};

// A gloss that more than eight words share says too little, and so do cross-references ("variant of …", "see …"),
// names and classifiers.
Status read_cedict(const ResourceFile& file, const CedictRules& rules, ThesaurusBuilder& builder);

}  // namespace dsprep::thesauri
