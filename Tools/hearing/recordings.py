"""People and places that were recorded: what Debian's packages of three games for children hold, under GPL 2 or later.

They are taken out of the packages, not installed. Of what is there some people and places are left for those who judge.
"""
import random
import subprocess
from pathlib import Path

import numpy as np
import soundfile

from sound import RATE, block_levels, level, resample, trim

PACKAGES = ["tuxpaint-stamps-default", "ktuberling-data", "lincity-ng-data"]
STAMPS = "tuxpaint-stamps-default/usr/share/tuxpaint/stamps"
POTATO = "ktuberling-data/usr/share/ktuberling/sounds"
CITY = "lincity-ng-data/usr/share/games/lincity-ng/sounds"
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


def gather(folder, place, count):
    """Names of people, and sounds of places; unpacked and cut out once."""
    place.mkdir(parents=True, exist_ok=True)
    for name, (root, pattern) in PEOPLE.items():
        path = place / f"recorded.{name}.npz"
        if path.exists():
            continue
        unpack(folder)
        spoken = utterances(folder / root, pattern, count)
        print(f"{path.stem}: {len(spoken)} utterances, {sum(map(len, spoken)) / RATE:.0f} s", flush=True)
        np.savez(path, *[np.round(s * 32767).astype(np.int16) for s in spoken])
    path = place / "places.npz"
    if not path.exists():
        unpack(folder)
        sounds = [level(read(folder / CITY / f"{name}.wav"), -26) for name in PLACES]
        np.savez(path, *[np.clip(np.round(s * 32767), -32768, 32767).astype(np.int16) for s in sounds])
    return [f"recorded.{name}" for name in PEOPLE]
