#include "thesauri/open.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/spell.h"
#include "text/word_lists.h"
#include "thesauri/cedict.h"
#include "thesauri/languages.h"
#include "thesauri/mythes.h"
#include "thesauri/word_list.h"
#include "thesauri/wordnet.h"

namespace dsprep::thesauri {
namespace {

constexpr std::string_view wordnet_directory = "/usr/share/wordnet";

// "en-US" as "en-us"; "pt_BR" as "pt-br".
std::string tag_of(std::string_view language) {
  std::string tag = base::ascii_lowered(language);
  std::replace(tag.begin(), tag.end(), '_', '-');
  return tag;
}

// "de" of "de-at".
std::string_view primary(std::string_view tag) { return tag.substr(0, tag.find('-')); }

const MyThesPackage* mythes_of(std::string_view tag) {
  for (const std::string_view wanted : {tag, primary(tag)})
    for (const MyThesPackage& package : mythes_packages())
      if (package.language == wanted) return &package;
  return nullptr;
}

// An error that says how the file comes onto the machine.
Error not_installed(Error error, std::string_view what, std::string_view package) {
  return usage_error(error.message + ": " + std::string(what) + " is Debian's package " + std::string(package) +
                     " (apt-get install " + std::string(package) +
                     "); or name a file of your own: thesaurus = \"FILE\"");
}

enum class Kind : std::uint8_t { wordnet, mythes, list, cedict };

class Opener {
 public:
  Opener(const ThesaurusParams& params, std::span<const std::string_view> stop_words, Binder& binder)
      : params_(params), stop_words_(stop_words), binder_(binder) {}

  Result<std::shared_ptr<const Thesaurus>> open(const std::string& tag) {
    DSPREP_TRY(const Kind kind, kind_of(tag));
    if (kind != Kind::wordnet && params_.parts_of_speech.size() < part_of_speech_names.size())
      return usage_error("parts_of_speech: WordNet alone says them, and the thesaurus of \"" + tag +
                         "\" is another one: leave it out");
    if (kind != Kind::cedict && params_.frequencies)
      return usage_error("frequencies is for a dictionary like CC-CEDICT (kind = \"cedict\"): leave it out");
    switch (kind) {
      case Kind::wordnet: return open_wordnet(tag);
      case Kind::mythes: return open_mythes(tag);
      case Kind::list: return open_file(tag, false);
      case Kind::cedict: return open_file(tag, true);
    }
    return std::shared_ptr<const Thesaurus>();
  }

 private:
  Result<Kind> kind_of(const std::string& tag) const {
    if (params_.kind == "wordnet") {
      if (primary(tag) != "en")
        return usage_error("kind = \"wordnet\": WordNet is English, and the language is " + tag);
      return Kind::wordnet;
    }
    if (params_.kind == "mythes") return Kind::mythes;
    if (params_.kind == "tsv") return need_file(Kind::list);
    if (params_.kind == "cedict") return need_file(Kind::cedict);
    if (params_.thesaurus) {
      const std::string path = base::ascii_lowered(*params_.thesaurus);
      if (path.ends_with(".dat")) return Kind::mythes;
      if (path.ends_with(".u8") || path.find("cedict") != path.npos) return Kind::cedict;
      if (path.ends_with(".tsv") || path.ends_with(".txt")) return Kind::list;
      if (path.find('.', path.rfind('/') + 1) == path.npos && primary(tag) == "en") return Kind::wordnet;
      return Kind::list;
    }
    return primary(tag) == "en" && tag != "en-au" ? Kind::wordnet : Kind::mythes;
  }
  Result<Kind> need_file(Kind kind) const {
    if (!params_.thesaurus) return usage_error("kind = \"" + params_.kind + "\" needs a file: thesaurus = \"FILE\"");
    return kind;
  }

  ThesaurusBuilder builder(const std::string& tag, std::shared_ptr<const void> source) const {
    ThesaurusBuilder builder(std::move(source));
    if (primary(tag) == "en") {
      for (const std::string_view word : stop_words_) builder.leave_out(word);
      return builder;
    }
    const auto lists = text::stop_word_lists();
    const std::string_view language = primary(tag);
    if (std::any_of(lists.begin(), lists.end(), [&](const auto& list) { return list.language == language; }))
      text::each_word(lists, language, [&](std::string_view word) { builder.leave_out(word); });
    return builder;
  }

  Result<std::shared_ptr<const Thesaurus>> open_wordnet(const std::string& tag) {
    DSPREP_TRY(const std::shared_ptr<const WordNetFiles> files, open_wordnet_files(params_, binder_));
    WordNetRules rules;
    rules.agree = params_.part_of_speech == "agree";
    rules.senses = static_cast<std::uint64_t>(params_.senses);
    for (std::size_t part = 0; part < 4; ++part)
      rules.parts[part] = std::find(params_.parts_of_speech.begin(), params_.parts_of_speech.end(),
                                    part_of_speech_names[part]) != params_.parts_of_speech.end();
    ThesaurusBuilder made = builder(tag, files);
    DSPREP_CHECK(read_wordnet(*files, rules, made));
    return made.finish();
  }

  Result<std::shared_ptr<const Thesaurus>> open_mythes(const std::string& tag) {
    const MyThesPackage* package = mythes_of(tag);
    if (!params_.thesaurus && package == nullptr) return unknown(tag);
    auto resource = binder_.resource(params_.thesaurus ? std::string_view(*params_.thesaurus) : package->path);
    if (!resource) {
      if (params_.thesaurus) return std::move(resource).error();
      return not_installed(std::move(resource).error(), "the thesaurus of \"" + tag + "\"", package->package);
    }
    DSPREP_TRY(std::string bytes, mythes_text(**resource));
    auto text = std::make_shared<const std::string>(std::move(bytes));
    ThesaurusBuilder made = builder(tag, text);
    DSPREP_CHECK(read_mythes((*resource)->path, *text,
                             {params_.part_of_speech == "agree", static_cast<std::uint64_t>(params_.senses)}, made));
    return made.finish();
  }

  Result<std::shared_ptr<const Thesaurus>> open_file(const std::string& tag, bool cedict) {
    DSPREP_TRY(Resource file, binder_.resource(*params_.thesaurus));
    ThesaurusBuilder made = builder(tag, file);
    if (cedict) {
      CedictRules rules{params_.script == "traditional", nullptr, static_cast<std::uint64_t>(params_.min_frequency)};
      if (params_.frequencies) {
        DSPREP_TRY(rules.frequencies, binder_.resource(*params_.frequencies));
      }
      DSPREP_CHECK(read_cedict(*file, rules, made));
    } else {
      DSPREP_CHECK(read_word_list(*file, made));
    }
    return made.finish();
  }

  static Error unknown(const std::string& tag) {
    if (primary(tag) == "zh")
      return usage_error(
          "Debian has no thesaurus of Chinese: name a file of words and synonyms (word TAB synonyms), or a dictionary "
          "like CC-CEDICT (cedict_ts.u8): thesaurus = \"FILE\"");
    std::vector<std::string> known;
    for (const MyThesPackage& package : mythes_packages()) known.emplace_back(package.language);
    std::string list;
    for (const std::string& language : known) list.append(list.empty() ? "" : " ").append(language);
    return usage_error("no thesaurus of the language \"" + tag + "\" is known" + base::did_you_mean(tag, known) +
                       "; there are " + list + ", and a file of your own: thesaurus = \"FILE\"");
  }

  const ThesaurusParams& params_;
  std::span<const std::string_view> stop_words_;
  Binder& binder_;
};

}  // namespace

Result<std::shared_ptr<const WordNetFiles>> open_wordnet_files(const ThesaurusParams& params, Binder& binder) {
  const std::string directory(params.thesaurus ? std::string_view(*params.thesaurus) : wordnet_directory);
  auto files = std::make_shared<WordNetFiles>();
  constexpr std::array<std::string_view, 4> parts = {"noun", "verb", "adj", "adv"};
  const auto read = [&](std::string name, std::string_view rest, Resource& file) -> Status {
    auto resource = binder.resource(directory + "/" + name.append(rest));
    if (!resource) return not_installed(std::move(resource).error(), "WordNet", "wordnet-base");
    file = std::move(*resource);
    return {};
  };
  for (std::size_t part = 0; part < 4; ++part) {
    DSPREP_CHECK(read("index.", parts[part], files->index[part]));
    DSPREP_CHECK(read("data.", parts[part], files->data[part]));
    DSPREP_CHECK(read(std::string(parts[part]), ".exc", files->exceptions[part]));
  }
  DSPREP_CHECK(read("cntlist", ".rev", files->counts));
  return std::shared_ptr<const WordNetFiles>(std::move(files));
}

void ThesaurusParams::fields(ParamFields& f) {
  f("language", language,
    {.meaning = "of the texts: en (WordNet), one that a mythes package has, or any with `thesaurus`"});
  f("language_field", language_field,
    {.meaning = "the field that says a record's language, where they differ", .field = true});
  f("languages", languages, {.meaning = "further languages that `language_field` may say"});
  f("thesaurus", thesaurus,
    {.meaning = "a thesaurus of your own: lines of word TAB synonyms, a MyThes .dat, a CC-CEDICT dictionary, or the "
                "directory of a WordNet",
     .path = true});
  f("kind", kind,
    {.meaning = "what kind of thesaurus; auto: by the language and the file's name",
     .choices = {"auto", "wordnet", "mythes", "tsv", "cedict"}});
  f("part_of_speech", part_of_speech,
    {.meaning = "agree: only words that are nearly always of one part of speech, by synonyms of that; any: all words",
     .choices = {"agree", "any"}});
  f("parts_of_speech", parts_of_speech,
    {.meaning = "which words to take (WordNet alone knows)", .choices = {"noun", "verb", "adjective", "adverb"}});
  f("senses", senses,
    {.meaning = "synonyms of so many senses of a word, the most frequent first; 0: of all", .min = 0, .max = 1000});
  f("frequencies", frequencies,
    {.meaning = "how often words occur (lines of word, space, count), to leave rare ones of a CC-CEDICT out",
     .path = true});
  f("min_frequency", min_frequency, {.meaning = "how often at least", .min = 0});
  f("script", script, {.meaning = "which of a CC-CEDICT's two spellings", .choices = {"simplified", "traditional"}});
}

const Thesaurus* Thesauri::of(const Record& record) const {
  if (!language_) return by_language_.front().second.get();
  const std::optional<std::string_view> said = record.text(*language_);
  if (!said) return nullptr;
  for (const auto& [language, thesaurus] : by_language_)
    if (language == *said) return thesaurus.get();
  const std::string tag = tag_of(*said);
  for (const std::string_view wanted : {std::string_view(tag), primary(tag)})
    for (const auto& [language, thesaurus] : by_language_)
      if (language == wanted) return thesaurus.get();
  return nullptr;
}

Result<Thesauri> open_thesauri(const ThesaurusParams& params, std::span<const std::string_view> stop_words,
                               Binder& binder) {
  if (!params.languages.empty() && !params.language_field)
    return usage_error("languages is of use with language_field only, which says the language of each record");
  if (!params.languages.empty() && params.thesaurus)
    return usage_error("thesaurus is one file, of one language: leave out languages, or thesaurus");
  if (params.parts_of_speech.empty()) return usage_error("parts_of_speech is empty: no word would be replaced");
  Thesauri thesauri;
  if (params.language_field) {
    DSPREP_TRY(thesauri.language_, binder.read(*params.language_field));
  }
  Opener opener(params, stop_words, binder);
  std::vector<std::string> languages = {params.language};
  languages.insert(languages.end(), params.languages.begin(), params.languages.end());
  for (const std::string& language : languages) {
    const std::string tag = tag_of(language);
    const auto known = std::find_if(thesauri.by_language_.begin(), thesauri.by_language_.end(),
                                    [&](const auto& entry) { return entry.first == tag; });
    if (known != thesauri.by_language_.end()) continue;
    DSPREP_TRY(std::shared_ptr<const Thesaurus> thesaurus, opener.open(tag));
    thesauri.by_language_.emplace_back(tag, std::move(thesaurus));
  }
  return thesauri;
}

}  // namespace dsprep::thesauri
