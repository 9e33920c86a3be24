// What src/models makes of arbitrary bytes. The first one says whose: a language, personal data, a JSON Schema and a
// value for it, a fastText model.
#include <cstdint>
#include <string>
#include <string_view>

#include "demand.h"
#include "made_valid.h"
#include "models/json_schema.h"
#include "models/language_id.h"
#include "models/pii/scanner.h"
#include "support/cld2_public.h"

using namespace dsprep;
using namespace dsprep::models;
using fuzz::demand;

namespace {

void check_language(std::string_view text) {
  static Cld2Detect detect(test::tables_of_cld2_public());
  demand(detect(text) == test::cld2_public(text));
}

// In order, without overlaps, at code points, within the text; the same again.
void check_pii(std::string_view text) {
  static const pii::Search search = [] {
    pii::Search all;
    all.settings.wanted.set();
    all.settings.need_context = false;
    all.settings.regions = {"US", "CN", "DE"};
    return all;
  }();
  static pii::Scanner scanner(search), other(search);
  const auto boundary = [&](std::size_t i) { return i == text.size() || !text::is_continuation(text[i]); };
  std::size_t last = 0;
  const std::vector<pii::Found>& found = scanner.scan(text);
  for (const pii::Found& span : found) {
    demand(span.begin >= last && span.end > span.begin && span.end <= text.size());
    demand(boundary(span.begin) && boundary(span.end));
    last = span.end;
  }
  const std::vector<pii::Found>& again = other.scan(text);
  demand(again.size() == found.size());
}

// The first line is the schema, the rest the value.
void check_schema(std::string_view text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const auto schema = JsonSchema::make("schema.json", text.substr(0, end));
  if (!schema.ok() || end == text.size()) return;
  const std::string_view json = text.substr(end + 1);
  if (validate_json(json)) return;
  JsonSchemaChecker checker(*schema);
  const auto& outcome = checker.check(Value(json));
  demand(!outcome.judged || (outcome.violations == 0) == outcome.reason.empty());
}

// A model that is let in can be used.
void check_fasttext(std::string_view bytes) {
  const auto model = fasttext_language_model("model.bin", bytes);
  if (!model.ok()) return;
  const auto detector = (*model)->detector();
  for (const std::string_view text : {"", "one two", "今天 天气 很好"}) {
    const LanguageAnswer& answer = detector->detect(text);
    demand(answer.count >= 1 && answer.count <= answer.guesses.size() &&
           answer.guesses[0].label < (*model)->labels().size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0]) {
    case 'l': check_language(fuzz::made_valid(bytes)); break;
    case 'p': check_pii(fuzz::made_valid(bytes)); break;
    case 's': check_schema(fuzz::made_valid(bytes)); break;
    case 'f': check_fasttext(bytes); break;
    default: break;
  }
  return 0;
}
