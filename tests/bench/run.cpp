// Whole processes, in pairs: floor, dsprep, floor, dsprep, … on the same file with the same threads. Prints throughput
// of both and dsprep ÷ floor, median and range over the pairs: on a shared machine only the ratio within a pair means
// something.
//
//   bench_run [--mb 600] [--pairs 9] [--threads N] [--dir /tmp] [--input FILE] [--scaling] [CASE …]
//   bench_run --sizes 500,1000,2000,5000 --pairs 1 dedup_exact dedup_minhash
//
// One pair of each runs before the others and is not counted, where there are others. --scaling: in the floor's place
// stands dsprep itself with one thread. --sizes: one block for each size, and last what a megabyte costs at each: a
// case that is linear costs the same.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
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

// What one case costs on one size.
struct Cost {
  double megabytes = 0, cpu = 0;
};

struct Plan {
  bool scaling = false;
  bool parts = false;  // written into a directory: a split
  int pairs = 9, threads = static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN));
  std::string dir = "/tmp", given, near, memory;
};

std::string input_of(const Plan& plan, std::uint64_t mb) {
  if (!plan.given.empty()) return plan.given;
  const std::string near = plan.near.empty() ? "" : "-near-" + plan.near;
  const std::string input = plan.dir + "/dsprep-bench-" + std::to_string(mb) + near + ".jsonl";
  if (std::ifstream(input).peek() != EOF) return input;
  std::fprintf(stderr, "making %s\n", input.c_str());
  std::ofstream file(input, std::ios::binary);
  dsprep::bench::CorpusShape shape;
  if (!plan.near.empty()) shape.near_duplicates = std::atof(plan.near.c_str());
  dsprep::bench::make_lines(mb * 1'000'000, shape, [&](const std::string& line) { file << line; });
  return input;
}

Cost measure(const Plan& plan, const std::string& config, const std::string& input) {
  const double size = static_cast<double>(std::filesystem::file_size(input));
  const std::string floor_out = plan.dir + "/dsprep-bench-floor.jsonl",
                    out = plan.dir + "/dsprep-bench-out" + (plan.parts ? "" : ".jsonl");
  const std::string path = config.ends_with(".toml") ? config : DSPREP_SOURCE_DIR "/tests/bench/" + config + ".toml";
  const auto dsprep = [&](const std::string& to, int threads) {
    std::vector<std::string> words = {DSPREP_BINARY,           "run",        path,  input, "-o", to, "--force", "-j",
                                      std::to_string(threads), "--progress", "none"};
    if (!plan.memory.empty()) words.insert(words.end(), {"--memory", plan.memory});
    return words;
  };
  const std::vector<std::string> words = dsprep(out, plan.threads);
  std::vector<std::string> floor_words = {DSPREP_FLOOR, std::to_string(plan.threads), input, floor_out};
  if (plan.scaling) floor_words = dsprep(floor_out, 1);
  // What was written goes at once: the disk need not hold three times the input.
  const auto run_and_remove = [](const std::vector<std::string>& what, const std::string& written) {
    const Ran ran = run(what);
    std::filesystem::remove_all(written);
    std::filesystem::remove_all(written + ".dsprep");
    return ran;
  };
  if (plan.pairs > 1) {  // to warm up
    run_and_remove(floor_words, floor_out);
    run_and_remove(words, out);
  }
  std::vector<double> floor_rate, rate, ratio, cpu_rate, cpu_ratio, cpu;
  long peak = 0;
  for (int i = 0; i < plan.pairs; ++i) {
    const Ran f = run_and_remove(floor_words, floor_out), d = run_and_remove(words, out);
    floor_rate.push_back(size / f.seconds / 1e6);
    rate.push_back(size / d.seconds / 1e6);
    ratio.push_back(f.seconds / d.seconds);
    cpu_rate.push_back(size / d.cpu / 1e6);
    cpu_ratio.push_back(f.cpu / d.cpu);
    cpu.push_back(d.cpu);
    peak = std::max(peak, d.peak_kib);
  }
  const char* const rival = plan.scaling ? "one thread" : "floor";
  std::printf("%-28s %s %s MB/s   dsprep %s MB/s   dsprep ÷ %s %s   by cpu %s MB/s, ÷ %s   peak %ld MiB\n",
              config.c_str(), rival, spread(floor_rate, "%.0f").c_str(), spread(rate, "%.0f").c_str(), rival,
              spread(ratio, "%.2f").c_str(), spread(cpu_rate, "%.0f").c_str(), spread(cpu_ratio, "%.2f").c_str(),
              peak / 1024);
  std::fflush(stdout);
  std::sort(cpu.begin(), cpu.end());
  return {size / 1e6, cpu[cpu.size() / 2]};
}

}  // namespace

int main(int argc, char** argv) {
  Plan plan;
  std::vector<std::uint64_t> sizes;
  std::vector<std::string> configs;  // a case is a config: a path, or NAME for tests/bench/NAME.toml
  for (int i = 1; i < argc; ++i) {
    const auto value = [&] { return i + 1 < argc ? argv[++i] : ""; };
    if (!std::strcmp(argv[i], "--mb") || !std::strcmp(argv[i], "--sizes")) {
      for (const char* at = value(); *at;) {
        char* end = nullptr;
        sizes.push_back(std::strtoull(at, &end, 10));
        if (end == at || sizes.back() == 0) return std::fprintf(stderr, "%s: not a list of sizes in MB\n", at), 2;
        at = *end == ',' ? end + 1 : end;
      }
    } else if (!std::strcmp(argv[i], "--pairs")) plan.pairs = std::atoi(value());
    else if (!std::strcmp(argv[i], "--threads")) plan.threads = std::atoi(value());
    else if (!std::strcmp(argv[i], "--dir")) plan.dir = value();
    else if (!std::strcmp(argv[i], "--input")) plan.given = value();
    else if (!std::strcmp(argv[i], "--scaling")) plan.scaling = true;
    else if (!std::strcmp(argv[i], "--parts")) plan.parts = true;
    else if (!std::strcmp(argv[i], "--near"))
      plan.near = value();  // share of near-duplicates in the input that is made
    else if (!std::strcmp(argv[i], "--memory")) plan.memory = value();
    else configs.push_back(argv[i]);
  }
  if (sizes.empty() || !plan.given.empty()) sizes.assign(1, 600);
  if (configs.empty())
    configs = {"empty", "unicode_whitespace", "length_matches_dedup_exact", "unicode_whitespace_length"};
  std::vector<std::vector<Cost>> costs(configs.size());
  for (const std::uint64_t mb : sizes) {
    const std::string input = input_of(plan, mb);
    std::printf("%.0f MB, %d thread%s, %d pairs: median (range)\n",
                static_cast<double>(std::filesystem::file_size(input)) / 1e6, plan.threads,
                plan.threads == 1 ? "" : "s", plan.pairs);
    for (std::size_t i = 0; i < configs.size(); ++i) costs[i].push_back(measure(plan, configs[i], input));
    if (sizes.size() > 1) std::filesystem::remove(input);  // several sizes together are large
  }
  if (sizes.size() < 2) return 0;
  // By size: what a megabyte costs, in processor time of all threads, and how much more than at the smallest size.
  std::printf("scaling: ms of processor time a MB, and ÷ that of the smallest\n");
  for (std::size_t i = 0; i < configs.size(); ++i) {
    std::printf("%-28s", configs[i].c_str());
    const double first = costs[i][0].cpu / costs[i][0].megabytes;
    for (const Cost& cost : costs[i])
      std::printf("   %.0f MB: %.2f (%.2f)", cost.megabytes, cost.cpu / cost.megabytes * 1e3,
                  cost.cpu / cost.megabytes / first);
    std::printf("\n");
  }
}
