#include "charset/character_model.h"

#include <string_view>

#include "charset/tables.h"

namespace dsprep::charset {
namespace {

// The most frequent characters of Chinese, in both scripts, and syllables of Korean.
constexpr std::u16string_view frequent_simplified =
    u"的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家"
    u"种事成方多经"
    u"么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工"
    u"使情明性知"
    u"全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老"
    u"给世位次度"
    u"门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太"
    u"量再感建务"
    u"做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完"
    u"设式色路记"
    u"南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运";
constexpr std::u16string_view frequent_traditional =
    u"的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家"
    u"種事成方多經"
    u"麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工"
    u"使情明性知"
    u"全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老"
    u"給世位次度"
    u"門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太"
    u"量再感建務"
    u"做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完"
    u"設式色路記"
    u"南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運";
constexpr std::u16string_view frequent_japanese =
    u"日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内相方四定今回新場金員九入"
    u"選立開手米"
    u"力学問高代明実円関決子動京全目表戦経通外最言氏現理調体化田当八六約主題下首意法不来作性的要用制治度務強気小七成期"
    u"公野協取都"
    u"和統以機平総加山思家話世受区領多県続進正安設保改数記院女初北午指権心界支第産結百派点教報済書府活原先共得解名交資"
    u"予川向際査"
    u"勝面委告軍文反元重近千考判認画海参売利組知案道信策集在件団別物側任引使求所次水半品昨論計死官増係感特情投示変打男"
    u"基私各始島"
    u"直両朝革価式確村提運終挙果西勢減台広容必応演電歳住争談能無再位置企真流格有疑口過局少放税検藤町常校料沢裁状工建語"
    u"球営空職証土";
constexpr std::u16string_view frequent_korean =
    u"이다의는에을를가한로고하은도사지기으서리자인어시나그대해있부일정과전아수들제스라여보것주면만성구장비원상유적조안"
    u"우되소게동경공"
    u"었무마했국트신요치미연방화관때니데용러와년선위재생문드모실발중내계분진레오물말당던간회연르단음세학행심호난산파개"
    u"양및명크민터김";

// What stands between characters in any of these texts.
constexpr std::u16string_view frequent_marks = u"、。，．・：；？！「」『』（）《》〈〉【】“”‘’…—～　·";

constexpr float level_1 = -8.0F, level_2 = -11, rare = -12.5F, foreign = -10.5F, impossible = -18;

class Filler {
 public:
  explicit Filler(std::vector<float>& logs) : logs_(logs) { logs.assign(0x10000, rare); }

  void range(unsigned first, unsigned last, float log) {
    for (unsigned c = first; c <= last; ++c) logs_[c] = log;
  }
  void each(std::u16string_view characters, float log) {
    for (const char16_t c : characters) logs_[c] = log;
  }
  // The most frequent first: the probability falls with the place.
  void ranked(std::u16string_view characters, float first, float last) {
    for (std::size_t i = 0; i < characters.size(); ++i)
      logs_[characters[i]] = first + (last - first) * static_cast<float>(i) / static_cast<float>(characters.size());
  }
  void rows(const PairTable& pairs, unsigned first_lead, unsigned last_lead, unsigned first_trail, float log) {
    for (unsigned lead = first_lead; lead <= last_lead; ++lead)
      for (unsigned trail = first_trail; trail <= 0xfe; ++trail)
        if (const char32_t c = pairs(lead, trail); c >= 0x3400 && c < 0xe000) logs_[c] = log;
  }

 private:
  std::vector<float>& logs_;
};

}  // namespace

CharacterModel::CharacterModel(Writing writing) {
  Filler fill(logs_);
  fill.range(0x80, 0x9f, impossible);
  fill.range(0xd800, 0xf8ff, impossible);
  fill.range(0xa1, 0x451, -9);  // Latin, Greek and Cyrillic letters among the pairs
  fill.range(0x2500, 0x257f, -13);
  fill.range(0x3041, 0x3096, foreign);
  fill.range(0x30a1, 0x30fc, foreign);
  fill.range(0xff61, 0xff9f, -14);
  fill.range(0xff10, 0xff5a, -7.5F);
  fill.range(0x2460, 0x2473, -10);
  fill.each(frequent_marks, -4);
  fill.range(0x20, 0x7e, -4);
  fill.range(0, 0x1f, -10);
  fill.each(u"\t\n\r", -4);
  switch (writing) {
    case Writing::simplified:
      fill.rows(gb18030_pairs(), 0xd8, 0xf7, 0xa1, level_2);
      fill.rows(gb18030_pairs(), 0xb0, 0xd7, 0xa1, level_1);
      fill.ranked(frequent_traditional, -8.5F, -9.5F);
      fill.ranked(frequent_simplified, -3.5F, -7.2F);
      break;
    case Writing::traditional:
      fill.rows(big5_pairs(), 0xc9, 0xf9, 0x40, level_2);
      fill.rows(big5_pairs(), 0xa4, 0xc6, 0x40, level_1);
      fill.ranked(frequent_traditional, -3.5F, -7.2F);
      break;
    case Writing::japanese:
      fill.rows(jis_x_0208(), 0xd0, 0xf4, 0xa1, level_2);
      fill.rows(jis_x_0208(), 0xb0, 0xcf, 0xa1, level_1);
      fill.ranked(frequent_japanese, -5.5F, -7.5F);
      fill.range(0x3041, 0x3096, -4);
      fill.range(0x30a1, 0x30fc, -4.8F);
      fill.range(0xff61, 0xff9f, -7);
      break;
    case Writing::korean:
      fill.range(0x4e00, 0x9fff, -13.5F);  // hardly any in what is written today
      fill.range(0xac00, 0xd7a3, level_2);
      fill.rows(euc_kr_pairs(), 0xb0, 0xc8, 0xa1, -7.5F);
      fill.ranked(frequent_korean, -3.5F, -6);
      break;
  }
}

}  // namespace dsprep::charset
