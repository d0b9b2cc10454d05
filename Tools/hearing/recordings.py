"""People and places that were recorded: what Debian's packages of three games for children hold, under GPL 2 or later, and
the actors of an adventure that may be given away and changed.

They are taken out of the packages, not installed. Of what is there some people and places are left for those who judge.
"""
import io
import random
import struct
import subprocess
from pathlib import Path

import numpy as np
import soundfile

from sound import RATE, block_levels, brighten, level, resample, trim

PACKAGES = ["tuxpaint-stamps-default", "ktuberling-data", "lincity-ng-data", "flight-of-the-amazon-queen"]
STAMPS = "tuxpaint-stamps-default/usr/share/tuxpaint/stamps"
POTATO = "ktuberling-data/usr/share/ktuberling/sounds"
CITY = "lincity-ng-data/usr/share/games/lincity-ng/sounds"
QUEEN = "flight-of-the-amazon-queen/usr/share/scummvm/flight-of-the-amazon-queen/queen.1c"
PEOPLE = {
    "stamps.ca": (STAMPS, "**/*_desc_ca.ogg"), "stamps.da": (STAMPS, "**/*_desc_da.ogg"),
    "potato.en": (POTATO, "en/*.*"), "potato.wa": (POTATO, "wa/*.*"), "potato.da": (POTATO, "da/*.*"),
}
PLACES = [
    "TraficHigh1", "MarketFull1", "IndustryHigh1", "PowerCoalFull", "Water1", "Blacksmith1", "Build1", "Tip1", "Recycle1",
]


def unpack(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        if (folder / package).exists():
            continue
        subprocess.run(["apt-get", "-o", "APT::Sandbox::User=root", "download", "-qq", package], cwd=folder, check=True)
        archive = next(folder.glob(f"{package}_*.deb"))
        subprocess.run(["dpkg-deb", "-x", archive, folder / package], check=True)
        archive.unlink()


def read(path):
    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    return resample(samples.mean(1), rate)


def utterances(root, pattern, count):
    """Up to `count` of a speaker's words and sentences; recordings in which the room is hardly softer are left out."""
    paths = sorted(root.glob(pattern))
    random.Random(pattern).shuffle(paths)
    found = []
    for path in paths:
        if len(found) == count:
            break
        sound = read(path)
        if len(sound) < RATE // 4:
            continue
        sound = sound - sound.mean()
        levels = block_levels(sound)
        part = trim(sound)
        if part is None or np.percentile(levels, 95) - np.percentile(levels, 3) < 18:
            continue
        if 0.35 * RATE < len(part) < 8 * RATE:
            found.append(part)
    return found


def actors(path, count):
    """Who speaks in the adventure, and up to `count` lines of each. Its hero's lines end in J, the others' begin with the
    number of who it is. It was recorded at 11 kHz."""
    archive, lines = path.read_bytes(), {}
    (entries,) = struct.unpack(">H", archive[13:15])
    for place in range(15, 15 + 21 * entries, 21):
        name = archive[place : place + 12].split(b"\0")[0].decode("latin1")
        start, size = struct.unpack(">II", archive[place + 13 : place + 21])
        if name.endswith(".SB") and name[6] in "JP":
            lines.setdefault("J" if name[6] == "J" else name[:2], []).append(archive[start : start + size])
    for name, recorded in sorted(lines.items()):
        random.Random(name).shuffle(recorded)
        found = []
        for line in recorded[: 120 if name == "J" else count]:
            samples, rate = soundfile.read(io.BytesIO(line), dtype="float32")
            part = trim(brighten(resample(samples - samples.mean(), rate), 5_300))
            if part is not None and 0.35 * RATE < len(part) < 8 * RATE:
                found.append(part)
        if len(found) >= 12:
            yield f"queen.{name}", found


def save(path, spoken):
    print(f"{path.stem}: {len(spoken)} utterances, {sum(map(len, spoken)) / RATE:.0f} s", flush=True)
    np.savez(path, *[np.round(s * 32767).astype(np.int16) for s in spoken])


def gather(folder, place, count):
    """Names of people, names of actors, and sounds of places; unpacked and cut out once."""
    place.mkdir(parents=True, exist_ok=True)
    for name, (root, pattern) in PEOPLE.items():
        path = place / f"recorded.{name}.npz"
        if path.exists():
            continue
        unpack(folder)
        spoken = utterances(folder / root, pattern, count)
        save(path, spoken)
    if not list(place.glob("recorded.queen.*.npz")):
        unpack(folder)
        for name, spoken in actors(folder / QUEEN, 25):
            save(place / f"recorded.{name}.npz", spoken)
    path = place / "places.npz"
    if not path.exists():
        unpack(folder)
        sounds = [level(read(folder / CITY / f"{name}.wav"), -26) for name in PLACES]
        np.savez(path, *[np.clip(np.round(s * 32767), -32768, 32767).astype(np.int16) for s in sounds])
    return [f"recorded.{name}" for name in PEOPLE], sorted(path.stem for path in place.glob("recorded.queen.*.npz"))
