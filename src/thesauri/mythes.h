// MyThes thesauri (*.dat of Debian's packages mythes-*; the format of LibreOffice): a line with the encoding, then
// "word|n" and n lines "(part of speech)|synonym|synonym (remark)|…", one a meaning.
#pragma once

#include <cstdint>

#include "dsprep/binder.h"
#include "dsprep/result.h"
#include "thesauri/thesaurus.h"

namespace dsprep::thesauri {

struct MyThesRules {
  bool agree = true;         // only words whose meanings all have the same part of speech, where the file names one
  std::uint64_t senses = 2;  // so many meanings of a word, in the file's order; 0: all
};

// `text`: the file in UTF-8 without its first line, which the thesaurus keeps (see mythes_text()); `path`: for
// messages. What stands before a remark in parentheses (generic term, antonym, vulgar) is no synonym; nor is a meaning
// that says it is an antonym or a related term.
Status read_mythes(std::string_view path, std::string_view text, const MyThesRules& rules, ThesaurusBuilder& builder);

// The file in UTF-8, without its first line.
Result<std::string> mythes_text(const ResourceFile& file);

}  // namespace dsprep::thesauri
