"""What an end of a WebSocket must do with what it receives: RFC 6455, case by case.

A case is a name, the chunks to send (each one send() call), and the frames that must come back before the stream ends.
The end under test echoes every data message. `Wire` makes the frames of a server (plain) or of a client (masked).
"""

import os
import struct

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


class Wire:
    def __init__(self, masked):
        self.masked = masked

    def frame(self, opcode, payload=b"", final=True, reserved=0, masked=None, length_bytes=None):
        masked = self.masked if masked is None else masked
        size = len(payload)
        if length_bytes is None:
            length_bytes = 0 if size < 126 else 2 if size < 1 << 16 else 8
        marker = {0: size, 2: 126, 8: 127}[length_bytes]
        head = bytes([final << 7 | reserved << 4 | opcode, masked << 7 | marker])
        head += size.to_bytes(length_bytes, "big") if length_bytes else b""
        if not masked:
            return head + payload
        key = os.urandom(4)
        pattern = (key * (size // 4 + 1))[:size]
        return head + key + (int.from_bytes(payload, "big") ^ int.from_bytes(pattern, "big")).to_bytes(size, "big")

    def close(self, code=1000, reason=b""):
        return self.frame(CLOSE, struct.pack(">H", code) + reason)


def cases(wire):
    """Yields (name, chunks, expected)."""
    done = ("close", 1000)
    refused = [("close", 1002)]
    not_text = [("close", 1007)]

    for size in (0, 1, 125, 126, 127, 128, 65535, 65536, 1 << 20):
        body = bytes(0x20 + i % 95 for i in range(size))
        yield f"text of {size} bytes", [wire.frame(TEXT, body) + wire.close()], [("text", body), done]
    for size in (0, 125, 126, 65535, 65536):
        body = bytes(i % 256 for i in range(size))
        yield f"binary of {size} bytes", [wire.frame(BINARY, body), wire.close()], [("binary", body), done]
    body = b"one byte at a time, " * 8
    yield "text in chunks of one byte", [bytes([b]) for b in wire.frame(TEXT, body)] + [wire.close()], [("text", body), done]
    many = [f"message {i}".encode() for i in range(50)]
    yield ("50 messages and a close in one chunk", [b"".join(wire.frame(TEXT, m) for m in many) + wire.close()],
           [("text", m) for m in many] + [done])
    yield "length longer than needed", [wire.frame(TEXT, b"short", length_bytes=2), wire.close()], [("text", b"short"), done]

    yield "ping without payload", [wire.frame(PING), wire.close()], [("pong", b""), done]
    yield "ping of 125 bytes", [wire.frame(PING, b"\xfe" * 125), wire.close()], [("pong", b"\xfe" * 125), done]
    yield "ping of 126 bytes", [wire.frame(PING, b"x" * 126)], refused
    yield "pong nobody asked for", [wire.frame(PONG, b"hello"), wire.close()], [done]
    yield ("twelve pings", [b"".join(wire.frame(PING, bytes([i])) for i in range(12)), wire.close()],
           [("pong", bytes([i])) for i in range(12)] + [done])

    for bits in (1, 2, 3, 4, 7):
        yield f"reserved bits {bits:03b}", [wire.frame(TEXT, b"x", reserved=bits)], refused
    yield "reserved bit on a ping", [wire.frame(PING, reserved=1)], refused
    for opcode in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15):
        yield f"opcode {opcode}", [wire.frame(opcode, b"x")], refused

    yield ("text in two frames", [wire.frame(TEXT, b"first ", final=False), wire.frame(0, b"second"), wire.close()],
           [("text", b"first second"), done])
    yield ("text in five frames, some empty",
           [wire.frame(TEXT, b"", final=False) + wire.frame(0, b"a", final=False) + wire.frame(0, b"", final=False)
            + wire.frame(0, b"b", final=False) + wire.frame(0), wire.close()], [("text", b"ab"), done])
    yield ("ping inside a message", [wire.frame(BINARY, b"1", final=False), wire.frame(PING, b"?"), wire.frame(0, b"2"),
           wire.close()], [("pong", b"?"), ("binary", b"12"), done])
    for name, opcode in (("ping", PING), ("pong", PONG), ("close", CLOSE)):
        yield f"fragmented {name}", [wire.frame(opcode, b"", final=False)], refused
    yield "continuation of nothing", [wire.frame(0, b"x")], refused
    yield "text inside a message", [wire.frame(TEXT, b"a", final=False), wire.frame(TEXT, b"b")], refused
    yield "binary inside a message", [wire.frame(TEXT, b"a", final=False), wire.frame(BINARY, b"b", final=False)], refused

    good = "Grüße, мир, 世界, \U0001f600".encode()
    yield "text beyond ASCII", [wire.frame(TEXT, good), wire.close()], [("text", good), done]
    for cut in (3, len(good) - 1, len(good) - 3):
        yield (f"text cut inside a character at {cut}",
               [wire.frame(TEXT, good[:cut], final=False) + wire.frame(0, good[cut:]), wire.close()], [("text", good), done])
    edges = "\x00\x7f\x80\u07ff\u0800\ud7ff\ue000\uffff\U00010000\U0010ffff".encode()
    yield "first and last code points of each length", [wire.frame(TEXT, edges), wire.close()], [("text", edges), done]
    for name, bad in (("lone continuation", b"\x80"), ("missing continuation", b"ok \xc3 no"), ("overlong slash", b"\xc0\xaf"),
                      ("overlong in three", b"\xe0\x80\xaf"), ("surrogate", b"\xed\xa0\x80"), ("surrogate behind text", good + b"\xed\xbf\xbf"),
                      ("above U+10FFFF", b"\xf4\x90\x80\x80"), ("five-byte form", b"\xf8\x88\x80\x80\x80"), ("byte FE", b"\xfe"),
                      ("byte FF", b"\xff"), ("cut at the end", b"\xe2\x82")):
        yield f"bad text: {name}", [wire.frame(TEXT, bad)], not_text
    yield ("bad text seen before the message ends",
           [wire.frame(TEXT, b"fine", final=False), wire.frame(0, b"\xf4\x90", final=False)], not_text)
    head = wire.frame(TEXT, b"\xff" + b"a" * 999)
    yield "bad text seen before the frame ends", [head[:40]], not_text

    yield "close without a code", [wire.frame(CLOSE)], [("close", None)]
    yield "close of one byte", [wire.frame(CLOSE, b"\x03")], refused
    yield "close with the longest reason", [wire.close(1000, b"r" * 123)], [done]
    yield "close over 125 bytes", [wire.close(1000, b"r" * 124)], refused
    yield "close with a bad reason", [wire.close(1000, b"\xc3\x28")], not_text
    yield "close twice", [wire.close() + wire.close()], [done]
    yield "text after close", [wire.close() + wire.frame(TEXT, b"late")], [done]
    yield "ping after close", [wire.close() + wire.frame(PING)], [done]
    for code in (1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999):
        yield f"close code {code}", [wire.close(code)], [("close", code)]
    for code in (0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535):
        yield f"forbidden close code {code}", [wire.close(code)], refused

    yield "mask of the wrong end", [wire.frame(TEXT, b"x", masked=not wire.masked)], refused
    yield "length with its highest bit set", [bytes([0x82, wire.masked << 7 | 127]) + b"\x80" + b"\0" * 7 + b"\0" * (4 * wire.masked)], refused


class Reader:
    """Takes whole frames off a socket."""

    def __init__(self, connection, begun=b""):
        self.connection = connection
        self.begun = begun

    def exactly(self, count):
        while len(self.begun) < count:
            more = self.connection.recv(1 << 16)
            if not more:
                raise EOFError
            self.begun += more
        taken, self.begun = self.begun[:count], self.begun[count:]
        return taken

    def head(self):
        while b"\r\n\r\n" not in self.begun:
            more = self.connection.recv(1 << 16)
            if not more:
                raise EOFError
            self.begun += more
        head, self.begun = self.begun.split(b"\r\n\r\n", 1)
        return head

    def frame(self):
        """(is final, opcode, was masked, payload)"""
        first, second = self.exactly(2)
        size = second & 0x7F
        if size == 126:
            size = int.from_bytes(self.exactly(2), "big")
        elif size == 127:
            size = int.from_bytes(self.exactly(8), "big")
        masked = second >> 7 == 1
        key = self.exactly(4) if masked else b"\0\0\0\0"
        payload = self.exactly(size)
        pattern = (key * (size // 4 + 1))[:size]
        plain = (int.from_bytes(payload, "big") ^ int.from_bytes(pattern, "big")).to_bytes(size, "big")
        return first >> 7 == 1, first & 0x7F, masked, plain


def answers(reader, must_mask):
    """All that the end under test says until it ends the stream, as the cases write it down."""
    said = []
    try:
        while True:
            final, opcode, masked, payload = reader.frame()
            if masked != must_mask:
                said.append(("wrong mask",))
            if not final:
                said.append(("fragment",))
            if opcode == CLOSE:
                said.append(("close", int.from_bytes(payload[:2], "big") if payload else None))
            else:
                said.append(({TEXT: "text", BINARY: "binary", PONG: "pong"}.get(opcode, f"opcode {opcode}"), payload))
    except EOFError:
        return said
    except TimeoutError:
        return said + [("no end of stream",)]
    except ConnectionError:
        return said + [("reset",)]


def verdict(name, expected, said):
    """One line for the caller: `pass NAME`, or `fail NAME` and what was seen."""
    if said == expected:
        return f"pass {name}"
    return f"fail {name}: expected {str(expected)[:200]}, saw {str(said)[:200]}"
