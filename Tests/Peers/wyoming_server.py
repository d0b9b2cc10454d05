"""A Wyoming server: speech by espeak-ng, free dictation by PocketSphinx's language model. Prints its port.

Words in the text, or given as the first argument, make it misbehave: see `Engine`.
"""
import asyncio
import io
import subprocess
import sys
import wave
from functools import partial

from pocketsphinx import Decoder
from wyoming.asr import Transcribe, Transcript
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.error import Error
from wyoming.info import Describe, Info
from wyoming.server import AsyncEventHandler, AsyncTcpServer
from wyoming.tts import Synthesize

FAULT = sys.argv[1] if len(sys.argv) > 1 else ""


class Engine(AsyncEventHandler):
    def __init__(self, decoder, *arguments):
        super().__init__(*arguments)
        self.decoder = decoder
        self.sound = b""

    async def handle_event(self, event):
        if Describe.is_type(event.type):
            await self.write_event(Info().event())
        elif Synthesize.is_type(event.type):
            return await self.speak(Synthesize.from_event(event).text)
        elif Transcribe.is_type(event.type) or AudioStart.is_type(event.type):
            self.sound = b""
        elif AudioChunk.is_type(event.type):
            chunk = AudioChunk.from_event(event)
            assert (chunk.rate, chunk.width, chunk.channels) == (16000, 2, 1)
            self.sound += chunk.audio
            if FAULT == "die" and len(self.sound) > 16000:
                return False
        elif AudioStop.is_type(event.type):
            return await self.transcribe()
        return True

    async def transcribe(self):
        if FAULT == "stall":
            await asyncio.sleep(30)
        if FAULT == "error":
            await self.write_event(Error(text="out of memory").event())
            return False
        self.decoder.start_utt()
        self.decoder.process_raw(self.sound, no_search=False, full_utt=True)
        self.decoder.end_utt()
        found = self.decoder.hyp()
        await self.write_event(Transcript(text=found.hypstr if found else "").event())
        return False

    async def speak(self, text):
        made = subprocess.run(["espeak-ng", "--stdout", text], capture_output=True, check=True).stdout
        with wave.open(io.BytesIO(made)) as file:
            rate, sound = file.getframerate(), file.readframes(file.getnframes())
        await self.write_event(AudioStart(rate=rate, width=2, channels=1).event())
        for start in range(0, len(sound), 2048):
            if start >= 8192 and "die" in text:
                return False
            if start >= 8192 and "stall" in text:
                await asyncio.sleep(30)
            piece = sound[start:start + 2048]
            await self.write_event(AudioChunk(audio=piece, rate=rate, width=2, channels=1).event())
        await self.write_event(AudioStop().event())
        return True


async def main():
    decoder = Decoder(samprate=16000)
    server = AsyncTcpServer("127.0.0.1", 0)
    await server.start(partial(Engine, decoder))
    print(server._server.sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
