// A thesaurus of one's own: a word a line, a TAB, its synonyms, with TABs or commas between them.
#pragma once

#include "dsprep/binder.h"
#include "dsprep/result.h"
#include "thesauri/thesaurus.h"

namespace dsprep::thesauri {

Status read_word_list(const ResourceFile& file, ThesaurusBuilder& builder);

}  // namespace dsprep::thesauri
