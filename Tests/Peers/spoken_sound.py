"""Sentences spoken by flite, as bytes on the wire: 16-bit samples at 8, 16 or 24 kHz, and G.711 both ways."""
import array
import hashlib
import math
import os
import subprocess
import tempfile
import wave


def speech(text, rate):
    """16-bit samples with half a second of silence before and behind."""
    quiet = array.array("h", bytes(rate))
    samples = spoken(text)
    return quiet + (samples if rate == 16000 else halved(samples) if rate == 8000 else widened(samples)) + quiet


def spoken(text):
    """What flite says, at its 16 kHz. Kept in a file: a program says the same sentence more than once."""
    name = hashlib.sha256(text.encode()).hexdigest()[:16]
    path = f"{tempfile.gettempdir()}/voicelive-peer-{os.getuid()}-{name}.wav"
    if not os.path.exists(path):
        draft = f"{path}.{os.getpid()}"
        subprocess.run(["flite", "-voice", "rms", "-t", text, "-o", draft], check=True)
        os.rename(draft, path)
    with wave.open(path) as file:
        assert file.getframerate() == 16000
        return array.array("h", file.readframes(file.getnframes()))


def widened(samples):
    """Every second sample gets a neighbour between."""
    wide = array.array("h")
    for one, two, three in zip(samples[0::2], samples[1::2], samples[2::2]):
        wide.extend((one, (one + 2 * two) // 3, (2 * two + three) // 3))
    return wide


def halved(samples):
    """A windowed low-pass at 3.4 kHz, then every second sample."""
    reach = 20
    taps = []
    for place in range(-reach, reach + 1):
        window = 0.5 + 0.5 * math.cos(math.pi * place / (reach + 1))
        taps.append(window * (0.425 if place == 0 else math.sin(math.pi * 0.425 * place) / (math.pi * place)))
    total = sum(taps)
    padded = [0] * reach + list(samples) + [0] * reach
    return array.array("h", (
        max(-32768, min(32767, round(sum(t * padded[i + k] for k, t in enumerate(taps)) / total)))
        for i in range(0, len(samples), 2)
    ))


def mu_law(samples):
    def code(sample):
        sign = 0x80 if sample < 0 else 0
        size = min(abs(sample), 32635) + 132
        exponent = size.bit_length() - 8
        return ~(sign | exponent << 4 | size >> exponent + 3 & 15) & 0xFF

    return bytes(map(code, samples))


def from_mu_law(codes):
    def sample(code):
        code = ~code & 0xFF
        size = ((code & 15 | 16) * 2 + 1 << (code >> 4 & 7) + 2) - 132
        return -size if code & 0x80 else size

    return array.array("h", map(sample, codes))


def a_law(samples):
    def code(sample):
        sign = 0 if sample < 0 else 0x80
        size = (-sample - 1 if sample < 0 else sample) >> 4
        if size > 31:
            exponent = size.bit_length() - 5
            size = exponent + 1 << 4 | size >> exponent & 15
        return (sign | size) ^ 0x55

    return bytes(map(code, samples))


def from_a_law(codes):
    def sample(code):
        code ^= 0x55
        exponent, size = code >> 4 & 7, (code & 15) * 2 + 1
        size = (size + 32 << exponent + 2) if exponent else size << 3
        return size if code & 0x80 else -size

    return array.array("h", map(sample, codes))


def likeness(one, one_rate, other, other_rate):
    """How alike the loudness of two sounds is, from 0 to 1, compared in pieces of 20 ms from their beginnings."""
    first, second = loudness(one, one_rate), loudness(other, other_rate)
    first += [0.0] * (len(second) - len(first))
    second += [0.0] * (len(first) - len(second))
    product = sum(a * b for a, b in zip(first, second))
    return product / math.sqrt(sum(a * a for a in first) * sum(b * b for b in second) or 1)


def loudness(samples, rate):
    size = rate // 50
    return [
        math.sqrt(sum(s * s for s in samples[start : start + size]) / size)
        for start in range(0, len(samples), size)
    ]
