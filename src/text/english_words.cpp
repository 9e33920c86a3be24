#include "text/english_words.h"

#include <algorithm>
#include <iterator>

namespace dsprep::text {
namespace {

// Both lists are sorted.
constexpr std::string_view abbreviations[] = {
    "a.m", "adm", "ala", "ariz", "aug", "ave", "bros", "calif", "co", "col", "colo", "conn", "corp", "d.c", "dec", "del",
    "dr", "feb", "fla", "fri", "ft", "gen", "ill", "inc", "jan", "jr", "kan", "ky", "lt", "ltd", "maj", "messrs",
    "mg", "mich", "minn", "mr", "mrs", "ms", "nev", "nov", "oct", "okla", "ore", "p.m", "pa", "ph.d", "prof", "rep",
    "reps", "sen", "sep", "sept", "sr", "st", "tenn", "tues", "u.k", "u.n", "u.s", "v",
    "va", "vs", "vt", "w.va", "wash", "wed", "wis",
};

constexpr std::string_view common_words[] = {
    "above", "according", "accordingly", "allow", "almost", "along", "already", "although", "always", "among",
    "anyone", "anything", "anyway", "apparently", "ask", "being", "besides", "between", "both", "but", "call",
    "certainly", "check", "choose", "consider", "contact", "copy", "create", "currently", "despite", "does",
    "either", "enjoy", "enter", "especially", "even", "eventually", "ever", "fill", "finally", "follow",
    "furthermore", "given", "he", "hence", "her", "here", "however", "if", "importantly", "in", "indeed",
    "initially", "inside", "install", "instead", "it", "learn", "likewise", "looking", "many", "meantime",
    "meanwhile", "moreover", "most", "neither", "nevertheless", "nonetheless", "nor", "note", "nothing",
    "occasionally", "otherwise", "overall", "please", "previously", "probably", "put", "recently", "regardless",
    "remember", "remove", "select", "send", "similarly", "simply", "since", "so", "some", "someone", "sometimes",
    "soon", "sorry", "specifically", "still", "subsequently", "such", "suddenly", "surprisingly", "thank", "thanks",
    "the", "there", "therefore", "these", "they", "things", "think", "this", "though", "through", "thus",
    "together", "tomorrow", "traditionally", "try", "turn", "typically", "ultimately", "under", "unfortunately",
    "unless", "unlike", "upon", "using", "very", "were", "when", "whenever", "whereas", "whether", "which",
    "whichever", "while", "within", "without", "yes", "yesterday", "yet", "your",
};

template <std::size_t N>
bool holds(const std::string_view (&words)[N], std::string_view word) {
  return std::binary_search(std::begin(words), std::end(words), word);
}

}  // namespace

bool is_english_abbreviation(std::string_view word) { return holds(abbreviations, word); }
bool is_common_english_word(std::string_view word) { return holds(common_words, word); }

}  // namespace dsprep::text
