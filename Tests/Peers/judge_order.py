"""Judges the order of what a Voice Live or Realtime server sends.

usage: judge_order.py FILE [--shortened]   prints a line for each fault and a last line "judged N, faults M"

FILE has JSON lines {"dialect": ..., "side": "client" | "server", "event": {...}} of one whole connection. --shortened: the
sound and the transcripts in it are not whole, as in recordings.
"""

import base64
import collections
import json
import sys

BYTES_A_SECOND = {"pcm16": 48000, "pcm16_16000hz": 32000, "pcm16_8000hz": 16000, "g711_ulaw": 8000, "g711_alaw": 8000,
                  "audio/pcm": 48000, "audio/pcmu": 8000, "audio/pcma": 8000}
# What a part needs before it may end, and in which order it comes: the kind of part, then its endings.
ENDINGS = {"audio": ["audio", "audio_transcript"], "text": ["text"]}
# What a client asks for, and what it gets if not an error.
ANSWERS = {
    "session.update": "session_updated",
    "input_audio_buffer.commit": "input_audio_buffer_committed",
    "input_audio_buffer.clear": "input_audio_buffer_cleared",
    "conversation.item.create": "conversation_item_created",
    "conversation.item.retrieve": "conversation_item_retrieved",
    "conversation.item.delete": "conversation_item_deleted",
    "conversation.item.truncate": "conversation_item_truncated",
    "response.create": "response_created",
}


class Part:
    """The one content part of a message that is being made."""

    def __init__(self, kind):
        self.kind = kind
        self.words = ""
        self.ended = []
        self.word_times = "none"
        self.last_word = 0


class Response:
    def __init__(self, event):
        self.id = event["id"]
        self.is_committed = event.get("conversation_id") is not None
        asked = event.get("audio", {}).get("output", {}).get("format", {}).get("type", "audio/pcm")
        self.format = event.get("output_audio_format") or asked
        self.items = []
        self.open = None
        self.is_placed = False
        self.part = None
        self.had_part = False
        self.arguments = ""
        self.has_arguments = False
        self.calls = {}


class Order:
    """One connection."""

    def __init__(self, is_shortened):
        self.faults = []
        self.is_shortened = is_shortened
        self.ids = set()
        self.client_ids = set()
        self.asked = collections.Counter()
        self.told = collections.Counter()
        self.transcribes = False
        self.items = []  # ids in the order of the conversation
        self.known = set()  # and of those that were deleted
        self.transcripts = {}  # user item -> what was written so far; None when it is whole
        self.sound = {}  # assistant item -> milliseconds made
        self.speech = None  # (item, start) between speech_started and speech_stopped
        self.stopped = None
        self.committed = None
        self.last_mark = 0
        self.response = None
        self.ended = set()

    def fault(self, text):
        self.faults.append(f"{self.event['type']} ({self.event.get('event_id')}): {text}")

    def expect(self, holds, text):
        if not holds:
            self.fault(text)

    def client(self, event):
        self.client_ids.add(event.get("event_id"))
        self.asked[event["type"]] += 1

    def server(self, event):
        self.event = event
        identity = event.get("event_id")
        self.expect(isinstance(identity, str) and identity not in self.ids, "its event_id is missing or was used before")
        self.ids.add(identity)
        self.expect((event["type"] == "session.created") == (not self.told), "session.created is first, and once")
        name = event["type"].replace("output_audio.", "audio.").replace("output_audio_", "audio_")
        name = name.replace("output_text", "text").replace("conversation.item.added", "conversation.item.created")
        name = name.replace(".", "_")
        self.told[name] += 1
        if self.committed:
            self.expect(name == "conversation_item_created", f"{self.committed} was committed, not placed")
        if name.startswith("response_") and name not in ("response_created", "response_done"):
            if not self.belongs(event):
                return
        getattr(self, name, self.unknown)(event)

    def end(self):
        self.event = {"type": "the end"}
        self.expect(self.response is None, "a response is open")
        self.expect(self.speech is None, "speech began and did not stop")
        for question, answer in ANSWERS.items():
            lacking = self.asked[question] - self.told[answer] - self.told["error"]
            self.expect(lacking <= 0, f"{question} was not answered")
        for item, words in self.transcripts.items():
            is_owed = self.transcribes and not self.is_shortened
            self.expect(words is None or not is_owed, f"what {item} says was not written down")

    def unknown(self, event):
        self.fault("no such event is known here")

    # Session, errors

    def session_created(self, event):
        self.expect(event["session"].get("id"), "the session has no id")
        self.hear_session(event["session"])

    def session_updated(self, event):
        self.expect(self.told["session_updated"] <= self.asked["session.update"], "nobody asked for an update")
        self.hear_session(event["session"])

    def hear_session(self, session):
        heard = session.get("audio", {}).get("input", {})
        self.transcribes = bool(session.get("input_audio_transcription") or heard.get("transcription"))

    def error(self, event):
        error = event["error"]
        self.expect(error.get("type") and error.get("message"), "it does not say what is wrong")
        blamed = error.get("event_id")
        self.expect(blamed is None or blamed in self.client_ids, "it blames an event that the client did not send")

    def warning(self, event):
        self.expect(event["warning"].get("message"), "it does not say what is wrong")

    # Turns

    def input_audio_buffer_speech_started(self, event):
        self.expect(self.speech is None, "the speech before did not stop")
        self.expect(event["audio_start_ms"] >= 0 and event["item_id"] not in self.items, "a time or item that cannot be")
        self.speech = (event["item_id"], event["audio_start_ms"])

    def input_audio_buffer_speech_stopped(self, event):
        item, start = self.speech or (None, 0)
        self.expect(item == event["item_id"], "this item's speech did not start")
        self.expect(event["audio_end_ms"] > start and event["audio_end_ms"] > self.last_mark, "it ends before it began")
        self.last_mark = event["audio_end_ms"]
        self.speech, self.stopped = None, event["item_id"]

    def input_audio_buffer_committed(self, event):
        self.expect(self.stopped in (None, event["item_id"]), "another item's speech stopped")
        self.expect(self.speech is None, "the speech did not stop")
        self.expect(event.get("previous_item_id") == self.last_item(), "previous_item_id is not the last item")
        self.stopped, self.committed = None, event["item_id"]

    def input_audio_buffer_cleared(self, event):
        self.speech = self.stopped = None

    def last_item(self):
        return self.items[-1] if self.items else None

    def conversation_item_created(self, event):
        item = event["item"]
        identity, previous = item.get("id"), event.get("previous_item_id")
        self.expect(identity and identity not in self.known, "the id is missing or was used before")
        self.expect(previous is None or previous in self.items, "previous_item_id is no item")
        parts = [part.get("type") for part in item.get("content") or []]
        if self.committed:
            self.expect(identity == self.committed, f"{self.committed} was committed")
            self.committed = None
            self.transcripts[identity] = ""
            self.expect(item.get("role") == "user" and parts == ["input_audio"], "not what the person said")
        elif self.response and self.response.open == identity:
            self.expect(not self.response.had_part and not self.response.is_placed, "it is late")
            self.expect(previous == self.last_item(), "an answer's item is the last")
            self.response.is_placed = True
        else:
            self.expect(item.get("status") in (None, "completed", "incomplete"), "nobody makes this item")
            self.expect("input_audio" not in parts, "what the person said was not committed")
        self.items.insert(self.items.index(previous) + 1 if previous in self.items else 0, identity)
        self.known.add(identity)

    def conversation_item_done(self, event):
        self.expect(event["item"]["id"] in self.known, "there is no such item")

    def conversation_item_retrieved(self, event):
        self.expect(event["item"]["id"] in self.items, "there is no such item")

    def conversation_item_deleted(self, event):
        self.expect(event["item_id"] in self.items, "there is no such item")
        if event["item_id"] in self.items:
            self.items.remove(event["item_id"])

    def conversation_item_truncated(self, event):
        made = self.sound.get(event["item_id"])
        self.expect(made is not None and event["content_index"] == 0, "no sound was made for this item")
        if made is not None and not self.is_shortened:
            self.expect(0 < event["audio_end_ms"] <= made, f"{event['audio_end_ms']} ms of {made} ms are kept")
            self.sound[event["item_id"]] = event["audio_end_ms"]

    # What the person said

    def conversation_item_input_audio_transcription_delta(self, event):
        self.transcribed(event, event.get("delta") or "")

    def conversation_item_input_audio_transcription_completed(self, event):
        written = self.transcribed(event, "")
        if written:
            self.expect(written.strip() == event["transcript"].strip(), "it is not what the deltas said")
        self.transcripts[event["item_id"]] = None
        ends = [p["offset_milliseconds"] + p["duration_milliseconds"] for p in event.get("phrases") or []]
        self.expect(ends == sorted(ends), "phrases are out of order")

    def conversation_item_input_audio_transcription_failed(self, event):
        self.transcribed(event, "")
        self.expect(event["error"].get("message"), "it does not say what is wrong")
        self.transcripts[event["item_id"]] = None

    def transcribed(self, event, more):
        """What was written of this item until now."""
        if self.transcripts.get(event["item_id"]) is None:
            self.fault("nobody speaks in this item, or its transcript was whole")
            return None
        self.transcripts[event["item_id"]] += more
        return self.transcripts[event["item_id"]]

    # Answers

    def belongs(self, event):
        """Whether it is about the response and the item that are open."""
        active = self.response
        if not active or event.get("response_id") != active.id:
            late = event.get("response_id") in self.ended
            self.fault("its response is over" if late else "there is no such response")
            return False
        item = event.get("item_id") or event.get("item", {}).get("id")
        if event["type"] != "response.output_item.added":
            self.expect(item == active.open, "it is not about the item that is being made")
        self.expect(event.get("output_index") == len(active.items), "output_index does not count the items")
        self.expect(event.get("content_index", 0) == 0, "there is one part only")
        return True

    def response_created(self, event):
        response = event["response"]
        self.expect(self.response is None, "the response before is not done")
        self.expect(response["id"] not in self.ended, "the id was used before")
        self.expect(response["status"] == "in_progress" and not response.get("output"), "it has just begun")
        self.expect(response.get("usage") is None, "nothing was used yet")
        self.response = Response(response)

    def response_output_item_added(self, event):
        active, item = self.response, event["item"]
        self.expect(active.open is None, "the item before is not done")
        self.expect(item.get("status") == "in_progress" and not item.get("content"), "it has just begun")
        active.open, active.is_placed, active.had_part = item["id"], False, False
        active.arguments, active.has_arguments = "", False
        if item["type"] == "function_call":
            self.expect(item.get("name") and item.get("call_id"), "the call has no name or id")
            self.expect(not item.get("arguments"), "arguments come by themselves")
            self.expect(item["call_id"] not in active.calls, "the call's id was used before")
            active.calls[item["call_id"]] = item["name"]

    def response_content_part_added(self, event):
        active = self.response
        self.expect(active.part is None and not active.had_part, "there is a part already")
        self.expect(active.is_placed or not active.is_committed, "its item was not placed in the conversation")
        self.expect(not (event["part"].get("text") or event["part"].get("transcript")), "it has just begun")
        active.part, active.had_part = Part(event["part"]["type"].replace("output_", "")), True

    def piece(self, kind, words=""):
        part = self.response.part
        if part is None or part.kind not in ("text" if kind == "text" else "audio"):
            self.fault("no part of this kind is being made")
            return None
        self.expect(kind not in part.ended, f"the part's {kind} is done")
        part.words += words
        return part

    def ending(self, kind):
        part = self.piece(kind)
        if part:
            self.expect(ENDINGS[part.kind][len(part.ended) :][:1] == [kind], f"after {part.ended}")
            part.ended.append(kind)
        return part

    def response_text_delta(self, event):
        self.piece("text", event["delta"])

    def response_text_done(self, event):
        if part := self.ending("text"):
            self.expect(part.words == event["text"], "it is not what the deltas said")

    def response_audio_transcript_delta(self, event):
        self.piece("audio_transcript", event["delta"])

    def response_audio_transcript_done(self, event):
        if part := self.ending("audio_transcript"):
            self.expect(part.words == event["transcript"], "it is not what the deltas said")

    def response_audio_delta(self, event):
        if self.piece("audio"):
            size = len(base64.b64decode(event["delta"]))
            self.expect(size > 0, "no sound")
            seconds = size / BYTES_A_SECOND[self.response.format]
            self.sound[event["item_id"]] = self.sound.get(event["item_id"], 0) + seconds * 1000

    def response_audio_done(self, event):
        if part := self.ending("audio"):
            self.expect(part.word_times != "open", "the times of words are not done")
            self.sound.setdefault(event["item_id"], 0)

    def response_audio_timestamp_delta(self, event):
        if part := self.piece("audio"):
            self.expect(part.word_times != "done", "the times of words are done")
            self.expect(event["audio_offset_ms"] >= part.last_word, "words go back in time")
            part.word_times, part.last_word = "open", event["audio_offset_ms"]

    def response_audio_timestamp_done(self, event):
        if part := self.piece("audio"):
            part.word_times = "done"

    def response_content_part_done(self, event):
        part = self.response.part
        self.expect(part and part.ended == ENDINGS[part.kind], "its sound and words are not done")
        if part and part.kind == "audio":
            self.expect(event["part"].get("transcript") in (None, part.words), "it is not what the deltas said")
        self.response.part = None

    def response_function_call_arguments_delta(self, event):
        self.expect(event["call_id"] in self.response.calls, "there is no such call")
        self.response.arguments += event["delta"]

    def response_function_call_arguments_done(self, event):
        name = self.response.calls.get(event["call_id"], "")
        self.expect(name and event.get("name", name) == name, "there is no such call")
        self.expect(self.response.arguments == event["arguments"], "it is not what the deltas said")
        self.response.has_arguments = True

    def response_output_item_done(self, event):
        active, item = self.response, event["item"]
        self.expect(active.part is None, "its part is not done")
        self.expect(active.is_placed or not active.is_committed, "its item was not placed in the conversation")
        self.expect(item.get("status") in ("completed", "incomplete"), "it is over")
        if item["type"] == "function_call":
            self.expect(item["arguments"] == active.arguments, "the arguments are others")
            is_whole = active.has_arguments and is_object(item["arguments"])
            self.expect(item["status"] == "incomplete" or is_whole, "the arguments are not whole")
        active.items.append(item)
        active.open = None

    def response_done(self, event):
        response, active = event["response"], self.response
        if not active or response["id"] != active.id:
            return self.fault("there is no such response")
        self.expect(active.open is None, "an item is not done")
        self.expect(response["output"] == active.items, "its output is not the items that were made")
        status, details = response["status"], response.get("status_details")
        self.expect(status in ("completed", "cancelled", "incomplete", "failed"), "it is over")
        if status == "completed":
            self.expect(not details, "nothing went wrong")
            self.expect(all(item.get("status") == "completed" for item in response["output"]), "an item is not whole")
        else:
            self.expect((details or {}).get("type") == status, "status_details does not say why")
            self.expect(status == "failed" or (details or {}).get("reason"), "status_details has no reason")
        if usage := response.get("usage"):
            total = usage["input_tokens"] + usage["output_tokens"]
            self.expect(usage["total_tokens"] == total, "tokens do not add up")
        self.ended.add(active.id)
        self.response = None


def is_object(text):
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def judge(lines, is_shortened):
    order = Order(is_shortened)
    for line in lines:
        (order.server if line["side"] == "server" else order.client)(line["event"])
    order.end()
    return order.faults


def main(path, is_shortened):
    with open(path, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    faults = judge(lines, is_shortened)
    for fault in faults:
        print(fault)
    print(f"judged {len(lines)}, faults {len(faults)}")
    return 1 if faults or not lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], "--shortened" in sys.argv))
