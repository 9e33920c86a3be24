#include <cld2/internal/cldutil.h>

#include <cstring>

#include "base/rng.h"
#include "models/cld2_chunks.h"
#include "models/cld2_detect.h"
#include "models/cld2_hits.h"
#include "models/language_id.h"
#include "support/catch.h"
#include "support/cld2_public.h"
#include "text/utf8.h"

namespace CLD2 {
void ProcessHitBuffer(const LangSpan& scriptspan, int letter_offset, ScoringContext* scoringcontext, DocTote* doc_tote,
                      ResultChunkVector* vec, bool more_to_come, bool score_cjk, ScoringHitBuffer* hitbuffer);
}

using namespace dsprep;

namespace {

struct Cld2 {
  explicit Cld2(models::Cld2Tables tables = models::Cld2Tables::full) : model(*models::cld2_language_model(tables)) {}
  std::unique_ptr<models::LanguageModel> model;
  std::unique_ptr<models::LanguageDetector> detector = model->detector();
  std::string label(std::string_view text) { return model->labels()[detector->detect(text).guesses[0].label]; }
};

constexpr models::Cld2Tables both_tables[] = {models::Cld2Tables::small, models::Cld2Tables::full};

const std::vector<std::string> sentences = {
    "The weather is beautiful today, so let us go for a walk. ",
    "Das Wetter ist heute schön, lasst uns spazieren gehen: Äpfel, Öl & Übermut! ",
    "L’été dernier, nous avons mangé des crêpes à Besançon… n’est-ce pas? ",
    "Сегодня прекрасная погода, пойдём гулять в парк. ",
    "ΣΉΜΕΡΑ ο καιρός είναι υπέροχος, ας πάμε μια βόλτα. ",
    "今天天气很好，我们去公园散步吧。 ",
    "今日はとても良い天気ですね。散歩に行きましょう。 ",
    "오늘은 날씨가 정말 좋네요. ",
    "مرحبا بالعالم، هذه جملة باللغة العربية. ",
    "วันนี้อากาศดีมาก ไปเดินเล่นกันเถอะ ",
    "हम आज बाज़ार जा रहे हैं और घर लौटेंगे। ",
    "İstanbul'da bugün hava çok güzel, IŞIK söndü. ",
    "Hôm nay trời đẹp quá, chúng ta đi dạo nhé. ",
    "Oju ọjọ́ dára gan-an lónìí, ẹ jẹ́ ká rìn lọ sí ọgbà. ",
    "Namuhla isimo sezulu sihle kakhulu, asihambe siye epaki. ",
    "print(x1, y2) == 0x7f; // aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
    "e\u0301 a\u0308\u0304 \u0301\u0301 xыx ыxы ыxxы x中x 中x中 ＡＢＣ ﬁ Ⱥ 😀 \U00010400 ",
};

// Sentences, letters of one script, anything: of about `size` bytes.
std::string drawn_text(base::Rng& rng, std::size_t size) {
  std::string text;
  const std::uint64_t around = rng.below(0x3000);
  const std::uint64_t kind = rng.below(6), share = rng.below(10);
  const std::string &one = sentences[rng.below(sentences.size())], &other = sentences[rng.below(sentences.size())];
  while (text.size() < size) {
    if (kind == 0) text += one;
    else if (kind == 5) text += rng.below(10) < share ? one : other;
    else if (kind < 3) text += sentences[rng.below(sentences.size())];
    else {
      std::uint64_t c = kind == 3            ? around + rng.below(60)
                        : rng.below(20) == 0 ? rng.below(0x110000)
                                             : 'a' + rng.below(26);
      if (c >= 0xd800 && c < 0xe000) c = 0xfffe;
      text::append_utf8(text, static_cast<char32_t>(c));
      if (rng.below(7) == 0) text += ' ';
    }
    if (rng.below(200) == 0) text.append(rng.below(3000), ' ');
    if (rng.below(100) == 0) text.append(rng.below(100), 'q');
  }
  return text;
}

void check_spans(std::string_view text) {
  const std::string padded = test::padded_for_cld2(text);
  CLD2::ScriptScanner theirs(padded.data(), static_cast<int>(text.size()), true);
  models::Cld2Spans ours;
  ours.begin(text);
  for (CLD2::LangSpan a, b;;) {
    const bool more = theirs.GetOneScriptSpanLower(&a);
    REQUIRE(ours.next(b) == more);
    if (!more) break;
    REQUIRE(std::string_view(b.text, static_cast<std::size_t>(b.text_bytes) + 4) ==
            std::string_view(a.text, static_cast<std::size_t>(a.text_bytes) + 4));
    REQUIRE(b.ulscript == a.ulscript);
  }
}

bool same(const CLD2::ScoringHit* a, const CLD2::ScoringHit* b, int count) {
  return std::equal(a, a + count, b,
                    [](const auto& x, const auto& y) { return x.offset == y.offset && x.indirect == y.indirect; });
}

// Equal sums, and the same words to help later chunks.
void check_chunks(const CLD2::LangSpan& span, int from, bool cjk, const CLD2::ScoringHitBuffer& hits,
                  CLD2::ScoringContext& context) {
  static const auto theirs = std::make_unique<CLD2::ScoringHitBuffer>(),
                    ours = std::make_unique<CLD2::ScoringHitBuffer>();
  *theirs = *ours = hits;
  CLD2::ScoringContext our_context = context;
  CLD2::DocTote their_totals, our_totals;
  CLD2::ProcessHitBuffer(span, from, &context, &their_totals, nullptr, false, cjk, theirs.get());
  models::cld2_score_chunks(span.ulscript, from, cjk, *ours, our_context, our_totals);
  for (int i = 0; i < their_totals.MaxSize(); ++i) {
    REQUIRE(our_totals.Key(i) == their_totals.Key(i));
    if (their_totals.Key(i) == CLD2::DocTote::kUnusedKey) continue;
    REQUIRE(our_totals.Value(i) == their_totals.Value(i));
    REQUIRE(our_totals.Score(i) == their_totals.Score(i));
    REQUIRE(our_totals.Reliability(i) == their_totals.Reliability(i));
  }
  CHECK(std::memcmp(&our_context.distinct_boost, &context.distinct_boost, sizeof context.distinct_boost) == 0);
}

void check_hits(std::string_view text, const CLD2::ScoringTables& tables) {
  static const auto theirs = std::make_unique<CLD2::ScoringHitBuffer>(),
                    ours = std::make_unique<CLD2::ScoringHitBuffer>();
  CLD2::ScoringContext context = {};
  context.scoringtables = &tables;
  models::Cld2Spans spans;
  spans.begin(text);
  for (CLD2::LangSpan span; spans.next(span);) {
    const bool cjk = CLD2::ULScriptRecognitionType(span.ulscript) == CLD2::RTypeCJK;
    context.ulscript = span.ulscript;
    for (int at = 1; at < span.text_bytes;) {
      theirs->init();
      ours->init();
      theirs->lowest_offset = at;
      if (cjk) {
        const int end = CLD2::GetUniHits(span.text, at, span.text_bytes, &context, theirs.get());
        CLD2::GetBiHits(span.text, at, end, &context, theirs.get());
        check_chunks(span, at, true, *theirs, context);
        at = end;
        continue;
      }
      const int end = CLD2::GetQuadHits(span.text, at, span.text_bytes, &context, theirs.get());
      REQUIRE(models::cld2_quad_hits(span.text, at, span.text_bytes, tables, *ours) == end);
      CLD2::GetOctaHits(span.text, at, end, &context, theirs.get());
      models::cld2_word_hits(span.text, at, end, tables, *ours);
      REQUIRE(ours->next_base == theirs->next_base);
      REQUIRE(ours->next_delta == theirs->next_delta);
      REQUIRE(ours->next_distinct == theirs->next_distinct);
      CHECK(same(ours->base, theirs->base, ours->next_base + 1));  // with the end of the last
      CHECK(same(ours->delta, theirs->delta, ours->next_delta));
      CHECK(same(ours->distinct, theirs->distinct, ours->next_distinct));
      check_chunks(span, at, false, *theirs, context);
      at = end;
    }
  }
}

}  // namespace

TEST_CASE("cld2: languages under their BCP 47 names") {
  Cld2 cld2;
  CHECK(cld2.label("The weather is beautiful today, so let us go for a walk.") == "en");
  CHECK(cld2.label("今天天气很好，我们去公园散步吧。") == "zh");
  CHECK(cld2.label("這是一個繁體中文的句子，我們來看看結果如何。") == "zh-Hant");
  CHECK(cld2.label("今日はとても良い天気ですね。散歩に行きましょう。") == "ja");
  CHECK(cld2.label("오늘은 날씨가 정말 좋네요.") == "ko");
  CHECK(cld2.label("שלום לכולם, זה משפט בעברית") == "he");
  CHECK(cld2.label("مرحبا بالعالم، هذه جملة باللغة العربية") == "ar");
  CHECK(cld2.label("วันนี้อากาศดีมาก ไปเดินเล่นกันเถอะ") == "th");
  CHECK(cld2.label("हम आज बाज़ार जा रहे हैं और घर लौटेंगे") == "hi");
  const auto& labels = cld2.model->labels();
  CHECK(labels[0] == "und");
  for (const char* gone : {"iw", "jw", "mo", "xxx", "un"})
    CHECK(std::find(labels.begin(), labels.end(), gone) == labels.end());
}

TEST_CASE("cld2: languages that only the full tables know") {
  Cld2 full, small(models::Cld2Tables::small);
  const std::pair<const char*, const char*> texts[] = {
      {"yo", "Oju ọjọ́ dára gan-an lónìí, ẹ jẹ́ ká rìn lọ sí ọgbà."},
      {"zu", "Namuhla isimo sezulu sihle kakhulu, asihambe siye epaki ukuze siphumule."},
      {"la", "Gallia est omnis divisa in partes tres, quarum unam incolunt Belgae, aliam Aquitani."},
      {"eo", "Ĉiuj homoj estas denaske liberaj kaj egalaj laŭ digno kaj rajtoj."},
      {"mn", "Хүн бүр төрж мэндлэхэд эрх чөлөөтэй, адилхан нэр төртэй, ижил эрхтэй байдаг."},
      {"so", "Aadanaha dhammaantiis wuxuu dhashaa isagoo xor ah kana siman xagga sharafta iyo xuquuqda."},
  };
  for (const auto& [language, text] : texts) {
    CHECK(full.label(text) == language);
    if (!test::cld2_public_has_full_tables()) CHECK(small.label(text) != language);
  }
}

TEST_CASE("cld2: nothing to tell") {
  Cld2 cld2;
  for (const std::string text : {"", " ", "\n\n", "12345 67", "😀😀😀", "\u0301\u0301", "!?"}) {
    INFO(text);
    const models::LanguageAnswer& answer = cld2.detector->detect(text);
    CHECK(answer.count == 1);
    CHECK(answer.guesses[0].label == 0);
    CHECK(answer.guesses[0].score == 0);
    CHECK_FALSE(answer.reliable);
  }
}

TEST_CASE("cld2: two languages in one text") {
  Cld2 cld2;
  std::string text;
  for (int i = 0; i < 10; ++i) text += "The weather is beautiful today, so let us go for a walk. ";
  for (int i = 0; i < 4; ++i) text += "今天天气很好，我们去公园散步吧。我们一起学习数据处理。";
  const models::LanguageAnswer& answer = cld2.detector->detect(text);
  REQUIRE(answer.count >= 2);
  CHECK(cld2.model->labels()[answer.guesses[0].label] == "en");
  CHECK(cld2.model->labels()[answer.guesses[1].label] == "zh");
  CHECK(answer.guesses[0].score > answer.guesses[1].score);
}

TEST_CASE("cld2: any valid UTF-8 has an answer, and the same one again") {
  Cld2 cld2;
  base::Rng rng(11);
  for (int n = 0; n < 2000; ++n) {
    std::string text;
    const std::uint64_t around = rng.below(0x110000);
    for (std::uint64_t i = rng.below(300); i > 0; --i) {
      std::uint64_t c =
          rng.below(3) == 0 ? rng.below(0x110000) : std::min<std::uint64_t>(around + rng.below(100), 0x10ffff);
      if (c >= 0xd800 && c < 0xe000) c = 0xfffe;
      text::append_utf8(text, static_cast<char32_t>(c));
      if (rng.below(6) == 0) text += ' ';
    }
    const models::LanguageAnswer first = cld2.detector->detect(text);
    std::string elsewhere = "x" + text + "more";
    const models::LanguageAnswer again = cld2.detector->detect(std::string_view(elsewhere).substr(1, text.size()));
    REQUIRE(first.count == again.count);
    for (std::size_t i = 0; i < first.count; ++i) {
      CHECK(first.guesses[i].label == again.guesses[i].label);
      CHECK(first.guesses[i].score == again.guesses[i].score);
    }
  }
}

TEST_CASE("cld2: spans, hits, chunks and answer are CLD2's own") {
  base::Rng rng(7);
  models::Cld2Detect detect(test::tables_of_cld2_public());
  for (int n = 0; n < 3000; ++n) {
    const std::string drawn = drawn_text(rng, rng.below(n % 30 == 0 ? 130'000 : 3'000));
    const std::vector<char> exact(drawn.begin(), drawn.end());  // AddressSanitizer knows where it ends
    const std::string_view text(exact.data(), exact.size());
    INFO(n << ": " << text.substr(0, 300));
    check_spans(text);
    for (const auto which : both_tables) check_hits(text, test::cld2_tables_of(which));
    REQUIRE(detect(text) == test::cld2_public(text));
  }
}

TEST_CASE("cld2: chunks of drawn hits, few as they may be, are judged as CLD2 does") {
  base::Rng rng(9);
  const auto hits = std::make_unique<CLD2::ScoringHitBuffer>();
  const auto draw = [&](CLD2::ScoringHit* into, const CLD2::CLD2TableSummary& table, std::uint64_t most, int& next) {
    const std::uint64_t few = 1 + rng.below(6),
                        from = rng.below(table.kCLDTableSizeOne - few);  // of some values only, so that languages tie
    int at = 1;
    for (std::uint64_t n = rng.below(most + 1); n > 0; --n, at += static_cast<int>(1 + rng.below(4)))
      into[next++] = {at, static_cast<int>(from + rng.below(few))};
    into[next] = {1'000, 0};
  };
  for (int n = 0; n < 50'000; ++n) {
    const CLD2::ScoringTables& tables = test::cld2_tables_of(both_tables[n % 2]);
    CLD2::ScoringContext context = {};
    context.scoringtables = &tables;
    context.ulscript = rng.below(2) == 0 ? CLD2::ULScript_Latin : CLD2::ULScript_Cyrillic;
    hits->init();
    hits->lowest_offset = 1;
    draw(hits->base, *tables.quadgram_obj, n % 10 < 2 ? 90 : 6, hits->next_base);
    draw(hits->delta, *tables.deltaocta_obj, 4, hits->next_delta);
    draw(hits->distinct, *tables.distinctocta_obj, 2, hits->next_distinct);
    CLD2::LangSpan span = {};
    span.ulscript = context.ulscript;
    check_chunks(span, 1, false, *hits, context);
  }
}

TEST_CASE("cld2: the answer is CLD2's own where seven tenths are in one language, at which it looks no second time") {
  base::Rng rng(8);
  models::Cld2Detect detect(test::tables_of_cld2_public());
  for (int n = 0; n < 10'000; ++n) {
    const std::uint64_t one = rng.below(sentences.size());
    std::string text;
    for (std::uint64_t i = 5 + rng.below(20); i > 0; --i)
      text += sentences[rng.below(10) < 7 ? one : rng.below(sentences.size())];
    INFO(n << ": " << text);
    REQUIRE(detect(text) == test::cld2_public(text));
  }
}

TEST_CASE("cld2: every code point stands in spans as CLD2 has it") {
  std::string text;
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c >= 0xd800 && c < 0xe000) continue;
    for (const char* around : {"ab ", "cd", "ы", "ы ", "中"}) text::append_utf8(text += around, c);
    if (text.size() < 20'000) continue;
    INFO(std::hex << static_cast<std::uint32_t>(c));
    check_spans(text);
    text.clear();
  }
  check_spans(text);
}

TEST_CASE("cld2: spans at the limits of their buffer") {
  for (const std::size_t size :
       {40'890u, 40'896u, 40'900u, 40'927u, 40'928u, 40'929u, 40'960u, 81'855u, 81'856u, 81'857u, 122'784u}) {
    for (const std::string unit : {"a", "Ab ", "é", "x é", "中", "ы  ", "!", "a\u0301"}) {
      std::string text;
      while (text.size() + unit.size() <= size) text += unit;
      INFO(size << " of " << unit);
      check_spans(text);
      check_spans(text + std::string(size - text.size(), 'z'));
    }
  }
}
