#include "cards/inherited.h"

#include <algorithm>
#include <string_view>

#include "dsprep/value.h"

namespace dsprep::cards {
namespace {

// False where there is none.
bool add_texts(Value list, std::vector<std::string>& to) {
  bool any = false;
  for (Value::Elements it = list.elements(); it.next(); any = true) {
    const std::string text = it.value().text().value_or("");
    if (std::find(to.begin(), to.end(), text) == to.end()) to.push_back(text);
  }
  return any;
}

}  // namespace

Inherited inherited(port::Files& files, const std::vector<std::string>& inputs) {
  Inherited all;
  bool licensed = !inputs.empty(), told = licensed;
  for (const std::string& input : inputs) {
    const Result<bool> finished = files.has(port::join(input, "manifest.json"));
    const Result<std::string> card = files.read_all(port::join(input, "croissant.json"));
    const bool good = finished.ok() && *finished && card.ok() && !validate_json(*card);
    const Value json(good ? std::string_view(*card) : std::string_view());
    licensed &= add_texts(json["license"], all.licences);
    told &= add_texts(json["inLanguage"], all.languages);
  }
  if (!licensed) all.licences.clear();
  if (!told) all.languages.clear();
  return all;
}

}  // namespace dsprep::cards
