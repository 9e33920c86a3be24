#include "models/chinese_conversion.h"

#include <opencc/Common.hpp>
#include <opencc/Config.hpp>
#include <opencc/Conversion.hpp>
#include <opencc/ConversionChain.hpp>
#include <opencc/Converter.hpp>
#include <opencc/Dict.hpp>
#include <opencc/DictEntry.hpp>
#include <opencc/DictGroup.hpp>
#include <opencc/Exception.hpp>
#include <opencc/Lexicon.hpp>
#include <opencc/MaxMatchSegmentation.hpp>

#include <algorithm>
#include <exception>
#include <list>
#include <unordered_set>

#include "text/utf8.h"

namespace dsprep::models {

// What OpenCC's library knows, as entries of our own.
struct ChineseConversion::Dictionaries {
  std::vector<PhraseTrie::Entry> cuts;
  std::vector<std::vector<PhraseTrie::Entry>> chain;
};

namespace {

constexpr std::string_view data_directory = "/usr/share/opencc/";  // of Debian's libopencc-data

// What is known of a code point.
enum Fact : std::uint8_t {
  begins_cut = 1,     // a phrase at which texts are cut
  begins_phrase = 2,  // a phrase of the chain
  in_phrase = 4,      // it stands somewhere in one of either; all others end a piece
  leads_on = 8,       // a longer phrase of the chain begins with it at which texts are not cut: it may be in a piece
};

// The dictionaries of a group in the order in which they are asked.
void add_entries(const opencc::DictPtr& dictionary, unsigned& rank, std::vector<PhraseTrie::Entry>& entries) {
  if (const auto group = std::dynamic_pointer_cast<opencc::DictGroup>(dictionary)) {
    for (const opencc::DictPtr& member : group->GetDicts()) add_entries(member, rank, entries);
    return;
  }
  const opencc::LexiconPtr lexicon = dictionary->GetLexicon();
  for (const auto& entry : *lexicon)
    if (!entry->Key().empty()) entries.push_back({entry->Key(), entry->GetDefault(), rank});
  ++rank;
}

std::vector<PhraseTrie::Entry> entries_of(const opencc::DictPtr& dictionary) {
  std::vector<PhraseTrie::Entry> entries;
  unsigned rank = 0;
  add_entries(dictionary, rank, entries);
  return entries;
}

// Replaces from the left the longest phrase.
void replace_phrases(const PhraseTrie& phrases, std::string_view from, std::string& to) {
  to.clear();
  for (std::size_t i = 0; i < from.size();) {
    const PhraseTrie::Match match = phrases.at(from, i);
    if (match.size != 0) {
      to += match.value;
      i += match.size;
    } else {
      const std::size_t size = text::char_length(from[i]);
      to.append(from, i, size);
      i += size;
    }
  }
}

// Puts `to` in the place of the piece [begin, end) character by character where there are as many of both, else
// between what begins and what ends both.
void replace_changes(std::string_view piece, std::string_view to, TextDraft& draft) {
  const auto char_size = [](std::string_view text, std::size_t i) { return text::char_length(text[i]); };
  const bool by_characters = text::count_chars(piece) == text::count_chars(to);
  std::size_t i = 0, k = 0;
  while (i < piece.size() && k < to.size()) {
    const std::size_t old_size = char_size(piece, i), new_size = char_size(to, k);
    if (!by_characters && piece.substr(i, old_size) != to.substr(k, new_size)) break;
    draft.replace(old_size, to.substr(k, new_size));
    i += old_size;
    k += new_size;
  }
  std::size_t end = piece.size(), to_end = to.size();
  while (end > i && to_end > k && piece[end - 1] == to[to_end - 1]) --end, --to_end;
  while (end < piece.size() && text::is_continuation(piece[end])) ++end, ++to_end;
  if (i < end || k < to_end) draft.replace(end - i, to.substr(k, to_end - k));
  draft.keep(piece.size() - end);
}

// Whether a phrase could be found in the letter of an escape (\n) or begin with a backslash, or what it becomes would
// have to be escaped.
bool meets_escapes(const PhraseTrie::Entry& entry) {
  const auto escaped = [](char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; };
  return std::string_view("bfnrt\"\\").find(entry.phrase[0]) != std::string_view::npos ||
         std::any_of(entry.value.begin(), entry.value.end(), escaped);
}

}  // namespace

Result<std::shared_ptr<const ChineseConversion>> ChineseConversion::load(std::string_view name) {
  const std::string path = std::string(data_directory).append(name).append(".json");
  const std::string mend = ": the data of OpenCC is in the Debian package libopencc-data";
  Dictionaries dictionaries;
  try {
    const opencc::ConverterPtr converter = opencc::Config().NewFromFile(path);
    const auto cutter = std::dynamic_pointer_cast<opencc::MaxMatchSegmentation>(converter->GetSegmentation());
    if (cutter == nullptr) return usage_error(path + " cuts texts in a way that is not known here" + mend);
    dictionaries.cuts = entries_of(cutter->GetDict());
    for (const opencc::ConversionPtr& conversion : converter->GetConversionChain()->GetConversions())
      dictionaries.chain.push_back(entries_of(conversion->GetDict()));
  } catch (const opencc::Exception& fault) {
    return usage_error(path + " cannot be read (" + fault.what() + ")" + mend);
  } catch (const std::exception& fault) {
    return usage_error(path + " cannot be read (" + fault.what() + ")" + mend);
  }
  return std::shared_ptr<const ChineseConversion>(new ChineseConversion(dictionaries));
}

ChineseConversion::ChineseConversion(const Dictionaries& dictionaries) {
  const auto note = [&](const std::vector<PhraseTrie::Entry>& entries, Fact begins) {
    for (const PhraseTrie::Entry& entry : entries) {
      if (meets_escapes(entry)) spares_escapes_ = false;
      for (std::size_t i = 0; i < entry.phrase.size();) {
        const bool first = i == 0;
        const char32_t c = text::decode(entry.phrase, i);
        if (c >= facts_.size()) facts_.resize(c + 1);
        facts_[c] = static_cast<std::uint8_t>(facts_[c] | in_phrase | (first ? begins : 0));
      }
    }
  };
  note(dictionaries.cuts, begins_cut);
  for (const std::vector<PhraseTrie::Entry>& entries : dictionaries.chain) {
    note(entries, begins_phrase);
    chain_.emplace_back(entries);
  }
  std::vector<PhraseTrie::Entry> cuts = dictionaries.cuts;
  std::unordered_set<std::string_view> cut_phrases;
  for (const PhraseTrie::Entry& cut : cuts) cut_phrases.insert(cut.phrase);
  for (const PhraseTrie::Entry& entry : dictionaries.chain.front()) {
    std::size_t i = 0;
    const char32_t c = text::decode(entry.phrase, i);
    if (i < entry.phrase.size() && cut_phrases.count(entry.phrase) == 0)
      facts_[c] = static_cast<std::uint8_t>(facts_[c] | leads_on);
  }
  Scratch scratch;
  for (PhraseTrie::Entry& cut : cuts) {
    through_chain(cut.phrase, scratch);
    cut.value = scratch.to;
  }
  cuts_ = std::make_unique<const PhraseTrie>(cuts);
}

void ChineseConversion::through_chain(std::string_view piece, Scratch& scratch) const {
  scratch.to.assign(piece);
  for (const PhraseTrie& conversion : chain_) {
    scratch.from.swap(scratch.to);
    replace_phrases(conversion, scratch.from, scratch.to);
  }
}

void ChineseConversion::convert_piece(std::string_view text, std::size_t begin, std::size_t end, TextDraft& draft,
                                      Scratch& scratch) const {
  const std::string_view piece = text.substr(begin, end - begin);
  if (chain_.size() != 1) {
    through_chain(piece, scratch);
    if (scratch.to == piece) return;
    draft.keep_to(begin);
    return replace_changes(piece, scratch.to, draft);
  }
  for (std::size_t i = 0; i < piece.size();) {
    std::size_t behind = i;
    const char32_t c = text::decode(piece, behind);
    const PhraseTrie::Match match =
        (facts_of(c) & leads_on) != 0 ? chain_.front().at(piece, i) : chain_.front().single(c, behind - i);
    if (match.size == 0) {
      i = behind;
      continue;
    }
    const std::string_view phrase = piece.substr(i, match.size);
    if (phrase != match.value) {
      draft.keep_to(begin + i);
      replace_changes(phrase, match.value, draft);
    }
    i += match.size;
  }
}

void ChineseConversion::convert(std::string_view text, TextDraft& draft, Scratch& scratch) const {
  std::size_t piece = 0;  // where what lies between two phrases begins; up to `i` it is not known to be anything
  bool live = false;      // whether a phrase of the chain may begin in it
  const auto end_piece = [&](std::size_t end) {
    if (live) convert_piece(text, piece, end, draft, scratch);
    live = false;
  };
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const std::uint8_t facts = facts_of(text::decode(text, i));
    if (facts == 0) {
      end_piece(begin);
      piece = i;
      continue;
    }
    if ((facts & begins_cut) != 0) {
      const PhraseTrie::Match match = cuts_->at(text, begin);
      if (match.size != 0) {
        end_piece(begin);
        const std::string_view phrase = text.substr(begin, match.size);
        if (phrase != match.value) {
          draft.keep_to(begin);
          replace_changes(phrase, match.value, draft);
        }
        piece = i = begin + match.size;
        continue;
      }
    }
    live |= (facts & begins_phrase) != 0;
  }
  end_piece(text.size());
}

}  // namespace dsprep::models
