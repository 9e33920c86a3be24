#include "cards/type_tree.h"

#include <charconv>
#include <system_error>

namespace dsprep::cards {
namespace {

enum Kind : unsigned { null = 1, boolean = 2, integer = 4, number = 8, text = 16, array = 32, object = 64 };

constexpr int deepest = 64;  // of what a schema says: no reader of Parquet goes deeper
constexpr std::int64_t exact_in_double = std::int64_t{1} << 53;

Kind kind_of(Value value) {
  switch (value.type()) {
    case FieldType::boolean: return boolean;
    case FieldType::text: return text;
    case FieldType::array: return array;
    case FieldType::object: return object;
    case FieldType::number: return value.raw().find_first_of(".eE") == std::string_view::npos ? integer : number;
    case FieldType::null:
    case FieldType::missing: break;
  }
  return null;
}

// A number of two digits below `end`, taken off the front of `text`; -1 where there is none.
int take_two(std::string_view& text, int end) {
  if (text.size() < 2 || text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9') return -1;
  const int n = (text[0] - '0') * 10 + (text[1] - '0');
  text.remove_prefix(2);
  return n < end ? n : -1;
}

bool take(std::string_view& text, std::string_view what) {
  if (!text.starts_with(what)) return false;
  text.remove_prefix(what.size());
  return true;
}

bool take_date(std::string_view& text) {
  const int century = take_two(text, 100), year = take_two(text, 100);
  if (century < 0 || year < 0 || !take(text, "-")) return false;
  const int month = take_two(text, 13);
  if (month < 1 || !take(text, "-")) return false;
  const int day = take_two(text, 32);
  const bool leap = year % 4 == 0 && (year != 0 || century % 4 == 0);
  const bool short_month = month == 4 || month == 6 || month == 9 || month == 11;
  const int last = month == 2 ? (leap ? 29 : 28) : short_month ? 30 : 31;
  return day >= 1 && day <= last;
}

// Z, +08, +08:00, +0800, or nothing.
bool take_zone(std::string_view& text) {
  if (take(text, "Z")) return true;
  if (!take(text, "+") && !take(text, "-")) return true;
  if (take_two(text, 24) < 0) return false;
  const bool colon = take(text, ":");
  return text == "\"" ? !colon : take_two(text, 60) >= 0;
}

}  // namespace

bool reads_as_time(std::string_view raw) {
  if (!take(raw, "\"") || !take_date(raw)) return false;
  if (raw == "\"") return true;
  if ((!take(raw, "T") && !take(raw, " ")) || take_two(raw, 24) < 0) return false;
  if (take(raw, ":") && take_two(raw, 60) < 0) return false;
  if (take(raw, ":") && take_two(raw, 60) < 0) return false;
  return take_zone(raw) && raw == "\"";
}

struct TypeTree::Node {
  std::string name;
  unsigned kinds = 0;
  bool wide = false, inexact = false;          // integers beyond 64 bits, beyond what a double holds
  bool other_texts = false;                    // that are no times
  bool closed = false;                         // not looked into any further
  std::vector<std::unique_ptr<Node>> members;  // in the order they came
  std::unordered_map<std::string, std::size_t> index;
  std::unique_ptr<Node> element;

  void note(Kind kind, Value value) {
    kinds |= kind;
    if (kind == integer) {
      const std::string_view raw = value.raw();
      std::int64_t n = 0;
      wide |= std::from_chars(raw.data(), raw.data() + raw.size(), n).ec != std::errc();
      inexact |= n > exact_in_double || n < -exact_in_double;
    } else if (kind == text && !other_texts) {
      other_texts = !reads_as_time(value.raw());
    }
  }
};

TypeTree::TypeTree() : root_(std::make_unique<Node>()) {}
TypeTree::~TypeTree() = default;

void TypeTree::observe(std::string_view line) {
  ++records_;
  observe(*root_, Value(line), 0);
}

void TypeTree::observe(Node& node, Value value, int depth) {
  const Kind kind = kind_of(value);
  node.note(kind, value);
  if (node.closed || (kind != array && kind != object)) return;
  if (depth == deepest) {
    node.closed = true;
    return;
  }
  if (kind == object) return observe_members(node, value, depth);
  for (Value::Elements it = value.elements(); it.next();) {
    if (!node.element) node.element = std::make_unique<Node>();
    observe(*node.element, it.value(), depth + 1);
  }
}

// Most objects are like the one before: then their names need not be looked up.
void TypeTree::observe_members(Node& node, Value value, int depth) {
  std::size_t expected = 0;
  for (Value::Members it = value.members(); it.next(); ++expected) {
    Node* of = nullptr;
    if (expected < node.members.size() && node.members[expected]->name == it.raw_key()) {
      of = node.members[expected].get();
    } else {
      of = member(node, it.key(scratch_));
      if (!of) return;
      expected = node.index.at(of->name);
    }
    observe(*of, it.value(), depth + 1);
  }
}

TypeTree::Node* TypeTree::member(Node& node, std::string_view name) {
  const auto [known, added] = node.index.try_emplace(std::string(name), node.members.size());
  if (!added) return node.members[known->second].get();
  if (node.members.size() == most_names || fields_ == most_fields) {
    node.closed = true;
    return nullptr;
  }
  ++fields_;
  node.members.push_back(std::make_unique<Node>());
  node.members.back()->name = name;
  return node.members.back().get();
}

void TypeTree::append(const Node& node, ValueBuilder& out) {
  const auto value = [&](std::string_view dtype) {
    out.begin_object().member("dtype", dtype).member("_type", "Value").end_object();
  };
  const auto json = [&] { out.begin_object().member("_type", "Json").end_object(); };
  if (node.closed) return json();
  switch (node.kinds & ~static_cast<unsigned>(null)) {
    case 0: return value("null");
    case boolean: return value("bool");
    case integer: return node.wide ? json() : value("int64");
    case number: return value("float64");
    case integer | number: return node.wide || node.inexact ? json() : value("float64");
    case text: return value(node.other_texts ? "string" : "timestamp[s]");
    case array:
      out.begin_object().key("feature");
      if (node.element) append(*node.element, out);
      else value("null");
      out.member("_type", "List").end_object();
      return;
    case object:
      if (node.members.empty()) return json();  // a structure of nothing is no column
      out.begin_object();
      for (const auto& member : node.members) append(*member, out.key(member->name));
      out.end_object();
      return;
    default: return json();
  }
}

std::string TypeTree::features() const {
  if (root_->closed) return "";
  ValueBuilder out;
  out.begin_object();
  for (const auto& member : root_->members) append(*member, out.key(member->name));
  return out.end_object().take();
}

}  // namespace dsprep::cards
