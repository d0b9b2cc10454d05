"""A caller that talks through azure-ai-voicelive. Offers the same as caller_openai, so that one story serves both."""
import base64
import contextlib
import ssl
from types import SimpleNamespace

from azure.ai.voicelive.aio import connect
from azure.ai.voicelive.models import FunctionCallOutputItem, InputTextContentPart, UserMessageItem
from azure.core.credentials import AzureKeyCredential


@contextlib.asynccontextmanager
async def calling(url, key, authority):
    options = {}
    if authority:
        options["vendor_options"] = {"ssl": ssl.create_default_context(cafile=authority)}
    async with connect(
        endpoint=url, credential=AzureKeyCredential(key), model="box", api_version="2026-07-15",
        connection_options=options,
    ) as connection:
        yield Caller(connection)


class Caller:
    def __init__(self, connection):
        self.connection = connection

    async def begin(self, detects, sound, tools):
        rate = 24000 if sound == "pcm16" else 8000
        session = {
            "modalities": ["text", "audio"],
            "input_audio_format": sound,
            "input_audio_sampling_rate": rate,
            "output_audio_format": sound,
            "input_audio_transcription": {"model": "azure-speech"},
            "turn_detection": {"type": "azure_semantic_vad", "silence_duration_ms": 300} if detects else None,
            "tools": tools,
        }
        assert (await self.next()).type == "session.created"
        await self.connection.session.update(session=session)
        updated = (await self.next()).event
        assert updated.type == "session.updated", updated
        assert updated.session.input_audio_format == sound, updated
        assert (updated.session.turn_detection is not None) == detects, updated

    async def append(self, sound):
        await self.connection.input_audio_buffer.append(audio=base64.b64encode(sound).decode())

    async def commit(self):
        await self.connection.input_audio_buffer.commit()

    async def clear(self):
        await self.connection.input_audio_buffer.clear()

    async def write(self, text):
        await self.connection.conversation.item.create(item=UserMessageItem(content=[InputTextContentPart(text=text)]))

    async def give_output(self, call_id, output):
        await self.connection.conversation.item.create(item=FunctionCallOutputItem(call_id=call_id, output=output))

    async def truncate(self, item_id, milliseconds):
        await self.connection.conversation.item.truncate(
            item_id=item_id, content_index=0, audio_end_ms=milliseconds
        )

    async def ask(self):
        await self.connection.response.create()

    async def next(self):
        """One event; its type by the name that Voice Live gives it, and the sound it carries."""
        event = await self.connection.recv()
        name = getattr(event.type, "value", event.type)
        return SimpleNamespace(type=name, event=event, sound=event.delta if name == "response.audio.delta" else b"")
