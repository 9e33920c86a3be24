// chat: holds conversations to their form, and brings Alpaca and ShareGPT records into it.
//
// Here is which fields a record's conversation stands in (messages, conversations, instruction and output, a preference
// pair), and what a good one is; ops/clean/chat/conversation.h reads and writes the messages. What cannot be read is
// malformed and says why; what can, but is no good conversation, fails rules.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "ops/clean/chat/conversation.h"
#include "text/is_blank.h"

namespace dsprep::ops {
namespace {

using chat::ChatRole;
using chat::is_present;

enum : Rule { unknown_roles, order, empty_turns, tool_call_ids, ends_with_assistant, min_turns, max_turns };

constexpr RuleInfo rules[] = {
    {"unknown_roles", Judge::Limit::Compare::at_most, "",
     "messages whose role is not one of system, user, assistant, tool", 0},
    {"order", Judge::Limit::Compare::at_most, "", "messages that may not follow the one before", 0},
    {"empty_turns", Judge::Limit::Compare::at_most, "", "messages without content", 0},
    {"tool_call_ids", Judge::Limit::Compare::at_most, "",
     "tool messages whose tool_call_id is that of no call in the assistant's message before them", 0},
    {"ends_with_assistant", Judge::Limit::Compare::at_least, "", "1 where the last message is the assistant's, else 0",
     1},
    {"min_turns", Judge::Limit::Compare::at_least, "min_turns", "user messages"},
    {"max_turns", Judge::Limit::Compare::at_most, "max_turns", "user messages"},
};

struct Params {
  std::string messages = "messages", conversations = "conversations", system = "system";
  std::string prompt = "instruction", query = "input", response = "output", history = "history";
  std::string chosen = "chosen", rejected = "rejected";
  std::string preference = "refuse";
  std::string end = "assistant", content = "any";
  bool keep_source = false;
  std::optional<std::int64_t> min_turns = 1, max_turns;
  void fields(ParamFields& f) {
    f("messages", messages, {.meaning = "the array of messages, read and written", .field = true, .result = true});
    f("conversations", conversations, {.meaning = "the array of a ShareGPT record", .field = true});
    f("system", system, {.meaning = "the system prompt beside a ShareGPT or Alpaca conversation", .field = true});
    f("prompt", prompt, {.meaning = "the instruction of an Alpaca record", .field = true});
    f("query", query, {.meaning = "its input, put under the instruction", .field = true});
    f("response", response, {.meaning = "its answer", .field = true});
    f("history", history, {.meaning = "its earlier turns, an array of [instruction, answer]", .field = true});
    f("chosen", chosen, {.meaning = "the better answer of a preference pair", .field = true});
    f("rejected", rejected, {.meaning = "the worse one", .field = true});
    f("preference", preference,
      {.meaning =
           "what becomes of a preference pair: it is refused as malformed, or the chosen answer ends the conversation",
       .choices = {"refuse", "chosen"}});
    f("end", end, {.meaning = "whose message must be the last", .choices = {"assistant", "any"}});
    f("content", content,
      {.meaning = "whether content may be text, parts or null, or becomes text: parts are joined by LF, and null is "
                  "the empty text",
       .choices = {"any", "text"}});
    f("keep_source", keep_source, {.meaning = "whether the fields that were converted stay beside messages"});
    f("min_turns", min_turns, {.meaning = "fewest user messages", .min = 0});
    f("max_turns", max_turns, {.meaning = "most user messages", .min = 0});
  }
};

struct Plan {
  Field messages, conversations, system, prompt, query, response, history, chosen, rejected, chosen_messages,
      rejected_messages;
  std::string messages_name, conversations_name, system_name, prompt_name, response_name, chosen_messages_name,
      names;  // pointers, for reasons
  bool use_chosen, any_end, keep_source, text_only;
};

class ChatMapper final : public Mapper {
 public:
  explicit ChatMapper(const Plan& plan) : plan_(plan), conversation_(plan.text_only) {}

  Verdict map(Record& record, Context& context) override {
    conversation_.start();
    reason_.clear();
    if (!read(record)) return Verdict::malformed(reason_.empty() ? conversation_.reason() : std::move(reason_));
    return judge(context.judge());
  }

 private:
  // ---- shapes: null is as good as absent ----

  bool read(Record& record) {
    const Value chosen = record.value(plan_.chosen), chosen_messages = record.value(plan_.chosen_messages);
    const bool whole = is_pair(chosen_messages, record.value(plan_.rejected_messages), says_something(chosen_messages));
    const bool pair = whole || is_pair(chosen, record.value(plan_.rejected), is_present(record.value(plan_.rejected)));
    if (pair && !plan_.use_chosen)
      return refuse(
          "preference data (a chosen and a rejected answer): set preference = \"chosen\" to train on the chosen one");
    if (whole) {
      if (chosen_messages.type() != FieldType::array)
        return refuse(wrong_type(plan_.chosen_messages_name, chosen_messages.type(), "array"));
      return read_messages(record, chosen_messages, "the chosen messages", {}, plan_.chosen_messages, pair);
    }
    if (pair && chosen.type() == FieldType::array)
      return read_messages(record, chosen, "the chosen messages", {}, plan_.chosen, pair);
    const Value answer = pair ? chosen : Value(), messages = record.value(plan_.messages),
                conversations = record.value(plan_.conversations);
    const bool instruction = is_present(record.value(plan_.prompt));
    // An empty list is a conversation, a bad one, only where there is no other.
    for (const bool empty_too : {false, true}) {
      const auto is_there = [&](const Value& array) {
        return array.type() == FieldType::array && (empty_too || array.size() > 0);
      };
      if (is_there(messages)) return read_messages(record, messages, plan_.messages_name, answer, plan_.messages, pair);
      if (is_there(conversations))
        return read_messages(record, conversations, "conversations", answer, plan_.conversations, pair);
      if (instruction) return read_alpaca(record, answer, pair);
    }
    if (is_present(messages)) return refuse_type(plan_.messages_name, messages, "array");
    if (is_present(conversations)) return refuse_type(plan_.conversations_name, conversations, "array");
    return refuse("no conversation: none of " + plan_.names + " is there");
  }

  // Two answers, not both of them empty; `known`: the one that tells it from other data is there.
  bool is_pair(const Value& chosen, const Value& rejected, bool known) {
    return known && is_present(chosen) && (says_something(chosen) || says_something(rejected));
  }

  bool says_something(const Value& value) {
    if (const auto text = value.text(scratch_)) return !text::is_blank(*text);
    return is_present(value) && (value.type() != FieldType::array || value.size() > 0);
  }

  bool refuse(std::string reason) {
    reason_ = std::move(reason);
    return false;
  }

  bool refuse_type(const std::string& name, const Value& value, std::string_view wanted) {
    return refuse(wrong_type(name, value.type(), wanted));
  }

  // An array of {role, content} or {from, value}. It is written again only where something is not as it should be in
  // messages.
  bool read_messages(Record& record, Value array, std::string_view what, Value answer, Field source, bool pair) {
    const bool in_place = source.slot == plan_.messages.slot;
    if (!in_place && !read_system(record)) return false;
    std::size_t n = 0;
    for (Value::Elements it = array.elements(); it.next();)
      if (!conversation_.add_message(it.value(), what, ++n)) return false;
    if (answer.type() == FieldType::text) conversation_.add(ChatRole::assistant, answer);
    else if (answer.exists() && !conversation_.add_message(answer, "the chosen answer")) return false;
    conversation_.finish();
    return (in_place && !conversation_.changed()) || write(record, !in_place, false, pair);
  }

  bool read_system(const Record& record) {
    const Value system = record.value(plan_.system);
    if (!is_present(system)) return true;
    if (system.type() != FieldType::text) return refuse_type(plan_.system_name, system, "text");
    conversation_.add_system(system);
    return true;
  }

  // instruction, input, output, and what else may stand beside them.
  bool read_alpaca(Record& record, const Value& chosen, bool pair) {
    const Value prompt = record.value(plan_.prompt), query = record.value(plan_.query);
    const Value response = chosen.exists() ? chosen : record.value(plan_.response);
    if (prompt.type() != FieldType::text) return refuse_type(plan_.prompt_name, prompt, "text");
    if (!response.exists()) return refuse(is_missing(plan_.response_name) + ": an instruction needs an answer");
    if (response.type() != FieldType::text) return refuse_type(plan_.response_name, response, "text");
    if (is_present(query) && query.type() != FieldType::text)
      return refuse("the input of the instruction is " + std::string(name_of(query.type())) + ", not text");
    if (!read_system(record) || !read_history(record.value(plan_.history))) return false;
    if (says_something(query)) {
      joined_ = *prompt.text(scratch_);
      if (!joined_.empty()) joined_ += '\n';
      joined_ += *query.text(scratch_);
      conversation_.add(ChatRole::user, std::string_view(joined_));
    } else {
      conversation_.add(ChatRole::user, prompt);
    }
    conversation_.add(ChatRole::assistant, response);
    conversation_.finish();
    return write(record, false, true, pair);
  }

  bool read_history(const Value& history) {
    if (!says_something(history)) return true;
    if (history.type() != FieldType::array)
      return refuse("the history is " + std::string(name_of(history.type())) + ", not array");
    std::size_t n = 0;
    for (Value::Elements it = history.elements(); it.next();) {
      ++n;
      if (!is_present(it.value())) continue;
      const Value asked = it.value().at(0), answered = it.value().at(1);
      if (asked.type() != FieldType::text || answered.type() != FieldType::text)
        return refuse("the history: turn " + std::to_string(n) + " is not [instruction, answer]");
      conversation_.add(ChatRole::user, asked);
      conversation_.add(ChatRole::assistant, answered);
    }
    return true;
  }

  // And takes away what the messages were made from.
  bool write(Record& record, bool sharegpt, bool alpaca, bool pair) {
    if (!record.set_raw(plan_.messages, conversation_.json())) return refuse(cannot_be_added(plan_.messages_name));
    if (plan_.keep_source) return true;
    if (sharegpt)
      for (const Field source : {plan_.conversations, plan_.system}) record.erase(source);
    if (alpaca)
      for (const Field source : {plan_.prompt, plan_.query, plan_.response, plan_.history, plan_.system})
        record.erase(source);
    if (pair)
      for (const Field source : {plan_.chosen, plan_.rejected, plan_.chosen_messages, plan_.rejected_messages})
        record.erase(source);
    return true;
  }

  // ---- rules ----

  static bool may_follow(std::optional<ChatRole> before, ChatRole role) {
    switch (role) {
      case ChatRole::system: return !before;
      case ChatRole::user: return !before || *before == ChatRole::system || *before == ChatRole::assistant;
      case ChatRole::assistant: return before && (*before == ChatRole::user || *before == ChatRole::tool);
      case ChatRole::tool: return before && (*before == ChatRole::assistant || *before == ChatRole::tool);
      case ChatRole::unknown: return true;  // is told apart
    }
    return true;
  }

  Verdict judge(Judge& judge) {
    std::uint64_t unknown = 0, misplaced = 0, empty = 0, stray = 0, users = 0;
    std::string first_misplaced, first_empty, first_stray;
    std::optional<ChatRole> before;
    std::size_t n = 0;
    for (const chat::ChatTurn& turn : conversation_.turns()) {
      ++n;
      unknown += turn.role == ChatRole::unknown;
      users += turn.role == ChatRole::user;
      if (turn.empty && empty++ == 0) first_empty = "message " + std::to_string(n);
      if (turn.stray && stray++ == 0) first_stray = "message " + std::to_string(n);
      if (!may_follow(before, turn.role) && misplaced++ == 0) {
        first_misplaced = "message " + std::to_string(n) + ": " + std::string(name_of(turn.role));
        if (!before) first_misplaced += " at the beginning";
        else
          first_misplaced +=
              *before == ChatRole::unknown ? " after an unknown role" : " after " + std::string(name_of(*before));
      }
      before = turn.role;
    }
    judge.check(unknown_roles, static_cast<double>(unknown));
    judge.check(order, static_cast<double>(misplaced), first_misplaced);
    judge.check(empty_turns, static_cast<double>(empty), first_empty);
    judge.check(tool_call_ids, static_cast<double>(stray), first_stray);
    if (!plan_.any_end) judge.check(ends_with_assistant, before == ChatRole::assistant ? 1 : 0);
    judge.check(min_turns, static_cast<double>(users));
    judge.check(max_turns, static_cast<double>(users));
    return judge.verdict();
  }

  const Plan& plan_;
  chat::Conversation conversation_;
  std::string reason_, scratch_, joined_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan{};
  const std::string chosen_messages = params.chosen + "_messages", rejected_messages = params.rejected + "_messages";
  const std::pair<Field*, const std::string*> fields[] = {{&plan.messages, &params.messages},
                                                          {&plan.conversations, &params.conversations},
                                                          {&plan.system, &params.system},
                                                          {&plan.prompt, &params.prompt},
                                                          {&plan.query, &params.query},
                                                          {&plan.response, &params.response},
                                                          {&plan.history, &params.history},
                                                          {&plan.chosen, &params.chosen},
                                                          {&plan.rejected, &params.rejected},
                                                          {&plan.chosen_messages, &chosen_messages},
                                                          {&plan.rejected_messages, &rejected_messages}};
  for (const auto& [field, name] : fields) {
    DSPREP_TRY(*field, binder.write(*name));
    if (binder.pointer(*field).find('*') != std::string::npos)
      return usage_error("\"" + *name + "\" names several places: a conversation stands in one");
  }
  plan.messages_name = binder.pointer(plan.messages);
  plan.conversations_name = binder.pointer(plan.conversations);
  plan.system_name = binder.pointer(plan.system);
  plan.chosen_messages_name = binder.pointer(plan.chosen_messages);
  plan.prompt_name = binder.pointer(plan.prompt);
  plan.response_name = binder.pointer(plan.response);
  plan.names = plan.messages_name + ", " + plan.conversations_name + " (arrays), " + plan.prompt_name;
  plan.use_chosen = params.preference == "chosen";
  plan.any_end = params.end == "any";
  plan.keep_source = params.keep_source;
  plan.text_only = params.content == "text";
  return map_with<ChatMapper>(std::move(plan));
}

constexpr Example examples[] = {
    {"An Alpaca and a ShareGPT record become messages; a good conversation stays as it is", "",
     "{\"instruction\":\"翻译成英文\",\"input\":\"早上好\",\"output\":\"Good morning\"}\n"
     "{\"conversations\":[{\"from\":\"human\",\"value\":\"Hi\"},{\"from\":\"gpt\",\"value\":\"Hello!\"}],\"system\":"
     "\"Be brief.\",\"id\":7}\n"
     "{\"messages\":[{\"role\":\"user\",\"content\":\"1+1?\"},{\"role\":\"assistant\",\"content\":\"2\"}]}\n",
     "{\"messages\":[{\"role\":\"user\",\"content\":\"翻译成英文\\n早上好\"},{\"role\":\"assistant\",\"content\":"
     "\"Good morning\"}]}\n"
     "{\"id\":7,\"messages\":[{\"role\":\"system\",\"content\":\"Be "
     "brief.\"},{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"Hello!\"}]}\n"
     "{\"messages\":[{\"role\":\"user\",\"content\":\"1+1?\"},{\"role\":\"assistant\",\"content\":\"2\"}]}\n"},
    {"An empty answer, a question without one, and two questions in a row", "",
     "{\"messages\":[{\"role\":\"user\",\"content\":\"你好\"},{\"role\":\"assistant\",\"content\":\" \"}]}\n"
     "{\"messages\":[{\"role\":\"user\",\"content\":\"你好\"}]}\n"
     "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"b\"},{\"role\":"
     "\"assistant\",\"content\":\"c\"}]}\n",
     "",
     "{\"messages\":[{\"role\":\"user\",\"content\":\"你好\"},{\"role\":\"assistant\",\"content\":\" \"}]}\n"
     "{\"messages\":[{\"role\":\"user\",\"content\":\"你好\"}]}\n"
     "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"b\"},{\"role\":"
     "\"assistant\",\"content\":\"c\"}]}\n"},
};

}  // namespace

extern const OpSpec clean_chat;
const OpSpec clean_chat = {
    .name = "chat",
    .family = Family::clean,
    .summary = "Hold conversations to their form, and turn Alpaca and ShareGPT records into messages",
    .details =
        R"(The outcome is `messages`: an array of objects with `role` and `content`, as chat templates read it. What a record may hold:

- **messages**: `{role, content}`; `content` is text or an array of parts (`{type, text}` or `{type, value}`), or null beside `tool_calls`. Stays byte for byte; with `content = "text"`
  parts of text become one text, with LF between, null becomes the empty text, and parts that are no text (pictures) make the record malformed.
- **ShareGPT**: `conversations` of `{from, value}`, also in `messages`. human is user; gpt, chatgpt, bing, bard and model are assistant; observation and
  function_response are tool. `function_call` becomes an assistant's message with `tool_calls`, whose arguments (and id, where there is one) stay as they are. A `system` field
  becomes the first message unless there is a system message. Other members of a message, and the record's other fields (`tools`), stay.
- **Alpaca**: `instruction`, `input`, `output`, and where there are any `system` and `history`. The user's message is the instruction, and under it, behind one LF, the input
  where that is not blank. Other names are given as `prompt`, `query` and `response`.
- **Preference pairs**: `chosen` and `rejected` beside any of these, or `chosen_messages` and `rejected_messages`. Refused as malformed, or with `preference = "chosen"`
  the chosen answer (a text, a message, or the whole conversation) takes its place at the end.

Null is as good as absent, in all of these fields, in messages and in their members; so are a blank `system`, `input` or `history`, two blank answers
as `chosen` and `rejected`, and an empty array where another shape is there. No system message is made of a blank `system`, and one at the beginning that says nothing is left out.

Parallel calls become one message: messages of the assistant that follow each other and each have `tool_calls` (or were `function_call`), where only the first says something
beside them, or none. All calls stand in the first one.

The first that is there counts, in this order: `messages`, `conversations`, the prompt. The fields that were converted are removed, unless
`keep_source`. `messages` is added behind the others where it was missing. A record with none of them, or in which a message is no object, has no role, or content, `tool_calls`
or a call of another type, is malformed and says which message.

Rules, on the messages as they then are:

- **unknown_roles**: roles other than system (developer), user, assistant, tool (function).
- **order**: system stands first and once; user follows the beginning, system or assistant; assistant follows user or tool; tool follows assistant or tool.
- **empty_turns**: content that is missing, null, nothing but white space, or parts with nothing in them, in a message without `tool_calls` and `function_call`.
- **tool_call_ids**: a tool message with a `tool_call_id` that no call of the assistant's message before it has as `id`. One without it is not asked.
- **ends_with_assistant**: not with `end = "any"`, for prompts that wait for an answer.
- **min_turns**, **max_turns**: user messages.)",
    .source = "OpenAI chat messages; Alpaca and ShareGPT as LLaMA-Factory's data/README describes them",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
};

}  // namespace dsprep::ops
