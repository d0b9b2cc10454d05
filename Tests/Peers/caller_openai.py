"""A caller that talks through OpenAI's library. Offers the same as caller_voicelive, so that one story serves both."""
import base64
import contextlib
from types import SimpleNamespace

from openai import AsyncOpenAI

FORMATS = {
    "pcm16": {"type": "audio/pcm", "rate": 24000},
    "g711_ulaw": {"type": "audio/pcmu"},
    "g711_alaw": {"type": "audio/pcma"},
}


@contextlib.asynccontextmanager
async def calling(url, key, authority):
    assert not authority, "this library is tried without TLS"
    async with AsyncOpenAI(api_key=key, base_url=f"{url}/v1").realtime.connect(model="box") as connection:
        yield Caller(connection)


class Caller:
    def __init__(self, connection):
        self.connection = connection

    async def begin(self, detects, sound, tools):
        turns = {"type": "server_vad", "silence_duration_ms": 300} if detects else None
        session = {
            "type": "realtime",
            "output_modalities": ["audio"],
            "audio": {
                "input": {
                    "format": FORMATS[sound], "transcription": {"model": "whisper-1"}, "turn_detection": turns,
                },
                "output": {"format": FORMATS[sound], "voice": "marin"},
            },
            "tools": tools,
        }
        assert (await self.next()).type == "session.created"
        await self.connection.session.update(session=session)
        updated = (await self.next()).event
        assert updated.type == "session.updated", updated
        assert updated.session.audio.input.format.type == FORMATS[sound]["type"], updated
        assert (updated.session.audio.input.turn_detection is not None) == detects, updated

    async def append(self, sound):
        await self.connection.input_audio_buffer.append(audio=base64.b64encode(sound).decode())

    async def commit(self):
        await self.connection.input_audio_buffer.commit()

    async def clear(self):
        await self.connection.input_audio_buffer.clear()

    async def write(self, text):
        content = [{"type": "input_text", "text": text}]
        await self.connection.conversation.item.create(item={"type": "message", "role": "user", "content": content})

    async def give_output(self, call_id, output):
        await self.connection.conversation.item.create(
            item={"type": "function_call_output", "call_id": call_id, "output": output}
        )

    async def truncate(self, item_id, milliseconds):
        await self.connection.conversation.item.truncate(
            item_id=item_id, content_index=0, audio_end_ms=milliseconds
        )

    async def ask(self):
        await self.connection.response.create()

    async def next(self):
        """One event; its type by the name that Voice Live gives it, and the sound it carries."""
        event = await self.connection.recv()
        name = event.type.replace("response.output_audio", "response.audio").replace("item.added", "item.created")
        sound = base64.b64decode(event.delta) if name == "response.audio.delta" else b""
        return SimpleNamespace(type=name, event=event, sound=sound)
