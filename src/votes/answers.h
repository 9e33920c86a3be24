// Answers: what annotators (people, rules, models) say about a record, whichever way the dataset holds them:
//
//   answers = "/answers"   [{"annotator":"ann","label":"spam"}, …]: a list of who said what
//   votes = "/votes"       ["spam", null, "ham"]: one label or null per rule; its place in the list names the rule
//   task = "/question"     each record is one answer to a task, given by two fields more: annotator and label
//
// A label is a text, a number, true or false; equal labels are written the same ("a" and "\u0061" are one label, 1 and
// 1.0 two). null is no answer: the annotator abstained.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/binder.h"
#include "dsprep/params.h"
#include "dsprep/record.h"
#include "dsprep/result.h"

namespace dsprep::votes {

struct Answer {
  std::string_view annotator;  // a name; of votes the rule's number from 0: "3"
  std::string_view label;      // as JSON spells it, minimally escaped: "spam" with its quotes, 4, true
  std::size_t place = 0;       // in the list
};

// The parameters that say where answers stand, for ops to have among theirs.
struct AnswerParams {
  std::optional<std::string> answers, votes, task;
  std::string annotator = "annotator", answer = "answer", abstain;
  void fields(ParamFields& f);
};

enum class Shape { answers, votes, tasks };

struct AnswerFields {
  Shape shape = Shape::answers;
  Field list;                    // answers or votes
  Field task, annotator, label;  // Shape::tasks
  std::string list_pointer, task_pointer, annotator_pointer, label_pointer;
  std::string abstain;  // a label that stands for none, as JSON spells it; or ""

  // Errors: none of answers, votes and task, or several; what goes with another of them.
  static Result<AnswerFields> bind(const AnswerParams& params, const ParamValues& given, Binder& binder);
};

// A label as it is compared and written: nothing where `value` is no label. Valid until `scratch` changes.
std::optional<std::string_view> canonical_label(Value value, std::string& scratch);
// The same without quotes, for people and for keys of an object. A text as it is, others as JSON spells them.
std::string label_name(std::string_view canonical);
// The label that a parameter's value names: JSON where it is a number, true, false or a text in quotes; else a text.
std::string label_of_param(std::string_view given);

// Reads the answers of one record after the other. One per worker.
class AnswerReader {
 public:
  explicit AnswerReader(const AnswerFields& fields) : fields_(fields) {}

  // What has been answered, valid until the next call; or why the record is malformed.
  std::optional<std::string> read(const Record& record);
  const std::vector<Answer>& answers() const { return answers_; }
  std::size_t places() const { return places_; }  // of votes: how long the list is

 private:
  std::optional<std::string> read_list(const Record& record);
  std::optional<std::string> read_task(const Record& record);
  std::optional<std::string> add(std::string_view annotator, Value label, std::string_view where);  // why it is none

  const AnswerFields& fields_;
  std::vector<Answer> answers_;
  std::deque<std::string> numbers_;  // "0", "1", …; addresses stay
  std::deque<std::string> scratch_;  // decoded texts
  std::size_t scratch_used_ = 0;
  std::size_t places_ = 0;
};

}  // namespace dsprep::votes
