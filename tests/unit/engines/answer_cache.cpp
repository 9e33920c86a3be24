#include "engines/answer_cache.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <thread>
#include <vector>

#include "base/hash.h"
#include "support/catch.h"

namespace dsprep::engines {
namespace {

struct Folder {
  Folder() {
    char name[] = "/tmp/dsprep-cache-XXXXXX";
    REQUIRE(::mkdtemp(name));
    path = std::string(name) + "/cache";
  }
  ~Folder() { (void)!std::system(("rm -rf " + path.substr(0, path.rfind('/'))).c_str()); }
  std::vector<std::string> files() const {
    std::vector<std::string> names;
    const auto entries = port::disk_files().list(path);
    REQUIRE(entries.ok());
    for (const port::DirEntry& entry : *entries) names.push_back(path + "/" + entry.name);
    return names;
  }
  std::string path;
};

std::unique_ptr<AnswerCache> open(const Folder& folder) {
  auto cache = AnswerCache::open(folder.path);
  REQUIRE(cache.ok());
  return std::move(cache).value();
}
std::string found(const AnswerCache& cache, std::string_view question) {
  const auto answer = cache.find(base::hash128(question));
  REQUIRE(answer.ok());
  return answer->value_or("-");
}
void add(AnswerCache& cache, std::string_view question, std::string_view answer) {
  REQUIRE(cache.add(base::hash128(question), answer).ok());
}
unsigned mode_of(const std::string& path) {
  struct stat info {};
  REQUIRE(::stat(path.c_str(), &info) == 0);
  return info.st_mode & 0777;
}

}  // namespace

TEST_CASE("answer cache: what was added is found, in this process and the next") {
  const Folder folder;
  {
    const auto cache = open(folder);
    CHECK(folder.files().empty());  // nothing to say, no file
    CHECK(found(*cache, "q") == "-");
    add(*cache, "q", "\"答え\"");
    add(*cache, "empty", "");
    add(*cache, "long", std::string(3u << 20, 'x'));
    add(*cache, "behind", "1");
    CHECK(found(*cache, "q") == "\"答え\"");
  }
  const auto cache = open(folder);
  CHECK(cache->size() == 4);
  CHECK(found(*cache, "q") == "\"答え\"");
  CHECK(found(*cache, "empty") == "");
  CHECK(found(*cache, "long").size() == 3u << 20);
  CHECK(found(*cache, "behind") == "1");
  CHECK(found(*cache, "Q") == "-");
  REQUIRE(folder.files().size() == 1);
  CHECK(mode_of(folder.files()[0]) == 0600);
  CHECK(mode_of(folder.path) == 0700);
}

TEST_CASE("answer cache: a torn end is not read, at whatever byte it was torn") {
  const Folder folder;
  {
    const auto cache = open(folder);
    add(*cache, "first", "11111");
    add(*cache, "second", "22222");
  }
  const std::string file = folder.files()[0];
  const auto whole = port::disk_files().read_all(file);
  REQUIRE(whole.ok());
  for (std::size_t size = whole->size(); size-- > whole->size() / 2;) {
    REQUIRE(::truncate(file.c_str(), static_cast<off_t>(size)) == 0);
    const auto cache = open(folder);
    REQUIRE(found(*cache, "first") == "11111");
    REQUIRE(found(*cache, "second") == "-");
  }
}

TEST_CASE("answer cache: damage is no answer") {
  const Folder folder;
  {
    const auto cache = open(folder);
    add(*cache, "first", "11111");
    add(*cache, "second", "22222");
  }
  const std::string file = folder.files()[0];
  const auto whole = port::disk_files().read_all(file);
  REQUIRE(whole.ok());
  for (std::size_t at = 0; at < whole->size(); ++at) {
    std::string damaged = *whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x40);
    std::ofstream(file, std::ios::binary | std::ios::trunc) << damaged;
    const auto cache = open(folder);
    const std::string first = found(*cache, "first"), second = found(*cache, "second");
    REQUIRE((first == "11111" || first == "-"));
    REQUIRE((second == "22222" || second == "-"));
  }
  std::ofstream(file, std::ios::binary | std::ios::trunc) << std::string(100, '\0');
  CHECK(open(folder)->size() == 0);
}

TEST_CASE("answer cache: kill -9 at any moment loses no answer that was given back") {
  const Folder folder;
  for (int round = 0; round < 5; ++round) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t copy = ::fork();
    REQUIRE(copy >= 0);
    if (copy == 0) {
      auto cache = AnswerCache::open(folder.path);
      for (unsigned i = 0;; ++i) {
        if (!cache.value()->add(base::hash128(std::to_string(round) + "/" + std::to_string(i)), "answer").ok()) break;
        (void)!::write(ends[1], &i, sizeof i);
      }
      ::_exit(1);
    }
    ::close(ends[1]);
    unsigned last = 0;
    while (::read(ends[0], &last, sizeof last) == sizeof last && last < 500) {
    }
    ::kill(copy, SIGKILL);
    ::waitpid(copy, nullptr, 0);
    while (::read(ends[0], &last, sizeof last) == sizeof last) {
    }
    ::close(ends[0]);
    const auto cache = open(folder);
    for (unsigned i = 0; i <= last; ++i)
      REQUIRE(found(*cache, std::to_string(round) + "/" + std::to_string(i)) == "answer");
  }
}

TEST_CASE("answer cache: threads and two caches of one process") {
  const Folder folder;
  const auto one = open(folder), two = open(folder);
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&, t] {
        AnswerCache& cache = t % 2 ? *one : *two;
        for (int i = 0; i < 200; ++i) (void)cache.add(base::hash128(std::to_string(i)), std::to_string(i));
        for (int i = 0; i < 200; ++i) (void)cache.find(base::hash128(std::to_string(i)));
      });
  }
  CHECK(folder.files().size() == 2);
  const auto cache = open(folder);
  for (int i = 0; i < 200; ++i) CHECK(found(*cache, std::to_string(i)) == std::to_string(i));
}

TEST_CASE("answer cache: a directory that cannot be one") {
  const Folder folder;
  REQUIRE(open(folder));
  std::ofstream(folder.path + "/file") << "mine";
  const auto cache = AnswerCache::open(folder.path + "/file");
  REQUIRE_FALSE(cache.ok());
  CHECK(cache.error().message.find(folder.path + "/file") != std::string::npos);
  CHECK(open(folder)->size() == 0);  // files of others are not read
}

}  // namespace dsprep::engines
