"""Trains the speech detector on lessons that `make_scenes.py` and `hearing-lessons` have made.

    python train.py LESSONS WEIGHTS.swift [--units 64] [--rounds 14]
"""
import argparse
import json
import multiprocessing
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


class Lesson:
    """What the net is shown of a scene, what each of its outputs should be then, and how much each block counts."""

    def __init__(self, rows, speech, scene):
        self.shown, self.scene, self.count = rows[:, :FEATURES], scene, len(speech)
        self.wanted, self.weight = outputs_of(rows, speech)


def outputs_of(rows, speech):
    left, keep = rows[:, FEATURES : FEATURES + BANDS].astype(np.float32), rows[:, FEATURES + BANDS :].astype(np.float32)
    count = len(speech)
    wanted, weight = np.zeros((count, OUTPUTS), np.float32), np.zeros((count, OUTPUTS), np.float32)
    wanted[:, PERSON] = wanted[:, VOICE] = speech
    far = (rows[:, KINDS * BANDS + 5] > 0) & (rows[:, KINDS * BANDS + 6] < 5)
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
    return wanted, weight


def load(folder):
    """All scenes of one length each, by whether they are kept back for checking."""
    train, check = [], []
    for place in sorted(folder.glob("[0-9]*")):
        rows = np.fromfile(place / "lesson.f16", np.float16).reshape(-1, FEATURES + 2 * BANDS)
        speech = np.load(place / "speech.npy")
        count = min(len(rows), len(speech))
        scene = json.loads((place / "scene.json").read_text())
        (check if int(place.name) % 12 == 11 else train).append(Lesson(rows[:count], speech[:count], scene))
    return train, check


def colour(dice):
    """Another microphone's frequency response, dB by band."""
    place = np.linspace(0, np.pi, BANDS)
    return sum(dice.normal(0, 3.5 / k) * np.cos(k * place) for k in (1, 2, 3)).astype(np.float32)


def batch_of(scenes, dice, count=0):
    """Scenes side by side, filled up to `count` blocks or as the longest needs; louder, softer and through other microphones
    than they were."""
    count = count or whole_chunks(scenes)
    features = np.zeros((count, len(scenes), FEATURES), np.float32)
    wanted = np.zeros((count, len(scenes), OUTPUTS), np.float32)
    weight = np.zeros((count, len(scenes), OUTPUTS), np.float32)
    for index, scene in enumerate(scenes):
        rows = scene.shown.astype(np.float32)
        if dice is not None:
            near, far = colour(dice) + np.float32(dice.normal(0, 4)), np.float32(dice.normal(0, 4))
            for kind, louder in ((0, near), (1, near), (2, near), (3, near), (4, far), (5, near)):
                part = rows[:, kind * BANDS : (kind + 1) * BANDS]
                part += np.where(part > -99, louder, np.float32(0))
        part = slice(scene.count), index
        features[part], wanted[part], weight[part] = rows, scene.wanted, scene.weight
    return features, wanted, weight


def whole_chunks(scenes):
    return -(-max(scene.count for scene in scenes) // CHUNK) * CHUNK


def slope(outputs, wanted, weight):
    """Of the summed loss by the sums before the outputs; the loss, how far the gains are off, and how much all weighs."""
    made = np.empty_like(outputs)
    flags, aims = outputs[..., :GAINS], wanted[..., :GAINS]
    made[..., :GAINS] = (flags - aims) * weight[..., :GAINS]
    loss = -np.log(np.clip(np.where(aims > 0.5, flags, 1 - flags), 1e-6, 1)) * weight[..., :GAINS]
    gains, goals = outputs[..., GAINS:], wanted[..., GAINS:]
    off = np.sqrt(gains) - np.sqrt(goals)
    made[..., GAINS:] = off * np.sqrt(gains) * (1 - gains) * weight[..., GAINS:]
    sums = float(loss.sum()), float((off**2 * weight[..., GAINS:]).sum()), float(weight[..., :GAINS].sum())
    return made, np.array(sums, np.float32)


class Partner:
    """Two processes learn side by side, each from half of every batch. They tell each other their slopes, add them in the
    same order, and so have the same net at every step."""

    def __init__(self, side, pipe):
        self.side, self.pipe = side, pipe

    def sum(self, own):
        if self.side == 0:
            self.pipe.send_bytes(own.tobytes())
        other = np.frombuffer(self.pipe.recv_bytes(), own.dtype)
        if self.side == 1:
            self.pipe.send_bytes(own.tobytes())
        return own + other if self.side == 0 else other + own


class Learner:
    """One of the two. `average` is the net as it was on average over the last few hundred steps: it knows better than
    that of any one step."""

    def __init__(self, net, partner, memory=0.997):
        self.net, self.partner, self.memory = net, partner, memory
        self.order = np.random.default_rng(7)
        self.dice = np.random.default_rng([7, partner.side])
        # A fifth of each feature's spread is added: or these few voices are learnt by heart. Taken from here at random.
        self.pool = np.float32(0.2) * self.dice.standard_normal(1 << 22, np.float32)
        self.optimiser, self.average, self.steps = Adam(net), net.all.copy(), 0

    def round(self, scenes, rate, batch=40):
        order, sums = self.order.permutation(len(scenes)), np.zeros(3)
        for start in range(0, len(order), batch):
            both = [scenes[i] for i in order[start : start + batch]]
            sums += self.learn(both[self.partner.side :: 2], whole_chunks(both), rate)
        return sums[0] / sums[2], sums[1] / sums[2]

    def learn(self, scenes, count, rate):
        net, dice, sums = self.net, self.dice, np.zeros(3)
        features, wanted, weight = batch_of(scenes, dice, count)
        state = np.zeros((len(scenes), net.units), np.float32)
        for place in range(0, count, CHUNK):
            part = slice(place, place + CHUNK)
            shown = net.normalised(features[part])
            offset = dice.integers(len(self.pool) - shown.size)
            shown += self.pool[offset : offset + shown.size].reshape(shown.shape)
            # For each scene others are absent for three seconds: none may rely on one that knows a voice by heart.
            present = (dice.random((1, len(scenes), net.units)) > ABSENT).astype(np.float32) / np.float32(1 - ABSENT)
            outputs, state, kept = net.forward(shown, state, present)
            wrong, own = slope(outputs, wanted[part], weight[part])
            told = self.partner.sum(np.concatenate([own, net.backward(wrong, kept)]))
            self.optimiser.step(net, told[3:] / max(np.float32(1), told[2]), rate)
            self.steps += 1
            self.average += np.float32(max(1 - self.memory, 1 / (1 + self.steps))) * (net.all - self.average)
            sums += told[:3]
        return sums


def check(net, scenes, batch=40):
    """The loss, and how far the gains are off, of scenes that it has not learnt from."""
    sums = np.zeros(3)
    for start in range(0, len(scenes), batch):
        features, wanted, weight = batch_of(scenes[start : start + batch], None)
        outputs, _, _ = net.forward(net.normalised(features), np.zeros((features.shape[1], net.units), np.float32))
        sums += slope(outputs, wanted, weight)[1]
    return sums[0] / sums[2], sums[1] / sums[2]


def report(net, scenes):
    """How the kept-back scenes come out at a probability of one half."""
    counts = {}
    for start in range(0, len(scenes), 40):
        group = scenes[start : start + 40]
        features, wanted, weight = batch_of(group, None)
        outputs, _, _ = net.forward(net.normalised(features), np.zeros((len(group), net.units), np.float32))
        for index, scene in enumerate(group):
            head = PERSON if scene.scene["far"] else VOICE
            sure = weight[:, index, head] > 0.5
            said, meant = outputs[sure, index, head] > 0.5, wanted[sure, index, head] > 0.5
            name = ("far " if scene.scene["far"] else "no far ") + str(scene.scene["noise"])
            counts[name] = counts.get(name, np.zeros(4)) + [
                (said & meant).sum(), meant.sum(), (said & ~meant).sum(), (~meant).sum()
            ]
    for name, (hit, meant, false, quiet) in sorted(counts.items()):
        print(f"  {name:18} heard {hit / max(1, meant):.3f}   false {false / max(1, quiet):.4f}   ({int(quiet)} quiet)")


def learn(side, pipe, given, train, kept_back):
    net = Net(FEATURES, given.units, OUTPUTS, 3)
    sample = np.concatenate([lesson.shown[::37] for lesson in train]).astype(np.float32)
    net.mean, net.scale = sample.mean(0), (1 / np.maximum(sample.std(0), 0.5)).astype(np.float32)
    learner, began = Learner(net, Partner(side, pipe)), time.time()
    for number in range(given.rounds):
        rate = 1e-4 + 2.4e-3 * 0.5 * (1 + np.cos(np.pi * number / given.rounds))
        learnt = learner.round(train, rate)
        if side == 0 and (number % 4 == 3 or number == given.rounds - 1):
            checked = check(net.with_values(learner.average), kept_back)
            print(
                f"{number + 1:3} learnt {learnt[0]:.4f} {learnt[1]:.4f}  checked {checked[0]:.4f} {checked[1]:.4f}"
                f"  {time.time() - began:.0f} s", flush=True)
    if side == 1:
        return
    net = net.with_values(learner.average)
    # What was said with four tenths' certainty is right as often as an answer is worth: that shall be called one half.
    net.values["output_bias"][PERSON] += 0.35
    # Nor does anybody want to lose the first syllable of a turn for a sound that was none.
    net.values["output_bias"][VOICE] += 0.85
    coarse, _ = net.coarse()
    print("eight bits:", *(f"{x:.4f}" for x in check(coarse, kept_back)))
    report(coarse, kept_back)
    given.weights.write_text(net.swift())


def main():
    words = argparse.ArgumentParser()
    words.add_argument("lessons", type=Path)
    words.add_argument("weights", type=Path)
    words.add_argument("--units", type=int, default=64)
    words.add_argument("--rounds", type=int, default=14)
    given = words.parse_args()
    scenes = load(given.lessons)
    one, other = multiprocessing.Pipe()

    def beside():
        one.close()
        learn(1, other, given, *scenes)

    # A fork, so that both read the same memory.
    partner = multiprocessing.get_context("fork").Process(target=beside, daemon=True)
    partner.start()
    other.close()
    learn(0, one, given, *scenes)
    partner.join()


if __name__ == "__main__":
    main()
