"""Conversations in rooms that never were: what the microphone hears, what the loudspeaker played, and what of the
microphone should be kept (everything but the echo)."""
import json

import numpy as np

import noises
import voices
from sound import BLOCK, RATE, active_level, amplitude, convolve, level, runs, speech_blocks, write_wave


def response(dice, room, near):
    """From a loudspeaker (near) or a person to the microphone: direct sound, reflections, a tail that dies away."""
    seconds = dice.uniform(0.06, 0.12) if room == "car" else dice.uniform(0.15, 0.6)
    count = int(seconds * 1.2 * RATE) + 400
    time = np.arange(count) / RATE
    made = np.zeros(count)
    made[0] = 1
    for _ in range(dice.integers(6, 18)):
        made[int(dice.uniform(0.0006, 0.03) * RATE)] += dice.uniform(-0.5, 0.5) * (0.4 if near else 0.8)
    smooth = np.convolve(dice.standard_normal(count), [0.25, 0.5, 0.25], "same")
    tail = smooth * 10 ** (-3 * time / seconds) + dice.standard_normal(count) * 0.5 * 10 ** (-3 * time / (0.6 * seconds))
    late = dice.uniform(-22, -10) if near else dice.uniform(-12, 0)
    return level_of_tail(made, tail, late).astype(np.float32)


def level_of_tail(made, tail, decibels):
    return made + tail * amplitude(decibels) / np.sqrt((tail**2).sum())


def colour(dice):
    """A loudspeaker or microphone that is not flat."""
    frequency = np.linspace(0, 8000, 129)
    gain = sum(
        dice.uniform(-5, 5) * np.exp(-0.5 * ((np.log2(frequency + 50) - np.log2(dice.uniform(150, 7000))) / 0.6) ** 2)
        for _ in range(4)
    )
    return (np.roll(np.fft.irfft(10 ** (gain / 20), 256), 64)[:128] * np.hanning(128)).astype(np.float32)


def read_at(samples, places):
    """Between samples, by a short windowed sinc."""
    whole = np.floor(places).astype(np.int64)
    # Not quite on a sample: there the sinc would be nothing by nothing.
    rest = np.clip(places - whole, 1e-4, 1 - 1e-4).astype(np.float32)
    padded = np.pad(samples, 16)
    first = np.clip(whole + 9, 0, len(padded) - 16)
    made = np.zeros(len(places), np.float32)
    # Of sixteen sincs and windows each a turn on, by what sums of angles are.
    turn = np.float32(2 * np.pi / 17)
    cosine, sine = np.cos(turn * rest), np.sin(turn * rest)
    for tap in range(-7, 9):
        window = 1 + np.float32(np.cos(turn * tap)) * cosine + np.float32(np.sin(turn * tap)) * sine
        made += padded[first + (tap + 7)] * window / (np.float32(tap) - rest) * np.float32(1 if tap % 2 else -1)
    return made * np.sin(np.float32(np.pi) * rest) / np.float32(2 * np.pi)


class People:
    def __init__(self, place, names, recorded=(), crowd=()):
        self.place, self.known = place, {}
        self.names = {False: names, "recorded": list(recorded), "crowd": list(crowd)}

    def voice(self, dice, other_than=None, kind=False):
        """A name and a function that returns the next utterance."""
        name, names = other_than, self.names[kind]
        while name == other_than:
            name = names[dice.integers(len(names))]
        if name not in self.known:
            self.known[name] = voices.load(self.place, name)
        said = self.known[name]
        return name, lambda: said[dice.integers(len(said))] * np.float32(amplitude(dice.uniform(-3, 3)))

    def places(self):
        """Recorded sounds of places."""
        if "places" not in self.known:
            self.known["places"] = voices.load(self.place, "places")
        return self.known["places"]


def bursts(dice, count, say, first, gap, length):
    """Somebody who says something now and then; returns the sound and where it is."""
    sound, place, found = np.zeros(count, np.float32), int(first * RATE), []
    while True:
        start, wanted = place, dice.uniform(*length) * RATE
        while place - start < 0.7 * wanted:
            words = say()
            if place + len(words) > count - RATE // 2:
                return sound, found
            sound[place : place + len(words)] += words
            place += len(words) + int(dice.uniform(0.05, 0.15) * RATE)
        found.append((start, place))
        place += int(dice.uniform(*gap) * RATE)


def plan(number):
    """What happens in scene `number`; the same number is always the same scene."""
    if number >= FIFTH_TERM:
        return crowd_plan(number, number)
    if number >= FOURTH_TERM:
        return [regular_plan, regular_plan, restless_plan, recorded_plan][number % 4](number, number // 4)
    if number >= THIRD_TERM:
        return recorded_plan(number, number)
    if number >= SECOND_TERM:
        return restless_plan(number, number)
    return regular_plan(number, number)


def regular_plan(number, turn):
    dice = np.random.default_rng([20, number])
    kind = turn % 16
    made = {"seed": number, "room": "car" if dice.random() < 0.25 else "kiosk", "far": None, "near": True, "noise": None}
    if kind < 9:
        made.update(far="music" if dice.random() < 0.12 else "speech", near=kind < 5, seconds=15)
        made["noise"] = "voiced" if dice.random() < 0.1 else "voiceless" if dice.random() < 0.5 else None
    elif kind < 13:
        made.update(seconds=18, noise="voiced" if dice.random() < 0.35 else "voiceless" if dice.random() < 0.9 else None)
    else:
        made.update(seconds=18, near=False, noise="voiced" if dice.random() < 0.15 else "voiceless")
    return made


# From this number on, scenes are about noise that is not steady, and about people who are hardly louder than it.
SECOND_TERM = 980
# From this one on, the people were recorded, and some of the places.
THIRD_TERM = 1_460
# And from here on a little of everything.
FOURTH_TERM = 2_160
# The loudspeaker has a recorded voice too, as that of a service is as good as one; many people.
FIFTH_TERM = 3_760


def restless_plan(number, turn):
    dice = np.random.default_rng([22, number])
    kind = turn % 8
    made = {"seed": number, "room": "car" if dice.random() < 0.25 else "kiosk", "far": None, "near": kind > 3, "seconds": 18}
    made.update(noise="voiceless", restless=kind < 3 or dice.random() < 0.4, ratio=[-4, 14])
    if kind < 3:
        made["ratio"] = [-5, 30]
    if kind in (3, 7):
        made.update(far="speech", seconds=15, ratio=[0, 35])
    return made


def recorded_plan(number, turn):
    dice = np.random.default_rng([24, number])
    kind = turn % 10
    made = {"seed": number, "room": "car" if dice.random() < 0.25 else "kiosk", "far": None, "near": kind < 9, "seconds": 18}
    made.update(people="recorded", noise="voiceless" if dice.random() < 0.75 else "voiced", ratio=[-3, 24])
    if kind < 3:
        made.update(far="music" if dice.random() < 0.1 else "speech", seconds=15, ratio=[0, 38])
    if kind == 9:
        made.update(noise="voiceless", restless=True, ratio=[-5, 30])
    return made


def crowd_plan(number, turn):
    dice = np.random.default_rng([26, number])
    kind = turn % 10
    made = {"seed": number, "room": "car" if dice.random() < 0.25 else "kiosk", "far": None, "near": kind > 2, "seconds": 15}
    made.update(people="crowd" if dice.random() < 0.7 else False, agents="crowd" if dice.random() < 0.6 else False)
    made.update(noise=None if dice.random() < 0.3 else "voiceless", ratio=[0, 38])
    if kind < 7:
        made["far"] = "music" if dice.random() < 0.08 else "speech"
    else:
        made.update(seconds=18, noise="voiceless" if dice.random() < 0.75 else "voiced", ratio=[-3, 24])
    return made


def echo_of(dice, reference, room):
    """The loudspeaker in the microphone, with all that can go wrong on the way."""
    count = len(reference)
    places = np.arange(count, dtype=np.float64)
    drift = dice.choice([0, 0, 0, dice.uniform(-300, 300), dice.uniform(-80, 80)])
    places = places * (1 + drift * 1e-6) - dice.choice([dice.uniform(0, 110), dice.uniform(0, 300)]) * 16
    if dice.random() < 0.15:
        places[int(dice.uniform(0.3, 0.7) * count) :] -= dice.uniform(-30, 120) * 16
    played = reference
    if dice.random() < 0.35:
        clip = dice.uniform(0.2, 0.9) * np.abs(reference).max() + 1e-6
        played = clip * np.tanh(reference / clip) + 0.03 * clip * np.tanh(reference / clip) ** 2
    shape = colour(dice)
    # Nothing very low comes out of it.
    played = convolve(played, np.pad(shape, (0, 63)) - np.convolve(shape, np.full(64, 1 / 64, np.float32)))
    played = read_at(played, places)
    echo = convolve(played, response(dice, room, True))
    if dice.random() < 0.15:
        other = convolve(played, response(dice, room, True))
        share = np.clip((np.arange(count) - dice.uniform(0.3, 0.7) * count) / 800, 0, 1).astype(np.float32)
        echo = echo * (1 - share) + other * share
    return echo


def build(number, people):
    """Microphone, reference, what to keep, and speech by blocks of 10 ms."""
    made = plan(number)
    dice = np.random.default_rng([21, number])
    count, room = made["seconds"] * RATE, made["room"]
    loudness = dice.uniform(-38, -20)
    kind = made.get("people", False)
    far_name, far_voice = people.voice(dice, kind=made.get("agents", False))
    reference, echo = np.zeros(count, np.float32), np.zeros(count, np.float32)
    if made["far"]:
        reference = noises.music(dice, count) if made["far"] == "music" else noises.talking(dice, count, far_voice, (0.1, 0.8))
        reference = np.clip(reference * np.float32(amplitude(dice.uniform(0, 9))), -0.95, 0.95)
        reference = np.round(reference * 32768) / 32768
        echo = echo_of(dice, reference, room)
        # Louder than the person by as much as a small box's own loudspeaker is; a headset's is not heard.
        louder = -45 if dice.random() < 0.04 else dice.uniform(-10, 13)
        echo *= np.float32(amplitude(loudness + louder - active_level(echo)))
    near, spoken = np.zeros(count, np.float32), np.zeros(count // BLOCK, bool)
    if made["near"]:
        _, voice = people.voice(dice, far_name, kind)
        first = dice.uniform(0.5, 3) if dice.random() < 0.3 or not made["far"] else dice.uniform(3, 6)
        dry, found = bursts(dice, count, voice, first, (0.8, 2.8), (0.35, 2.8))
        if found:
            near = convolve(convolve(dry, response(dice, room, False)), colour(dice))
            near *= np.float32(amplitude(loudness - active_level(near)))
            inside = np.zeros(count // BLOCK, bool)
            for start, end in found:
                inside[start // BLOCK : end // BLOCK + 40] = True
            spoken = speech_blocks(near)[: len(inside)] & inside
    strangers = lambda: people.voice(dice, far_name, kind and dice.random() < 0.5 and kind)[1]
    if kind and made["noise"] == "voiceless" and dice.random() < 0.4:
        name, noise = "recorded", noises.recorded(dice, count, people.places())
    else:
        name, noise = noises.place(dice, count, strangers, made["noise"] == "voiced", made.get("restless"))
    ratio = dice.uniform(*made.get("ratio", (-2, 25))) if made["noise"] else dice.uniform(30, 45)
    if made["noise"] == "voiced":
        ratio = max(ratio, dice.uniform(0, 25))
    noise = noise * np.float32(amplitude(loudness + 26 - ratio))
    noise += (dice.standard_normal(count) * amplitude(-80)).astype(np.float32)
    if dice.random() < 0.2:
        for _ in range(dice.integers(1, 4)):
            sound = convolve(np.pad(noises.cough(dice), (0, 4000)), response(dice, room, False))
            start = dice.integers(0, count - len(sound))
            noise[start : start + len(sound)] += sound * np.float32(amplitude(loudness + 26 + dice.uniform(-8, 3)))
    gain = np.float32(1)
    if dice.random() < 0.12:
        turn = np.clip((np.arange(count) - dice.uniform(0.3, 0.7) * count) / 320, 0, 1)
        gain = amplitude(dice.uniform(-9, 9) * turn).astype(np.float32)
    microphone, keep = (near + echo + noise) * gain, (near + noise) * gain
    peak = max(np.abs(microphone).max(), 1e-6)
    scale = np.float32(min(1, 0.97 / peak))
    made.update(place=name, speech=[[int(a), int(b)] for a, b in runs(spoken)])
    return made, microphone * scale, reference, keep * scale, spoken


def write(number, people, folder):
    made, microphone, reference, keep, spoken = build(number, people)
    folder = folder / f"{number:04}"
    folder.mkdir(parents=True, exist_ok=True)
    for name, sound in (("mic", microphone), ("ref", reference), ("keep", keep)):
        write_wave(folder / f"{name}.wav", sound)
    np.save(folder / "speech.npy", spoken)
    (folder / "scene.json").write_text(json.dumps(made))
    return made
