// What every implementation of Files promises, held against the real one and the one of the tests; then what only a
// disk has.
#include "port/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "support/catch.h"
#include "support/memory_files.h"

namespace dsprep::port {
namespace {

// A directory on disk that goes away.
class Scratch {
 public:
  Scratch() {
    const char* base = std::getenv("TMPDIR");
    path_ = join(base ? base : "/tmp", "dsprep-port-XXXXXX");
    REQUIRE(::mkdtemp(path_.data()) != nullptr);
  }
  ~Scratch() { (void)disk_files().remove_tree(path_); }
  std::string operator()(std::string_view name) const { return join(path_, name); }

 private:
  std::string path_;
};

void put(Files& files, const std::string& path, std::string_view bytes) {
  auto file = files.create(path);
  REQUIRE(file.ok());
  REQUIRE((*file)->append(bytes).ok());
  REQUIRE((*file)->close().ok());
}

std::string names(const Result<std::vector<DirEntry>>& entries) {
  REQUIRE(entries.ok());
  std::string text;
  for (const DirEntry& entry : *entries) {
    text += entry.name;
    text += entry.kind == FileInfo::Kind::file ? " " : entry.kind == FileInfo::Kind::directory ? "/ " : "? ";
  }
  return text;
}

template <class T>
std::string message(const Result<T>& result) {
  return result.ok() ? "no error" : result.error().message;
}

void check_contract(Files& files, const std::string& top) {
  const auto at = [&](std::string_view name) { return join(top, name); };
  REQUIRE(files.make_directories(at("a/b/c")).ok());
  REQUIRE(files.make_directories(at("a/b/c/")).ok());

  put(files, at("a/f"), "hello");
  auto open = files.open(at("a/f"));
  REQUIRE(open.ok());
  char into[8] = {};
  CHECK((*open)->size() == 5);
  CHECK((*open)->read(1, into).value() == 4);
  CHECK(std::string_view(into, 4) == "ello");
  CHECK((*open)->read(5, into).value() == 0);
  CHECK((*open)->read(1u << 30, into).value() == 0);

  auto stream = files.open_stream(at("a/f"));
  REQUIRE(stream.ok());
  CHECK((*stream)->read(std::span(into).first(3)).value() == 3);
  CHECK((*stream)->read(into).value() == 2);
  CHECK(std::string_view(into, 2) == "lo");
  CHECK((*stream)->read(into).value() == 0);

  CHECK(files.read_all(at("a/f")).value() == "hello");
  put(files, at("a/f"), "");  // truncates
  CHECK(files.read_all(at("a/f")).value().empty());
  CHECK(files.stat(at("a/f"))->kind == FileInfo::Kind::file);
  CHECK(files.stat(at("a"))->kind == FileInfo::Kind::directory);
  CHECK(*files.has(at("a/f")));
  CHECK_FALSE(*files.has(at("a/g")));
  CHECK_FALSE(files.make_directories(at("a/f/x")).ok());

  put(files, at("a/é"), "");
  put(files, at("a/B"), "");
  CHECK(names(files.list(at("a"))) == "B b/ f é ");
  CHECK(message(files.list(at("none"))) == "cannot list " + at("none") + ": no such file");

  REQUIRE(files.write_atomically(at("a/w"), "one").ok());
  REQUIRE(files.write_atomically(at("a/w"), "two").ok());
  CHECK(files.read_all(at("a/w")).value() == "two");
  CHECK_FALSE(*files.has(temporary_name(at("a/w"))));
  CHECK_FALSE(files.write_atomically(at("none/w"), "x").ok());

  REQUIRE(files.rename(at("a/w"), at("a/b/v")).ok());
  CHECK_FALSE(*files.has(at("a/w")));
  REQUIRE(files.rename(at("a/b"), at("moved")).ok());
  CHECK(files.read_all(at("moved/v")).value() == "two");
  CHECK_FALSE(files.rename(at("a/w"), at("a/x")).ok());

  CHECK(message(files.open(at("missing"))) == "cannot open " + at("missing") + ": no such file");
  CHECK(message(files.open(at("a"))) == "cannot open " + at("a") + ": it is a directory");
  CHECK_FALSE(files.stat(at("missing")).ok());
  CHECK_FALSE(files.create(at("none/x")).ok());
  CHECK_FALSE(files.canonical(at("missing")).ok());
  CHECK(files.canonical(at("a/../a/./f")).value() == files.canonical(at("a")).value() + "/f");

  CHECK(files.remove(at("missing")).ok());
  CHECK_FALSE(files.remove(at("moved")).ok());
  CHECK(files.remove(at("moved/v")).ok());
  CHECK(files.remove(at("moved/c")).ok());
  CHECK(files.remove(at("moved")).ok());
  CHECK(files.remove_tree(at("missing")).ok());
  CHECK(files.remove_tree(at("a")).ok());
  CHECK_FALSE(*files.has(at("a")));
}

}  // namespace

TEST_CASE("Files on disk keep their contract") {
  const Scratch scratch;
  check_contract(disk_files(), scratch("top"));
}

TEST_CASE("Files in memory keep the same contract") {
  test::MemoryFiles files;
  check_contract(files, "top");
}

TEST_CASE("a file is read in full while it grows, and where it claims to be empty") {
  const auto status = disk_files().read_all("/proc/self/status");
  if (!status.ok()) return;
  CHECK(status->size() > 100);
}

TEST_CASE("a FIFO is a stream, and refused as a file without waiting for a writer") {
  const Scratch scratch;
  const std::string fifo = scratch("fifo");
  REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
  CHECK(disk_files().stat(fifo)->kind == FileInfo::Kind::other);
  CHECK(message(disk_files().open(fifo)) == "cannot open " + fifo + ": it is not a regular file");
}

TEST_CASE("links: listed as what they point to, removed as what they are") {
  const Scratch scratch;
  Files& files = disk_files();
  REQUIRE(files.make_directories(scratch("kept")).ok());
  put(files, scratch("kept/f"), "x");
  REQUIRE(files.make_directories(scratch("tree/sub")).ok());
  REQUIRE(::symlink(scratch("kept").c_str(), scratch("tree/directory").c_str()) == 0);
  REQUIRE(::symlink(scratch("kept/f").c_str(), scratch("tree/file").c_str()) == 0);
  REQUIRE(::symlink("nowhere", scratch("tree/dangling").c_str()) == 0);
  CHECK(names(files.list(scratch("tree"))) == "dangling? directory/ file sub/ ");
  CHECK(files.remove_tree(scratch("tree/directory/")).ok());
  CHECK(*files.has(scratch("kept/f")));
  CHECK(files.remove_tree(scratch("tree")).ok());
  CHECK_FALSE(*files.has(scratch("tree")));
  CHECK(*files.has(scratch("kept/f")));
}

TEST_CASE("Files on disk: only what is not there is absent") {
  const Scratch scratch;
  const std::string top = scratch("unseen");
  Files& files = disk_files();
  REQUIRE(files.make_directories(top).ok());
  put(files, top + "/file", "x");
  CHECK(*files.has(top + "/file"));
  CHECK_FALSE(*files.has(top + "/none"));
  CHECK_FALSE(*files.has(top + "/file/below"));                    // a part of the path is a file
  CHECK_FALSE(files.has(top + "/" + std::string(300, 'n')).ok());  // ENAMETOOLONG stands for all other reasons
  REQUIRE(::symlink("loop", (top + "/loop").c_str()) == 0);
  CHECK_FALSE(files.has(top + "/loop").ok());
  CHECK(message(files.stat(top + "/none")) == "cannot read " + top + "/none: no such file");

  // A name the user gave: wrong is a usage error; right and unreadable is a failure.
  const auto kind_of = [&](const std::string& path) { return files.of_named(path, failure("cannot open it")).kind; };
  CHECK(kind_of(top + "/none") == Error::Kind::usage);
  CHECK(kind_of(top) == Error::Kind::usage);
  CHECK(kind_of(top + "/file") == Error::Kind::failure);
  CHECK(kind_of(top + "/loop") == Error::Kind::failure);
}

TEST_CASE("a deep tree is removed without recursion") {
  const Scratch scratch;
  std::string path = scratch("deep");
  for (int i = 0; i < 300; ++i) path += "/d";
  REQUIRE(disk_files().make_directories(path).ok());
  CHECK(disk_files().remove_tree(scratch("deep")).ok());
  CHECK_FALSE(*disk_files().has(scratch("deep")));
}

TEST_CASE("a full disk says what to do and leaves nothing behind") {
  if (*disk_files().has("/dev/full")) {
    auto full = disk_files().create("/dev/full");
    REQUIRE(full.ok());
    CHECK((*full)->append("x").error().message ==
          "cannot write /dev/full: the disk is full: free space or choose another --output or --tmp");
  }
  test::MemoryFiles files;
  files.put("w", "old");
  files.fail_append(1);
  const Status status = files.write_atomically("w", "new");
  REQUIRE_FALSE(status.ok());
  CHECK(status.error().message.find("the disk is full") != std::string::npos);
  CHECK(files.paths() == std::vector<std::string>{"w"});
  CHECK(files.content("w") == "old");
}

TEST_CASE("write_atomically syncs before it renames and the directory after") {
  test::MemoryFiles files;
  REQUIRE(files.make_directories("d").ok());
  REQUIRE(files.write_atomically("d/w", "x").ok());
  const std::string temporary = temporary_name("d/w");
  CHECK(files.events() == std::vector<std::string>{"create " + temporary, "sync " + temporary, "close " + temporary,
                                                   "rename " + temporary + " d/w", "sync_directory d"});
}

TEST_CASE("files never take the place of a closed standard stream") {
  const int saved = ::dup(STDIN_FILENO);
  ::close(STDIN_FILENO);
  const Scratch scratch;
  auto file = disk_files().create(scratch("f"));
  const bool taken = ::fcntl(STDIN_FILENO, F_GETFD) != -1;
  if (saved >= 0) {
    ::dup2(saved, STDIN_FILENO);
    ::close(saved);
  }
  CHECK(file.ok());
  CHECK_FALSE(taken);
}

TEST_CASE("faults of files in memory") {
  test::MemoryFiles files;
  files.put("a", "0123456789");
  files.make_unreadable("a");
  CHECK(message(files.open("a")).starts_with("cannot open a: permission denied"));
  files.clear_faults();
  files.break_at("a", 4);
  auto file = files.open("a");
  char into[4];
  CHECK((*file)->read(0, into).ok());
  CHECK_FALSE((*file)->read(1, into).ok());
  files.set_stream_block(3);
  CHECK((*files.open_stream("a"))->read(into).value() == 3);

  auto out = files.create("out");
  CHECK(files.open_writers() == 1);
  files.close_pipe(2);
  CHECK((*out)->append("x").ok());
  CHECK((*out)->append("y").error().kind == Error::Kind::closed_pipe);
  CHECK((*out)->append("z").error().kind == Error::Kind::closed_pipe);
  files.clear_faults();
  files.set_space(3);
  CHECK((*out)->append("123").ok());
  CHECK_FALSE((*out)->append("4").ok());
  CHECK(files.content("out") == "x123");
  CHECK((*out)->close().ok());
  CHECK(files.open_writers() == 0);
}

}  // namespace dsprep::port
