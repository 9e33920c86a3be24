// chat: holds conversations to their form, and brings Alpaca and ShareGPT records into it.
//
// A record's conversation is first read into turns, whatever shape it has (messages, conversations, instruction and output, a preference pair). If
// the shape is another than messages, the messages are written from the turns; then the turns are judged. What cannot be read
// into turns is malformed and says why; what can, but is no good conversation, fails rules.
#include <optional>
#include <vector>

#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "text/blank.h"

namespace dsprep::ops {
namespace {

enum : Rule { unknown_roles, order, empty_turns, ends_with_assistant, min_turns, max_turns };

constexpr RuleInfo rules[] = {
    {"unknown_roles", Judge::Limit::Compare::at_most, "", "messages whose role is not one of system, user, assistant, tool", 0},
    {"order", Judge::Limit::Compare::at_most, "", "messages that may not follow the one before", 0},
    {"empty_turns", Judge::Limit::Compare::at_most, "", "messages without content", 0},
    {"ends_with_assistant", Judge::Limit::Compare::at_least, "", "1 where the last message is the assistant's, else 0", 1},
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
    f("preference", preference, {.meaning = "what becomes of a preference pair: it is refused as malformed, or the chosen answer ends the conversation", .choices = {"refuse", "chosen"}});
    f("end", end, {.meaning = "whose message must be the last", .choices = {"assistant", "any"}});
    f("content", content, {.meaning = "whether content may be text, parts or null, or becomes text: parts are joined by LF, and null is the empty text", .choices = {"any", "text"}});
    f("keep_source", keep_source, {.meaning = "whether the fields that were converted stay beside messages"});
    f("min_turns", min_turns, {.meaning = "fewest user messages", .min = 0});
    f("max_turns", max_turns, {.meaning = "most user messages", .min = 0});
  }
};

enum class Role : std::uint8_t { system, user, assistant, tool, unknown };
constexpr std::string_view role_names[] = {"system", "user", "assistant", "tool"};

// The names that ShareGPT files and the APIs have for them.
std::optional<Role> role_of(std::string_view name) {
  static constexpr std::pair<std::string_view, Role> names[] = {
      {"system", Role::system},       {"developer", Role::system}, {"user", Role::user},           {"human", Role::user},
      {"assistant", Role::assistant}, {"gpt", Role::assistant},    {"chatgpt", Role::assistant},   {"bing", Role::assistant},
      {"bard", Role::assistant},      {"model", Role::assistant},  {"function_call", Role::assistant}, {"tool", Role::tool},
      {"function", Role::tool},       {"observation", Role::tool}, {"function_response", Role::tool}, {"tool_response", Role::tool}};
  for (const auto& [known, role] : names)
    if (name == known) return role;
  return std::nullopt;
}

struct Turn { Role role; bool empty; };

struct Plan {
  Field messages, conversations, system, prompt, query, response, history, chosen, rejected, chosen_messages, rejected_messages;
  std::string messages_name, prompt_name, response_name, names;    // pointers, for reasons
  bool use_chosen, any_end, keep_source, text_only;
};

class ChatMapper final : public Mapper {
 public:
  explicit ChatMapper(const Plan& plan) : plan_(plan) {}

  Verdict map(Record& record, Context& context) override {
    turns_.clear();
    reason_.clear();
    out_.clear();
    if (!read(record)) return Verdict::malformed(std::move(reason_));
    return judge(context.judge());
  }

 private:
  // ---- shapes ----

  bool read(Record& record) {
    const Value chosen = record.value(plan_.chosen), chosen_messages = record.value(plan_.chosen_messages);
    const bool pair = (chosen.exists() && record.value(plan_.rejected).exists()) || chosen_messages.exists();
    if (pair && !plan_.use_chosen) return refuse("preference data (a chosen and a rejected answer): set preference = \"chosen\" to train on the chosen one");
    if (pair && chosen_messages.exists()) return read_messages(record, chosen_messages, "the chosen messages", {}, plan_.chosen_messages);
    if (pair && chosen.type() == FieldType::array) return read_messages(record, chosen, "the chosen messages", {}, plan_.chosen);
    const Value answer = pair ? chosen : Value();
    if (record.type(plan_.messages) == FieldType::array)
      return read_messages(record, record.value(plan_.messages), plan_.messages_name, answer, plan_.messages);
    if (record.type(plan_.conversations) == FieldType::array)
      return read_messages(record, record.value(plan_.conversations), "conversations", answer, plan_.conversations);
    if (record.type(plan_.prompt) != FieldType::missing) return read_alpaca(record, answer);
    if (record.type(plan_.messages) != FieldType::missing)
      return refuse("field " + plan_.messages_name + " is " + std::string(name_of(record.type(plan_.messages))) + ", not array");
    return refuse("no conversation: none of " + plan_.names + " is there");
  }

  bool refuse(std::string reason) {
    reason_ = std::move(reason);
    return false;
  }

  // An array of {role, content} or {from, value}. It is written again only where something is not as it should be in messages.
  bool read_messages(Record& record, Value array, std::string_view what, Value answer, Field source) {
    const bool in_place = source.slot == plan_.messages.slot;
    bool rewrite = !in_place || answer.exists();
    out_.begin_array();
    std::size_t n = 0;
    const Value system = record.value(plan_.system);
    for (Value::Elements it = array.elements(); it.next(); ++n) {
      if (n == 0 && !in_place && system.type() == FieldType::text && !starts_with_system(it.value())) add("system", system);
      if (!read_message(it.value(), std::string(what) + ": message " + std::to_string(n + 1), rewrite)) return false;
    }
    if (answer.exists()) {
      if (answer.type() == FieldType::text) add("assistant", answer);
      else if (!read_message(answer, "the chosen answer", rewrite)) return false;
    }
    out_.end_array();
    return !rewrite || write(record, !in_place, false);
  }

  bool starts_with_system(const Value& message) {
    const Value role = message["role"].exists() ? message["role"] : message["from"];
    const auto name = role.text(scratch_);
    return name && role_of(*name) == Role::system;
  }

  bool read_message(const Value& message, std::string where, bool& rewrite) {
    if (message.type() != FieldType::object) return refuse(where + ": is " + std::string(name_of(message.type())) + ", not object");
    const bool openai = message["role"].exists();
    const char *role_key = openai ? "role" : "from", *content_key = message["content"].exists() ? "content" : message["value"].exists() ? "value" : "content";
    const Value role_value = message[role_key], content = message[content_key];
    const auto name = role_value.text(scratch_);
    if (!name) return refuse(where + ": has no role (neither role nor from is text)");
    const std::string role_name(*name);
    const std::optional<Role> role = role_of(role_name);
    const bool has_calls = message["tool_calls"].size() > 0 || message["function_call"].exists();
    if (content.exists() && content.type() != FieldType::text && content.type() != FieldType::array && content.type() != FieldType::null)
      return refuse(where + ": content is " + std::string(name_of(content.type())) + ", not text");

    const bool call = role_name == "function_call";
    const std::string_view wanted = role ? role_names[static_cast<std::size_t>(*role)] : std::string_view(role_name);
    rewrite |= call || content_key != std::string_view("content") || !openai || (role_name != wanted && role_name != "developer" && role_name != "function");
    // Nobody reads what is built where the messages stay: but whether they do is known only at the last.
    out_.begin_object();
    if (openai && role_name == wanted) out_.key("role").raw(role_value.raw());
    else out_.member("role", openai && (role_name == "developer" || role_name == "function") ? std::string_view(role_name) : wanted);
    if (call) {
      if (!add_calls(content, where)) return false;
    } else if (plan_.text_only && content.type() != FieldType::text) {
      if (!join_parts(content, where)) return false;
      rewrite = true;
    } else if (content.exists()) {
      out_.key("content").raw(content.raw());
    }
    for (Value::Members it = message.members(); it.next();) {
      const std::string_view key = it.key(scratch_);
      if (key == role_key || key == content_key) continue;
      out_.key(key).raw(it.value().raw());
    }
    out_.end_object();
    turns_.push_back({role.value_or(Role::unknown), !call && !has_calls && is_empty(content)});
    return true;
  }

  // Parts of text become one text, nothing the empty one.
  bool join_parts(const Value& content, const std::string& where) {
    joined_.clear();
    bool first = true;
    for (Value::Elements it = content.elements(); it.next(); first = false) {
      const Value part = it.value(), type = part["type"];
      const Value words = part.type() == FieldType::text ? part : part["text"].exists() ? part["text"] : part["value"];
      const auto kind = type.text(calls_);
      if (words.type() != FieldType::text || (type.exists() && kind != "text"))
        return refuse(where + ": content has a part that is no text: " + (kind ? std::string(*kind) : std::string(name_of(part.type()))));
      if (!first) joined_ += '\n';
      joined_ += *words.text(scratch_);
    }
    out_.member("content", joined_);
    return true;
  }

  // "function_call": a JSON object with the name and the arguments of a call, or an array of such, in a text.
  bool add_calls(const Value& content, const std::string& where) {
    const std::string expected = where + ": function_call is not the JSON of a call, {\"name\": …, \"arguments\": …}";
    const auto json = content.text(calls_);
    if (!json || validate_json(*json)) return refuse(expected);
    const Value calls{*json};
    out_.member("content", "").key("tool_calls").begin_array();
    const auto add_call = [&](const Value& one) {
      if (one["name"].type() != FieldType::text) return false;
      out_.begin_object().member("type", "function").key("function").begin_object().key("name").raw(one["name"].raw());
      out_.key("arguments").raw(one["arguments"].exists() ? one["arguments"].raw() : "{}").end_object().end_object();
      return true;
    };
    if (calls.type() == FieldType::array) {
      if (calls.size() == 0) return refuse(expected);
      for (Value::Elements it = calls.elements(); it.next();)
        if (!add_call(it.value())) return refuse(expected);
    } else if (!add_call(calls)) {
      return refuse(expected);
    }
    out_.end_array();
    return true;
  }

  // A text of white space, no part that says something, nothing at all.
  bool is_empty(const Value& content) {
    if (const auto text = content.text(scratch_)) return text::is_blank(*text);
    for (Value::Elements it = content.elements(); it.next();) {
      const Value part = it.value();
      const Value text = part["text"].exists() ? part["text"] : part["value"];
      const auto words = part.type() == FieldType::text ? part.text(scratch_) : text.text(scratch_);
      if (words ? !text::is_blank(*words) : part.size() > 1) return false;   // a picture, a call, …
    }
    return true;
  }

  void add(std::string_view role, const Value& content) {
    out_.begin_object().member("role", role).key("content").raw(content.raw()).end_object();
    turns_.push_back({*role_of(role), is_empty(content)});
  }

  // instruction, input, output, and what else may stand beside them.
  bool read_alpaca(Record& record, const Value& chosen) {
    const Value prompt = record.value(plan_.prompt), query = record.value(plan_.query), system = record.value(plan_.system);
    const Value response = chosen.exists() ? chosen : record.value(plan_.response), history = record.value(plan_.history);
    if (prompt.type() != FieldType::text) return refuse("field " + plan_.prompt_name + " is " + std::string(name_of(prompt.type())) + ", not text");
    if (!response.exists()) return refuse("field " + plan_.response_name + " is missing: an instruction needs an answer");
    if (response.type() != FieldType::text) return refuse("field " + plan_.response_name + " is " + std::string(name_of(response.type())) + ", not text");
    if (query.exists() && query.type() != FieldType::text && query.type() != FieldType::null)
      return refuse("the input of the instruction is " + std::string(name_of(query.type())) + ", not text");
    out_.begin_array();
    if (system.type() == FieldType::text && !is_empty(system)) add("system", system);
    if (history.exists() && history.type() != FieldType::null) {
      if (history.type() != FieldType::array) return refuse("the history is " + std::string(name_of(history.type())) + ", not array");
      std::size_t n = 0;
      for (Value::Elements it = history.elements(); it.next();) {
        const Value asked = it.value().at(0), answered = it.value().at(1);
        ++n;
        if (asked.type() != FieldType::text || answered.type() != FieldType::text)
          return refuse("the history: turn " + std::to_string(n) + " is not [instruction, answer]");
        add("user", asked);
        add("assistant", answered);
      }
    }
    if (query.type() == FieldType::text && !is_empty(query)) {
      joined_ = *prompt.text(scratch_);
      if (!joined_.empty()) joined_ += '\n';
      joined_ += *query.text(scratch_);
      out_.begin_object().member("role", "user").member("content", joined_).end_object();
      turns_.push_back({Role::user, text::is_blank(joined_)});
    } else {
      add("user", prompt);
    }
    add("assistant", response);
    out_.end_array();
    return write(record, false, true);
  }

  // And takes away what the messages were made from.
  bool write(Record& record, bool sharegpt, bool alpaca) {
    if (!record.set_raw(plan_.messages, out_.json())) return refuse("field " + plan_.messages_name + " cannot be added: what is on the way to it is not an object");
    if (plan_.keep_source) return true;
    if (sharegpt)
      for (const Field source : {plan_.conversations, plan_.system}) record.erase(source);
    if (alpaca)
      for (const Field source : {plan_.prompt, plan_.query, plan_.response, plan_.history, plan_.system}) record.erase(source);
    if (plan_.use_chosen)
      for (const Field source : {plan_.chosen, plan_.rejected, plan_.chosen_messages, plan_.rejected_messages}) record.erase(source);
    return true;
  }

  // ---- rules ----

  static bool may_follow(std::optional<Role> before, Role role) {
    switch (role) {
      case Role::system: return !before;
      case Role::user: return !before || *before == Role::system || *before == Role::assistant;
      case Role::assistant: return before && (*before == Role::user || *before == Role::tool);
      case Role::tool: return before && (*before == Role::assistant || *before == Role::tool);
      case Role::unknown: return true;               // is told apart
    }
    return true;
  }

  Verdict judge(Judge& judge) {
    std::uint64_t unknown = 0, misplaced = 0, empty = 0, users = 0;
    std::string first_misplaced, first_empty;
    std::optional<Role> before;
    for (std::size_t i = 0; i < turns_.size(); ++i) {
      const Turn turn = turns_[i];
      unknown += turn.role == Role::unknown;
      users += turn.role == Role::user;
      if (turn.empty && empty++ == 0) first_empty = "message " + std::to_string(i + 1);
      if (!may_follow(before, turn.role) && misplaced++ == 0) {
        first_misplaced = "message " + std::to_string(i + 1) + ": " + std::string(role_names[static_cast<std::size_t>(turn.role)]);
        if (!before) first_misplaced += " at the beginning";
        else first_misplaced += *before == Role::unknown ? " after an unknown role" : " after " + std::string(role_names[static_cast<std::size_t>(*before)]);
      }
      before = turn.role;
    }
    judge.check(unknown_roles, static_cast<double>(unknown));
    judge.check(order, static_cast<double>(misplaced), first_misplaced);
    judge.check(empty_turns, static_cast<double>(empty), first_empty);
    if (!plan_.any_end) judge.check(ends_with_assistant, before == Role::assistant ? 1 : 0);
    judge.check(min_turns, static_cast<double>(users));
    judge.check(max_turns, static_cast<double>(users));
    return judge.verdict();
  }

  const Plan& plan_;
  std::vector<Turn> turns_;
  ValueBuilder out_;
  std::string reason_, scratch_, calls_, joined_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan{};
  const std::string chosen_messages = params.chosen + "_messages", rejected_messages = params.rejected + "_messages";
  const std::pair<Field*, const std::string*> fields[] = {
      {&plan.messages, &params.messages}, {&plan.conversations, &params.conversations}, {&plan.system, &params.system}, {&plan.prompt, &params.prompt},
      {&plan.query, &params.query},       {&plan.response, &params.response},           {&plan.history, &params.history}, {&plan.chosen, &params.chosen},
      {&plan.rejected, &params.rejected}, {&plan.chosen_messages, &chosen_messages},    {&plan.rejected_messages, &rejected_messages}};
  for (const auto& [field, name] : fields) {
    DSPREP_TRY(*field, binder.write(*name));
    if (binder.pointer(*field).find('*') != std::string::npos) return usage_error("\"" + *name + "\" names several places: a conversation stands in one");
  }
  plan.messages_name = binder.pointer(plan.messages);
  plan.prompt_name = binder.pointer(plan.prompt);
  plan.response_name = binder.pointer(plan.response);
  plan.names = plan.messages_name + ", " + binder.pointer(plan.conversations) + " (arrays), " + plan.prompt_name;
  plan.use_chosen = params.preference == "chosen";
  plan.any_end = params.end == "any";
  plan.keep_source = params.keep_source;
  plan.text_only = params.content == "text";
  return map_with<ChatMapper>(std::move(plan));
}

constexpr Example examples[] = {
    {"An Alpaca and a ShareGPT record become messages; a good conversation stays as it is", "",
     "{\"instruction\":\"翻译成英文\",\"input\":\"早上好\",\"output\":\"Good morning\"}\n"
     "{\"conversations\":[{\"from\":\"human\",\"value\":\"Hi\"},{\"from\":\"gpt\",\"value\":\"Hello!\"}],\"system\":\"Be brief.\",\"id\":7}\n"
     "{\"messages\":[{\"role\":\"user\",\"content\":\"1+1?\"},{\"role\":\"assistant\",\"content\":\"2\"}]}\n",
     "{\"messages\":[{\"role\":\"user\",\"content\":\"翻译成英文\\n早上好\"},{\"role\":\"assistant\",\"content\":\"Good morning\"}]}\n"
     "{\"id\":7,\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"Hello!\"}]}\n"
     "{\"messages\":[{\"role\":\"user\",\"content\":\"1+1?\"},{\"role\":\"assistant\",\"content\":\"2\"}]}\n"},
    {"An empty answer, a question without one, and two questions in a row", "",
     "{\"messages\":[{\"role\":\"user\",\"content\":\"你好\"},{\"role\":\"assistant\",\"content\":\" \"}]}\n"
     "{\"messages\":[{\"role\":\"user\",\"content\":\"你好\"}]}\n"
     "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"b\"},{\"role\":\"assistant\",\"content\":\"c\"}]}\n",
     "",
     "{\"messages\":[{\"role\":\"user\",\"content\":\"你好\"},{\"role\":\"assistant\",\"content\":\" \"}]}\n"
     "{\"messages\":[{\"role\":\"user\",\"content\":\"你好\"}]}\n"
     "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"b\"},{\"role\":\"assistant\",\"content\":\"c\"}]}\n"},
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
  function_response are tool. `function_call` becomes an assistant's message with `tool_calls`, whose arguments stay as they are. A `system` field becomes the first message
  unless there is a system message. Other members of a message, and the record's other fields (`tools`), stay.
- **Alpaca**: `instruction`, `input`, `output`, and where there are any `system` and `history`. The user's message is the instruction, and under it, behind one LF, the input
  where that is not blank. Other names are given as `prompt`, `query` and `response`.
- **Preference pairs**: `chosen` and `rejected` beside any of these, or `chosen_messages` and `rejected_messages`. Refused as malformed, or with `preference = "chosen"`
  the chosen answer (a text, a message, or the whole conversation) takes its place at the end.

The first that is there counts, in this order: `messages`, `conversations`, the prompt. The fields that were converted are removed, unless
`keep_source`. `messages` is added behind the others where it was missing. A record with none of them, or in which a message is no object, has no role, or a content that is neither
text, array nor null, is malformed and says which message.

Rules, on the messages as they then are:

- **unknown_roles**: roles other than system (developer), user, assistant, tool (function).
- **order**: system stands first and once; user follows the beginning, system or assistant; assistant follows user or tool; tool follows assistant or tool.
- **empty_turns**: content that is missing, null, nothing but white space, or parts with nothing in them, in a message without `tool_calls`.
- **ends_with_assistant**: not with `end = "any"`, for prompts that wait for an answer.
- **min_turns**, **max_turns**: user messages.)",
    .source = "OpenAI chat messages; Alpaca and ShareGPT as LLaMA-Factory's data/README describes them",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
};

}  // namespace dsprep::ops
