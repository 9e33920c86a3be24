// Random edits of random records, compared with a tree that is parsed, edited and printed the obvious way.
#include <map>
#include <optional>

#include "json/escape.h"
#include "json/escape_check.h"
#include "json/pointer.h"
#include "naive_json.h"
#include "random_json.h"
#include "record_fixture.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::json;
using namespace dsprep::json::test;

namespace {

Tree text_tree(const std::string& text) { return {'"', text, {}, {}}; }
Tree null_tree() { return {'s', "null", {}, {}}; }

// Where tokens lead: each place with what holds it.
struct Place {
  Tree* holder;
  Tree* value;
  std::string key;
};

void find(Tree& tree, const std::vector<std::string>& tokens, std::size_t at, std::vector<Place>& found) {
  const bool last = at + 1 == tokens.size();
  const auto visit = [&](Tree& value) {
    if (last) found.push_back({&tree, &value, tokens[at]});
    else find(value, tokens, at + 1, found);
  };
  if (tree.kind == '{' && tokens[at] != "*") {
    if (Tree* member = tree.member(tokens[at])) visit(*member);
  } else if (tree.kind == '[') {
    for (std::size_t i = 0; i < tree.elements.size(); ++i) {
      if (tokens[at] == "*" || tokens[at] == std::to_string(i)) visit(tree.elements[i]);
    }
  }
}

class Model {
 public:
  Model(std::string_view line, const FieldPlan& plan) : plan_(plan), tree_(parse(line)) {}

  std::vector<Place> places(std::size_t slot) {
    std::vector<Place> found;
    find(tree_, plan_.slots()[slot].tokens, 0, found);
    return found;
  }

  bool set(std::size_t slot, std::size_t index, const Tree& value) {
    std::vector<Place> found = places(slot);
    if (index < found.size()) {
      *found[index].value = value;
      return true;
    }
    if (index != 0 || plan_.slots()[slot].many) return false;
    const auto& tokens = plan_.slots()[slot].tokens;
    Tree* here = &tree_;
    std::size_t at = 0;
    for (;; ++at) {
      if (here->kind == '[') {
        const auto i = array_index(tokens[at]);
        if (!i || *i >= here->elements.size()) return false;
        here = &here->elements[*i];
        continue;
      }
      if (here->kind != '{') return false;
      Tree* next = here->member(tokens[at]);
      if (next == nullptr) break;
      here = next;
    }
    Tree made = value;
    for (std::size_t i = tokens.size() - 1; i > at; --i) made = Tree{'{', "", {{tokens[i], made}}, {}};
    here->members.emplace_back(tokens[at], made);
    return true;
  }

  void erase(std::size_t slot) {
    for (const Place& place : places(slot)) {
      if (place.holder->kind == '[') {
        *place.value = null_tree();
      } else {
        std::erase_if(place.holder->members, [&](const auto& member) { return member.first == place.key; });
      }
    }
  }

  void erase_member(const std::string& key) {
    std::erase_if(tree_.members, [&](const auto& member) { return member.first == key; });
  }

  Tree& tree() { return tree_; }

 private:
  const FieldPlan& plan_;
  Tree tree_;
};

// Does the record say what the model says, field by field and as a whole?
void compare(Fixture& f, Model& model, std::size_t slots) {
  Record r = f.record();
  for (std::size_t slot = 0; slot < slots; ++slot) {
    const Field at = field(static_cast<int>(slot));
    INFO(f.plan().pointer(at));
    const std::vector<Place> found = model.places(slot);
    REQUIRE(r.count(at) == found.size());
    std::optional<std::string> joined;
    for (std::size_t i = 0; i < found.size(); ++i) {
      REQUIRE(parse(r.value(at, i).raw()).canonical() == found[i].value->canonical());
      if (found[i].value->kind != '"') continue;
      if (const auto escaped = r.escaped_text(at, i)) {
        std::string spelled;
        append_escaped(spelled, found[i].value->scalar);
        REQUIRE(escaped == spelled);
      }
      REQUIRE(r.text(at, i) == std::string_view(found[i].value->scalar));
      joined = joined ? *joined + "\n" + found[i].value->scalar : found[i].value->scalar;
    }
    const auto text = r.text(at);
    REQUIRE(text.has_value() == joined.has_value());
    if (joined) REQUIRE(*text == *joined);
    REQUIRE(r.view(at).text() == joined.value_or(""));
  }
}

struct Step {
  int what;
  std::size_t slot, index;
  std::string value;
};

// `overlapping`: order of added members depends on when what was rendered, and is not compared.
void run(unsigned seed, const std::vector<std::string>& pointers, bool overlapping, int rounds) {
  RandomJson random(seed);
  FieldPlan::Options options;
  options.read_all = true;
  for (int round = 0; round < rounds; ++round) {
    const std::string line = random.record();
    Fixture f(line, pointers, options, round % 3 == 0 ? scalar_only : RecordReader::Options{});
    REQUIRE_FALSE(f.fault);
    if (round % 3 == 1) f.reader().defer(f.state().line, f.plan(), f.state());
    Record r = f.record();
    Model model(line, f.plan());
    std::string trail = line;
    std::uint64_t edits = 0;
    const unsigned steps = random.below(9);
    for (unsigned step = 0; step < steps; ++step) {
      const std::size_t slot = random.below(static_cast<unsigned>(pointers.size()));
      const Field at = field(static_cast<int>(slot));
      const std::size_t index = random.chance(80) ? 0 : random.below(3);
      const Tree before = model.tree().canonical();
      bool done = true, expected = true;
      switch (random.below(5)) {
        case 0:
        case 1: {
          std::string text, escaped;
          unescape(random.inside(), text);
          append_escaped(escaped, text);
          const bool shortest = check_escapes(PaddedLine(escaped)) == Escapes::shortest;
          done = shortest && random.chance(50) ? r.set_escaped_text(at, escaped, index) : r.set_text(at, text, index);
          expected = model.set(slot, index, text_tree(text));
          trail += "\nset_text " + pointers[slot] + " " + std::to_string(index) + " " + text;
          break;
        }
        case 2: {
          const std::string json = random.value(2);
          done = r.set_raw(at, json, index);
          expected = model.set(slot, index, parse(json));
          trail += "\nset_raw " + pointers[slot] + " " + std::to_string(index) + " " + json;
          break;
        }
        case 3:
          r.erase(at);
          model.erase(slot);
          trail += "\nerase " + pointers[slot];
          break;
        default:
          if (random.chance(50)) break;
          const std::string key = random.pick({"a", "b", "m", "text"});
          r.erase_member(key);
          model.erase_member(key);
          trail += "\nerase_member " + key;
      }
      INFO(trail);
      REQUIRE(done == expected);
      if (model.tree().canonical() != before) REQUIRE(r.edits() > edits);
      edits = r.edits();
      if (random.chance(30)) compare(f, model, pointers.size());
    }
    INFO(trail);
    const std::string written = f.written();
    INFO(written);
    REQUIRE_FALSE(validate_json(written));
    REQUIRE(parse(written).canonical() == model.tree().canonical());
    if (r.edits() == 0) REQUIRE(written == line);
    if (!overlapping) {
      // What is written reads the same.
      Fixture again(written, pointers, options);
      Model same(written, again.plan());
      compare(again, same, pointers.size());
    }
    compare(f, model, pointers.size());
  }
}

}  // namespace

TEST_CASE("random edits of separate fields") {
  run(21,
      {"/a", "/b/c", "/b/d", "/m/*/c", "/m/*/d", "/text", "/new/x", "/new/y", "/e/f/g", "/e/f/a", "/n/0", "/n/1/a",
       "/k\\y"},
      false, 3000);
}

TEST_CASE("random edits of fields that overlap") {
  run(22,
      {"/a", "/a/b", "/a/*", "/m", "/m/*/c", "/m/0/c", "/b/c/d", "/b/c", "/text", "text", "/a/b/c", "/n/*", "/n/1/*"},
      true, 3000);
}
