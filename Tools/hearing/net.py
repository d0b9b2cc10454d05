"""The net and its gradients, in numpy: dense → gated recurrent → outputs between 0 and 1. The daemon's twin is
`Sources/SignalPath/RealTime/Detection/Neural/RecurrentNet.swift`."""
import base64
import struct

import numpy as np


def sigmoid(x):
    return np.float32(0.5) * np.tanh(np.float32(0.5) * x) + np.float32(0.5)


class Net:
    LAYERS = ["dense", "gates", "memory", "output"]

    def __init__(self, features, units, outputs, seed):
        dice = np.random.default_rng(seed)
        self.features, self.units, self.outputs = features, units, outputs
        self.mean, self.scale = np.zeros(features, np.float32), np.ones(features, np.float32)
        sizes = [(features, units), (units, 3 * units), (units, 3 * units), (units, outputs)]
        self.shapes = dict(zip(self.LAYERS, sizes)) | {f"{k}_bias": n[1:] for k, n in zip(self.LAYERS, sizes)}
        # All values in one row, and each layer's as a part of it.
        self.all = np.zeros(sum(map(np.prod, self.shapes.values())), np.float32)
        self.values = self.parts(self.all)
        for layer, (rows, columns) in zip(self.LAYERS, sizes):
            self.values[layer][:] = dice.standard_normal((rows, columns)) / np.sqrt(rows)
        # To begin with, much is remembered.
        self.values["gates_bias"][:units] = 1.5

    def parts(self, row):
        """A row as long as all values are, layer by layer."""
        made, place = {}, 0
        for name, shape in self.shapes.items():
            size = int(np.prod(shape))
            made[name] = row[place : place + size].reshape(shape)
            place += size
        return made

    def with_values(self, row):
        made = Net(self.features, self.units, self.outputs, 0)
        made.mean, made.scale = self.mean, self.scale
        made.all[:] = row
        return made

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
        """`wrong` is the loss's slope by the outputs' sums. Returns the slopes by all values, in one row."""
        v, n = self.values, self.units
        rows, dense, present, states, gates, recalled = kept
        count = len(rows)
        flat = lambda a: a.reshape(-1, a.shape[-1])
        row = np.empty_like(self.all)
        slopes = self.parts(row)
        slopes["output"][:] = flat(states[1:]).T @ flat(wrong)
        slopes["output_bias"][:] = flat(wrong).sum(0)
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
        slopes["memory"][:] = flat(states[:-1]).T @ flat(by_memory)
        slopes["memory_bias"][:] = flat(by_memory).sum(0)
        slopes["gates"][:] = flat(dense * present).T @ flat(by_gates)
        slopes["gates_bias"][:] = flat(by_gates).sum(0)
        by_dense = (by_gates @ v["gates"].T) * present * (1 - dense * dense)
        slopes["dense"][:] = flat(rows).T @ flat(by_dense)
        slopes["dense_bias"][:] = flat(by_dense).sum(0)
        return row

    def coarse(self):
        """The same net with weights of eight bits, and the scale of each column."""
        made, scales = self.with_values(self.all), {}
        for layer in self.LAYERS:
            scales[layer] = np.maximum(np.abs(self.values[layer]).max(0), 1e-6).astype(np.float32) / 127
            made.values[layer][:] = np.round(self.values[layer] / scales[layer]) * scales[layer]
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
    def __init__(self, net, decay=0.02):
        self.first, self.second, self.steps = np.zeros_like(net.all), np.zeros_like(net.all), 0
        self.decay = np.zeros_like(net.all)
        for name, part in net.parts(self.decay).items():
            part[:] = 0 if name.endswith("bias") else decay

    def step(self, net, slopes, rate):
        self.steps += 1
        slopes = slopes * np.float32(min(1, 1 / (np.sqrt(float((slopes**2).sum())) + 1e-9)))
        self.first += np.float32(0.1) * (slopes - self.first)
        self.second += np.float32(0.001) * (slopes**2 - self.second)
        first, second = self.first / np.float32(1 - 0.9**self.steps), self.second / np.float32(1 - 0.999**self.steps)
        net.all -= np.float32(rate) * first / (np.sqrt(second) + np.float32(1e-8))
        net.all *= 1 - np.float32(rate) * self.decay
