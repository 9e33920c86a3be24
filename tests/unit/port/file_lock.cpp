#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>

#include "port/files.h"
#include "support/catch.h"
#include "support/memory_files.h"

namespace dsprep::port {
namespace {

struct TemporaryDirectory {
  TemporaryDirectory() { REQUIRE(::mkdtemp(path.data()) != nullptr); }
  ~TemporaryDirectory() { (void)disk_files().remove_tree(path); }
  std::string path = "/tmp/dsprep-lock-XXXXXX";
};

std::unique_ptr<FileLock> taken(Files& files, const std::string& path, LockKind kind, const std::string& note = "me") {
  auto lock = files.lock(path, kind, note);
  REQUIRE(lock.ok());
  return std::move(*lock);
}

// What both file systems promise.
void check_locks(Files& files, const std::string& path) {
  auto first = taken(files, path, LockKind::exclusive, "first");
  REQUIRE(first);
  CHECK(first->left() == "");
  CHECK(first->works());
  CHECK(*files.read_all(path) == "first");
  CHECK_FALSE(taken(files, path, LockKind::exclusive));
  CHECK_FALSE(taken(files, path, LockKind::shared));
  CHECK(*files.read_all(path) == "first");
  first.reset();
  auto one = taken(files, path, LockKind::shared, "one"), two = taken(files, path, LockKind::shared, "two");
  REQUIRE(one);
  REQUIRE(two);
  CHECK(one->left() == "first");  // it went without remove()
  CHECK(*files.read_all(path) == "two");
  CHECK(taken(files, path, LockKind::shared, ""));
  CHECK(*files.read_all(path) == "two");
  CHECK_FALSE(taken(files, path, LockKind::exclusive));
  one.reset();
  CHECK_FALSE(taken(files, path, LockKind::exclusive));
  two.reset();
  auto third = taken(files, path, LockKind::exclusive);
  REQUIRE(third);
  REQUIRE(third->remove().ok());
  auto fourth = taken(files, path, LockKind::exclusive);  // of another file: the removed one keeps nobody away
  REQUIRE(fourth);
  CHECK(fourth->left() == "");
  third.reset();
  CHECK_FALSE(taken(files, path, LockKind::exclusive));
}

}  // namespace

TEST_CASE("locks: one exclusive holder or many that share, on disk and in memory") {
  TemporaryDirectory directory;
  check_locks(disk_files(), directory.path + "/new/lock");
  test::MemoryFiles files;
  check_locks(files, "new/lock");
}

TEST_CASE("a lock dies with its process, and tells the next one of it") {
  TemporaryDirectory directory;
  const std::string path = directory.path + "/lock";
  int ready[2];
  REQUIRE(::pipe(ready) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    auto lock = disk_files().lock(path, LockKind::exclusive, "the child");
    (void)!::write(ready[1], lock.ok() && *lock ? "y" : "n", 1);
    ::pause();
    ::_exit(0);
  }
  char answer = 0;
  REQUIRE(::read(ready[0], &answer, 1) == 1);
  REQUIRE(answer == 'y');
  CHECK_FALSE(taken(disk_files(), path, LockKind::exclusive));
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  const auto lock = taken(disk_files(), path, LockKind::exclusive);
  REQUIRE(lock);
  CHECK(lock->left() == "the child");
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST_CASE("one of many that take and remove a lock at once holds it") {
  TemporaryDirectory directory;
  const std::string path = directory.path + "/state/lock";
  std::atomic<int> inside{0}, most{0}, times{0};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([&] {
        for (int round = 0; round < 200; ++round) {
          auto lock = disk_files().lock(path, LockKind::exclusive, "x");
          if (!lock.ok() || !*lock) continue;
          const int now = ++inside;
          if (now > most) most = now;
          ++times;
          --inside;
          (void)(*lock)->remove();
          (void)disk_files().remove(directory.path + "/state");
        }
      });
  }
  CHECK(most == 1);
  CHECK(times > 0);
}

TEST_CASE("temporary names are a process's own") {
  const std::string name = temporary_name("out/data/部分-00000.jsonl");
  CHECK(name.starts_with("out/data/部分-00000.jsonl."));
  CHECK(token_of(name) == process_token());
  CHECK(process_token().size() == 16);
  for (const char* other : {"", ".tmp", "x.tmp", "x.0123456789abcde.tmp", "x.0123456789abcdeg.tmp",
                            "x0123456789abcdef.tmp", "x.0123456789abcdef", ".0123456789abcdef.tmp"})
    CHECK(token_of(other) == "");
  CHECK(token_of("x.0123456789abcdef.tmp") == "0123456789abcdef");
}

TEST_CASE("what only its owner may read") {
  TemporaryDirectory directory;
  Files& files = disk_files().owner_only();
  REQUIRE(files.make_directories(directory.path + "/a/b").ok());
  REQUIRE((*files.create(directory.path + "/a/b/x"))->close().ok());
  struct stat info {};
  REQUIRE(::stat((directory.path + "/a/b").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0700);
  REQUIRE(::stat((directory.path + "/a/b/x").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  CHECK(&files.owner_only() == &files);
}

TEST_CASE("one file has one device and inode, whatever its path") {
  TemporaryDirectory directory;
  const std::string a = directory.path + "/a", b = directory.path + "/b", c = directory.path + "/c",
                    d = directory.path + "/d";
  Files& files = disk_files();
  for (const std::string& path : {a, d}) REQUIRE((*files.create(path))->close().ok());
  REQUIRE(::link(a.c_str(), b.c_str()) == 0);
  REQUIRE(::symlink("a", c.c_str()) == 0);
  const auto id = [&](const std::string& path) {
    const auto info = files.stat(path);
    REQUIRE(info.ok());
    return std::pair(info->device, info->inode);
  };
  CHECK(id(a) == id(b));
  CHECK(id(a) == id(c));
  CHECK(id(a) != id(d));
}

}  // namespace dsprep::port
