// Span labels follow their text through every op that edits it ([dataset] spans).
//
// Texts are made of markers, each with a span of its own, and of material for the ops to work on. Whatever an op does:
// a marker that is still there has its span, which covers it exactly; the span of a marker that is gone is gone too; a
// span over material stays between the markers around it.
#include <algorithm>
#include <map>
#include <set>

#include "base/rng.h"
#include "dsprep/pipeline.h"
#include "dsprep/value.h"
#include "json/span_units.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "support/test_ops.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

std::uint64_t chars(std::string_view text) {
  return static_cast<std::uint64_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string substring(std::string_view text, std::int64_t begin, std::int64_t end) {
  std::string out;
  std::int64_t at = -1;
  for (const char c : text) {
    at += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    if (at >= begin && at < end) out += c;
  }
  return out;
}

const std::vector<std::string> material = {" ",
                                           "  ",
                                           "\t",
                                           "\r\n",
                                           "\n\n\n\n",
                                           "\u3000\u3000",
                                           "\u00a0 ",
                                           "\n",
                                           "ﬁ",
                                           "e\u0301te\u0301",
                                           "ｗｉｄｅ",
                                           "ｶﾞ",
                                           "\u1112\u1161\u11ab",
                                           "👩\u200d👩\u200d👧",
                                           "①",
                                           " jane@corp-mail.test ",
                                           " 4111 1111 1111 1111 ",
                                           " 203.0.113.77 ",
                                           " 12345 ",
                                           "The same line of text stands here in many records.\n",
                                           "\nThe same line of text stands here in many records.\n",
                                           "Please enable javascript to view this page.\n",
                                           "\n12 likes\n",
                                           "A line that ends with a citation [12].\n",
                                           "\n今天天气很好，我们去公园散步，然后去看电影。\n",
                                           "\nDas Wetter ist heute schön, lasst uns spazieren gehen.\n",
                                           " which of the seven planets has the greatest ring ",
                                           "。",
                                           "words in a row, ",
                                           "“cited” – dashed… ",
                                           "Straße ΌΣΟΣ ",
                                           "за́мок ñandú ",
                                           "١٢٣ 二〇二六 ",
                                           " 👍🏽😀 ",
                                           " 軟體資訊，网络信息安全 ",
                                           "ภาษาไทย",
                                           "cafÃ© ä¸­æ–‡",
                                           "â€œÃƒÂ©â€\u009d",
                                           "&eacute;&amp;&#20013;",
                                           "\u200b\u00ad\ufeff",
                                           "\u202eabc\u202c",
                                           "\u0093"};

struct Made {
  std::string input;
  std::size_t markers = 0;
};

Made make_records(bool with_spans) {
  base::Rng rng(11);
  Made made;
  for (int record = 0; record < 150; ++record) {
    std::string text;
    ValueBuilder spans;
    spans.begin_array();
    const auto add = [&](const std::string& piece, const std::string& label) {
      const std::uint64_t begin = chars(text);
      text += piece;
      spans.begin_object().member("label", label).member("start", begin).member("end", chars(text)).end_object();
    };
    const std::uint64_t n = 3 + rng.below(20);
    for (std::uint64_t i = 0; i < n; ++i) {
      if (rng.below(3) == 0) {
        add("marker" + std::string(1, static_cast<char>('a' + record % 26)) + "x" + std::string(i + 1, 'q'), "marker");
        ++made.markers;
        if (rng.below(2) == 0) text += ' ';
      } else if (rng.below(3) == 0) {
        add(material[rng.below(material.size())], "material");
      } else {
        text += material[rng.below(material.size())];
      }
    }
    ValueBuilder line;
    line.begin_object().member("id", std::to_string(record)).member("text", text);
    if (with_spans) line.key("spans").raw(spans.end_array().json());
    made.input += line.end_object().json() + "\n";
  }
  return made;
}

std::vector<std::string> lines_of(const std::string& bytes) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < bytes.size(); at = bytes.find('\n', at) + 1)
    lines.push_back(bytes.substr(at, bytes.find('\n', at) - at));
  return lines;
}

// The markers of a record as it was read.
std::vector<std::string> markers_of(const Value& record) {
  std::vector<std::string> markers;
  const std::string text = record["text"].text().value();
  for (Value::Elements it = record["spans"].elements(); it.next();)
    if (it.value()["label"].text() == "marker")
      markers.push_back(substring(text, *it.value()["start"].integer(), *it.value()["end"].integer()));
  return markers;
}

struct Case {
  std::string op, params;
};

const std::vector<Case> editing_ops = {
    {"unicode", "form = \"nfc\""},
    {"unicode", "form = \"nfd\""},
    {"unicode", "form = \"nfkc\""},
    {"unicode", "form = \"nfkd\""},
    {"unicode", "form = \"nfkc_casefold\""},
    {"fix_encoding", ""},
    {"fix_encoding", "variant = \"mojibake\""},
    {"fix_encoding", "variant = \"datatrove\"\nnormalization = \"nfkd\""},
    {"control_chars", ""},
    {"control_chars", "soft_hyphen = \"space\"\nzero_width = \"space\""},
    {"html_entities", ""},
    {"html_entities", "strict = false\ndouble_escaped = true"},
    {"whitespace", ""},
    {"whitespace", "keep_ideographic = true\nblank_lines = 0\nkeep_indent = false"},
    {"whitespace", "trim_text = false\ntrim = false\nspaces = false"},
    {"pii", "mode = \"mask\""},
    {"pii", "mode = \"surrogate\""},
    {"pii", "mode = \"remove\""},
    {"c4", "min_sentences = 1"},
    {"c4", "variant = \"datatrove\"\nmin_sentences = 1\nmin_words_per_line = 1"},
    {"refinedweb_lines", ""},
    {"dedup_lines", "min_length = 2"},
    {"dedup_lines", "unit = \"sentence\"\nmin_length = 2\nsentences = 1"},
    {"dedup_lines", "keep = \"none\"\nmin_length = 2"},
    {"dedup_substring", "length = 6"},
    {"dedup_substring", "unit = \"characters\"\nlength = 20\nkeep = \"none\""},
    {"decontaminate", "against = [\"evals.jsonl\"]\nmin_words = 1\naction = \"cut\"\nmargin = 0\nmin_piece = 0"},
    {"segment", ""},
    {"segment", "punctuation = false\nwords = \"uax29\""},
    {"segment", "dictionary = \"dict.txt\""},
    {"stop_words", "also = [\"line\", \"天气\"]"},
    {"stem", ""},
    {"language", "keep = [\"en\"]\nunit = \"line\"\ndrop_others = true"},
    {"case", ""},
    {"case", "to = \"lower\"\nlocale = \"lt\""},
    {"accents", "strokes = true\ncyrillic_letters = true"},
    {"digits", "han = true\ncircled = true\nscripts = true\nseparators = true"},
    {"punctuation", ""},
    {"punctuation", "in_cjk = \"wide\""},
    {"punctuation", "action = \"space_out\"\nin_cjk = \"as_elsewhere\""},
    {"punctuation", "action = \"remove\"\nin_cjk = \"as_elsewhere\""},
    {"replace", "kinds = [\"url\", \"email\", \"phone\", \"emoji\", \"mention\", \"hashtag\", \"number\"]"},
    {"replace", "kinds = [\"emoji\", \"email\"]\nwith = \"nothing\""},
    {"chinese", "conversion = \"s2twp\""},
    {"chinese", ""},
    {"test_redact", ""}};

}  // namespace

TEST_CASE("spans follow their text through every op that edits it") {
  const registry::Registry registry = with_test_ops();
  RunHow how;
  how.registry = &registry;
  how.files["dict.txt"] = "天气 5\n公园 5\n散步 3\n看电影 2\n电影 4\n";
  how.files["evals.jsonl"] = "{\"text\":\"which of the seven planets has the greatest ring\"}\n";
  const Made made = make_records(true), plain = make_records(false);
  REQUIRE(made.markers > 300);
  std::map<std::string, Value> before;
  const std::vector<std::string> read = lines_of(made.input);
  for (const std::string& line : read) before[Value(line)["id"].text().value()] = Value(line);
  std::set<std::string> seen;
  for (const Case& c : editing_ops) {
    INFO(c.op << " " << c.params);
    seen.insert(c.op);
    const std::string step = "[[step]]\nop = \"" + c.op + "\"\n" + c.params + "\n";
    const RunOp ran = run_toml("[dataset]\nspans = \"/spans\"\n" + step, made.input, how),
                without = run_toml(step, plain.input, how);
    REQUIRE(ran.error == "");
    REQUIRE(without.error == "");
    const std::vector<std::string> kept = lines_of(ran.output), kept_without = lines_of(without.output);
    REQUIRE(kept.size() == kept_without.size());
    std::size_t edited = 0, there = 0;
    for (std::size_t i = 0; i < kept.size(); ++i) {
      const Value record(kept[i]), old = before.at(record["id"].text().value());
      const std::string text = record["text"].text().value();
      INFO("before: " << old.raw() << "\nafter:  " << record.raw());
      CHECK(text == Value(kept_without[i])["text"].text());  // carrying spans changes nothing else
      edited += text != old["text"].text();
      std::map<std::string, int> labels;
      std::int64_t last = 0;                                       // where the last marker ended
      std::vector<std::pair<std::int64_t, std::int64_t>> pending;  // material behind it
      for (Value::Elements it = record["spans"].elements(); it.next();) {
        const std::int64_t start = it.value()["start"].integer().value(), end = it.value()["end"].integer().value();
        CHECK((last <= start && start <= end && end <= static_cast<std::int64_t>(chars(text))));
        if (it.value()["label"].text() == "marker") {
          for (const auto& [from, to] : pending) CHECK(to <= start);
          pending.clear();
          last = end;
          ++labels[substring(text, start, end)];
        } else {
          pending.push_back({start, end});
        }
      }
      for (const std::string& marker : markers_of(old)) {
        std::size_t times = 0;
        for (std::size_t at = text.find(marker); at != text.npos; at = text.find(marker, at + 1)) {
          const char next = at + marker.size() < text.size() ? text[at + marker.size()] : ' ';
          times += next != 'q';  // no beginning of a longer one
        }
        INFO(marker);
        CHECK(labels[marker] == static_cast<int>(times));
        there += times;
        labels.erase(marker);
      }
      CHECK(labels.empty());  // no span over half a marker, or over something else
    }
    CHECK(edited > 10);
    CHECK(there > 50);
  }
  // Every op that has a text to rewrite is in the list: one that is new must be added, or stand here with its reason.
  const std::map<std::string, std::string> others = {
      {"random_swap", "words change places: a label stays at its place"},
      {"synonym", "copies; labels follow as in every TextEdit"},
      {"random_insert", "copies; labels follow as in every TextEdit"},
      {"eda", "copies; random_swap, insertions, deletions"},
      {"typo", "the parent keeps its labels; those of a copy move along"},
      {"keyboard", "likewise"},
      {"ocr", "likewise"},
      {"random_delete", "likewise; over a deleted word it is lost"},
      {"aeda", "likewise"},
      {"shuffle_sentences", "a label stays at its place"},
      {"crop", "a label goes with its text"},
      {"reverse", "a label stays at its place"},
      {"pii_decrypt", "needs a key; TextEdit like pii"},
      {"impute", "fills what is missing"},
      {"rename", "moves fields"},
      {"drop_fields", "removes fields"},
      {"html_text", "its text is a new one: labels are over the HTML"},
      {"chat", "writes messages"},
      {"k_anonymity", "writes quasi-identifiers"},
      {"unify", "writes all fields; a text stays as it is"},
      {"vocabulary", "a label over a word stays over what replaces it"},
      {"signals", "adds a field"}};
  for (const OpSpec* op : registry::built_in().all()) {
    if (op->family == Family::split) continue;  // its examples name the part before each line
    bool rewrites = false;
    for (const Example& example : op->examples) {
      const std::vector<std::string> in = lines_of(std::string(example.input));
      for (const std::string& out : lines_of(std::string(example.output))) {
        const Value text = Value(out)["text"];
        rewrites |= text.exists() && std::none_of(in.begin(), in.end(), [&](const std::string& line) {
                      return Value(line)["text"].text() == text.text();
                    });
      }
    }
    INFO(op->name);
    if (rewrites) CHECK((seen.count(std::string(op->name)) + others.count(std::string(op->name))) == 1);
  }
}

// Every "spans" of the lines with its numbers in other units of the "text" beside it.
std::string in_units(const std::string& lines, SpanUnit from, SpanUnit to) {
  std::string out;
  for (const std::string& line : lines_of(lines)) {
    const Value record(line);
    const std::string text = record["text"].text().value();
    const auto converted = [&](std::int64_t at) {
      std::size_t byte = 0;
      while (byte < text.size() && json::count_units(std::string_view(text).substr(0, byte), from) < at) ++byte;
      while (byte < text.size() && (static_cast<unsigned char>(text[byte]) & 0xc0) == 0x80) ++byte;
      return json::count_units(std::string_view(text).substr(0, byte), to);
    };
    ValueBuilder now;
    now.begin_object();
    for (Value::Members it = record.members(); it.next();) {
      if (it.raw_key() != "spans") {
        now.key(it.raw_key()).raw(it.value().raw());
        continue;
      }
      now.key("spans").begin_array();
      for (Value::Elements span = it.value().elements(); span.next();) {
        now.begin_object();
        for (Value::Members m = span.value().members(); m.next();) {
          now.key(m.raw_key());
          if (const auto at = m.value().integer()) now.integer(converted(*at));
          else now.raw(m.value().raw());
        }
        now.end_object();
      }
      now.end_array();
    }
    out += now.end_object().json() + "\n";
  }
  return out;
}

TEST_CASE("labels move alike in every unit") {
  const registry::Registry registry = with_test_ops();
  RunHow how;
  how.registry = &registry;
  how.id = "/id";
  how.files["dict.txt"] = "天气 5\n公园 5\n散步 3\n看电影 2\n电影 4\n";
  how.files["evals.jsonl"] = "{\"text\":\"which of the seven planets has the greatest ring\"}\n";
  const std::string input = make_records(true).input;
  for (const SpanUnit unit : {SpanUnit::utf16, SpanUnit::bytes}) {
    const std::string other = in_units(input, SpanUnit::code_points, unit);
    REQUIRE(other != input);
    REQUIRE(in_units(other, unit, SpanUnit::code_points) == input);
    for (const Case& c : editing_ops) {
      for (const char* lost : {"drop", "flag"}) {
        INFO(c.op << " " << c.params << " " << name_of(unit) << " " << lost);
        const auto run_in = [&](std::string_view name, const std::string& lines) {
          const RunOp ran =
              run_toml("[dataset]\nid = \"/id\"\n[[dataset.spans]]\nspans = \"/spans\"\nunit = \"" + std::string(name) +
                           "\"\nlost = \"" + lost + "\"\n[[step]]\nop = \"" + c.op + "\"\n" + c.params + "\n",
                       lines, how);
          REQUIRE(ran.error == "");
          return ran.output;
        };
        const std::string here = run_in("code_points", input);
        CHECK(in_units(run_in(name_of(unit), other), unit, SpanUnit::code_points) == here);
        // With "flag" no label is ever taken away.
        if (std::string_view(lost) != "flag") continue;
        std::map<std::string, std::size_t> labels;
        for (const std::string& line : lines_of(input))
          labels[Value(line)["id"].text().value()] = Value(line)["spans"].size();
        for (const std::string& line : lines_of(here))
          CHECK(Value(line)["spans"].size() == labels[Value(line)["id"].text().value()]);
      }
    }
  }
}

TEST_CASE("labels over the texts of a list move as those of single texts") {
  const registry::Registry registry = with_test_ops();
  RunHow how;
  how.registry = &registry;
  const std::vector<std::string> singles = lines_of(make_records(true).input);
  // Ten records to a list, every third element without labels, and some elements that are no message.
  std::string lists;
  for (std::size_t i = 0; i < singles.size(); i += 10) {
    lists += "{\"m\":[";
    for (std::size_t k = i; k < i + 10; ++k)
      lists += (k > i ? "," : "") + singles[k] + (k % 3 ? "" : ",{\"spans\":[]},7");
    lists += "]}\n";
  }
  std::size_t compared = 0;
  for (const Case& c : editing_ops) {
    // Others cut lines over all elements, or choose by the record.
    if (c.op != "unicode" && c.op != "whitespace" && c.op != "test_redact" && c.params != "mode = \"mask\"") continue;
    INFO(c.op << " " << c.params);
    const std::string step = "[[step]]\nop = \"" + c.op + "\"\n" + c.params + "\n";
    const RunOp one_by_one = run_toml("[dataset]\nspans = \"/spans\"\n" + step, make_records(true).input, how);
    const RunOp together = run_toml("[dataset]\ntext = \"/m/*/text\"\nspans = \"/m/*/spans\"\n" + step, lists, how);
    REQUIRE(one_by_one.error == "");
    REQUIRE(together.error == "");
    const std::vector<std::string> alone = lines_of(one_by_one.output);
    REQUIRE(alone.size() == singles.size());
    std::size_t i = 0;
    for (const std::string& line : lines_of(together.output))
      for (Value::Elements it = Value(line)["m"].elements(); it.next();)
        if (it.value()["text"].exists()) CHECK(it.value().raw() == alone[i++]);
    CHECK(i == alone.size());
    ++compared;
  }
  CHECK(compared >= 9);
}

TEST_CASE("labels over what an op takes out go with it, whatever is put in between") {
  RunHow how;
  how.files["dict.txt"] = "天气 5\n公园 5\n散步 3\n看电影 2\n电影 4\n";
  how.files["evals.jsonl"] = "{\"text\":\"which of the seven planets has the greatest ring\"}\n";
  const auto spans = [&](const std::string& step, const std::string& text, const std::string& gone,
                         const std::string& stays) {
    ValueBuilder line;
    line.begin_object().member("text", text).key("spans").begin_array();
    for (const std::string& label : {gone, stays}) {
      const std::uint64_t begin = chars(text.substr(0, text.find(label)));
      line.begin_object().member("start", begin).member("end", begin + chars(label)).end_object();
    }
    const RunOp ran =
        run_toml("[dataset]\nspans = \"/spans\"\n[[step]]\n" + step, line.end_array().end_object().take() + "\n", how);
    REQUIRE(ran.error == "");
    const Value record(ran.output);
    std::string out;
    for (Value::Elements it = record["spans"].elements(); it.next();)
      out +=
          "[" + substring(*record["text"].text(), *it.value()["start"].integer(), *it.value()["end"].integer()) + "]";
    return out;
  };
  const std::string good = "这是一行。A line that has quite a few words in it and ends as it should.",
                    js = "Please enable javascript.";
  for (const char* c4 :
       {"op = \"c4\"\nmin_sentences = 1\n", "op = \"c4\"\nvariant = \"datatrove\"\nmin_sentences = 1\n"})
    for (const char* end : {"\n", "\r\n", "\u2028"})
      CHECK(spans(c4, good + end + js + end + "And here is the last line of it, which is good.", js, "last line") ==
            "[last line]");
  CHECK(spans("op = \"refinedweb_lines\"\nmax_removed = 1\n", good + "\n12 likes\n" + good + " 末尾", "12 likes",
              "末尾") == "[末尾]");
  CHECK(spans("op = \"decontaminate\"\nagainst = [\"evals.jsonl\"]\nmin_words = 1\naction = \"cut\"\nmargin = "
              "0\nmin_piece = 0\nmin_chars_left = 0\n",
              "问题：which of the seven planets has the greatest ring 答案在后面", "seven planets",
              "答案") == "[答案]");
}

TEST_CASE("a label over swapped words stays at its place, and inside the text") {
  const Made made = make_records(true);
  const RunOp ran =
      run_toml("[dataset]\nspans = \"/spans\"\n[[step]]\nop = \"random_swap\"\ncopies = 1\nalpha = 0.3\n", made.input);
  REQUIRE(ran.error == "");
  CHECK(ran.result.books.added > 50);
  for (const std::string& line : lines_of(ran.output)) {
    const std::uint64_t size = chars(Value(line)["text"].text().value());
    for (Value::Elements it = Value(line)["spans"].elements(); it.next();) {
      const std::int64_t start = it.value()["start"].integer().value(), end = it.value()["end"].integer().value();
      CHECK((start <= end && end <= static_cast<std::int64_t>(size)));
    }
  }
}

TEST_CASE("spans that could not follow their text are refused before anything is read") {
  const auto error = [](const std::string& toml) { return run_toml(toml, "no JSON\n").error; };
  const std::string whitespace = "[[step]]\nop = \"whitespace\"\nfields = [\"";
  CHECK(error("[dataset]\ntext = \"/messages/*/content\"\nspans = \"/spans\"\n")
            .find(":3:1: [dataset] spans = \"/spans\": the text /messages/*/content has one \"*\"") !=
        std::string::npos);
  CHECK(error("[dataset]\nspans = \"/a/*/spans\"\n")
            .find("[dataset] spans = \"/a/*/spans\": the text /text has no \"*\"") != std::string::npos);
  CHECK(error("[[dataset.spans]]\nspans = \"/s\"\n[[dataset.spans]]\nspans = \"/s\"\nunit = \"bytes\"\n")
            .find(":3:1: [dataset] spans = \"/s\": two of the [dataset] spans name it") != std::string::npos);
  CHECK(
      error("[[dataset.spans]]\nspans = \"/s\"\nunit = \"utf-16\"\n")
          .find(":3:1: unit: there is no \"utf-16\" (did you mean \"utf16\"?); there are: code_points, utf16, bytes") !=
      std::string::npos);
  CHECK(error("[[dataset.spans]]\nunit = \"utf16\"\n").find("[[dataset.spans]]: \"spans\" is missing") !=
        std::string::npos);
  CHECK(error("[dataset]\nspans = \"/text/spans\"\n").find("because they lie in it") != std::string::npos);
  // Another name of the same place: what it writes would not be seen.
  CHECK(error("[dataset]\ntext = \"/m/0/content\"\nspans = \"/spans\"\n" + whitespace + "/m/*/content\"]\n")
            .find("a step writes /m/*/content") != std::string::npos);
  CHECK(error("[dataset]\ntext = \"/m/content\"\nspans = \"/spans\"\n[[step]]\nop = \"chat\"\nmessages = \"/m\"\n")
            .find("a step writes /m, which has a part of it or holds it") != std::string::npos);
  CHECK(error("[dataset]\nspans = \"/spans\"\n" + whitespace + "/m/*/content\"]\n") == "");
  CHECK(error("[dataset]\ntext = \"/messages/*/content\"\n" + whitespace + "text\"]\n") == "");
}
