"""Trains the speech detector on lessons that `make_scenes.py` and `hearing-lessons` have made.

    python train.py LESSONS WEIGHTS.swift [--units 64] [--rounds 14]
"""
import argparse
import json
import time
from pathlib import Path

import numpy as np

from net import Adam, Net

BANDS, KINDS, STATE = 16, 9, 14
FEATURES = BANDS * KINDS + STATE
PERSON, VOICE, GAINS = 0, 1, 2
OUTPUTS = GAINS + BANDS
CHUNK = 300
# The share of dense units that are left out at a time while it learns.
ABSENT = 0.15


def outputs_of(lesson):
    """What each output should be, and how much each block counts."""
    rows, speech = lesson
    features = rows[:, :FEATURES].astype(np.float32)
    left, keep = rows[:, FEATURES : FEATURES + BANDS].astype(np.float32), rows[:, FEATURES + BANDS :].astype(np.float32)
    count = len(speech)
    wanted, weight = np.zeros((count, OUTPUTS), np.float32), np.zeros((count, OUTPUTS), np.float32)
    wanted[:, PERSON] = wanted[:, VOICE] = speech
    far = (features[:, KINDS * BANDS + 5] > 0) & (features[:, KINDS * BANDS + 6] < 5)
    certain = np.ones(count, np.float32)
    edges = np.diff(np.concatenate([[0], speech.astype(int), [0]]))
    for start in np.where(edges == 1)[0]:
        certain[max(0, start - 3) : start + 3] = 0
    for end in np.where(edges == -1)[0]:
        certain[end : end + 20] = np.where(speech[end : end + 20], certain[end : end + 20], 0)
    # To cut an answer for nothing is worse than to be late.
    weight[:, PERSON] = certain * np.where(far, np.where(speech, 1, 1.5), 0.1)
    weight[:, VOICE] = certain * np.where(far, 0.1, 1)
    # The first syllables are what a turn waits for.
    for start in np.where(edges == 1)[0]:
        weight[start : start + 35, : VOICE + 1] *= np.where(speech[start : start + 35], 1.7, 1)[:, None]
    wanted[:, GAINS:] = 10 ** (np.clip(keep - left, -60, 0) / 20)
    audible = left > -80
    weight[:, GAINS:] = audible * np.where(far, np.where(speech, 0.6, 0.3), 0.1)[:, None] / 4
    return features, wanted, weight


def load(folder):
    """All scenes of one length each, by whether they are kept back for checking."""
    train, check = [], []
    for place in sorted(folder.glob("[0-9]*")):
        rows = np.fromfile(place / "lesson.f16", np.float16).reshape(-1, FEATURES + 2 * BANDS)
        speech = np.load(place / "speech.npy")
        count = min(len(rows), len(speech))
        scene = json.loads((place / "scene.json").read_text())
        (check if int(place.name) % 12 == 11 else train).append((rows[:count], speech[:count], scene))
    return train, check


def colour(dice):
    """Another microphone's frequency response, dB by band."""
    place = np.linspace(0, np.pi, BANDS)
    return sum(dice.normal(0, 3.5 / k) * np.cos(k * place) for k in (1, 2, 3)).astype(np.float32)


def batch_of(scenes, dice):
    """Scenes side by side, filled up to the longest; louder, softer and through other microphones than they were."""
    count = -(-max(len(s[1]) for s in scenes) // CHUNK) * CHUNK
    features = np.zeros((count, len(scenes), FEATURES), np.float32)
    wanted = np.zeros((count, len(scenes), OUTPUTS), np.float32)
    weight = np.zeros((count, len(scenes), OUTPUTS), np.float32)
    for index, scene in enumerate(scenes):
        rows, goals, weights = outputs_of(scene[:2])
        if dice is not None:
            near, far = colour(dice) + np.float32(dice.normal(0, 4)), np.float32(dice.normal(0, 4))
            for kind, louder in ((0, near), (1, near), (2, near), (3, near), (4, far), (5, near)):
                part = rows[:, kind * BANDS : (kind + 1) * BANDS]
                part += np.where(part > -99, louder, np.float32(0))
        features[: len(rows), index], wanted[: len(rows), index], weight[: len(rows), index] = rows, goals, weights
    return features, wanted, weight


def slope(outputs, wanted, weight):
    """Of the loss by the sums before the outputs, and the loss."""
    made = np.empty_like(outputs)
    flags, aims = outputs[..., :GAINS], wanted[..., :GAINS]
    made[..., :GAINS] = (flags - aims) * weight[..., :GAINS]
    loss = -np.log(np.clip(np.where(aims > 0.5, flags, 1 - flags), 1e-6, 1)) * weight[..., :GAINS]
    gains, goals = outputs[..., GAINS:], wanted[..., GAINS:]
    off = np.sqrt(gains) - np.sqrt(goals)
    made[..., GAINS:] = off * np.sqrt(gains) * (1 - gains) * weight[..., GAINS:]
    total = max(1.0, float(weight[..., :GAINS].sum()))
    return made * np.float32(1 / total), float(loss.sum()), float((off**2 * weight[..., GAINS:]).sum()), total


class Average:
    """The weights as they were on average over the last few hundred steps: they know better than those of any one step."""

    def __init__(self, net, memory=0.997):
        self.net, self.memory, self.steps = net, memory, 0
        self.values = {key: value.copy() for key, value in net.values.items()}

    def step(self):
        self.steps += 1
        share = np.float32(max(1 - self.memory, 1 / (1 + self.steps)))
        for key, value in self.net.values.items():
            self.values[key] += share * (value - self.values[key])

    def made(self):
        made = Net(self.net.features, self.net.units, self.net.outputs, 0)
        made.mean, made.scale = self.net.mean, self.net.scale
        made.values = {key: value.copy() for key, value in self.values.items()}
        return made


def run(net, scenes, dice, optimiser=None, rate=0.0, batch=40, average=None):
    order = np.arange(len(scenes)) if dice is None else dice.permutation(len(scenes))
    sums = np.zeros(3)
    for start in range(0, len(order), batch):
        features, wanted, weight = batch_of([scenes[i] for i in order[start : start + batch]], dice)
        state = np.zeros((features.shape[1], net.units), np.float32)
        for place in range(0, len(features), CHUNK):
            part = slice(place, place + CHUNK)
            shown = net.normalised(features[part])
            if optimiser:
                # A fifth of each feature's spread: or it learns these few voices by heart.
                shown += np.float32(0.2) * dice.standard_normal(shown.shape, np.float32)
            present = np.float32(1)
            if optimiser:
                # For each scene others are absent for three seconds: none may rely on one that knows a voice by heart.
                present = ((dice.random((1, shown.shape[1], net.units)) > ABSENT) / (1 - ABSENT)).astype(np.float32)
            outputs, state, kept = net.forward(shown, state, present)
            wrong, loss, off, total = slope(outputs, wanted[part], weight[part])
            sums += (loss, off, total)
            if optimiser:
                optimiser.step(net.values, net.backward(wrong, kept), rate)
                average.step()
    return sums[0] / sums[2], sums[1] / sums[2]


def report(net, scenes):
    """How the kept-back scenes come out at a probability of one half."""
    counts = {}
    for start in range(0, len(scenes), 40):
        group = scenes[start : start + 40]
        features, wanted, weight = batch_of(group, None)
        outputs, _, _ = net.forward(net.normalised(features), np.zeros((len(group), net.units), np.float32))
        for index, scene in enumerate(group):
            head = PERSON if scene[2]["far"] else VOICE
            sure = weight[:, index, head] > 0.5
            said, meant = outputs[sure, index, head] > 0.5, wanted[sure, index, head] > 0.5
            name = ("far " if scene[2]["far"] else "no far ") + str(scene[2]["noise"])
            counts[name] = counts.get(name, np.zeros(4)) + [
                (said & meant).sum(), meant.sum(), (said & ~meant).sum(), (~meant).sum()
            ]
    for name, (hit, meant, false, quiet) in sorted(counts.items()):
        print(f"  {name:18} heard {hit / max(1, meant):.3f}   false {false / max(1, quiet):.4f}   ({int(quiet)} quiet)")


def main():
    words = argparse.ArgumentParser()
    words.add_argument("lessons", type=Path)
    words.add_argument("weights", type=Path)
    words.add_argument("--units", type=int, default=64)
    words.add_argument("--rounds", type=int, default=14)
    given = words.parse_args()
    dice = np.random.default_rng(7)
    train, check = load(given.lessons)
    net = Net(FEATURES, given.units, OUTPUTS, 3)
    sample = np.concatenate([s[0][::37, :FEATURES] for s in train]).astype(np.float32)
    net.mean, net.scale = sample.mean(0), (1 / np.maximum(sample.std(0), 0.5)).astype(np.float32)
    optimiser, average, began = Adam(net.values), Average(net), time.time()
    for number in range(given.rounds):
        rate = 1e-4 + 2.4e-3 * 0.5 * (1 + np.cos(np.pi * number / given.rounds))
        learnt = run(net, train, dice, optimiser, rate, average=average)
        if number % 4 == 3 or number == given.rounds - 1:
            checked = run(average.made(), check, None)
            print(
                f"{number + 1:3} learnt {learnt[0]:.4f} {learnt[1]:.4f}  checked {checked[0]:.4f} {checked[1]:.4f}"
                f"  {time.time() - began:.0f} s", flush=True)
    net = average.made()
    # What was said with a third's certainty is right as often as an answer is worth: that shall be called one half.
    net.values["output_bias"][PERSON] += 0.6
    coarse, _ = net.coarse()
    print("eight bits:", *(f"{x:.4f}" for x in run(coarse, check, None)))
    report(coarse, check)
    given.weights.write_text(net.swift())


if __name__ == "__main__":
    main()
