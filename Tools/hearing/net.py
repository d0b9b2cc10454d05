"""The net and its gradients, in numpy: dense → gated recurrent → outputs between 0 and 1. The daemon's twin is
`Sources/SignalPath/RealTime/Detection/Neural/RecurrentNet.swift`."""
import base64
import struct

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-np.clip(x, -30, 30)))


class Net:
    LAYERS = ["dense", "gates", "memory", "output"]

    def __init__(self, features, units, outputs, seed):
        dice = np.random.default_rng(seed)
        draw = lambda rows, columns: (dice.standard_normal((rows, columns)) / np.sqrt(rows)).astype(np.float32)
        self.features, self.units, self.outputs = features, units, outputs
        self.mean, self.scale = np.zeros(features, np.float32), np.ones(features, np.float32)
        self.values = {
            "dense": draw(features, units), "gates": draw(units, 3 * units), "memory": draw(units, 3 * units),
            "output": draw(units, outputs), "dense_bias": np.zeros(units, np.float32),
            "gates_bias": np.zeros(3 * units, np.float32), "memory_bias": np.zeros(3 * units, np.float32),
            "output_bias": np.zeros(outputs, np.float32),
        }
        # To begin with, much is remembered.
        self.values["gates_bias"][:units] = 1.5

    def normalised(self, rows):
        return np.clip((rows - self.mean) * self.scale, -4, 4)

    def forward(self, rows, state, present=np.float32(1)):
        """`rows` is time × batch × features, already normalised. `present` is what the dense units count for.
        Returns outputs, the last state, and what `backward` needs."""
        v, n = self.values, self.units
        dense = np.tanh(rows @ v["dense"] + v["dense_bias"])
        seen = dense * present
        sums = seen @ v["gates"] + v["gates_bias"]
        count, batch = rows.shape[:2]
        states = np.empty((count + 1, batch, n), np.float32)
        gates = np.empty((count, batch, 3 * n), np.float32)
        recalled = np.empty((count, batch, n), np.float32)
        states[0] = state
        for t in range(count):
            memory = states[t] @ v["memory"] + v["memory_bias"]
            both = sigmoid(sums[t, :, : 2 * n] + memory[:, : 2 * n])
            new = np.tanh(sums[t, :, 2 * n :] + both[:, n:] * memory[:, 2 * n :])
            states[t + 1] = new + both[:, :n] * (states[t] - new)
            gates[t, :, : 2 * n], gates[t, :, 2 * n :], recalled[t] = both, new, memory[:, 2 * n :]
        outputs = sigmoid(states[1:] @ v["output"] + v["output_bias"])
        return outputs, states[-1].copy(), (rows, dense, present, states, gates, recalled)

    def backward(self, wrong, kept):
        """`wrong` is the loss's slope by the outputs' sums. Returns the slopes by all values."""
        v, n = self.values, self.units
        rows, dense, present, states, gates, recalled = kept
        count = len(rows)
        flat = lambda a: a.reshape(-1, a.shape[-1])
        slopes = {"output": flat(states[1:]).T @ flat(wrong), "output_bias": flat(wrong).sum(0)}
        by_state = wrong @ v["output"].T
        by_gates = np.empty_like(gates)
        by_memory = np.empty_like(gates)
        carried = np.zeros_like(states[0])
        back = np.ascontiguousarray(v["memory"].T)
        for t in range(count - 1, -1, -1):
            slope = by_state[t] + carried
            update, reset, new = gates[t, :, :n], gates[t, :, n : 2 * n], gates[t, :, 2 * n :]
            by_new = slope * (1 - update) * (1 - new * new)
            by_update = slope * (states[t] - new) * update * (1 - update)
            by_reset = by_new * recalled[t] * reset * (1 - reset)
            by_gates[t, :, :n], by_gates[t, :, n : 2 * n], by_gates[t, :, 2 * n :] = by_update, by_reset, by_new
            by_memory[t, :, : 2 * n] = by_gates[t, :, : 2 * n]
            by_memory[t, :, 2 * n :] = by_new * reset
            carried = slope * update + by_memory[t] @ back
        slopes["memory"] = flat(states[:-1]).T @ flat(by_memory)
        slopes["memory_bias"] = flat(by_memory).sum(0)
        slopes["gates"] = flat(dense * present).T @ flat(by_gates)
        slopes["gates_bias"] = flat(by_gates).sum(0)
        by_dense = (by_gates @ v["gates"].T) * present * (1 - dense * dense)
        slopes["dense"] = flat(rows).T @ flat(by_dense)
        slopes["dense_bias"] = flat(by_dense).sum(0)
        return slopes

    def coarse(self):
        """The same net with weights of eight bits, and the scale of each column."""
        made = Net(self.features, self.units, self.outputs, 0)
        made.mean, made.scale, made.values, scales = self.mean, self.scale, dict(self.values), {}
        for layer in self.LAYERS:
            scales[layer] = np.maximum(np.abs(self.values[layer]).max(0), 1e-6).astype(np.float32) / 127
            made.values[layer] = (np.round(self.values[layer] / scales[layer]) * scales[layer]).astype(np.float32)
        return made, scales

    def packed(self):
        _, scales = self.coarse()
        parts = [struct.pack("<3I", self.features, self.units, self.outputs)]
        parts += [self.mean.astype("<f4").tobytes(), self.scale.astype("<f4").tobytes()]
        for layer in self.LAYERS:
            weights = np.round(self.values[layer] / scales[layer]).astype(np.int8)
            parts += [self.values[layer + "_bias"].astype("<f4").tobytes(), scales[layer].astype("<f4").tobytes()]
            parts.append(weights.tobytes())
        return b"".join(parts)

    def swift(self):
        text = base64.b64encode(self.packed()).decode()
        lines = "\n".join("    " + text[i : i + 112] for i in range(0, len(text), 112))
        return (
            "// Made by Tools/hearing/train; see the model card beside it. Not to be edited.\n\n"
            f'let hearingWeights: StaticString = """\n{lines}\n    """\n'
        )


class Adam:
    def __init__(self, values, decay=0.02):
        self.decay = decay
        self.first = {k: np.zeros_like(v) for k, v in values.items()}
        self.second = {k: np.zeros_like(v) for k, v in values.items()}
        self.steps = 0

    def step(self, values, slopes, rate):
        self.steps += 1
        size = np.sqrt(sum(float((s**2).sum()) for s in slopes.values()))
        cut = min(1, 1 / (size + 1e-9))
        for key, slope in slopes.items():
            slope = slope * cut
            self.first[key] = 0.9 * self.first[key] + 0.1 * slope
            self.second[key] = 0.999 * self.second[key] + 0.001 * slope**2
            first, second = self.first[key] / (1 - 0.9**self.steps), self.second[key] / (1 - 0.999**self.steps)
            values[key] -= (rate * first / (np.sqrt(second) + 1e-8)).astype(np.float32)
            if not key.endswith("bias"):
                values[key] *= np.float32(1 - rate * self.decay)
