"""Turns that are more than question and answer, through an official client library.

usage: turns.py LIBRARY STORY URL KEY [CA-FILE]   exit status 0 when every step went right
LIBRARY is voicelive or openai; STORY is the name of a function here.
"""
import array
import asyncio
import contextlib
import importlib
import json
import sys

from spoken_sound import a_law, from_a_law, from_mu_law, likeness, mu_law, speech

TOOLS = [
    {
        "type": "function",
        "name": "set_temperature",
        "description": "Sets the temperature of the cabin.",
        "parameters": {"type": "object", "properties": {"value": {"type": "number"}}, "required": ["value"]},
    },
    {
        "type": "function",
        "name": "set_lamp",
        "description": "Switches the lamp.",
        "parameters": {"type": "object", "properties": {"state": {"type": "boolean"}}, "required": ["state"]},
    },
]
RATE = 24000
SPEECH_MARKS = {"input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped"}


class Talk:
    """What one caller hears, event by event."""

    def __init__(self, caller, another):
        self.caller = caller
        self.another = another
        self.seen = []

    def __getattr__(self, name):
        return getattr(self.caller, name)

    async def until(self, name):
        """All events up to and with the first of this type."""
        heard = []
        while not heard or heard[-1].type != name:
            event = await asyncio.wait_for(self.caller.next(), 20)
            assert event.type != "error" or name == "error", event.event
            heard.append(event)
        self.seen += heard
        return heard

    async def answer(self):
        return await self.until("response.done")

    async def refusal(self):
        return (await self.until("error"))[-1].event.error

    async def say(self, text):
        await self.append(speech(text, RATE).tobytes())


def of(events, name):
    return [event.event for event in events if event.type == name]


def transcript(events):
    return " ".join(done.transcript for done in of(events, "response.audio_transcript.done"))


def heard(events):
    return [d.transcript for d in of(events, "conversation.item.input_audio_transcription.completed")]


def sound(events):
    return b"".join(event.sound for event in events)


def response(events):
    """The last response that ended, with its status as text."""
    done = of(events, "response.done")[-1].response
    return done, getattr(done.status, "value", done.status)


async def talking_over_an_answer_that_is_being_made(talk):
    await talk.begin(True, "pcm16", [])
    # Minutes of sound, so that it is still being made when the person speaks.
    for _ in range(6):
        await talk.write("tell me a story")
    await talk.ask()
    before = await talk.until("response.audio.delta")
    cut = before[-1].event
    await talk.say("what time is it")
    interrupted = await talk.answer()
    done, status = response(interrupted)
    assert done.id == cut.response_id and status == "cancelled", done
    assert done.status_details.reason == "turn_detected", done
    assert done.output[0].status == "incomplete", done
    assert of(interrupted, "input_audio_buffer.speech_started"), [event.type for event in interrupted]

    # The person heard half of what was made.
    heard_end = len(sound(before + interrupted)) * 1000 // 2 // RATE // 2
    await talk.truncate(cut.item_id, heard_end)
    after = await talk.answer()
    if not of(after, "conversation.item.truncated"):
        after += await talk.until("conversation.item.truncated")
    truncated = of(after, "conversation.item.truncated")[-1]
    assert (truncated.item_id, truncated.audio_end_ms) == (cut.item_id, heard_end), truncated
    done, status = response(after)
    assert status == "completed" and transcript(after).startswith("It is "), after
    assert heard(interrupted + after) == ["what time is it"], heard(interrupted + after)
    late = [e.type for e in after if getattr(e.event, "response_id", "") == cut.response_id]
    assert not late, late


async def talking_over_an_answer_that_is_only_played(talk):
    await talk.begin(True, "pcm16", [])
    await talk.write("tell me a story")
    await talk.ask()
    story = await talk.answer()
    item = of(story, "response.audio.done")[0].item_id
    length = len(sound(story)) * 1000 // 2 // RATE
    assert length > 5000, length

    await talk.say("what day is it today")
    await talk.until("input_audio_buffer.speech_started")
    await talk.truncate(item, 2500)
    after = await talk.answer()
    assert response(after)[1] == "completed" and transcript(after).startswith("It is "), transcript(after)
    if not of(after, "conversation.item.truncated"):
        after += await talk.until("conversation.item.truncated")
    truncated = of(after, "conversation.item.truncated")[0]
    assert (truncated.item_id, truncated.audio_end_ms) == (item, 2500), truncated
    assert len(of(talk.seen, "response.done")) == 2

    # What was not heard cannot be brought back, and the conversation outlives the attempt.
    await talk.truncate(item, 2600)
    refused = await talk.refusal()
    assert refused.code == "invalid_value" and "already shorter" in refused.message, refused
    await talk.truncate(item, 0)
    assert (await talk.refusal()).code == "unsupported_content_type"
    await talk.truncate("item_of_nobody", 100)
    assert (await talk.refusal()).param == "item_id"
    await talk.write("who are you")
    await talk.ask()
    assert transcript(await talk.answer()).startswith("I am the voice")


async def turns_by_hand(talk):
    await talk.begin(False, "pcm16", [])
    await talk.commit()
    assert (await talk.refusal()).code == "input_audio_buffer_commit_empty"
    # What is cleared was never said.
    await talk.say("what time is it")
    await talk.clear()
    await talk.until("input_audio_buffer.cleared")
    await talk.commit()
    assert (await talk.refusal()).code == "input_audio_buffer_commit_empty"

    previous = None
    for question, words in (("who are you", "I am the voice"), ("what time is it", "It is ")):
        await talk.say(question)
        await talk.commit()
        turn = await talk.until("conversation.item.input_audio_transcription.completed")
        committed = of(turn, "input_audio_buffer.committed")[0]
        assert heard(turn) == [question], heard(turn)
        assert committed.previous_item_id == previous, committed
        # Nobody answers before somebody asks; a text is placed behind it, and nothing comes between.
        await talk.write("thank you")
        placed = await talk.until("conversation.item.created")
        assert not of(turn + placed, "response.created")
        await talk.ask()
        answer = await talk.answer()
        assert words in transcript(answer) and response(answer)[1] == "completed", transcript(answer)
        previous = of(answer, "response.output_item.done")[-1].item.id
    assert not SPEECH_MARKS & {event.type for event in talk.seen}


async def calls_at_once(talk):
    await talk.begin(True, "pcm16", TOOLS)
    await talk.write("set the temperature to 21 degrees")
    await talk.write("set the lamp to on")
    await talk.ask()
    asked = await talk.answer()
    calls = of(asked, "response.function_call_arguments.done")
    assert [call.output_index for call in calls] == [0, 1], calls
    assert len({call.call_id for call in calls} | {call.item_id for call in calls}) == 4, calls
    arguments = {call.name: json.loads(call.arguments) for call in calls}
    assert arguments["set_temperature"]["value"] == 21 and arguments["set_lamp"] == {"state": True}, arguments
    output = response(asked)[0].output
    assert [(item.call_id, item.arguments) for item in output] == [(c.call_id, c.arguments) for c in calls], output

    # The second is done first; the answer is one, about both.
    outputs = {"set_temperature": "It is warm now.", "set_lamp": "The lamp is on."}
    for call in reversed(calls):
        await talk.give_output(call.call_id, outputs[call.name])
    await talk.ask()
    answer = await talk.answer()
    assert sorted(transcript(answer).split(". ")) == ["It is warm now.", "The lamp is on"], transcript(answer)
    assert response(answer)[1] == "completed"
    await talk.give_output(calls[0].call_id, "Again.")
    assert (await talk.refusal()).param == "item.call_id"


async def both_ways_by_telephone(talk):
    await talk.begin(True, "pcm16", [])
    await talk.write("who are you")
    await talk.ask()
    wide = array.array("h", sound(await talk.answer()))
    for name, encode, decode in (("g711_ulaw", mu_law, from_mu_law), ("g711_alaw", a_law, from_a_law)):
        async with talk.another() as other:
            await other.begin(True, name, [])
            # With few consonants: what tells those apart lies above what a telephone carries.
            await other.append(encode(speech("good afternoon", 8000)))
            answer = await other.answer()
            assert heard(answer) == ["good afternoon"], heard(answer)
            assert transcript(answer) == "Hello. How can I help?", transcript(answer)
            await other.write("who are you")
            await other.ask()
            narrow = decode(sound(await other.answer()))
        alike = likeness(wide, RATE, narrow, 8000)
        assert alike > 0.95, (name, alike, len(wide) / RATE, len(narrow) / 8000)


async def main(library, story, url, key, authority):
    calling = importlib.import_module(f"caller_{library}").calling

    @contextlib.asynccontextmanager
    async def call():
        async with calling(url, key, authority) as caller:
            yield Talk(caller, call)

    async with call() as talk:
        await globals()[story](talk)


asyncio.run(main(*sys.argv[1:5], sys.argv[5] if len(sys.argv) > 5 else None))
