#!/usr/bin/env python3
"""Steps of normalize in turn with the floor on one file, one thread, by CPU time: the median of so many pairs.

    python tests/bench/normalize_speed.py --build build/release [--pairs 3] FILE.jsonl "--unicode --whitespace" "--case" ...
"""
import argparse, os, resource, statistics, subprocess, tempfile


def cpu_seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--build", required=True)
    arguments.add_argument("--pairs", type=int, default=3)
    arguments.add_argument("file")
    arguments.add_argument("steps", nargs=argparse.REMAINDER)
    options = arguments.parse_args()
    megabytes = os.path.getsize(options.file) / 1e6
    with tempfile.TemporaryDirectory() as work:
        for steps in options.steps:
            ours, floor = [], []
            for _ in range(options.pairs):
                floor.append(cpu_seconds([options.build + "/tests/bench/bench_floor", "1", options.file, work + "/floor.jsonl"]))
                ours.append(cpu_seconds([options.build + "/dsprep", "normalize", *steps.split(), options.file, "-o", work + "/out.jsonl",
                                         "--force", "-q", "-j", "1"]))
            ratios = [f / o for f, o in zip(floor, ours)]
            print(f"{steps:60} {megabytes / statistics.median(ours):6.0f} MB/s   floor {megabytes / statistics.median(floor):6.0f}"
                  f"   of the floor {statistics.median(ratios):.2f} ({min(ratios):.2f} - {max(ratios):.2f})", flush=True)


if __name__ == "__main__":
    main()
