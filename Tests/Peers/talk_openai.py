"""Holds a whole conversation with a Realtime server through OpenAI's official client.

usage: talk_openai.py PORT KEY   exit status 0 when every step went right
"""
import asyncio
import base64
import json
import sys

from openai import AsyncOpenAI

from spoken_sound import speech

TOOL = {
    "type": "function",
    "name": "set_temperature",
    "description": "Sets the temperature of the cabin.",
    "parameters": {"type": "object", "properties": {"value": {"type": "number"}}, "required": ["value"]},
}


async def answer(connection):
    result = {"audio": 0, "transcript": "", "heard": "", "call": None, "status": ""}
    async for event in connection:
        if event.type == "response.output_audio.delta":
            result["audio"] += len(base64.b64decode(event.delta))
        elif event.type == "response.output_audio_transcript.done":
            result["transcript"] = event.transcript
        elif event.type == "conversation.item.input_audio_transcription.completed":
            result["heard"] = event.transcript
        elif event.type == "response.function_call_arguments.done":
            result["call"] = event
        elif event.type == "error":
            raise AssertionError(f"error {event.error.code}: {event.error.message}")
        elif event.type == "response.done":
            result["status"] = event.response.status
            return result


async def main(port, key):
    client = AsyncOpenAI(api_key=key, base_url=f"http://127.0.0.1:{port}/v1")
    async with client.realtime.connect(model="box") as connection:
        assert (await connection.recv()).type == "session.created"
        await connection.session.update(
            session={
                "type": "realtime",
                "output_modalities": ["audio"],
                "audio": {
                    "input": {
                        "format": {"type": "audio/pcm", "rate": 24000},
                        "transcription": {"model": "whisper-1"},
                        "turn_detection": {"type": "server_vad", "silence_duration_ms": 300},
                    },
                    "output": {"voice": "marin"},
                },
                "tools": [TOOL],
            }
        )
        assert (await connection.recv()).type == "session.updated"
        sound = speech("what time is it", 24000).tobytes()
        for start in range(0, len(sound), 4800):
            await connection.input_audio_buffer.append(audio=base64.b64encode(sound[start : start + 4800]).decode())
        time = await asyncio.wait_for(answer(connection), 20)
        assert time["heard"] == "what time is it", time
        assert time["transcript"].startswith("It is ") and time["audio"] > 24000, time

        await connection.conversation.item.create(
            item={
                "type": "message",
                "role": "user",
                "content": [{"type": "input_text", "text": "set the temperature to 21 degrees"}],
            }
        )
        await connection.response.create()
        call = (await asyncio.wait_for(answer(connection), 20))["call"]
        assert json.loads(call.arguments) == {"value": 21}, call
        await connection.conversation.item.create(
            item={"type": "function_call_output", "call_id": call.call_id, "output": "It is warm now."}
        )
        await connection.response.create()
        done = await asyncio.wait_for(answer(connection), 20)
        assert done["transcript"] == "It is warm now." and done["status"] == "completed", done
    print(json.dumps({"ok": True}))


asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
