"""Speech to train on, spoken by the free voices of Debian: flite's, festival's and espeak-ng's.

What is said are words that do not exist, made of syllables: every voice meets every sound, and no text is owed to anybody.
"""
import random
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from sound import RATE, read_wave, stretch, trim

FLITE = ["kal16", "awb", "rms", "slt"]
FESTIVAL = [
    "kal_diphone", "ked_diphone", "cmu_us_slt_arctic_hts", "lp_diphone", "pc_diphone", "czech_dita", "czech_krb",
    "czech_machac", "czech_ph", "hy_fi_mv_diphone", "suo_fi_lj_diphone", "upc_ca_ona_hts",
]
ESPEAK = [
    "en+m1", "en-us+f2", "de+m3", "fr+f4", "es+m4", "it+f1", "pt+m5", "pl+f3", "nl+m6", "sv+f5", "tr+m7", "fi+klatt",
    "hu+f2", "el+m2", "ro+f4", "da+m1",
]
ONSETS = ["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "st", "tr", "pl", "kr", "sp", ""]
NUCLEI = ["a", "e", "i", "o", "u", "a", "e", "i", "o", "ai", "au", "ei"]
CODAS = ["", "", "", "n", "s", "t", "r", "l", "m", "k"]


def sentence(dice, words):
    made = []
    for _ in range(words):
        syllables = dice.choice([1, 1, 2, 2, 3])
        made.append("".join(dice.choice(ONSETS) + dice.choice(NUCLEI) + dice.choice(CODAS) for _ in range(syllables)))
    return " ".join(made)


def sentences(voice, count):
    """Calls of one or two words, and whole sentences."""
    dice = random.Random(voice)
    return [sentence(dice, dice.choice([1, 1, 2, 3, 4, 6, 9, 12])) for _ in range(count)]


def by_flite(voice, texts, folder):
    for number, text in enumerate(texts):
        subprocess.run(["flite", "-voice", voice, "-t", text, "-o", str(folder / f"{number}.wav")], check=True)


def by_espeak(voice, texts, folder):
    dice = random.Random(voice)
    for number, text in enumerate(texts):
        pace, pitch = str(dice.randint(130, 210)), str(dice.randint(25, 75))
        command = ["espeak-ng", "-v", voice, "-s", pace, "-p", pitch, "-w", str(folder / f"{number}.wav"), text]
        subprocess.run(command, check=True)


def by_festival(voice, texts, folder):
    orders = [f"(voice_{voice})"]
    for number, text in enumerate(texts):
        orders.append(f'(utt.save.wave (utt.synth (Utterance Text "{text}")) "{folder / f"{number}.wav"}" (quote riff))')
    # A voice that cannot say a word gives up the rest of its script: each sentence is on its own.
    script = "\n".join(f"(unwind-protect {order} nil)" for order in orders)
    subprocess.run(["festival", "--pipe"], input=script.encode(), check=False, capture_output=True)


def utterances(kind, voice, count):
    speak = {"flite": by_flite, "espeak": by_espeak, "festival": by_festival}[kind]
    dice = random.Random(f"{kind} {voice}")
    spoken = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        speak(voice, sentences(voice, count), folder)
        for number in range(count):
            path = folder / f"{number}.wav"
            if not path.exists() or path.stat().st_size < 2_000:
                continue
            # One voice becomes several people, taller and shorter ones.
            sound = trim(stretch(read_wave(path), dice.choice([0.86, 0.93, 1, 1, 1.07, 1.15])))
            if sound is not None and 0.25 * RATE < len(sound) < 14 * RATE:
                spoken.append(sound)
    return spoken


def gather(place, count):
    """Speaks all that is not in `place` yet; returns the names of the voices there."""
    place.mkdir(parents=True, exist_ok=True)
    names = []
    for kind, list_ in (("flite", FLITE), ("festival", FESTIVAL), ("espeak", ESPEAK)):
        for voice in list_:
            path = place / f"{kind}.{voice}.npz"
            if not path.exists():
                spoken = utterances(kind, voice, count)
                print(f"{path.stem}: {len(spoken)} utterances, {sum(map(len, spoken)) / RATE:.0f} s", flush=True)
                np.savez(path, *[np.round(s * 32767).astype(np.int16) for s in spoken])
            names.append(path.stem)
    return names


def load(place, name):
    with np.load(place / f"{name}.npz") as file:
        return [file[key].astype(np.float32) / 32767 for key in file.files]
