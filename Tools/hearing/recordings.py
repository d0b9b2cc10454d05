"""People and places that were recorded: what Debian's packages of three games for children hold, under GPL 2 or later.

They are taken out of the packages, not installed. Of what is there some people and places are left for those who judge.
"""
import random
import subprocess
from pathlib import Path

import numpy as np
import soundfile

from sound import RATE, block_levels, level, resample, stretch, trim

PACKAGES = ["tuxpaint-stamps-default", "ktuberling-data", "lincity-ng-data"]
STAMPS = "tuxpaint-stamps-default/usr/share/tuxpaint/stamps"
POTATO = "ktuberling-data/usr/share/ktuberling/sounds"
CITY = "lincity-ng-data/usr/share/games/lincity-ng/sounds"
PEOPLE = {
    "stamps.ca": (STAMPS, "**/*_desc_ca.ogg"), "stamps.da": (STAMPS, "**/*_desc_da.ogg"),
    "stamps.es": (STAMPS, "**/*_desc_es.ogg"), "potato.en": (POTATO, "en/*.*"), "potato.wa": (POTATO, "wa/*.*"),
    "potato.da": (POTATO, "da/*.*"), "potato.de": (POTATO, "de/*.*"),
}
# One person becomes five, smaller and taller ones.
SIZES = [1, 0.87, 0.94, 1.07, 1.15]
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


def save(path, spoken):
    print(f"{path.stem}: {len(spoken)} utterances, {sum(map(len, spoken)) / RATE:.0f} s", flush=True)
    np.savez(path, *[np.round(s * 32767).astype(np.int16) for s in spoken])


def gather(folder, place, count):
    """Names of people, of the same and others of other sizes, and sounds of places; unpacked and cut out once."""
    place.mkdir(parents=True, exist_ok=True)
    crowd = []
    for name, (root, pattern) in PEOPLE.items():
        paths = {size: place / f"recorded.{name}{'' if size == 1 else f'.{size}'}.npz" for size in SIZES}
        crowd += [path.stem for path in paths.values()]
        if all(path.exists() for path in paths.values()):
            continue
        unpack(folder)
        spoken = utterances(folder / root, pattern, count)
        for size, path in paths.items():
            save(path, [stretch(sound, size) for sound in spoken])
    path = place / "places.npz"
    if not path.exists():
        unpack(folder)
        sounds = [level(read(folder / CITY / f"{name}.wav"), -26) for name in PLACES]
        np.savez(path, *[np.clip(np.round(s * 32767), -32768, 32767).astype(np.int16) for s in sounds])
    return [f"recorded.{name}" for name in PEOPLE], crowd
