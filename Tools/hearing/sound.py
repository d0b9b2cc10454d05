"""Small tools for sound as float32 arrays at 16 kHz, full scale 1."""
import wave

import numpy as np

RATE = 16_000
BLOCK = 160


def amplitude(decibels):
    return 10 ** (decibels / 20)


def decibels(power):
    return 10 * np.log10(np.maximum(power, 1e-12))


def read_wave(path):
    with wave.open(str(path)) as file:
        rate, channels = file.getframerate(), file.getnchannels()
        samples = np.frombuffer(file.readframes(file.getnframes()), np.int16).astype(np.float32) / 32768
    return resample(samples.reshape(-1, channels).mean(1), rate)


def write_wave(path, samples):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.clip(np.round(samples * 32768), -32768, 32767).astype(np.int16).tobytes())


def resample(samples, rate):
    """By the spectrum: for whole recordings only."""
    if rate == RATE or len(samples) == 0:
        return samples.astype(np.float32)
    return fit(samples, int(len(samples) * RATE / rate))


def stretch(samples, factor):
    """Slower and lower by `factor`, as a bigger person would sound."""
    return samples if factor == 1 else fit(samples, int(len(samples) * factor))


def fit(samples, count):
    spectrum = np.fft.rfft(samples)
    bins = count // 2 + 1
    kept = np.zeros(bins, complex)
    kept[: min(bins, len(spectrum))] = spectrum[:bins]
    return (np.fft.irfft(kept, count) * (count / len(samples))).astype(np.float32)


def quick_size(count):
    """The next size that the Fourier transform is quick at: two, three and five times something."""
    made = 1 << (count - 1).bit_length()
    for odd in (3, 5, 9, 15, 25, 27, 45, 75, 125):
        made = min(made, odd << max(0, (-(-count // odd) - 1).bit_length()))
    return made


def sine(turns):
    """Of whole turns, in 32 bits however many they are."""
    return np.sin(np.float32(2 * np.pi) * (turns - np.floor(turns)).astype(np.float32))


def convolve(samples, response):
    """As long as `samples`."""
    samples, response = samples.astype(np.float32, copy=False), response.astype(np.float32, copy=False)
    if len(response) <= 256:
        return np.convolve(samples, response)[: len(samples)]
    size = quick_size(len(samples) + len(response))
    product = np.fft.rfft(samples, size) * np.fft.rfft(response, size)
    return np.fft.irfft(product, size)[: len(samples)].astype(np.float32)


def block_levels(samples):
    count = len(samples) // BLOCK
    return decibels((samples[: count * BLOCK].reshape(count, BLOCK) ** 2).mean(1))


def active_level(samples):
    """Level in dB over the blocks within 30 dB of the loud ones."""
    levels = block_levels(samples)
    loud = levels[levels > np.percentile(levels, 95) - 30]
    return float(decibels((10 ** (loud / 10)).mean()))


def runs(flags):
    edges = np.diff(np.concatenate([[0], np.asarray(flags, int), [0]]))
    return list(zip(np.where(edges == 1)[0], np.where(edges == -1)[0]))


def speech_blocks(samples, top=None):
    """Which blocks of a clean voice are speech; gaps up to 200 ms count as speech, blips under 40 ms do not."""
    power = 10 ** (block_levels(samples) / 10)
    levels = decibels(np.convolve(power, np.ones(3) / 3, "same"))
    top = np.percentile(levels, 95) if top is None else top
    flags = levels > max(top - 30, -75)
    for start, end in runs(~flags):
        if start > 0 and end < len(flags) and end - start <= 20:
            flags[start:end] = True
    for start, end in runs(flags):
        if end - start < 4:
            flags[start:end] = False
    return flags


def trim(samples):
    if len(samples) < 20 * BLOCK:
        return None
    found = runs(speech_blocks(samples))
    if not found:
        return None
    part = samples[max(0, found[0][0] - 1) * BLOCK : (found[-1][1] + 1) * BLOCK].copy()
    ramp = np.linspace(0, 1, 80, dtype=np.float32)
    part[:80] *= ramp
    part[-80:] *= ramp[::-1]
    return part * np.float32(amplitude(-26 - active_level(part)))


def level(samples, decibels_):
    """Scaled to a root mean square."""
    return samples * np.float32(amplitude(decibels_) / np.sqrt((samples**2).mean() + 1e-12))
