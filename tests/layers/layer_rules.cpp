#include "layer_rules.h"

#include <algorithm>
#include <optional>

#include "source_text.h"

namespace dsprep::layers {
namespace {

// A header of a library, and the rooms that may see it; the first entry that names a header counts. A prefix when it
// ends with '/'. What is `heavy` to compile may moreover not reach another room through a header.
struct Library {
  const char* header;
  std::set<std::string> rooms;
  bool heavy = true;
};
const Library libraries[] = {
    {"simdjson.h", {"json"}},
    {"CLI/", {"cli"}},
    {"spdlog/", {"base"}},
    {"toml++/", {"config"}},
    {"unicode/uchar.h",
     {"text", "dedup", "ops", "thesauri", "tokenizers"}},           // properties of a code point: functions of numbers
    {"unicode/uscript.h", {"text", "dedup", "ops", "tokenizers"}},  // likewise
    {"unicode/unorm2.h", {"text", "ops"}},                          // for the values of a property
    {"unicode/ucnv.h", {"charset"}},
    {"unicode/ucnv_cb.h", {"charset"}},
    {"unicode/ucnv_err.h", {"charset"}},
    {"unicode/", {"text"}},
    {"re2/", {"text"}},
    {"zstd.h", {"compress", "base"}},
    {"zstd_errors.h", {"compress"}},
    {"isa-l.h", {"compress"}},
    {"isa-l/", {"compress"}},
    {"libdeflate.h", {"compress"}},
    {"zlib.h", {"compress"}},
    {"bzlib.h", {"compress"}},
    {"lzma.h", {"compress"}},
    {"brotli/", {"compress"}},
    {"lz4.h", {"spill"}},
    {"lz4hc.h", {"spill"}},
    {"lz4frame.h", {"spill", "compress"}},
    {"gumbo.h", {"html"}},
    {"arrow/", {"columnar"}},
    {"parquet/", {"columnar"}},
    {"xxhash.h", {"base"}, false},
    {"fasttext/", {"models"}},
    {"cld2/", {"models"}},
    {"sentencepiece_processor.h", {"models"}},
    {"phonenumbers/", {"models"}},
    {"libstemmer.h", {"words"}},
    {"opencc/", {"models"}},
    {"openssl/", {"base"}},
    {"thread", {"exec"}, false},
    {"future", {"exec"}, false},
    {"pthread.h", {"exec", "port"}, false},
    {"spawn.h", {"port"}, false},
    {"sys/wait.h", {"port"}, false},
    {"iostream", {"cli"}, false},
    {"random", {"cli"}, false},
    {"ranges", {}, false},
    {"format", {}, false},
    {"regex", {}, false},
};

bool names_library(const Library& library, std::string_view header) {
  const std::string_view name = library.header;
  return name.back() == '/' ? header.substr(0, name.size()) == name : header == name;
}

// A name in code, and the places that may use it: a room, or a file. `call`: only where it is called.
struct Word {
  const char* name;
  std::set<std::string> places;
  const char* instead;
  bool call = false;
};
const Word words[] = {
    {"std::thread", {"exec"}, "threads live in src/exec"},
    {"std::jthread", {"exec"}, "threads live in src/exec"},
    {"std::async", {"exec"}, "threads live in src/exec"},
    {"pthread_create", {"exec"}, "threads live in src/exec"},
    {"std::this_thread", {"exec"}, "threads live in src/exec"},
    {"exit", {"src/main.cpp"}, "only main.cpp ends the process", true},
    {"_exit",
     {"src/main.cpp", "src/port/signals.cpp"},
     "only main.cpp ends the process, and a signal or lack of memory",
     true},
    {"quick_exit", {"src/main.cpp"}, "only main.cpp ends the process", true},
    {"std::abort", {}, "return an Error, or assert", true},
    {"std::terminate", {}, "return an Error, or assert", true},
    {"std::hash", {}, "its values differ between libraries: base/hash.h"},
    {"std::random_device", {"cli"}, "base/rng.h, seeded by Context::rng_seed"},
    {"std::mt19937", {}, "base/rng.h, seeded by Context::rng_seed"},
    {"std::mt19937_64", {}, "base/rng.h, seeded by Context::rng_seed"},
    {"rand", {}, "base/rng.h, seeded by Context::rng_seed", true},
    {"srand", {}, "base/rng.h, seeded by Context::rng_seed", true},
    {"std::cout", {"cli", "src/base/log.cpp"}, "only src/cli prints"},
    {"std::cerr", {"cli", "src/base/log.cpp"}, "only src/cli prints"},
    {"std::clog", {"cli", "src/base/log.cpp"}, "only src/cli prints"},
    {"printf", {"cli", "src/base/log.cpp"}, "only src/cli prints", true},
    {"fprintf", {"cli", "src/base/log.cpp"}, "only src/cli prints", true},
    {"puts", {"cli", "src/base/log.cpp"}, "only src/cli prints", true},
    {"fputs", {"cli", "src/base/log.cpp"}, "only src/cli prints", true},
    {"putchar", {"cli", "src/base/log.cpp"}, "only src/cli prints", true},
    {"perror", {"cli", "src/base/log.cpp"}, "only src/cli prints", true},
    {"fmt::print", {"cli", "src/base/log.cpp"}, "only src/cli prints", true},
    {"std::chrono::system_clock", {"port", "cli", "exec"}, "results may not depend on the time: port/system.h"},
    {"std::views", {}, "clang 14 cannot compile it with this standard library"},
    {"std::ranges::views", {}, "clang 14 cannot compile it with this standard library"},
    {"std::format", {}, "g++ 12 has none: fmt"},
    {"setlocale", {}, "results may not depend on the locale", true},
};

bool is_header(std::string_view path) { return path.size() > 2 && path.substr(path.size() - 2) == ".h"; }

// "json" for src/json/…, "dsprep" for include/dsprep/…, "main" for src/main.cpp.
std::string room_of(std::string_view path) {
  if (path.substr(0, 8) == "include/") return "dsprep";
  const std::string_view below = path.substr(path.find('/') + 1);
  const std::size_t slash = below.find('/');
  return slash == below.npos ? "main" : std::string(below.substr(0, slash));
}

// "src/ops/clean/c4" for "ops/clean/c4/c4_marks.h", which lies in the private folder of c4.cpp; likewise for formats,
// where the folder is one level higher. Empty for what is private to nobody.
std::string private_owner(std::string_view include) {
  const std::size_t levels = include.substr(0, 4) == "ops/" ? 3 : include.substr(0, 8) == "formats/" ? 2 : 0;
  std::size_t end = 0;
  for (std::size_t level = 0; level < levels; ++level) {
    end = include.find('/', end);
    if (end == include.npos) return {};
    ++end;
  }
  return levels == 0 ? std::string() : "src/" + std::string(include.substr(0, end - 1));
}

// Is `path` the op's own .cpp, or in its private folder?
bool belongs_to(const std::string& path, const std::string& owner) {
  return path == owner + ".cpp" || path.substr(0, owner.size() + 1) == owner + "/";
}

std::string where(const std::string& path, int line) {
  std::string text = path;
  return text.append(":").append(std::to_string(line)).append(": ");
}

class Checker {
 public:
  Checker(const Sources& sources, const Table& table) : table_(table) {
    for (const auto& [path, text] : sources) files_[path] = read_source(text);
  }

  std::vector<std::string> check() {
    for (const auto& [path, source] : files_) {
      check_room(path);
      for (const Include& include : source.includes) check_include(path, include);
      check_words(path, source);
      if (is_header(path)) check_header(path, source);
    }
    return std::move(faults_);
  }

 private:
  void fault(const std::string& path, int line, const std::string& what) {
    faults_.push_back(where(path, line) + what);
  }

  void check_room(const std::string& path) {
    const std::string room = room_of(path);
    if (!table_.count(room)) fault(path, 1, "the room \"" + room + "\" is not in the table of docs/architecture.md");
  }

  void check_include(const std::string& path, const Include& include) {
    const std::string room = room_of(path);
    if (include.quoted) check_own(path, room, include);
    else check_library(path, room, include);
  }

  void check_own(const std::string& path, const std::string& room, const Include& include) {
    const std::size_t slash = include.path.find('/');
    if (slash == include.path.npos || include.path.find("..") != include.path.npos)
      return fault(path, include.line, "\"" + include.path + "\" is not rooted (\"room/file.h\")");
    if (const std::string owner = private_owner(include.path); !owner.empty() && !belongs_to(path, owner))
      return fault(path, include.line, "\"" + include.path + "\" is private to " + owner + ".cpp");
    const std::string other = include.path.substr(0, slash);
    const auto allowed = table_.find(room);
    if (other != room && allowed != table_.end() && !allowed->second.count(other))
      return fault(path, include.line, room + " may not include " + other + " (\"" + include.path + "\")");
    if (other != room)
      if (const std::optional<std::string> heavy = heavy_behind(file_of(include.path)))
        fault(path, include.line,
              "\"" + include.path + "\" brings <" + *heavy + ">, which belongs to the .cpp files of " + other);
  }

  void check_library(const std::string& path, const std::string& room, const Include& include) {
    for (const Library& library : libraries) {
      if (!names_library(library, include.path)) continue;
      if (!library.rooms.count(room)) fault(path, include.line, room + " may not include <" + include.path + ">");
      break;
    }
    const bool standard = include.path.find_first_of("./") == include.path.npos;
    if (room == "dsprep" && !standard)
      fault(path, include.line, "the contract is made of the standard library alone, not of <" + include.path + ">");
  }

  static std::string file_of(const std::string& include) {
    return (include.substr(0, 7) == "dsprep/" ? "include/" : "src/") + include;
  }

  // A heavy library's header that comes with this one of ours, directly or through others. Walks with a list of its
  // own, so that a circle of includes ends.
  std::optional<std::string> heavy_behind(const std::string& file) const {
    std::vector<std::string> open{file};
    std::set<std::string> seen;
    while (!open.empty()) {
      const std::string at = std::move(open.back());
      open.pop_back();
      const auto found = files_.find(at);
      if (!seen.insert(at).second || found == files_.end()) continue;
      for (const Include& include : found->second.includes) {
        if (include.quoted) open.push_back(file_of(include.path));
        else
          for (const Library& library : libraries)
            if (library.heavy && names_library(library, include.path)) return include.path;
      }
    }
    return std::nullopt;
  }

  void check_words(const std::string& path, const SourceText& source) {
    const std::string room = room_of(path);
    for (const Word& word : words) {
      if (word.places.count(room) || word.places.count(path)) continue;
      for (const int line : word.call ? lines_calling(source.code, word.name) : lines_with(source.code, word.name))
        fault(path, line, std::string(word.name) + " is not for here: " + word.instead);
    }
    for (const int line : lines_with_affixes(source.code, "std::", "_distribution"))
      fault(path, line, "standard distributions differ between libraries: base/rng.h");
  }

  void check_header(const std::string& path, const SourceText& source) {
    if (source.code.find("#pragma once") == source.code.npos) fault(path, 1, "a header without #pragma once");
    for (const int line : lines_with(source.code, "using namespace")) fault(path, line, "using namespace in a header");
  }

  const Table& table_;
  std::map<std::string, SourceText> files_;
  std::vector<std::string> faults_;
};

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> found;
  for (std::size_t at = line.find_first_not_of(" \t\r"); at != line.npos;) {
    const std::size_t end = std::min(line.find_first_of(" \t\r", at), line.size());
    found.emplace_back(line.substr(at, end - at));
    at = line.find_first_not_of(" \t\r", end);
  }
  return found;
}

void read_row(const std::vector<std::string>& row, Table& table, std::vector<std::string>& faults) {
  const bool rooms_follow = row.size() >= 3 && row[1] == "may" && row[2] == "include";
  if (row[0].back() != ':' || !rooms_follow) {
    faults.push_back("docs/architecture.md: \"" + row[0] + " …\" is no row of the table (room: may include room room)");
    return;
  }
  const auto [entry, is_new] =
      table.emplace(row[0].substr(0, row[0].size() - 1), std::set<std::string>(row.begin() + 3, row.end()));
  if (!is_new) faults.push_back("docs/architecture.md: " + entry->first + " has two rows");
}

// A room that can reach itself. Rooms are few: what each reaches is found by walking.
void check_circles(const Table& table, std::vector<std::string>& faults) {
  for (const auto& [room, direct] : table) {
    std::vector<std::string> open(direct.begin(), direct.end());
    std::set<std::string> seen;
    while (!open.empty()) {
      const std::string at = std::move(open.back());
      open.pop_back();
      if (at == room) {
        faults.push_back("docs/architecture.md: " + room + " includes itself in a circle");
        break;
      }
      if (!seen.insert(at).second) continue;
      if (const auto next = table.find(at); next != table.end())
        open.insert(open.end(), next->second.begin(), next->second.end());
    }
  }
}

// Who uses a header of a room: the ops by name, and other rooms. Walks through the room's own files, so that what a
// header serves is what its users serve.
class Users {
 public:
  explicit Users(const Sources& sources) {
    for (const auto& [path, text] : sources)
      for (const Include& include : read_source(text).includes)
        if (include.quoted) includers_["src/" + include.path].insert(path);
  }

  std::set<std::string> of(const std::string& header) const {
    std::set<std::string> users, seen;
    std::vector<std::string> open{header};
    while (!open.empty()) {
      const std::string at = std::move(open.back());
      open.pop_back();
      const auto found = includers_.find(at);
      if (!seen.insert(at).second || found == includers_.end()) continue;
      for (const std::string& path : found->second) {
        if (path == stem_of(at) + ".cpp") continue;
        if (room_of(path) == "ops") users.insert(op_of(path));
        else if (room_of(path) != room_of(header)) users.insert("the room " + room_of(path));
        else if (is_header(path)) open.push_back(path);
        else if (includers_.count(stem_of(path) + ".h")) open.push_back(stem_of(path) + ".h");
        else users.insert(path);
      }
    }
    return users;
  }

 private:
  static std::string stem_of(const std::string& path) { return path.substr(0, path.rfind('.')); }
  // "clean/c4" for src/ops/clean/c4.cpp and for src/ops/clean/c4/c4_marks.cpp.
  static std::string op_of(const std::string& path) {
    const std::size_t family = 8, op = path.find('/', family) + 1;
    return path.substr(family, path.find_first_of("./", op) - family);
  }

  std::map<std::string, std::set<std::string>> includers_;
};

}  // namespace

std::vector<std::string> headers_of_one_op(const Sources& sources, const std::set<std::string>& rooms) {
  const Users users(sources);
  std::vector<std::string> faults;
  for (const auto& [path, text] : sources) {
    if (!is_header(path) || !rooms.count(room_of(path))) continue;
    const std::set<std::string> who = users.of(path);
    if (who.size() == 1 && who.begin()->substr(0, 4) != "the " && who.begin()->substr(0, 4) != "src/")
      faults.push_back(where(path, 1) + "only " + *who.begin() + " uses it: its place is src/ops/" + *who.begin() +
                       "/");
  }
  return faults;
}

Table read_table(std::string_view markdown, std::vector<std::string>& faults) {
  Table table;
  const std::string_view fence = "```layers\n";
  const std::size_t open = markdown.find(fence);
  const std::size_t close = open == markdown.npos ? open : markdown.find("\n```", open + fence.size() - 1);
  if (close == markdown.npos) {
    faults.push_back("docs/architecture.md: no block ```layers");
    return table;
  }
  std::string_view block = markdown.substr(open + fence.size(), close - open - fence.size() + 1);
  while (!block.empty()) {
    const std::size_t end = std::min(block.find('\n'), block.size());
    const std::vector<std::string> row = words_of(block.substr(0, end));
    if (!row.empty()) read_row(row, table, faults);
    block.remove_prefix(std::min(end + 1, block.size()));
  }
  for (const auto& [room, direct] : table)
    for (const std::string& other : direct)
      if (!table.count(other))
        faults.push_back("docs/architecture.md: " + room + " may include " + other + ", which has no row");
  check_circles(table, faults);
  return table;
}

std::vector<std::string> check_layers(const Sources& sources, const Table& table) {
  return Checker(sources, table).check();
}

}  // namespace dsprep::layers
