#include "ops/normalize/sentences/abbreviations.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <string>

#include "text/classes.h"
#include "text/utf8.h"
#include "text/word_form.h"
#include "text/word_lists.h"

namespace dsprep::sentences {
namespace {

// Without their last full stop, separated by '|'; as they are written, because "No." is an abbreviation and "no." a
// word.
struct List {
  std::string_view language;
  bool ordinals;
  std::string_view never, before_number, sometimes;
};

constexpr List lists[] = {
    {"de", true,
     "Dr|Prof|Hr|Hrn|Fr|Frl|Dipl|Ing|Dipl.-Ing|Mag|St|Sr|Jr|bzw|ca|evtl|ggf|inkl|exkl|vgl|sog|insb|zzgl|abzgl|"
     "z. B|z.B|d. h|d.h|u. a|u.a|i. d. R|i.d.R|o. ä|z. T|z.T|v. a|v.a|s. o|s.o|s. u|s.u|u. U|u.U|i. A|m. E|m.E|a. D|n. "
     "Chr|v. "
     "Chr|n.Chr|v.Chr|geb|gest|gez|hrsg|Hrsg|Abt|Tel|Jh|Jhd|Mio|Mrd|Str|Nr|Art|Bd|Abb|Tab|Kap|Abs|Jan|Feb|Mrz|Apr|Aug|"
     "Sept|Okt|Nov|Dez|Mo|Di|Mi|Do|Sa|So|ev|kath|lat|griech|engl|frz|dt|amerik|ehem|einschl|entspr|Univ|phil|med|jur|"
     "rer|nat|Kfm|Gebr|Std|Sek|Zit|Übers|Red|Vors|Stellv|stellv",
     "S|Nr|Abb|Tab|Kap|Bd|Art|Abs|Anm|Z|Fn|Ziff", "usw|etc|max|min|u.s.w|usf|Inc|Co|Corp|Ltd|u. v. m|a.M|a. M"},
    {"en", false,
     "Mr|Mrs|Ms|Messrs|Dr|Prof|Rev|Hon|Gen|Col|Lt|Sgt|Capt|Cmdr|Adm|Maj|Pvt|Gov|Sen|Rep|Pres|Supt|Det|Insp|Fr|Msgr|"
     "vs|e.g|i.e|cf|viz|approx|ca|Mme|Mlle|Hr|Ven|Amb|Treas|Atty|Asst|Assoc|resp|Ph.D|M|Mx",
     "No|Nos|no|nos|p|pp|pg|vol|Vol|fig|Fig|figs|Figs|eq|Eq|sec|Sec|ch|Ch|art|Art|par|ed|Eds|Jan|Feb|Mar|Apr|Jun|Jul|"
     "Aug|"
     "Sep|Sept|Oct|Nov|Dec|Op|op|tel|Tel|ext|v|Rs|c|ver|App|Tab",
     "etc|al|St|Mt|Ft|Inc|Ltd|Co|Corp|Bros|LLC|Jr|Sr|Esq|Ave|Blvd|Rd|Dept|Univ|Est|est|U.S|U.S.A|U.K|U.N|E.U|D.C|a.m|p."
     "m|A.M|P.M|B.C|"
     "A.D|B.A|M.A|B.Sc|M.Sc|M.D|Ph.D|J.D|R.I.P|P.S|L.A|N.Y|S.A|Mass|Calif|Conn|Ariz|Colo|Fla|Ga|Ill|Ind|Kan|Ky|Md|Mich|"
     "Minn|"
     "Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Wash|Wis|Wyo|Jan|Feb|Aug|Sept|Oct|Nov|Dec|min|max|misc|govt|dept|"
     "avg|temp"},
    {"es", false,
     "Sr|Sra|Srta|Sres|Dr|Dra|Drs|D|Dña|Prof|Profa|Ing|Lic|Arq|Gral|Cnel|Cap|Sto|Sta|Mons|Fr|Excmo|Excma|Ilmo|Ilma|Ud|"
     "Uds|Vd|"
     "Vds|p. ej|p.ej|ej|vs|aprox|Av|Avda|Pza|Dpto|Mª|Rvdo|Pbro|Hno|Hna|cf|cfr|i.e|a. C|a.C|d. C|d.C",
     "núm|núms|n|nº|No|Núm|pág|págs|p|pp|cap|Cap|vol|Vol|fig|Fig|art|Art|tel|Tel|s|c|ed|t",
     "etc|S.A|S. A|S.L|Cía|Ltda|EE.UU|EE. UU|Inc|Jr|a.m|p.m|a. m|p. m|JJ.OO"},
    {"fr", false,
     "MM|Mme|Mmes|Mlle|Mlles|Dr|Drs|Pr|Prof|Me|Mgr|St|Ste|M|cf|Cf|p. "
     "ex|p.ex|c.-à-d|env|av|bd|boul|Cie|vs|adj|sous-préf|hab|"
     "réf|Réf|ex|av. J.-C|apr. J.-C|J.-C|Vve|Gal|Cdt|Lt|Col|Cap|i.e",
     "p|pp|no|nos|n|vol|fig|Fig|chap|Chap|art|Art|t|éd|tél|Tél|al|col|s|ann|No",
     "etc|Inc|S.A|Ltd|Jr|U.S|É.-U|janv|févr|avr|juill|sept|oct|nov|déc"},
    {"it", false,
     "Sig|Sigg|Sig.ra|Sig.na|Dott|Dott.ssa|Dr|Dr.ssa|Prof|Prof.ssa|Ing|Avv|Arch|Geom|Rag|On|Sen|Gen|Col|Cap|Ten|Mons|"
     "Rev|S|SS|"
     "Sta|Spett|Egr|Gent|Gentma|p. es|p.es|es|ad es|cfr|Cfr|vs|ca|c.a|F.lli|c.so|v.le|P.za|a.C|d.C|a. C|d. C",
     "n|nn|N|num|p|pp|pag|pagg|Pag|vol|Vol|fig|Fig|cap|Cap|art|Art|artt|tel|Tel|sec|col|tab|Tab|lett|ed",
     "ecc|etc|S.p.A|S.r.l|s.p.a|s.r.l|Inc|Jr|U.S|gen|febb|apr|magg|giu|lug|ago|sett|ott|nov|dic"},
    {"pt", false,
     "Sr|Sra|Srs|Srta|Dr|Dra|Drs|D|Prof|Profa|Profª|Eng|Arq|Gen|Cel|Cap|Ten|Sto|Sta|Mons|Pe|Fr|Exmo|Exma|Ilmo|Ilma|V|"
     "Exa|V.Exa|p. "
     "ex|p.ex|ex|vs|aprox|Av|R|Pça|Lgo|Dep|Depto|cf|i.e|a.C|d.C|a. C|d. C",
     "n|nº|núm|No|p|pp|pág|págs|cap|Cap|vol|Vol|fig|Fig|art|Art|tel|Tel|s|séc|inc|ed|t",
     "etc|S.A|Ltda|Cia|Inc|Jr|EUA|E.U.A|jan|fev|abr|ago|set|out|nov|dez"},
    {"ru", false,
     "г-н|г-жа|гр|им|проф|акад|доц|ген|полк|кап|лейт|св|о|ул|пр|просп|пер|пл|д|кв|корп|стр|обл|р-н|пос|дер|т. е|т.е|т. "
     "к|т.к|"
     "т. н|т.н|т. "
     "о|напр|например|ср|см|тов|инж|канд|докт|ок|прибл|греч|лат|англ|нем|фр|итал|исп|рус|яп|кит|ред|сост|пер|тел",
     "с|стр|гл|рис|табл|т|ч|п|пп|ст|вып|изд|№|кв|д|оп|ок|р",
     "г|гг|в|вв|др|пр|т. д|т.д|т. п|т.п|и др|и пр|руб|коп|тыс|млн|млрд|долл|н. э|н.э|до н. э|чел|экз|кг|км|см|мм"},
};

constexpr std::string_view names[] = {"de", "en", "es", "fr", "it", "pt", "ru"};

void each_of(std::string_view list, auto take) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find('|'), list.size());
    take(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

bool is_upper(char32_t c) { return (text::classes_of(c) & text::uppercase) != 0; }
bool is_letter(char32_t c) { return (text::classes_of(c) & text::letter) != 0; }
bool is_digit(char32_t c) { return (text::classes_of(c) & text::digit) != 0; }
bool is_space(char32_t c) { return text::is_whitespace(c); }

// Where the code point before `at` begins. REQUIRES at > 0.
std::size_t before(std::string_view text, std::size_t at) {
  do --at;
  while (text::is_continuation(text[at]));
  return at;
}
char32_t char_at(std::string_view text, std::size_t at) { return text::decode(text, at); }

// Where the word that ends at `end` begins: at white space, a bracket or a quotation mark.
std::size_t word_begin(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::u32string_view opening = U"([{\"'«„“‘‚—–/";
  while (end > begin) {
    const std::size_t at = before(text, end);
    const char32_t c = char_at(text, at);
    if (is_space(c) || opening.find(c) != opening.npos) break;
    end = at;
  }
  return end;
}

}  // namespace

std::span<const std::string_view> languages() { return names; }

Abbreviations::Abbreviations(std::string_view language) {
  for (const List& list : lists) {
    if (list.language != language) continue;
    each_of(list.never, [&](std::string_view word) { add(word, Kind::never); });
    each_of(list.before_number, [&](std::string_view word) { add(word, Kind::before_number); });
    each_of(list.sometimes, [&](std::string_view word) { add(word, Kind::sometimes); });
    ordinals_ = list.ordinals;
    initials_ = true;
    text::WordForm form;
    text::each_word(text::stop_word_lists(), language,
                    [&](std::string_view word) { small_words_.insert(form.lower(word)); });
  }
}

void Abbreviations::add(std::string_view abbreviation, Kind kind) {
  if (abbreviation.ends_with('.')) abbreviation.remove_suffix(1);
  if (abbreviation.empty()) return;
  base::HashSet& set = kind == Kind::never ? never_ : kind == Kind::before_number ? before_number_ : sometimes_;
  set.insert(abbreviation);
  std::size_t behind = 0;
  const char32_t first = text::decode(abbreviation, behind);
  std::string capital;  // where it begins a sentence
  text::append_utf8(capital, static_cast<char32_t>(u_toupper(static_cast<UChar32>(first))));
  set.insert(capital.append(abbreviation.substr(behind)));
  // "z." of "z. B." ends no sentence either.
  if (const std::size_t part = abbreviation.rfind(". "); part != abbreviation.npos)
    add(abbreviation.substr(0, part), Kind::never);
}

// Is the last word, or are the last words, of text[begin, end) in the set? Those of several ("z. B") are asked for up
// to three.
bool Abbreviations::is(const base::HashSet& set, std::string_view text, std::size_t begin, std::size_t end) const {
  std::size_t from = end;
  for (int words = 0; words < 3; ++words) {
    std::size_t at = from;
    while (words > 0 && at > begin && is_space(char_at(text, before(text, at)))) at = before(text, at);
    if (words > 0 && at == from) return false;
    from = word_begin(text, begin, at);
    if (from == at) return false;
    if (set.contains(text.substr(from, end - from))) return true;
  }
  return false;
}

bool Abbreviations::begins_sentences(std::string_view text, std::size_t at, text::WordForm& form) const {
  std::size_t end = at;
  while (end < text.size() && is_letter(char_at(text, end))) text::decode(text, end);
  if (end < text.size() && text[end] == '.' && text::count_chars(text.substr(at, end - at)) == 1) return false;  // "R."
  return small_words_.contains(form.lower(text.substr(at, end - at)));
}

bool Abbreviations::goes_on(std::string_view text, const TextSpan& sentence, const TextSpan& next,
                            text::WordForm& form) const {
  if (sentence.size() < 2 || text[sentence.end - 1] != '.') return false;
  for (std::size_t i = sentence.end; i < next.begin;)  // a line break ends it
    if (const char32_t c = text::decode(text, i); (c >= 0xa && c <= 0xd) || c == 0x85 || c == 0x2028 || c == 0x2029)
      return false;
  const std::size_t stop = sentence.end - 1;
  const char32_t follows = char_at(text, next.begin);
  if (is(never_, text, sentence.begin, stop)) return true;
  if (is_digit(follows) && is(before_number_, text, sentence.begin, stop)) return true;
  if (is(sometimes_, text, sentence.begin, stop)) return is_digit(follows) || !begins_sentences(text, next.begin, form);
  const std::size_t from = word_begin(text, sentence.begin, stop);
  if (from == stop) return false;
  const char32_t first = char_at(text, from);
  std::size_t behind = from;
  text::decode(text, behind);
  // "J. S. Bach", but "than I. The": one capital, and what follows is no small word.
  if (initials_ && behind == stop && is_upper(first) && is_letter(follows))
    return !begins_sentences(text, next.begin, form);
  // "am 3. Oktober": a number of one or two digits inside a sentence.
  return ordinals_ && from > sentence.begin && stop - from <= 2 &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(from), text.begin() + static_cast<std::ptrdiff_t>(stop),
                     [](char c) { return c >= '0' && c <= '9'; }) &&
         is_letter(follows) && !begins_sentences(text, next.begin, form);
}

}  // namespace dsprep::sentences
