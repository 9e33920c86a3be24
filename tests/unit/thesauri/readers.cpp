// The readers of thesauri, on small files of each kind.
#include <memory>
#include <string>
#include <vector>

#include "support/catch.h"
#include "thesauri/cedict.h"
#include "thesauri/english_forms.h"
#include "thesauri/mythes.h"
#include "thesauri/thesaurus.h"
#include "thesauri/word_list.h"
#include "thesauri/wordnet.h"

using namespace dsprep;
using namespace dsprep::thesauri;

namespace {

using Words = std::vector<std::string>;

Resource file_of(std::string bytes, std::string path = "file") {
  return std::make_shared<ResourceFile>(ResourceFile{std::move(path), std::move(bytes)});
}

Words find(const Thesaurus& thesaurus, std::string_view word) {
  std::string scratch;
  const Synonyms synonyms = thesaurus.find(word, scratch);
  Words words;
  for (const std::string_view synonym : synonyms.words) append_cased(words.emplace_back(), synonym, synonyms.casing);
  return words;
}

// A WordNet of a few synsets of one part of speech each; offsets are filled in.
struct SmallWordNet {
  struct Synset {
    std::size_t part;
    Words words;
  };
  std::vector<Synset> synsets;
  std::vector<std::pair<std::pair<std::size_t, std::string>, std::vector<std::size_t>>> lemmas;  // to synsets
  std::string counts;

  WordNetFiles files() const {
    std::array<std::string, 4> data, index;
    std::vector<std::string> offsets;
    for (std::string& d : data) d = "  1 the licence\n";
    for (std::string& i : index) i = "  1 the licence\nzzz n 1 0 1 0 ";  // a lemma for each, so that none is empty
    for (const Synset& synset : synsets) {
      std::string offset = std::to_string(data[synset.part].size());
      offset.insert(0, 8 - offset.size(), '0');
      offsets.push_back(offset);
      data[synset.part].append(offset + " 00 n 0" + std::to_string(synset.words.size()));
      for (const std::string& word : synset.words) data[synset.part].append(" " + word + " 0");
      data[synset.part].append(" 000 | a gloss\n");
    }
    for (std::size_t part = 0; part < 4; ++part) {
      std::string offset = std::to_string(data[part].size());
      offset.insert(0, 8 - offset.size(), '0');
      data[part].append(offset + " 00 n 01 zzz 0 000 | a gloss\n");
      index[part].append(offset + "  \n");
    }
    for (const auto& [lemma, senses] : lemmas) {
      const std::string n = std::to_string(senses.size());
      index[lemma.first].append(lemma.second + " n " + n + " 1 @ " + n + " " + n);
      for (const std::size_t sense : senses) index[lemma.first].append(" " + offsets[sense]);
      index[lemma.first].append("  \n");
    }
    WordNetFiles made;
    for (std::size_t part = 0; part < 4; ++part) {
      made.index[part] = file_of(index[part], "index");
      made.data[part] = file_of(data[part], "data");
    }
    made.exceptions[0] = file_of("mice mouse\n");
    made.exceptions[1] = file_of("broke break\nbroken break\nstopped stop\nstopping stop\n");
    made.counts = file_of(counts);
    return made;
  }
};

std::shared_ptr<const Thesaurus> read(const WordNetFiles& files, const WordNetRules& rules = {}) {
  ThesaurusBuilder builder(std::make_shared<WordNetFiles>(files));
  builder.leave_out("the");
  const Status status = read_wordnet(files, rules, builder);
  REQUIRE(status.ok());
  return builder.finish();
}

const SmallWordNet small = {{{0, {"mouse", "Micky_Mouse", "rodent"}},
                             {0, {"stop", "halt"}},
                             {1, {"stop", "halt", "break", "lay_off"}},
                             {2, {"Polish"}},
                             {1, {"polish", "shine"}},
                             {2, {"galore(ip)", "aplenty"}},
                             {0, {"rodent", "gnawer"}},
                             {0, {"policeman", "officer"}},
                             {0, {"the", "article"}}},
                            {{{0, "mouse"}, {0}},
                             {{0, "rodent"}, {0, 6}},
                             {{0, "stop"}, {1}},
                             {{1, "stop"}, {2}},
                             {{2, "polish"}, {3}},
                             {{1, "polish"}, {4}},
                             {{2, "galore"}, {5}},
                             {{0, "officer"}, {7}},
                             {{0, "the"}, {8}}},
                            "stop%1:00:00:: 1 5\nstop%2:00:00:: 1 95\nrodent%1:00:00:: 1 20\nrodent%1:01:00:: 2 1\n"};

}  // namespace

TEST_CASE("wordnet: synonyms of the word's part of speech, in its form") {
  const auto thesaurus = read(small.files());
  CHECK(find(*thesaurus, "mouse") == Words{"rodent"});  // Micky Mouse has capitals
  CHECK(find(*thesaurus, "Mouse") == Words{"Rodent", "Micky Mouse"});
  CHECK(find(*thesaurus, "MOUSE") == Words{"RODENT", "MICKY MOUSE"});
  CHECK(find(*thesaurus, "mOuse").empty());
  CHECK(find(*thesaurus, "mice") == Words{"rodents"});
  CHECK(find(*thesaurus, "rodents") == Words{"mice"});
  CHECK(find(*thesaurus, "mouses").empty());
  // A verb in 95 of 100 cases. Its past: "lay off" is no single word, the past of break is uncertain.
  CHECK(find(*thesaurus, "stop") == Words{"halt", "break", "lay off"});
  CHECK(find(*thesaurus, "Stopped") == Words{"Halted"});
  CHECK(find(*thesaurus, "stopping") == Words{"halting", "breaking"});
  CHECK(find(*thesaurus, "stops") == Words{"halts", "breaks"});
  CHECK(find(*thesaurus, "polish") == Words{"shine"});  // as it is spelled: the verb
  CHECK(find(*thesaurus, "galore") == Words{"aplenty"});
  CHECK(find(*thesaurus, "officers") == Words{"policemen"});
  CHECK(find(*thesaurus, "the").empty());
  CHECK(find(*thesaurus, "").empty());
  CHECK(find(*thesaurus, "gnawer").empty());  // it is in a synset but not in the index
}

TEST_CASE("wordnet: any part of speech, all senses") {
  WordNetRules rules;
  rules.agree = false;
  rules.senses = 0;
  const auto thesaurus = read(small.files(), rules);
  CHECK(find(*thesaurus, "stop") == Words{"halt", "break", "lay off"});
  CHECK(find(*thesaurus, "rodent") == Words{"mouse", "gnawer"});
  CHECK(find(*read(small.files()), "rodent") == Words{"mouse"});  // the second sense is too rare
  rules.parts = {true, false, true, true};
  CHECK(find(*read(small.files(), rules), "stop") == Words{"halt"});
}

TEST_CASE("wordnet: a part of speech that is not sure leaves the word alone") {
  SmallWordNet even = small;
  even.counts = "stop%1:00:00:: 1 50\nstop%2:00:00:: 1 95\n";
  CHECK(find(*read(even.files()), "stop").empty());
  CHECK(find(*read(even.files()), "stopping") == Words{"halting", "breaking"});
  even.counts = "";
  CHECK(find(*read(even.files()), "stop").empty());
}

TEST_CASE("wordnet: files that do not belong together are refused, with their place") {
  WordNetFiles files = small.files();
  files.data[0] = file_of(std::string(files.data[0]->bytes).insert(20, "x"), "data");
  ThesaurusBuilder builder;
  const Status status = read_wordnet(files, {}, builder);
  REQUIRE(!status.ok());
  CHECK(status.error().message.starts_with("index:2: this is no WordNet 3.0"));
  files = small.files();
  files.index[3] = file_of("", "index.adv");
  CHECK(read_wordnet(files, {}, builder).error().message.starts_with("index.adv: this is no WordNet 3.0"));
}

TEST_CASE("english forms") {
  EnglishForms forms;
  forms.add_nouns("children child\nmice mouse\n");
  forms.add_verbs("ran run\nrunning run\nbroke break\nbroken break\n");
  const auto form = [&](std::string_view lemma, EnglishForm which) {
    std::string out;
    return forms.inflect(lemma, which, out) ? out : std::string("-");
  };
  CHECK(form("child", EnglishForm::plural) == "children");
  CHECK(form("box", EnglishForm::plural) == "boxes");
  CHECK(form("city", EnglishForm::plural) == "cities");
  CHECK(form("day", EnglishForm::plural) == "days");
  CHECK(form("policeman", EnglishForm::plural) == "policemen");
  CHECK(form("human", EnglishForm::plural) == "humans");
  CHECK(form("go", EnglishForm::third_person) == "goes");
  CHECK(form("run", EnglishForm::participle) == "running");
  CHECK(form("make", EnglishForm::participle) == "making");
  CHECK(form("see", EnglishForm::participle) == "seeing");
  CHECK(form("argue", EnglishForm::participle) == "arguing");
  CHECK(form("lie", EnglishForm::participle) == "lying");
  CHECK(form("run", EnglishForm::past) == "ran");
  CHECK(form("break", EnglishForm::past) == "-");
  CHECK(form("carry", EnglishForm::past) == "carried");
  CHECK(form("agree", EnglishForm::past) == "agreed");
  CHECK(form("give up", EnglishForm::past) == "-");
  CHECK(form("naïve", EnglishForm::plural) == "-");
}

TEST_CASE("mythes: encodings, remarks, relations, parts of speech") {
  const auto read_file = [](std::string bytes, MyThesRules rules = {}) {
    const Resource file = file_of(std::move(bytes), "th.dat");
    auto text = mythes_text(*file);
    REQUIRE(text.ok());
    auto kept = std::make_shared<const std::string>(std::move(*text));
    ThesaurusBuilder builder(kept);
    REQUIRE(read_mythes("th.dat", *kept, rules, builder).ok());
    return builder.finish();
  };
  const auto german = read_file(
      "UTF-8\nhaus|1\n-|Gebäude|Haus|Bau (ugs.)|haus...\nschnell|2\n-|rasch|Schnelle\n-|flink\nein "
      "auto|1\n-|Kraftwagen\n");
  CHECK(find(*german, "Haus") == Words{"Gebäude", "Haus"});
  CHECK(find(*german, "haus").empty());  // only nouns, and they have capitals
  CHECK(find(*german, "schnell") == Words{"rasch", "flink"});
  CHECK(find(*german, "Schnell") == Words{"Rasch", "Flink", "Schnelle"});
  const auto latin = read_file("ISO8859-1\nni\xf1o|1\r\n-|chaval|muchach\xedn\r\n");
  CHECK(find(*latin, "niño") == Words{"chaval", "muchachín"});
  CHECK(find(*latin, "NIÑO") == Words{"CHAVAL", "MUCHACHÍN"});
  const auto russian = read_file("\xEF\xBB\xBFUTF-8\nадепт|2\n(синоним)|ученик\n(антоним)|враг\n");
  CHECK(find(*russian, "Адепт") == Words{"Ученик"});
  CHECK(find(*read_file("UTF-8\ndar|1\n(Sinônimo)doar|ceder\n"), "dar") == Words{"doar", "ceder"});
  const std::string two = "UTF-8\nlight|2\n(noun)|lamp\n(adj)|pale\n";
  CHECK(find(*read_file(two), "light").empty());
  CHECK(find(*read_file(two, {false, 2}), "light") == Words{"lamp", "pale"});
  CHECK(find(*read_file(two, {false, 1}), "light") == Words{"lamp"});
}

TEST_CASE("mythes: what is no thesaurus is refused") {
  CHECK(mythes_text(*file_of("", "a.dat")).error().message.starts_with("a.dat:1: this is no MyThes thesaurus"));
  CHECK(mythes_text(*file_of("UTF-8\ncaf\xe9|1\n", "a.dat")).error().message.starts_with("a.dat: this is not UTF-8"));
  ThesaurusBuilder builder;
  CHECK(read_mythes("a.dat", "a|1\n-|b\n\nfoo\n", {}, builder).error().message.starts_with("a.dat:5: "));
  CHECK(read_mythes("a.dat", "a|99999999\n-|b\n", {}, builder).ok());  // cut off: what is there counts
}

TEST_CASE("a word list") {
  ThesaurusBuilder builder;
  const Resource file =
      file_of("\xEF\xBB\xBF# mine\nbig\tlarge, huge\t big \r\n快\t迅速,快捷\nbig\tgreat\nbig\tlarge\n");
  ThesaurusBuilder made(file);
  REQUIRE(read_word_list(*file, made).ok());
  const auto thesaurus = made.finish();
  CHECK(find(*thesaurus, "Big") == Words{"Large", "Huge", "Great"});
  CHECK(find(*thesaurus, "快") == Words{"迅速", "快捷"});
  CHECK(thesaurus->size() == 2);
  CHECK(read_word_list(*file_of("a\tb\nno tab\n", "w.tsv"), builder)
            .error()
            .message.starts_with("w.tsv:2: a word, a TAB"));
  CHECK(read_word_list(*file_of("", "w.tsv"), builder).error().message ==
        "w.tsv: no word with synonyms stands in this file");
}

TEST_CASE("cedict: words of one gloss, unless they are rare or too many") {
  const Resource file = file_of(
      "# CC-CEDICT\n"
      "快捷 快捷 [kuai4 jie2] /fast/quick/\n迅速 迅速 [xun4 su4] /fast/\n捷速 捷速 [x] /fast/\n"
      "電腦 电脑 [dian4 nao3] /computer/CL:臺|台[tai2]/\n計算機 计算机 [x] /computer/\n王 王 [Wang2] /surname Wang/\n");
  const auto read_file = [&](CedictRules rules) {
    ThesaurusBuilder builder(file);
    REQUIRE(read_cedict(*file, rules, builder).ok());
    return builder.finish();
  };
  CHECK(find(*read_file({}), "电脑") == Words{"计算机"});
  CHECK(find(*read_file({}), "電腦").empty());
  CHECK(find(*read_file({.traditional = true}), "電腦") == Words{"計算機"});
  CHECK(find(*read_file({}), "快捷") == Words{"迅速", "捷速"});
  CHECK(find(*read_file({.frequencies = file_of("快捷 400 a\n迅速 300 d\n捷速 1 a\n"), .min_frequency = 10}), "快捷") ==
        Words{"迅速"});
  std::string many;
  for (const char* c : {"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬"})
    many.append(c).append(" ").append(c).append(" [x] /stem/\n");
  ThesaurusBuilder builder;
  const Resource nine = file_of(many);
  REQUIRE(read_cedict(*nine, {}, builder).ok());
  CHECK(builder.finish()->size() == 0);
  ThesaurusBuilder other;
  CHECK(read_cedict(*file_of("快 fast\n", "c.u8"), {}, other).error().message.starts_with("c.u8:1: "));
}
