// bench_html: html_text's main text beside a bare parse of the same pages by Gumbo, in turns, one thread.
//
//   bench_html FOLDER…       pages, .html or .html.gz
#include <gumbo.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "html/page_text.h"
#include "support/unpacked_file.h"

using namespace dsprep;

namespace {

double cpu_seconds() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

template <class Work>
double timed(const std::vector<std::string>& pages, Work work) {
  const double start = cpu_seconds();
  for (const std::string& page : pages) work(page);
  return cpu_seconds() - start;
}

}  // namespace

int main(int count, char** arguments) {
  std::vector<std::string> paths, pages;
  for (int i = 1; i < count; ++i)
    for (const auto& entry : std::filesystem::directory_iterator(arguments[i])) paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());
  double bytes = 0;
  for (const std::string& path : paths) {
    pages.push_back(test::unpacked_file(path));
    bytes += static_cast<double>(pages.back().size());
  }
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  html::Parser parser;
  html::Tree tree;
  html::PageText reader;
  double bare = 1e9, parse = 1e9, all = 1e9, main = 1e9;
  for (int round = 0; round < 3; ++round) {
    bare = std::min(bare, timed(pages, [&](const std::string& page) {
                      gumbo_destroy_output(&options, gumbo_parse_with_options(&options, page.data(), page.size()));
                    }));
    parse = std::min(parse, timed(pages, [&](const std::string& page) { parser.parse(page, tree); }));
    const auto read = [&](html::PageText::What what) {
      return timed(pages, [&](const std::string& page) { reader.read(page, what); });
    };
    all = std::min(all, read(html::PageText::What::all));
    main = std::min(main, read(html::PageText::What::main));
  }
  std::printf("%zu pages, %.1f MB; MB/s of cpu time, best of 3\n", pages.size(), bytes * 1e-6);
  for (const auto& [name, seconds] : {std::pair("bare gumbo parse", bare), std::pair("parse, our tree", parse),
                                      std::pair("html_text, all", all), std::pair("html_text, main", main)})
    std::printf("  %-18s %6.1f   %.2f of the bare parse\n", name, bytes * 1e-6 / seconds, bare / seconds);
}
