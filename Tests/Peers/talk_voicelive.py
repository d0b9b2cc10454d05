"""Holds a whole conversation with a Voice Live server through the official client.

usage: talk_voicelive.py URL KEY [CA-FILE]   prints one JSON object; exit status 0 when every step went right
"""
import asyncio
import base64
import json
import ssl
import sys

from azure.ai.voicelive.aio import connect
from azure.ai.voicelive.models import FunctionCallOutputItem, InputTextContentPart, UserMessageItem
from azure.core.credentials import AzureKeyCredential

from spoken_sound import speech

TOOL = {
    "type": "function",
    "name": "set_temperature",
    "description": "Sets the temperature of the cabin.",
    "parameters": {
        "type": "object",
        "properties": {"value": {"type": "number"}, "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]}},
        "required": ["value"],
    },
}


async def say(connection, text):
    sound = speech(text, 16000).tobytes()
    for start in range(0, len(sound), 3200):
        chunk = base64.b64encode(sound[start : start + 3200]).decode()
        await connection.input_audio_buffer.append(audio=chunk)


async def answer(connection):
    result = {"types": [], "audio": 0, "transcript": "", "heard": "", "call": None, "status": ""}
    while True:
        event = await asyncio.wait_for(connection.recv(), 20)
        name = event.type.value if hasattr(event.type, "value") else event.type
        result["types"].append(name)
        if name == "response.audio.delta":
            result["audio"] += len(event.delta)
        elif name == "response.audio_transcript.done":
            result["transcript"] = event.transcript
        elif name == "conversation.item.input_audio_transcription.completed":
            result["heard"] = event.transcript
        elif name == "response.function_call_arguments.done":
            result["call"] = event
        elif name == "error":
            raise AssertionError(f"error {event.error.code}: {event.error.message}")
        elif name == "response.done":
            result["status"] = str(getattr(event.response.status, "value", event.response.status))
            return result


async def main(url, key, authority):
    options = {}
    if authority:
        options["vendor_options"] = {"ssl": ssl.create_default_context(cafile=authority)}
    async with connect(
        endpoint=url, credential=AzureKeyCredential(key), model="box", api_version="2026-07-15",
        connection_options=options,
    ) as connection:
        first = await connection.recv()
        assert first.type == "session.created", first.type
        await connection.session.update(
            session={
                "modalities": ["text", "audio"],
                "input_audio_sampling_rate": 16000,
                "input_audio_transcription": {"model": "azure-speech"},
                "turn_detection": {"type": "azure_semantic_vad", "silence_duration_ms": 300},
                "voice": {"type": "azure-standard", "name": "en-US-AvaNeural"},
                "tools": [TOOL],
            }
        )
        updated = await connection.recv()
        assert updated.type == "session.updated", updated.type
        assert updated.session.tools[0].name == "set_temperature"

        await say(connection, "what time is it")
        time = await answer(connection)
        assert time["heard"] == "what time is it", time
        assert time["transcript"].startswith("It is "), time
        assert time["audio"] > 24000, time

        await say(connection, "set the temperature to sixty eight degrees")
        call = (await answer(connection))["call"]
        assert call.name == "set_temperature", call
        assert json.loads(call.arguments) == {"value": 68, "unit": "fahrenheit"}, call.arguments
        await connection.conversation.item.create(
            item=FunctionCallOutputItem(call_id=call.call_id, output='{"ok": true}')
        )
        await connection.response.create()
        done = await answer(connection)
        assert done["transcript"] == "The temperature is set to 68 degrees.", done
        assert done["status"] == "completed", done

        await connection.conversation.item.create(
            item=UserMessageItem(content=[InputTextContentPart(text="tell me a story")])
        )
        await connection.response.create()
        while (await connection.recv()).type != "response.audio.delta":
            pass
        await connection.response.cancel()
        cut = await answer(connection)
        assert cut["status"] == "cancelled", cut
    print(json.dumps({"ok": True}))


asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else None))
