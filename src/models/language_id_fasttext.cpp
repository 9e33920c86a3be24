// fastText behind LanguageModel.
#include <fasttext/fasttext.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <exception>
#include <functional>
#include <istream>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "models/fasttext_file.h"
#include "models/language_id.h"

namespace dsprep::models {
namespace {

constexpr std::string_view prefix = "__label__";

// A stream over bytes that are there already.
class MemoryBuffer final : public std::streambuf {
 public:
  void show(const char* begin, std::size_t size) {
    char* at = const_cast<char*>(begin);  // only read: nothing is ever put back that was not there
    setg(at, at, at + size);
  }
};

// The library's way from a file to a model is open, its way from a stream is not: the header is for whoever calls
// loadModel.
class Loadable final : public fasttext::FastText {
 public:
  void load(std::istream& in) {
    if (!checkModel(in)) throw std::invalid_argument("its header is not one of a fastText model");
    loadModel(in);
  }
};

using Labels = std::map<std::string, std::uint32_t, std::less<>>;

class FasttextDetector final : public LanguageDetector {
 public:
  FasttextDetector(const fasttext::FastText& model, const Labels& labels)
      : model_(model), labels_(labels), stream_(&buffer_) {}

  const LanguageAnswer& detect(std::string_view text) override {
    // A line is what the model judges, so a text becomes one, as in every recipe.
    line_.assign(text);
    std::replace(line_.begin(), line_.end(), '\n', ' ');
    line_ += '\n';
    buffer_.show(line_.data(), line_.size());
    stream_.clear();
    answer_.count = 0;
    try {
      model_.predictLine(stream_, predictions_, static_cast<std::int32_t>(answer_.guesses.size()), 0);
    } catch (const std::exception&) {
      predictions_.clear();  // no known word at all
    }
    for (const auto& [probability, name] : predictions_) {
      const auto label = labels_.find(name);
      if (answer_.count == answer_.guesses.size() || label == labels_.end() || std::isnan(probability)) continue;
      const double score = std::clamp(static_cast<double>(probability), 0.0, 1.0);
      answer_.guesses[answer_.count++] = {label->second, std::round(score * 1e4) / 1e4};
    }
    answer_.reliable = answer_.count > 0;
    if (answer_.count == 0) answer_.guesses[answer_.count++] = {0, 0};
    return answer_;
  }

 private:
  const fasttext::FastText& model_;
  const Labels& labels_;
  MemoryBuffer buffer_;
  std::istream stream_;
  std::string line_;
  std::vector<std::pair<fasttext::real, std::string>> predictions_;
  LanguageAnswer answer_;
};

class FasttextModel final : public LanguageModel {
 public:
  Status load(std::string_view bytes) {
    MemoryBuffer buffer;
    buffer.show(bytes.data(), bytes.size());
    std::istream stream(&buffer);
    try {
      model_.load(stream);
    } catch (const std::exception& e) {
      return failure(e.what());
    }
    labels_ = {"und"};
    const auto dictionary = model_.getDictionary();
    for (std::int32_t i = 0; i < dictionary->nlabels(); ++i) {
      const std::string name = dictionary->getLabel(i);
      by_name_.emplace(name, static_cast<std::uint32_t>(labels_.size()));
      labels_.push_back(name.starts_with(prefix) ? name.substr(prefix.size()) : name);
    }
    return {};
  }
  std::unique_ptr<LanguageDetector> detector() const override {
    return std::make_unique<FasttextDetector>(model_, by_name_);
  }

 private:
  Loadable model_;
  Labels by_name_;
};

}  // namespace

Result<std::unique_ptr<LanguageModel>> fasttext_language_model(std::string_view path, std::string_view bytes) {
  auto model = std::make_unique<FasttextModel>();
  Status status = check_fasttext_file(bytes);
  if (status.ok()) status = model->load(bytes);
  if (!status.ok())
    return usage_error(std::string(path) + " is no fastText classifier: " + status.error().message +
                       "; give a .bin or .ftz file such as lid.176.ftz");
  return std::unique_ptr<LanguageModel>(std::move(model));
}

}  // namespace dsprep::models
