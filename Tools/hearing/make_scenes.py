"""Makes the scenes the detector learns from.

    python make_scenes.py FOLDER [--scenes 4960] [--utterances 36] [--recorded 150] [--jobs 2]

The voices are spoken first, once; then every scene is made from its number alone, so that any of them can be made again.
"""
import argparse
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import recordings
import scenes
import voices


def some(numbers, place, names, recorded, crowd, folder):
    people = scenes.People(place, names, recorded, crowd)
    for number in numbers:
        scenes.write(number, people, folder)
    return len(numbers)


def main():
    words = argparse.ArgumentParser()
    words.add_argument("folder", type=Path)
    words.add_argument("--scenes", type=int, default=4960)
    words.add_argument("--utterances", type=int, default=36)
    words.add_argument("--recorded", type=int, default=150)
    words.add_argument("--jobs", type=int, default=2)
    given = words.parse_args()
    spoken, made = given.folder / "voices", given.folder / "scenes"
    names = voices.gather(spoken, given.utterances)
    recorded, crowd = recordings.gather(given.folder / "packages", spoken, given.recorded)
    made.mkdir(parents=True, exist_ok=True)
    missing = [n for n in range(given.scenes) if not (made / f"{n:04}" / "scene.json").exists()]
    shares = [missing[i : i + 12] for i in range(0, len(missing), 12)]
    with ProcessPoolExecutor(given.jobs) as workers:
        done = 0
        for count in workers.map(partial(some, place=spoken, names=names, recorded=recorded, crowd=crowd, folder=made), shares):
            done += count
            print(f"{done} of {len(missing)} scenes", flush=True)


if __name__ == "__main__":
    main()
