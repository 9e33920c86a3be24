// Conversation: messages of any common shape, read into the one that chat templates know: {role, content, tool_calls}.
//
//   conversation.start();
//   for (…) if (!conversation.add_message(message, "messages", n)) return malformed(conversation.reason());
//   conversation.finish();
//   if (conversation.changed()) … conversation.json() …
//
// Null is as good as absent, everywhere: in messages, in their members, in lists of parts and of calls.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/value.h"

namespace dsprep::ops::chat {

enum class ChatRole : std::uint8_t { system, user, assistant, tool, unknown };
std::string_view name_of(ChatRole role);  // "system", …; "unknown"
// The role a name stands for, with the names that ShareGPT files and the APIs have: "gpt", "observation", …
std::optional<ChatRole> chat_role(std::string_view name);

inline bool is_present(const Value& value) {
  return value.type() != FieldType::missing && value.type() != FieldType::null;
}

// A message as the rules see it.
struct ChatTurn {
  ChatRole role;
  bool empty;  // says nothing and calls nothing
  bool stray;  // its tool_call_id is that of no call of the assistant before it
};

// One per worker: keeps its storage. Values handed in must stay valid until the next start().
class Conversation {
 public:
  // Is content to become text? Parts are joined by LF, and nothing is the empty text.
  explicit Conversation(bool text_only) : text_only_(text_only) {}

  void start();
  // {role, content} or {from, value}. A system message at the beginning that says nothing is left out. False where it
  // cannot be read; then reason() begins with `what`, and where there is a number, with ": message 3".
  bool add_message(const Value& message, std::string_view what, std::size_t number = 0);
  // A message made of a field. REQUIRES text.
  void add(ChatRole role, const Value& content);
  void add(ChatRole role, std::string_view content);
  // The system prompt beside the messages, where it says something: comes first, unless they begin with one of their
  // own.
  void add_system(const Value& content);
  // Makes one message of parallel calls (messages of the assistant that follow each other and each call something), and
  // finds what tool_call_ids refer to.
  void finish();

  // ---- after finish() ----
  std::span<const ChatTurn> turns() const { return turns_; }
  bool changed() const { return changed_; }  // json() is not the messages that were added, as they stand
  const std::string& json();                 // the array

  const std::string& reason() const { return reason_; }

 private:
  struct Message {
    Value value;  // as read; missing: made of a field
    ChatRole role = ChatRole::unknown;
    std::string name;  // of the role, as it will be written
    Value content;     // text, parts, or nothing
    Value tool_calls, tool_call_id;
    std::string text;  // the content where it was made
    bool has_text = false;
    std::string calls;  // an array: what ShareGPT's function_call stands for
    bool converted_calls = false;
    bool calls_tools = false;  // has tool_calls, converted or not
    bool empty = false;
    bool as_is = false;   // can be written as it stands
    bool beside = false;  // the system prompt beside the messages
    bool joins = false;   // its calls belong to the message before
  };

  struct Members {
    Value role, from, content, value, tool_calls, function_call, tool_call_id;
  };

  bool refuse(std::string_view why);
  bool refuse_type(std::string what, const Value& value, std::string_view wanted);
  Members members_of(const Value& message);
  Message& next();
  bool read_role(const Members& members, Message& to, bool& openai);
  bool read_calls(const Members& members, Message& to, bool& calls);
  bool convert_calls(const Value& content, Message& to);
  bool join_parts(const Value& content, Message& to);
  bool is_empty(const Value& content);
  bool is_empty_part(const Value& part);
  bool has_other_members(const Value& message);
  bool joins(const Message& leader, const Message& message);
  static Value calls_of(const Message& m) { return m.converted_calls ? Value(m.calls) : m.tool_calls; }
  void collect_ids(std::size_t leader);
  bool knows_id(const Value& id);
  void write(std::size_t leader, std::size_t end);

  const bool text_only_;
  std::vector<Message> messages_;
  std::size_t used_ = 0;  // of messages_
  std::vector<ChatTurn> turns_;
  std::vector<std::string> ids_;
  std::size_t ids_used_ = 0;
  bool changed_ = false;
  ValueBuilder out_, calls_out_;
  std::string_view what_;  // of the message being added, for reasons
  std::size_t number_ = 0;
  std::string reason_, scratch_, key_;
};

}  // namespace dsprep::ops::chat
