"""Judges the signal path on scenes it was not trained on: other voices, other rooms, other numbers.

    python judge.py PROGRAM FOLDER [--full] [--seed 1] [--set KEY=VALUE]... [--plot FIGURE.svg]

PROGRAM is voicelivectl; its `dsp process` is the code that runs live, and starts cold in every scene. Prints Markdown: the
path as it comes, and with its other detectors. Scenes and voices are kept in FOLDER.
"""
import argparse
import csv
import json
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

import noises
import scenes
import voices
from sound import BLOCK, RATE, active_level, amplitude, block_levels, convolve, read_wave, runs, speech_blocks, write_wave

# Voices the trainer never hears.
KEPT_BACK = {
    "flite": ["kal"],
    "espeak": [
        "en-gb-scotland+Alicia", "en-029+Andy", "cs+Mario", "sk+Annie", "hr+Michael", "ru+linda", "id+Lee", "lv+anika",
        "sw+Denis", "ca+Tweaky",
    ],
}
THRESHOLDS = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99]
COLUMNS = [
    ("false interruptions a minute of agent speech", "{:.2f}"), ("answers cut at least once", "{:.0%}"),
    ("missed interruptions", "{:.0%}"), ("delay, median", "{:.0f} ms"), ("delay, 95 %", "{:.0f} ms"),
    ("echo return loss enhancement after 6 s", "{:.1f} dB"), ("area under the curve, all noises", "{:.3f}"),
    ("the same, noises without voices", "{:.3f}"), ("onset, median", "{:.0f} ms"), ("onset, 95 %", "{:.0f} ms"),
    ("false starts a minute in noise without voices", "{:.2f}"), ("of real time", "{:.4f}"), ("memory", "{:.1f} MB"),
]


def people(folder, count):
    """The kept-back voices, spoken once."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, names in KEPT_BACK.items():
        for voice in names:
            path = folder / f"{kind}.{voice}.npz"
            if not path.exists():
                spoken = voices.utterances(kind, voice, count)
                np.savez(path, *[np.round(s * 32767).astype(np.int16) for s in spoken])
    return scenes.People(folder, [f"{kind}.{voice}" for kind, names in KEPT_BACK.items() for voice in names])


def talk(dice, crowd, seconds, room, loudness, first, other_than=None):
    """Somebody who says something now and then: the sound at the microphone, and its blocks of speech."""
    count = seconds * RATE
    _, voice = crowd.voice(dice, other_than)
    dry, found = scenes.bursts(dice, count, voice, first, (1.6, 2.6), (0.9, 2.6))
    near = convolve(convolve(dry, scenes.response(dice, room, False)), scenes.colour(dice))
    near *= np.float32(amplitude(loudness - active_level(near)))
    inside = np.zeros(count // BLOCK, bool)
    for start, end in found:
        inside[start // BLOCK : end // BLOCK + 40] = True
    return near, speech_blocks(near)[: len(inside)] & inside


def echo_scene(number, seed, crowd):
    """An answer of 16 s; in every second scene somebody interrupts it."""
    dice = np.random.default_rng([41, seed, number])
    seconds, room, loudness = 16, "car" if number % 4 == 3 else "kiosk", dice.uniform(-31, -26)
    name, agent = crowd.voice(dice)
    reference = np.clip(noises.talking(dice, seconds * RATE, agent, (0.15, 0.8)) * np.float32(amplitude(6)), -0.95, 0.95)
    echo = scenes.echo_of(dice, reference, room)
    echo *= np.float32(amplitude(loudness + dice.uniform(0, 10) - active_level(echo)))
    near, speech = np.zeros_like(echo), np.zeros(len(echo) // BLOCK, bool)
    if number % 2:
        near, speech = talk(dice, crowd, seconds, room, loudness, dice.uniform(4, 5.5), name)
    maker = [noises.fan, noises.fan, noises.car, noises.street][number // 2 % 4]
    noise = maker(dice, len(echo)) * np.float32(amplitude(loudness + 26 - [38, 38, 8, 15][number // 2 % 4]))
    return near + echo + noise, reference, speech, speech_blocks(echo)


def noise_scene(number, seed, crowd):
    """Speech in a noise, no loudspeaker; every third scene has the noise alone."""
    dice = np.random.default_rng([42, seed, number])
    makers = [noises.fan, noises.car, noises.street, noises.impulses, noises.music, noises.crowd, noises.television]
    maker, alone = makers[number // 3 % len(makers)], number % 3 == 2
    seconds, loudness = 40, dice.uniform(-34, -20)
    near, speech = np.zeros(seconds * RATE, np.float32), np.zeros(seconds * RATE // BLOCK, bool)
    if not alone:
        near, speech = talk(dice, crowd, seconds, "kiosk", loudness, 1)
    voiced = maker in noises.VOICED
    made = maker(dice, len(near), lambda: crowd.voice(dice)[1]) if voiced else maker(dice, len(near))
    made = noises.level(made.astype(np.float32), -26) * np.float32(amplitude(loudness + 26 - (10 if number % 3 else 3)))
    made += dice.standard_normal(len(near)).astype(np.float32) * np.float32(amplitude(-80))
    return near + made, np.zeros_like(near), speech, voiced, alone


def run(program, settings, microphone, reference):
    """The output, probability and decision of every block, and the program's own account."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_wave(folder / "mic.wav", microphone * np.float32(min(1, 0.97 / np.abs(microphone).max())))
        write_wave(folder / "ref.wav", reference)
        words = [word for key in ("mic", "ref", "out") for word in (f"--{key}", str(folder / f"{key}.wav"))]
        words += ["--vad", str(folder / "vad.csv"), "--stats", str(folder / "stats.json")]
        words += [word for setting in settings for word in ("--set", setting)]
        # By way of a shell: a program's largest memory counts from that of who starts it.
        shell = ["/bin/sh", "-c", '"$@"; exit $?', "sh"]
        subprocess.run([*shell, program, "dsp", "process", *words], check=True, capture_output=True)
        with open(folder / "vad.csv") as file:
            rows = list(csv.DictReader(file))
        said = np.array([float(row["probability"]) for row in rows]), np.array([row["speech"] == "1" for row in rows])
        return read_wave(folder / "out.wav"), *said, json.loads((folder / "stats.json").read_text())


def declared(flags):
    """Blocks at which somebody is believed to talk: speech in six of the last eight."""
    return np.convolve(flags, np.ones(8, int))[: len(flags)] >= 6


def starts(flags):
    """One again after half a second of quiet, or after two seconds of staying on."""
    found, last = [], -1000
    for block in np.where(flags)[0]:
        if block - last > 50 or block - found[-1] >= 200:
            found.append(int(block))
        last = block
    return found


def widened(flags, before, after):
    made = np.zeros_like(flags)
    for start, end in runs(flags):
        made[max(0, start - before) : end + after] = True
    return made


def turns(speech):
    """Beginnings and ends of what is said in one breath."""
    return runs(~widened(~widened(speech, 0, 40), 0, 40) | speech)


def area(meant, said):
    """Under the curve of hits by false alarms; half for ties."""
    values, where, counts = np.unique(said, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[where]
    hits = meant.sum()
    return (ranks[meant].sum() - hits * (hits + 1) / 2) / max(1, hits * (len(meant) - hits))


def first_hit(flags, start, end):
    """ms from the onset to the block with which it is noticed; None where it was noticed before, inf for never."""
    if flags[max(0, start - 5) : max(0, start - 2)].any():
        return None
    found = np.where(flags[start:end])[0]
    return 10 * (found[0] + 1) if len(found) else np.inf


def interrupted(flags, speech, quiet):
    """Blocks of false interruptions, and the delay of each real one."""
    on = declared(flags)
    delays = [first_hit(on, start, end + 20) for start, end in turns(speech)]
    return [block for block in starts(on) if quiet[block]], delays


def judge_echo(program, settings, made):
    microphone, reference, speech, far = made
    output, probability, decision, stats = run(program, settings, microphone, reference)
    count = min(len(speech), len(decision))
    quiet = (widened(far, 0, 30)[:count]) & ~widened(speech, 2, 50)[:count]
    false, delays = interrupted(decision[:count], speech[:count], quiet)
    late = quiet & far[:count] & (np.arange(count) > 600)
    power = lambda sound: (10 ** (block_levels(sound)[:count][late] / 10)).mean()
    enhancement = 10 * np.log10(power(microphone) / (power(output) + 1e-12)) if late.sum() > 50 else np.nan
    return {
        "false": len(false), "minutes": quiet.sum() / 6000, "delays": delays, "alone": not speech.any(),
        "enhancement": np.nan if speech.any() else enhancement, "stats": stats,
        "curve": [interrupted(probability[:count] >= t, speech[:count], quiet) for t in THRESHOLDS],
    }


def judge_noise(program, settings, made):
    microphone, reference, speech, voiced, alone = made
    _, probability, decision, stats = run(program, settings, microphone, reference)
    count = min(len(speech), len(probability))
    sure = np.ones(count, bool)
    for start, end in runs(speech[:count]):
        sure[max(0, start - 3) : start + 3] = False
        sure[end : end + 20] = False
    return {
        "speech": speech[:count][sure], "probability": probability[:count][sure], "voiced": voiced, "alone": alone,
        "starts": len(starts(declared(decision))), "minutes": count / 6000, "stats": stats,
        "onsets": [first_hit(decision, start, max(end, start + 30)) for start, end in turns(speech[:count])],
    }


def summary(echoes, noisy):
    alone, spoken = [e for e in echoes if e["alone"]], [n for n in noisy if not n["alone"]]
    empty = [n for n in noisy if n["alone"] and not n["voiced"]]
    delays = [d for e in echoes for d in e["delays"]]
    timed = [d for d in delays if d is not None and np.isfinite(d)]
    onsets = [d for n in spoken for d in n["onsets"] if d is not None and np.isfinite(d)]
    pooled = lambda parts, key: np.concatenate([part[key] for part in parts])
    curve = lambda parts: area(pooled(parts, "speech"), pooled(parts, "probability"))
    stats = [part["stats"] for part in echoes + noisy]
    return [
        sum(e["false"] for e in echoes) / sum(e["minutes"] for e in echoes), np.mean([e["false"] > 0 for e in alone]),
        missed(delays), np.median(timed), np.percentile(timed, 95),
        np.nanmean([e["enhancement"] for e in alone]), curve(spoken), curve([n for n in spoken if not n["voiced"]]),
        np.median(onsets), np.percentile(onsets, 95),
        sum(n["starts"] for n in empty) / sum(n["minutes"] for n in empty), np.median([s["rtf"] for s in stats]),
        max(s["max_rss_kb"] for s in stats) / 1024,
    ]


def missed(delays):
    return np.mean([d is not None and not np.isfinite(d) for d in delays])


def plot(path, results):
    """Missed interruptions over false ones, a point for each threshold: the nearer to the corner the better."""
    wide, high, edge, most = 640, 400, 56, 30
    across = lambda rate: edge + (wide - 2 * edge) * np.log2(1 + 4 * min(rate, most)) / np.log2(1 + 4 * most)
    up = lambda share: high - edge - (high - 2 * edge) * share
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" font-family="sans-serif" font-size="12">',
        f'<rect width="{wide}" height="{high}" fill="white"/>',
        f'<rect x="{edge}" y="{up(0.08):.0f}" width="{across(1) - edge:.0f}" height="{up(0) - up(0.08):.0f}" fill="#cfe8cf"/>',
    ]
    for rate in (0, 0.5, 1, 2, 5, 10, 20, 30):
        lines.append(f'<text x="{across(rate):.0f}" y="{high - edge + 16}" text-anchor="middle">{rate:g}</text>')
    for share in (0, 0.25, 0.5, 0.75, 1):
        lines.append(f'<text x="{edge - 6}" y="{up(share) + 4:.0f}" text-anchor="end">{share:.0%}</text>')
        lines.append(f'<path d="M{edge} {up(share):.0f}H{wide - edge}" stroke="#ddd"/>')
    lines.append(f'<text x="{wide / 2}" y="{high - 12}" text-anchor="middle">false interruptions a minute of agent speech</text>')
    lines.append(f'<text x="{edge}" y="{edge - 20}">missed interruptions; green: aimed at</text>')
    for (name, echoes), hue in zip(results, ("#1b5fa8", "#c2571a", "#777")):
        points = []
        for place in range(len(THRESHOLDS)):
            rate = sum(len(e["curve"][place][0]) for e in echoes) / sum(e["minutes"] for e in echoes)
            share = missed([d for e in echoes for d in e["curve"][place][1]])
            points.append(f"{across(rate):.1f},{up(share):.1f}")
        lines.append(f'<polyline points="{" ".join(points)}" fill="none" stroke="{hue}" stroke-width="2"/>')
        x, y = points[len(points) // 2].split(",")
        lines.append(f'<text x="{float(x) + 8}" y="{float(y) - 8}" fill="{hue}">{name}</text>')
    path.write_text("\n".join(lines + ["</svg>"]) + "\n")


def main():
    words = argparse.ArgumentParser()
    words.add_argument("program")
    words.add_argument("folder", type=Path)
    words.add_argument("--full", action="store_true", help="three times as many scenes")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--set", action="append", default=[], dest="settings", metavar="KEY=VALUE")
    words.add_argument("--plot", type=Path)
    given = words.parse_args()
    crowd, times = people(given.folder / "voices", 24), 3 if given.full else 1
    makers = [(judge_echo, echo_scene, n) for n in range(24 * times)]
    makers += [(judge_noise, noise_scene, n) for n in range(21 * times)]
    rows = [("net", []), ("energy", ["speech.detector=energy"]), ("Speex", ["speech.detector=speex"])]

    def one(task):
        judge, make, number = task
        made = make(number, given.seed, crowd)
        return judge, [judge(given.program, settings + given.settings, made) for _, settings in rows]

    with ThreadPoolExecutor(2) as workers:
        done = list(workers.map(one, makers))
    of = lambda kind, place: [results[place] for judge, results in done if judge is kind]
    results = [summary(of(judge_echo, place), of(judge_noise, place)) for place in range(len(rows))]
    if given.plot:
        plot(given.plot, [(name, of(judge_echo, place)) for place, (name, _) in enumerate(rows)])
    interruptions = sum(len(e["delays"]) for e in of(judge_echo, 0))
    minutes = sum(e["minutes"] for e in of(judge_echo, 0))
    print(
        f"{len(makers)} scenes by voices, rooms and numbers that were not trained on, cold start: {minutes:.1f} minutes of"
        f" agent speech, {interruptions} interruptions.\n")
    print("| measure | " + " | ".join(name for name, _ in rows) + " |\n|" + "---|" * (len(rows) + 1))
    for place, (name, form) in enumerate(COLUMNS):
        print(f"| {name} | " + " | ".join(form.format(result[place]) for result in results) + " |")


if __name__ == "__main__":
    main()
