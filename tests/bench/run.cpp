// Whole processes, in pairs: floor, dsprep, floor, dsprep, … on the same file with the same threads. Prints throughput of
// both and dsprep ÷ floor, median and range over the pairs: on a shared machine only the ratio within a pair means something.
//
//   bench_run [--mb 600] [--pairs 9] [--threads N] [--dir /tmp] [--input FILE] [--scaling] [CASE …]
//
// --scaling: in the floor's place stands dsprep itself with one thread
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "bench_corpus.h"

namespace {

struct Ran {
  double seconds = 0, cpu = 0;
  long peak_kib = 0;
};

Ran run(const std::vector<std::string>& words) {
  std::vector<char*> argv;
  for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  const auto start = std::chrono::steady_clock::now();
  const pid_t pid = fork();
  if (pid == 0) {
    const int null = open("/dev/null", O_WRONLY);
    dup2(null, 2);
    execv(argv[0], argv.data());
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  wait4(pid, &status, 0, &usage);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    std::fprintf(stderr, "%s failed (status %d)\n", words[0].c_str(), status);
    std::exit(1);
  }
  const auto seconds = [](timeval t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; };
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(),
          seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss};
}

std::string spread(std::vector<double> values, const char* format) {
  std::sort(values.begin(), values.end());
  char text[96], one[32];
  std::string out;
  std::snprintf(one, sizeof one, format, values[values.size() / 2]);
  out = one;
  std::snprintf(text, sizeof text, " (%s – %s)", format, format);
  char range[96];
  std::snprintf(range, sizeof range, text, values.front(), values.back());
  return out + range;
}

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t mb = 600;
  bool scaling = false;
  int pairs = 9, threads = static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN));
  std::string dir = "/tmp", given, near, memory;
  std::vector<std::string> wanted;
  for (int i = 1; i < argc; ++i) {
    const auto value = [&] { return i + 1 < argc ? argv[++i] : ""; };
    if (!std::strcmp(argv[i], "--mb")) mb = std::strtoull(value(), nullptr, 10);
    else if (!std::strcmp(argv[i], "--pairs")) pairs = std::atoi(value());
    else if (!std::strcmp(argv[i], "--threads")) threads = std::atoi(value());
    else if (!std::strcmp(argv[i], "--dir")) dir = value();
    else if (!std::strcmp(argv[i], "--input")) given = value();
    else if (!std::strcmp(argv[i], "--scaling")) scaling = true;
    else if (!std::strcmp(argv[i], "--near")) near = value();       // share of near-duplicates in the input that is made
    else if (!std::strcmp(argv[i], "--memory")) memory = value();
    else wanted.push_back(argv[i]);
  }
  const std::string input = given.empty() ? dir + "/dsprep-bench-" + std::to_string(mb) + (near.empty() ? "" : "-near-" + near) + ".jsonl" : given, floor_out = dir + "/dsprep-bench-floor.jsonl",
                    out = dir + "/dsprep-bench-out.jsonl";
  if (std::ifstream(input).peek() == EOF) {
    std::fprintf(stderr, "making %s\n", input.c_str());
    std::ofstream file(input, std::ios::binary);
    dsprep::bench::CorpusShape shape;
    if (!near.empty()) shape.near_duplicates = std::atof(near.c_str());
    dsprep::bench::make_lines(mb * 1'000'000, shape, [&](const std::string& line) { file << line; });
  }
  const double size = static_cast<double>(std::ifstream(input, std::ios::ate | std::ios::binary).tellg());
  const std::string j = std::to_string(threads);
  std::vector<std::string> configs = wanted;           // a case is a config: a path, or NAME for tests/bench/NAME.toml
  if (configs.empty()) configs = {"empty", "unicode_whitespace", "length_matches_dedup_exact", "unicode_whitespace_length"};
  const char* const rival = scaling ? "one thread" : "floor";
  std::printf("%.0f MB, %d thread%s, %d pairs: median (range)\n", size / 1e6, threads, threads == 1 ? "" : "s", pairs);
  for (const std::string& config : configs) {
    const std::string path = config.ends_with(".toml") ? config : DSPREP_SOURCE_DIR "/tests/bench/" + config + ".toml";
    std::vector<std::string> words = {DSPREP_BINARY, "run", path, input, "-o", out, "--force", "-j", j, "--progress", "none"};
    if (!memory.empty()) words.insert(words.end(), {"--memory", memory});
    std::vector<std::string> floor_words = {DSPREP_FLOOR, j, input, floor_out};
    if (scaling) floor_words = {DSPREP_BINARY, "run", path, input, "-o", floor_out, "--force", "-j", "1", "--progress", "none"};
    run(floor_words);
    run(words);
    std::vector<double> floor_rate, rate, ratio, cpu_rate, cpu_ratio;
    long peak = 0;
    for (int i = 0; i < pairs; ++i) {
      const Ran f = run(floor_words), d = run(words);
      floor_rate.push_back(size / f.seconds / 1e6);
      rate.push_back(size / d.seconds / 1e6);
      ratio.push_back(f.seconds / d.seconds);
      cpu_rate.push_back(size / d.cpu / 1e6);
      cpu_ratio.push_back(f.cpu / d.cpu);
      peak = std::max(peak, d.peak_kib);
    }
    std::printf("%-28s %s %s MB/s   dsprep %s MB/s   dsprep ÷ %s %s   by cpu %s MB/s, %s   peak %ld MiB\n", config.c_str(), rival,
                spread(floor_rate, "%.0f").c_str(), spread(rate, "%.0f").c_str(), rival, spread(ratio, "%.2f").c_str(),
                spread(cpu_rate, "%.0f").c_str(), spread(cpu_ratio, "%.2f").c_str(), peak / 1024);
    std::fflush(stdout);
  }
  std::remove(out.c_str());
  std::remove(floor_out.c_str());
}
