#include "ops/label/dawid_skene/em.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>

#include "base/human.h"
#include "base/portable_math.h"
#include "votes/task_table.h"

namespace dsprep::ops::dawid_skene {
namespace {

constexpr std::size_t block = 1u << 14;  // tasks, or annotators' answers, of one piece of work
constexpr double floor_probability = 1e-10;

double log_floored(double p) { return base::log(std::max(p, floor_probability)); }

std::size_t blocks_of(std::size_t n, std::size_t size) { return (n + size - 1) / size; }

class Em {
 public:
  Em(const AnswerMatrix& matrix, Decider& decider)
      : matrix_(matrix), decider_(decider), labels_(matrix.labels.size()), log_prior_(labels_) {}

  Result<Fit> run(std::size_t max_iterations, double tolerance) {
    DSPREP_CHECK(start());
    for (std::size_t i = 0; i < max_iterations && !fit_.converged; ++i) {
      if (decider_.stop_requested()) return Error{Error::Kind::interrupted, "interrupted while fitting dawid_skene"};
      decider_.progress("fitting dawid_skene", static_cast<double>(i) / static_cast<double>(max_iterations));
      DSPREP_CHECK(maximize());
      DSPREP_TRY(const double likelihood, expect());
      if (!fit_.log_likelihood.empty()) {
        const double before = fit_.log_likelihood.back();
        fit_.converged = likelihood - before <= tolerance * std::abs(before);
      }
      fit_.log_likelihood.push_back(likelihood);
    }
    return std::move(fit_);
  }

 private:
  Status start() {
    const double cells = static_cast<double>(labels_) * static_cast<double>(labels_) *
                         static_cast<double>(matrix_.annotators.size()) * 2 * sizeof(double);
    const double posteriors = static_cast<double>(labels_) * static_cast<double>(matrix_.tasks()) * sizeof(double);
    const double transposed = static_cast<double>(matrix_.answers()) * 8;
    if (cells + posteriors + transposed > static_cast<double>(memory_budget(decider_)))
      return failure("dawid_skene needs " +
                     base::format_size(static_cast<std::uint64_t>(cells + posteriors + transposed)) + " for " +
                     std::to_string(matrix_.tasks()) + " tasks, " + std::to_string(matrix_.annotators.size()) +
                     " annotators and " + std::to_string(labels_) + " labels: raise --memory, or use majority");
    fit_.prior.resize(labels_);
    fit_.confusion.resize(matrix_.annotators.size() * labels_ * labels_);
    log_confusion_.resize(fit_.confusion.size());
    fit_.posterior.resize(matrix_.tasks() * labels_);
    for (std::size_t task = 0; task < matrix_.tasks(); ++task) {
      double* const q = &fit_.posterior[task * labels_];
      const double share = 1 / static_cast<double>(matrix_.begin[task + 1] - matrix_.begin[task]);
      for (std::uint64_t a = matrix_.begin[task]; a < matrix_.begin[task + 1]; ++a) q[matrix_.label[a]] += share;
    }
    transpose();
    return {};
  }

  // The answers by annotator, in the order of the tasks.
  void transpose() {
    by_annotator_.assign(matrix_.annotators.size() + 1, 0);
    for (const std::uint32_t annotator : matrix_.annotator) ++by_annotator_[annotator + 1];
    for (std::size_t i = 1; i < by_annotator_.size(); ++i) by_annotator_[i] += by_annotator_[i - 1];
    std::vector<std::uint64_t> next(by_annotator_.begin(), by_annotator_.end() - 1);
    answered_.resize(matrix_.answers());
    for (std::size_t task = 0; task < matrix_.tasks(); ++task)
      for (std::uint64_t a = matrix_.begin[task]; a < matrix_.begin[task + 1]; ++a)
        answered_[next[matrix_.annotator[a]]++] = {static_cast<std::uint32_t>(task), matrix_.label[a]};
  }

  Status maximize() {
    const std::size_t blocks = blocks_of(matrix_.tasks(), block);
    std::vector<double> sums(blocks * labels_);
    DSPREP_CHECK(decider_.parallel_for(blocks, [&](std::size_t b) -> Status {
      double* const sum = &sums[b * labels_];
      for (std::size_t task = b * block; task < std::min(matrix_.tasks(), (b + 1) * block); ++task)
        for (std::size_t k = 0; k < labels_; ++k) sum[k] += fit_.posterior[task * labels_ + k];
      return {};
    }));
    std::fill(fit_.prior.begin(), fit_.prior.end(), 0);
    for (std::size_t b = 0; b < blocks; ++b)
      for (std::size_t k = 0; k < labels_; ++k) fit_.prior[k] += sums[b * labels_ + k];
    for (std::size_t k = 0; k < labels_; ++k) {
      fit_.prior[k] /= static_cast<double>(std::max<std::size_t>(matrix_.tasks(), 1));
      log_prior_[k] = log_floored(fit_.prior[k]);
    }
    return decider_.parallel_for(matrix_.annotators.size(), [&](std::size_t annotator) -> Status {
      maximize_annotator(annotator);
      return {};
    });
  }

  void maximize_annotator(std::size_t annotator) {
    double* const cells = &fit_.confusion[annotator * labels_ * labels_];
    std::fill(cells, cells + labels_ * labels_, 0);
    for (std::uint64_t i = by_annotator_[annotator]; i < by_annotator_[annotator + 1]; ++i) {
      const double* const q = &fit_.posterior[answered_[i].task * labels_];
      double* const row = cells + answered_[i].label * labels_;
      for (std::size_t k = 0; k < labels_; ++k) row[k] += q[k];
    }
    for (std::size_t k = 0; k < labels_; ++k) {
      double sum = 0;
      for (std::size_t l = 0; l < labels_; ++l) sum += cells[l * labels_ + k];
      for (std::size_t l = 0; l < labels_ && sum > 0; ++l) cells[l * labels_ + k] /= sum;
    }
    double* const logs = &log_confusion_[annotator * labels_ * labels_];
    for (std::size_t i = 0; i < labels_ * labels_; ++i) logs[i] = log_floored(cells[i]);
  }

  // The log-likelihood of the answers under the parameters.
  Result<double> expect() {
    const std::size_t blocks = blocks_of(matrix_.tasks(), block);
    std::vector<double> likelihoods(blocks);
    DSPREP_CHECK(decider_.parallel_for(blocks, [&](std::size_t b) -> Status {
      for (std::size_t task = b * block; task < std::min(matrix_.tasks(), (b + 1) * block); ++task)
        likelihoods[b] += expect_task(task);
      return {};
    }));
    double sum = 0;
    for (const double likelihood : likelihoods) sum += likelihood;
    return sum;
  }

  double expect_task(std::size_t task) {
    double* const q = &fit_.posterior[task * labels_];
    std::copy(log_prior_.begin(), log_prior_.end(), q);
    for (std::uint64_t a = matrix_.begin[task]; a < matrix_.begin[task + 1]; ++a) {
      const double* const row = &log_confusion_[(matrix_.annotator[a] * labels_ + matrix_.label[a]) * labels_];
      for (std::size_t k = 0; k < labels_; ++k) q[k] += row[k];
    }
    const double largest = *std::max_element(q, q + labels_);
    double sum = 0;
    for (std::size_t k = 0; k < labels_; ++k) sum += q[k] = base::exp(q[k] - largest);
    for (std::size_t k = 0; k < labels_; ++k) q[k] /= sum;
    return largest + base::log(sum);
  }

  struct Answered {
    std::uint32_t task, label;
  };
  const AnswerMatrix& matrix_;
  Decider& decider_;
  const std::size_t labels_;
  Fit fit_;
  std::vector<double> log_prior_, log_confusion_;  // floored
  std::vector<std::uint64_t> by_annotator_;        // first of answered_, and their number at the end
  std::vector<Answered> answered_;
};

}  // namespace

void Fit::best_labels(const AnswerMatrix& matrix, std::size_t task, std::vector<std::uint32_t>& best) const {
  const std::size_t labels = prior.size();
  votes::most_probable(std::span(posterior).subspan(task * labels, labels), best);
  if (best.size() == 1) return;
  const auto answers = [&](std::uint32_t label) {
    return std::count(matrix.label.begin() + static_cast<std::ptrdiff_t>(matrix.begin[task]),
                      matrix.label.begin() + static_cast<std::ptrdiff_t>(matrix.begin[task + 1]), label);
  };
  std::ptrdiff_t most = 0;
  for (const std::uint32_t label : best) most = std::max(most, answers(label));
  std::erase_if(best, [&](std::uint32_t label) { return answers(label) < most; });
}

Result<Fit> fit(const AnswerMatrix& matrix, std::size_t max_iterations, double tolerance, Decider& decider) {
  return Em(matrix, decider).run(max_iterations, tolerance);
}

}  // namespace dsprep::ops::dawid_skene
