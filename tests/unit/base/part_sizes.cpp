#include "base/part_sizes.h"

#include <cmath>

#include "support/catch.h"

using namespace dsprep;
using base::SizeUnit;

namespace {

using Table = std::vector<std::pair<std::string, double>>;

std::string read(const Table& table, SizeUnit unit = SizeUnit::automatic) {
  const auto parts = base::read_part_sizes(table, unit);
  if (!parts.ok()) return "refused: " + parts.error().message;
  std::string text;
  for (std::size_t i = 0; i < parts->names.size(); ++i) {
    text += (i ? " " : "") + parts->names[i] + "=";
    text += parts->sizes.empty() ? std::to_string(std::lround(parts->shares[i] * 1000)) + "m"
                                 : std::to_string(parts->sizes[i]);
  }
  return text;
}

bool refused(const Table& table, std::string_view why, SizeUnit unit = SizeUnit::automatic) {
  const std::string text = read(table, unit);
  INFO(text);
  const bool good = text.starts_with("refused") && text.find(why) != std::string::npos;
  CHECK(good);
  return good;
}

}  // namespace

TEST_CASE("part_sizes: shares, and sizes in records") {
  CHECK(read({{"train", 0.8}, {"validation", 0.1}, {"test", 0.1}}) == "train=800m validation=100m test=100m");
  CHECK(read({{"train", 1}, {"test", 0}}) == "train=1000m");
  CHECK(read({{"train", 70}, {"test", 20}}) == "train=70 test=20");
  CHECK(read({{"a", 1.0 / 3}, {"b", 1.0 / 3}, {"c", 1.0 / 3}}) == "a=333m b=333m c=333m");
  CHECK(read({{"train", 80}, {"test", 20}}, SizeUnit::records) == "train=80 test=20");
  CHECK(read({{"train", 80}, {"test", 1}}, SizeUnit::records) == "train=80 test=1");
  CHECK(read({{"train", 80}, {"test", 20}}, SizeUnit::percent) == "train=800m test=200m");
  CHECK(read({{"train", 99.5}, {"test", 0.5}}, SizeUnit::percent) == "train=995m test=5m");
  CHECK(read({{"train", 0.75}, {"test", 0.25}}, SizeUnit::share) == "train=750m test=250m");
}

TEST_CASE("part_sizes: what may be meant as shares is asked about") {
  refused({{"train", 80}, {"test", 20}},
          "for shares write train = 0.8 and test = 0.2; for 100 records in all add unit = \"records\"");
  refused({{"train", 90}, {"validation", 5}, {"test", 5}}, "train = 0.9, validation = 0.05 and test = 0.05");
  refused({{"train", 8}, {"test", 2}}, "train = 0.8 and test = 0.2");
  refused({{"train", 100}}, "train = 1");
  refused({{"train", 98}, {"validation", 1}, {"test", 1}}, "train = 0.98, validation = 0.01 and test = 0.01; for 100");
  refused({{"train", 8}, {"validation", 1}, {"test", 1}}, "train = 0.8, validation = 0.1 and test = 0.1; for 10");
}

TEST_CASE("part_sizes: sums that are not whole, and how to mend them") {
  refused({{"train", 0.8}}, "add up to 0.8, not to 1: give the rest to a part, as in test = 0.2");
  refused({{"train", 0.8}, {"test", 0.1}}, "as in validation = 0.1");
  refused({{"train", 0.6}, {"validation", 0.1}, {"test", 0.1}}, "as in rest = 0.2");
  refused({{"train", 0.8}, {"test", 0.4}},
          "add up to 1.2, not to 1: in proportion they would be train = 0.666666667 and test = 0.333333333");
  refused({{"train", 80}, {"test", 10}}, "add up to 90, not to 100", SizeUnit::percent);
  refused({{"train", 80}, {"test", 20}},
          "add up to 100, not to 1: in proportion they would be train = 0.8 and test = 0.2", SizeUnit::share);
}

TEST_CASE("part_sizes: what is neither") {
  refused({{"train", 80}, {"test", 0.2}}, "not some of both: got train = 80 and test = 0.2");
  refused({{"train", 2.5}}, "not some of both");
  refused({{"train", 2.5}}, "needs whole numbers", SizeUnit::records);
  refused({{"train", 0.5}}, "needs whole numbers", SizeUnit::records);
  refused({{"train", -0.5}, {"test", 1.5}}, "neither a share nor a size");
  refused({{"train", NAN}}, "neither a share nor a size");
  refused({{"train", INFINITY}}, "neither a share nor a size");
  refused({{"train", 0}}, "every part is 0");
  refused({}, "every part is 0");
  refused({{"a", 0.5}, {"a", 0.5}}, "a is there twice");
}
