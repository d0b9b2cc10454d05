"""An evening with the box: half an hour in which it talks alone, two hundred people who interrupt it, a hundred coughs.

    python trial.py PROGRAM VOICES [--seed 1] [--minutes 30]

PROGRAM is voicelivectl; its `dsp process` is the code that runs live. VOICES is a folder of voices (`NAME.npz` of 16-bit
arrays at 16 kHz): for an honest answer, other ones than it was trained on. What the daemon would do is worked out from the
probabilities, by the rules of BargeInJudge (but those of mouth and voice) and SpeechGate with their default settings; nothing stops the loudspeaker here,
so every event meets a loudspeaker that talks.
"""
import argparse
import csv
import subprocess
import tempfile
from pathlib import Path

import numpy as np

import noises
import scenes
from sound import BLOCK, RATE, active_level, amplitude, convolve, speech_blocks, write_wave

SUSPECT, CONFIRM, QUIET, THRESHOLD, CERTAINTY = 70, 250, 300, 0.5, 0.65
TURN_THRESHOLD, TURN = 0.55, 60


def process(program, microphone, reference):
    """Probability of a person for every 10 ms."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_wave(folder / "mic.wav", microphone)
        write_wave(folder / "ref.wav", reference)
        files = [word for key in ("mic", "ref", "out") for word in (f"--{key}", str(folder / f"{key}.wav"))]
        subprocess.run([program, "dsp", "process", *files, "--vad", str(folder / "vad.csv")], check=True, capture_output=True)
        with open(folder / "vad.csv") as file:
            return np.array([float(row["probability"]) for row in csv.DictReader(file)])


def judged(probabilities):
    """Blocks at which the daemon pauses its answer, and at which it gives it up."""
    suspected, confirmed, gathered, certain, quiet, told = [], [], 0, 0, 0, 0
    for block, probability in enumerate(probabilities):
        if probability >= THRESHOLD:
            gathered, quiet = min(gathered + 10, 2 * CONFIRM), 0
            if probability >= CERTAINTY:
                certain = min(certain + 10, 2 * CONFIRM)
        else:
            gathered, certain, quiet = max(0, gathered - 5), max(0, certain - 5), quiet + 10
        if quiet >= QUIET:
            gathered, certain, told = 0, 0, 0
        if told < 2 and certain >= CONFIRM:
            confirmed.append(block)
            if told == 0:
                suspected.append(block)
            told = 2
        elif told == 0 and gathered >= SUSPECT:
            suspected.append(block)
            told = 1
    return suspected, confirmed


def turns(probabilities):
    """Blocks at which a turn begins: speech for 60 ms within 120, at least 400 ms after the last."""
    flags, found, last = probabilities >= TURN_THRESHOLD, [], -1000
    for block in np.where(np.convolve(flags, np.ones(12, int))[: len(flags)] >= TURN // 10)[0]:
        if block - last > 40:
            found.append(int(block))
        last = block
    return found


def agent(dice, people, seconds, snr=35):
    """The loudspeaker of one room and what the microphone hears of it, and the room."""
    count = seconds * RATE
    name, voice = people.voice(dice)
    reference = np.clip(noises.talking(dice, count, voice, (0.15, 0.8)) * np.float32(amplitude(6)), -0.95, 0.95)
    room = "car" if dice.random() < 0.25 else "kiosk"
    late = int(dice.uniform(5, 250) * 16)
    spoken = convolve(np.concatenate([np.zeros(late, np.float32), reference])[:count], scenes.colour(dice))
    echo = convolve(spoken, scenes.response(dice, room, True))
    loudness = dice.uniform(-31, -26)
    echo *= np.float32(amplitude(loudness + dice.uniform(0, 10) - active_level(echo)))
    noise = noises.fan(dice, count) * np.float32(amplitude(loudness + 26 - snr))
    return name, room, loudness, reference, echo + noise


def monologue(program, people, dice, minutes):
    suspicions, cuts, phantoms = 0, 0, 0
    for _ in range(minutes // 5):
        _, _, _, reference, heard = agent(dice, people, 300)
        probabilities = process(program, heard, reference)
        suspected, confirmed = judged(probabilities)
        suspicions, cuts, phantoms = suspicions + len(suspected), cuts + len(confirmed), phantoms + len(turns(probabilities))
    print(f"alone, {minutes} min: {suspicions} pauses, {cuts} interruptions, {phantoms} phantom turns")


def events(program, people, dice, count, make):
    """`count` sounds from where a person stands, twenty to a room; yields for each its onset and what was made of it."""
    for _ in range(count // 20):
        name, room, loudness, reference, heard = agent(dice, people, 170)
        path, sound, onsets = convolve(scenes.response(dice, room, False), scenes.colour(dice)), np.zeros_like(heard), []
        for number in range(20):
            part = convolve(np.pad(make(dice, name), (0, RATE // 2)), path)
            part *= np.float32(amplitude(loudness - active_level(part)))
            start = int((6 + 8 * number + dice.uniform(0, 3)) * RATE)
            sound[start : start + len(part)] += part[: len(sound) - start]
            onsets.append(start // BLOCK + int(np.where(speech_blocks(part))[0][0]))
        suspected, confirmed = judged(process(program, heard + sound, reference))
        for onset in onsets:
            within = lambda blocks: next((b + 1 - onset for b in blocks if onset - 2 <= b < onset + 350), None)
            yield within(suspected), within(confirmed)


def main():
    words = argparse.ArgumentParser()
    words.add_argument("program")
    words.add_argument("voices", type=Path)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--minutes", type=int, default=30)
    given = words.parse_args()
    dice = np.random.default_rng([77, given.seed])
    people = scenes.People(given.voices, sorted(path.stem for path in given.voices.glob("*.npz")))

    def words_of(dice, agent_name):
        said = people.voice(dice, agent_name)[1]
        return np.concatenate([said(), np.zeros(1600, np.float32), said()])[: 3 * RATE]

    monologue(given.program, people, dice, given.minutes)
    made = list(events(given.program, people, dice, 200, words_of))
    paused = np.array([10 * s if s is not None else np.inf for s, _ in made])
    print(
        f"200 interruptions: paused within 300 ms {np.mean(paused <= 300):.1%}, at all {np.mean(np.isfinite(paused)):.1%},"
        f" median {np.median(paused):.0f} ms; given up at all {np.mean([c is not None for _, c in made]):.1%}")
    made = list(events(given.program, people, dice, 100, lambda dice, _: noises.cough(dice)))
    print(
        f"100 coughs: paused {np.mean([s is not None for s, _ in made]):.0%}, given up {np.mean([c is not None for _, c in made]):.0%}")


if __name__ == "__main__":
    main()
