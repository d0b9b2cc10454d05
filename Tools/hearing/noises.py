"""Places that are not quiet, made from random numbers. Each maker takes a generator and a number of samples and returns
sound of about −26 dB; the voices that some need are given as a function that returns an utterance."""
import numpy as np

from sound import BLOCK, RATE, amplitude, convolve, level, sine, stretch


def coloured(dice, count, tilt, low=40.0):
    """Noise that falls by `tilt` dB an octave above `low` Hz."""
    frequency = np.fft.rfftfreq(count, 1 / RATE)
    shape = ((np.maximum(frequency, low) / low) ** (-tilt / 6.02)).astype(np.float32)
    return level(np.fft.irfft(np.fft.rfft(dice.standard_normal(count, np.float32)) * shape, count), -26)


def band(dice, count, low, high):
    frequency = np.fft.rfftfreq(count, 1 / RATE)
    shape = ((frequency > low) & (frequency < high)).astype(np.float32)
    return level(np.fft.irfft(np.fft.rfft(dice.standard_normal(count, np.float32)) * shape, count), -26)


def swell(dice, count, seconds, depth):
    """A slow random envelope around 1."""
    points = int(count / RATE / seconds) + 3
    curve = np.interp(np.arange(count) / RATE, np.arange(points) * seconds, dice.uniform(-1, 1, points))
    return (amplitude(depth * curve)).astype(np.float32)


def tones(count, frequencies, strengths):
    time = np.arange(count) / RATE
    return sum(np.float32(s) * sine(f * time + f) for f, s in zip(frequencies, strengths))


def fan(dice, count):
    mains = dice.choice([50, 60])
    hum = tones(count, [mains * k for k in (1, 2, 3, 4, 6)], [amplitude(-34 - 4 * k) for k in range(5)])
    return coloured(dice, count, dice.uniform(0, 7), dice.uniform(40, 300)) + hum * np.float32(dice.uniform(0, 2))


def car(dice, count):
    road = coloured(dice, count, dice.uniform(5, 9), dice.uniform(60, 160)) * swell(dice, count, 2, 3)
    points = int(count / RATE / 2) + 3
    turns = np.interp(np.arange(count) / RATE, np.arange(points) * 2.0, dice.uniform(20, 60, points))
    turned = np.cumsum(turns) / RATE
    engine = sum(sine(k * turned + k) * np.float32(k**-1.1) for k in (0.5, 1, 1.5, 2, 3, 4, 6))
    wind = band(dice, count, 300, dice.uniform(1500, 5000)) * swell(dice, count, 0.7, 8)
    return road + level(engine, -26 + dice.uniform(-14, 2)) + wind * np.float32(amplitude(dice.uniform(-22, -8)))


def street(dice, count):
    sound = coloured(dice, count, dice.uniform(3, 6), 80) * swell(dice, count, 1.5, 5)
    time = np.arange(count) / RATE
    for _ in range(dice.integers(2, 7)):
        middle, width = dice.uniform(0, count / RATE), dice.uniform(0.8, 3)
        passing = band(dice, count, dice.uniform(80, 400), dice.uniform(1500, 6000))
        sound += passing * np.exp(-(((time - middle) / width) ** 2)).astype(np.float32) * np.float32(dice.uniform(0.5, 2.5))
    for _ in range(dice.integers(0, 3)):
        horn = tones(count, *zip(*[(f * k, 0.05 / k) for f in dice.uniform(300, 500, 2) for k in (1, 2, 3)]))
        start, length = dice.uniform(0, count / RATE - 1), dice.uniform(0.2, 1)
        sound += horn * ((time > start) & (time < start + length))
    return sound


def machine(dice, count):
    base = dice.uniform(30, 220)
    hum = tones(count, [base * k for k in range(1, 14)], dice.uniform(0, 0.05, 13))
    rate, time = dice.uniform(0.8, 12), np.arange(count) / RATE
    beat = np.maximum(0, np.sin(2 * np.pi * rate * time)).astype(np.float32) ** dice.uniform(1, 12)
    return hum + band(dice, count, dice.uniform(100, 800), dice.uniform(1500, 7000)) * (0.2 + beat)


def nature(dice, count):
    kind, time = dice.integers(3), np.arange(count) / RATE
    if kind == 0:
        return band(dice, count, dice.uniform(300, 900), 7500) * swell(dice, count, dice.uniform(0.03, 0.3), 5)
    if kind == 1:
        return coloured(dice, count, 8, 60) * swell(dice, count, 0.5, 14)
    sound = coloured(dice, count, 4) * np.float32(0.1)
    for _ in range(int(count / RATE * dice.uniform(0.5, 4))):
        start, length = dice.uniform(0, count / RATE), dice.uniform(0.04, 0.4)
        pitch, sweep = dice.uniform(1500, 5500), dice.uniform(-4000, 4000)
        inside = (time > start) & (time < start + length)
        local = time[inside] - start
        call = np.sin(2 * np.pi * (pitch * local + sweep * local**2 / 2)) * np.hanning(len(local))
        sound[inside] += (call * dice.uniform(0.02, 0.2)).astype(np.float32)
    return sound


def ring(dice, count, frequencies, decay):
    time = np.arange(count) / RATE
    strengths = dice.uniform(0.2, 1, len(frequencies))
    return sum(np.float32(s) * sine(f * time) for f, s in zip(frequencies, strengths)) * np.exp(-time / decay)


def knock(dice):
    """A thing that hits another: wood, metal, plastic, a key of a keyboard, a door."""
    kind = dice.integers(4)
    if kind == 0:
        return dice.standard_normal(800) * np.exp(-np.arange(800) / dice.uniform(20, 120))
    if kind == 1:
        return ring(dice, 9600, dice.uniform(300, 6000, 6), dice.uniform(0.02, 0.4))
    if kind == 2:
        return ring(dice, 4800, dice.uniform(60, 400, 4), dice.uniform(0.02, 0.1)) + 0.3 * np.exp(
            -np.arange(4800) / 200
        ) * dice.standard_normal(4800)
    length = int(dice.uniform(0.05, 0.6) * RATE)
    return band(dice, length, dice.uniform(100, 1500), dice.uniform(2500, 7500)) * np.hanning(length)


def impulses(dice, count):
    sound = dice.standard_normal(count).astype(np.float32) * np.float32(0.001)
    place = 0
    while place < count - 2000:
        strength = dice.uniform(0.1, 0.8)
        for _ in range(dice.integers(3, 14) if dice.random() < 0.4 else 1):
            hit = knock(dice)
            hit = hit[: count - place] / (np.abs(hit).max() + 1e-9)
            sound[place : place + len(hit)] += (strength * hit).astype(np.float32)
            place += int(dice.uniform(0.06, 0.3) * RATE)
            if place >= count - 2000:
                break
        place += int(dice.uniform(0.1, 1.2) * RATE)
    return sound


def note(dice, pitch, seconds, voice):
    count = int(seconds * RATE)
    time = np.arange(count) / RATE
    bend = 1 + voice["vibrato"] * np.sin(2 * np.pi * 5.5 * time)
    turned = pitch * np.cumsum(bend) / RATE
    partials = [(k, np.float32(a)) for k, a in enumerate(voice["partials"], 1) if k * pitch < 7500]
    sound = sum(a * sine(k * turned) for k, a in partials)
    rise = np.minimum(1, time / voice["attack"])
    return sound * rise * np.exp(-time / voice["decay"]) * np.minimum(1, (seconds - time) / 0.02)


def instrument(dice):
    count = int(dice.integers(3, 16))
    return {
        "partials": dice.uniform(0.1, 1, count) / np.arange(1, count + 1) ** dice.uniform(0.5, 2),
        "vibrato": float(dice.choice([0, 0, 0.004, 0.01])), "attack": dice.uniform(0.004, 0.15),
        "decay": dice.uniform(0.15, 3),
    }


def music(dice, count):
    """Chords, a tune and a drum in one key."""
    sound = np.zeros(count + 4 * RATE)
    beat, key = 60 / dice.uniform(70, 150), dice.uniform(110, 220)
    scale = [0, 2, 4, 5, 7, 9, 11] if dice.random() < 0.6 else [0, 2, 3, 5, 7, 8, 10]
    pad, lead, drums = instrument(dice), instrument(dice), dice.random() < 0.6
    pitch = lambda step: key * 2 ** ((scale[step % 7] + 12 * (step // 7)) / 12)

    def put(at, part, strength):
        start = int(at * RATE)
        end = min(len(sound), start + len(part))
        sound[start:end] += strength * part[: end - start]

    step, time, bar = 7, 0.0, 0
    while time < count / RATE:
        root = int(dice.choice([0, 3, 4, 5, 1]))
        for third in (0, 2, 4):
            put(time, note(dice, pitch(root + third), 4 * beat, pad), 0.25)
        put(time, note(dice, pitch(root) / 2, 4 * beat, pad), 0.4)
        position = 0.0
        while position < 4:
            length = float(dice.choice([0.5, 0.5, 1, 1, 2]))
            step = int(np.clip(step + dice.integers(-3, 4), 2, 15))
            if dice.random() < 0.85:
                put(time + position * beat, note(dice, pitch(step), min(length, 4 - position) * beat, lead), 0.5)
            position += length
        for hit in range(8 if drums else 0):
            put(time + hit * beat / 2, dice.standard_normal(1600) * np.exp(-np.arange(1600) / (90 if hit % 2 else 260)), 0.3)
        time += 4 * beat
        bar += 1
    return level(sound[:count].astype(np.float32), -26)


def beeps(dice, count):
    sound, time = coloured(dice, count, 5) * np.float32(0.05), np.arange(count) / RATE
    pitches = dice.uniform(300, 3500, dice.integers(1, 4))
    on, pause = dice.uniform(0.05, 0.6), dice.uniform(0.05, 1.5)
    if dice.random() < 0.3:
        turn = np.sin(2 * np.pi * dice.uniform(0.3, 4) * time)
        phase = 2 * np.pi * np.cumsum(900 + 400 * turn) / RATE
        return sound + (0.1 * np.sin(phase) + 0.03 * np.sin(3 * phase)).astype(np.float32)
    place = 0.0
    while place < count / RATE:
        inside = (time >= place) & (time < place + on)
        pitch = dice.choice(pitches)
        sound[inside] += (0.1 * np.sin(2 * np.pi * pitch * time[inside]) * np.hanning(inside.sum())).astype(np.float32)
        place += on + pause
    return sound


def cough(dice):
    """One to three bursts of breath through a throat: no voice, or the beginning of one."""
    parts = []
    for _ in range(dice.integers(1, 4)):
        length = int(dice.uniform(0.12, 0.35) * RATE)
        envelope = np.minimum(1, np.arange(length) / (0.008 * RATE)) * np.exp(-np.arange(length) / (dice.uniform(0.04, 0.12) * RATE))
        throat = sum(band(dice, length, f * 0.8, f * 1.25) for f in dice.uniform([400, 1000, 2200], [900, 2000, 4500]))
        pulse = np.sin(2 * np.pi * np.cumsum(dice.uniform(90, 250) * np.linspace(1.2, 0.8, length)) / RATE)
        parts += [(throat + dice.uniform(0, 0.06) * pulse) * envelope, np.zeros(int(dice.uniform(0.03, 0.3) * RATE))]
    return level(np.concatenate(parts).astype(np.float32), -24)


def talking(dice, count, say, pause):
    sound, place = np.zeros(count, np.float32), int(dice.uniform(0, 0.5) * RATE)
    while place < count:
        words = say()[: count - place]
        sound[place : place + len(words)] += words
        place += len(words) + int(dice.uniform(*pause) * RATE)
    return sound


def far_room(dice, seconds, direct):
    length = int(seconds * RATE)
    response = dice.standard_normal(length) * np.exp(-np.arange(length) / (seconds * RATE / 4))
    response[0] += direct
    return response.astype(np.float32)


def babble(dice, count, voices, talkers=6):
    """Several people at once, some way off."""
    sound = sum(
        talking(dice, count, voices(), (0.02, 0.4)) * np.float32(amplitude(dice.uniform(-5, 2))) for _ in range(talkers)
    )
    return level(convolve(sound, far_room(dice, dice.uniform(0.2, 0.5), 1)), -26)


def crowd(dice, count, voices):
    rustle = band(dice, count, 200, 4000) * swell(dice, count, 0.6, 4)
    return level(babble(dice, count, voices, 14) + rustle * np.float32(dice.uniform(0.2, 1)), -26)


def television(dice, count, voices):
    """One voice that talks to nobody here, with music under it."""
    sound = talking(dice, count, voices(), (0.1, 0.6)) + music(dice, count) * np.float32(dice.uniform(0, 0.6))
    return level(convolve(sound, far_room(dice, dice.uniform(0.3, 0.6), dice.uniform(2, 8))), -26)


def leftover(dice, count, voices):
    """What an echo canceller leaves of a voice it does not tell us of."""
    sound = talking(dice, count, voices(), (0.1, 0.6))
    sound = convolve(sound, far_room(dice, 0.5, 0)) * swell(dice, count, dice.uniform(0.02, 0.1), 7)
    blocks = np.repeat(dice.uniform(0.2, 1, count // (2 * BLOCK) + 1), 2 * BLOCK)[:count]
    return level((sound * blocks).astype(np.float32), -26)


def colour_of(dice):
    """A body that rings: a few broad resonances."""
    time = np.arange(320) / RATE
    made = sum(
        dice.uniform(0.2, 1) * np.sin(2 * np.pi * f * time) * np.exp(-time / dice.uniform(0.001, 0.006))
        for f in dice.uniform(150, 4500, 4)
    )
    made[0] += 0.5
    return made.astype(np.float32)


def happening(dice):
    """Something that goes on for a moment: a load tipped out, a motor that catches, a chord of a telephone, a buzz."""
    length = int(dice.uniform(0.12, 1.6) * RATE)
    if dice.random() < 0.3:
        rustle = band(dice, length, dice.uniform(40, 900), dice.uniform(1200, 7500))
    else:
        rustle = coloured(dice, length, dice.uniform(-2, 9), dice.uniform(60, 1500))
        rustle = level(convolve(rustle, colour_of(dice)), -26)
    rustle = rustle * swell(dice, length, dice.uniform(0.02, 0.3), dice.uniform(0, 9))
    pitch, count = dice.uniform(60, 1100), dice.integers(1, 7)
    if dice.random() < 0.5:
        pitches = pitch * np.sort(dice.uniform(1, 9, count))
    else:
        pitches = pitch * np.arange(1, 4 * count)
    pitches = pitches[pitches < 6_000] if pitches[0] < 6_000 else [pitch]
    time = np.arange(length) / RATE
    glide = time * (1 + dice.choice([0, 0, dice.uniform(-0.15, 0.15)]) * time)
    fall = 10 ** (-dice.uniform(0, 0.6, len(pitches)) * np.arange(len(pitches)) / 2)
    lines = sum(np.float32(f) * sine(p * glide + p) for p, f in zip(pitches, fall))
    made = rustle + level(lines, -26) * np.float32(amplitude(dice.uniform(-25, 15)))
    end = np.exp(-time / dice.uniform(0.05, 0.8)) if dice.random() < 0.6 else np.linspace(1, dice.uniform(0, 1), length)
    edge = np.minimum(1, np.minimum(time / dice.uniform(0.001, 0.03), (time[-1] - time) / 0.004))
    return made * (end * edge).astype(np.float32)


def signal(dice):
    """What a machine tells people by: a click, and notes one after the other or together, of few tones each."""
    count, made = dice.integers(1, 6), np.zeros(2 * RATE, np.float32)
    pitch, pace = dice.uniform(150, 1600), dice.uniform(0.03, 0.25)
    for number in range(count):
        length = int(dice.uniform(0.04, 0.5) * RATE)
        pitches = pitch * 2 ** (dice.integers(-12, 13) / 12) * np.array([1, *dice.uniform(1.5, 6, dice.integers(0, 3))])
        tone = ring(dice, length, pitches[pitches < 7_000], dice.uniform(0.02, 0.6))
        tone = tone * np.minimum(1, np.arange(length) / (dice.uniform(0.0005, 0.02) * RATE)) * np.minimum(1, np.arange(length, 0, -1) / 80)
        start = int(number * pace * RATE) if dice.random() < 0.9 else 0
        made[start : start + length] += (tone * dice.uniform(0.3, 1)).astype(np.float32)
    if dice.random() < 0.5:
        made[:400] += (dice.standard_normal(400) * np.exp(-np.arange(400) / 30) * dice.uniform(0.1, 1)).astype(np.float32)
    return made[: int(pace * count * RATE) + RATE // 2]


def rattle(dice):
    """Something that strikes again and again, too fast to count: a drill, a ratchet, a printer, a load that rolls."""
    length = int(dice.uniform(0.15, 1.5) * RATE)
    made, place, pause = np.zeros(length + 4000, np.float32), 0, RATE / dice.uniform(8, 90)
    hit = knock(dice)[:4000]
    hit = convolve(np.pad(hit, (0, 320)), colour_of(dice)) / (np.abs(hit).max() + 1e-9)
    while place < length:
        made[place : place + len(hit)] += (hit * dice.uniform(0.5, 1)).astype(np.float32)[: len(made) - place]
        place += max(20, int(pause * dice.uniform(0.8, 1.25)))
    return made[:length] * np.minimum(1, np.arange(length, 0, -1) / 160).astype(np.float32)


def event(dice):
    kind = dice.random()
    return happening(dice) if kind < 0.5 else knock(dice) if kind < 0.7 else signal(dice) if kind < 0.85 else rattle(dice)


def workshop(dice, count):
    """Things that fall, start, ring, signal, rattle and are knocked, one after the other; some of them again and again."""
    sound = coloured(dice, count, dice.uniform(0, 6)) * np.float32(dice.uniform(0.001, 0.1))
    place, hit = int(dice.uniform(0, 0.6) * RATE), None
    while place < count - 2000:
        if hit is None or dice.random() < 0.6:
            hit = event(dice)
            hit = convolve(np.pad(hit, (0, 4000)), far_room(dice, dice.uniform(0.1, 0.5), dice.uniform(3, 20)))
            hit = hit / np.float32(np.abs(hit).max() + 1e-9)
        part = hit[: count - place] * np.float32(amplitude(dice.uniform(-24, 0)))
        sound[place : place + len(part)] += part
        place += int(dice.uniform(0.15, 1.8) * RATE)
    return sound


def motors(dice, count):
    """Engines and tools that come, turn faster and slower, and go: pitches that glide like a voice's, without its words."""
    sound, time = coloured(dice, count, dice.uniform(3, 7), 80) * np.float32(0.4), np.arange(count) / RATE
    for _ in range(dice.integers(1, 5)):
        points = int(count / RATE / 0.8) + 3
        turns = np.interp(time, np.arange(points) * 0.8, dice.uniform(25, 260) * 2 ** dice.uniform(-0.4, 0.4, points))
        turned, fall = np.cumsum(turns) / RATE, dice.uniform(0.5, 1.3)
        engine = sum(np.float32(dice.uniform(0.3, 1) / k**fall) * sine(k * turned + k) for k in range(1, 20))
        middle, width = dice.uniform(0, count / RATE), dice.uniform(0.6, 6)
        near = np.exp(-(((time - middle) / width) ** 2)).astype(np.float32)
        air = band(dice, count, 150, dice.uniform(1500, 6000)) * np.float32(dice.uniform(0, 1))
        sound += (level(convolve(engine, colour_of(dice)), -26) + air) * near
    return sound


def recorded(dice, count, sounds):
    """A recording over and over, or pieces of several now and then; slower or faster than they were."""
    over, turned, place = dice.random() < 0.5, None, 0
    sound = coloured(dice, count, dice.uniform(2, 6)) * np.float32(dice.uniform(0.001, 0.2))
    while place < count - 2000:
        if turned is None or not over:
            turned = sounds[dice.integers(len(sounds))]
            turned = stretch(np.roll(turned, -dice.integers(len(turned))), dice.uniform(0.7, 1.4))
        piece = turned
        if not over:
            piece = piece[: int(dice.uniform(0.1, 1.2) * RATE)] * np.float32(amplitude(dice.uniform(-15, 6)))
        if dice.random() < 0.5:
            piece = convolve(piece, colour_of(dice))
        piece = piece[: count - place]
        sound[place : place + len(piece)] += piece
        place += len(piece) + (0 if over else int(dice.uniform(0.1, 1.5) * RATE))
    return level(sound, -26)


VOICELESS = [fan, fan, car, car, street, street, machine, nature, impulses, impulses, music, music, beeps]
# What the first lessons had too little of.
RESTLESS = [workshop, workshop, workshop, motors, motors, impulses, street, music, beeps, machine]
VOICED = [babble, babble, crowd, television, television, leftover]


def place(dice, count, voices, voiced, restless=False):
    """A random place; `voiced` ones have people in the background, who are not meant; in `restless` ones things happen."""
    if voiced:
        maker = VOICED[dice.integers(len(VOICED))]
        return maker.__name__, level(maker(dice, count, voices), -26)
    makers = RESTLESS if restless else VOICELESS
    maker = makers[dice.integers(len(makers))]
    return maker.__name__, level(maker(dice, count).astype(np.float32), -26)
