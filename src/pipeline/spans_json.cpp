#include "pipeline/spans_json.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

namespace dsprep::pipeline {
namespace {

bool says_nothing_else(const SpansSpec& spans) {
  return spans.text == "text" && spans.unit == SpanUnit::code_points && spans.lost == LostSpan::drop;
}

// The one of that name; the first where there is none.
template <class Choice, std::size_t n>
Choice named(Value name, const std::string_view (&names)[n]) {
  const auto found = std::find(std::begin(names), std::end(names), name.text().value_or(""));
  return found == std::end(names) ? Choice{} : static_cast<Choice>(found - std::begin(names));
}

}  // namespace

void write_spans(ValueBuilder& out, const std::vector<SpansSpec>& spans) {
  if (spans.empty()) return;
  if (spans.size() == 1 && says_nothing_else(spans[0])) {
    out.member("spans", spans[0].spans);
    return;
  }
  out.key("spans").begin_array();
  for (const SpansSpec& list : spans) {
    out.begin_object().member("text", list.text).member("spans", list.spans);
    out.member("unit", name_of(list.unit)).member("lost", name_of(list.lost)).end_object();
  }
  out.end_array();
}

std::vector<SpansSpec> read_spans(Value spans) {
  std::vector<SpansSpec> read;
  if (auto only = spans.text()) {
    read.emplace_back().spans = *std::move(only);
    return read;
  }
  for (Value::Elements it = spans.elements(); it.next();) {
    SpansSpec& list = read.emplace_back();
    list.text = it.value()["text"].text().value_or("text");
    list.spans = it.value()["spans"].text().value_or("");
    list.unit = named<SpanUnit>(it.value()["unit"], span_unit_names);
    list.lost = named<LostSpan>(it.value()["lost"], lost_span_names);
  }
  return read;
}

}  // namespace dsprep::pipeline
