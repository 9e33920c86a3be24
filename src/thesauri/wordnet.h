// WordNet 3.0 as Debian's package wordnet-base has it: index.* and data.* of the four parts of speech, the exception
// lists *.exc, and cntlist.rev, which says how often each sense was met in texts.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "dsprep/binder.h"
#include "dsprep/result.h"
#include "thesauri/thesaurus.h"

namespace dsprep::thesauri {

enum class PartOfSpeech : std::uint8_t { noun, verb, adjective, adverb };
constexpr std::array<std::string_view, 4> part_of_speech_names = {"noun", "verb", "adjective", "adverb"};

struct WordNetFiles {
  std::array<Resource, 4> index, data;  // by PartOfSpeech; none null
  std::array<Resource, 4> exceptions;   // *.exc
  Resource counts;                      // cntlist.rev
};

struct WordNetRules {
  // A word is replaced where it is surely of one part of speech: where all its readings are, or nine tenths of what was
  // counted in texts. Otherwise synonyms of all parts of speech count.
  bool agree = true;
  std::array<bool, 4> parts = {true, true, true, true};  // which are replaced
  std::uint64_t senses = 2;  // of a part of speech, so many, the most frequent first, without those
                             // that are rarer than a tenth of the uses; 0: all
};

// One part of speech as it stands: lemmas of one word without inflected forms, however they are spelled, with all words
// of all their synsets but themselves.
Status read_wordnet_part(const WordNetFiles& files, PartOfSpeech part, ThesaurusBuilder& builder);

// Plurals of nouns and the forms in -s, -ing and -ed of verbs are words of their own, with synonyms in the same form.
Status read_wordnet(const WordNetFiles& files, const WordNetRules& rules, ThesaurusBuilder& builder);

}  // namespace dsprep::thesauri
