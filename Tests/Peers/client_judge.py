"""Judges a WebSocket client. Prints `port P cases N`, serves N connections, and prints a verdict for each.

The client under test connects N times, echoes every message, and ends as the protocol says.
"""

import base64
import hashlib
import socket

from websocket_cases import Reader, Wire, answers, cases, verdict


def upgrade(connection):
    reader = Reader(connection)
    fields = dict(line.split(b": ", 1) for line in reader.head().split(b"\r\n")[1:])
    key = {name.lower(): value for name, value in fields.items()}[b"sec-websocket-key"]
    assert len(base64.b64decode(key)) == 16
    proof = base64.b64encode(hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest())
    answer = b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: WebSocket\r\nSec-WebSocket-Accept: "
    return reader, answer + proof + b"\r\n\r\n"


def main():
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(20)
    every = list(cases(Wire(masked=False)))
    print(f"port {listener.getsockname()[1]} cases {len(every)}", flush=True)
    for number, (name, chunks, expected) in enumerate(every):
        connection, _ = listener.accept()
        connection.settimeout(4)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        reader, answer = upgrade(connection)
        try:
            # Every other time the first frames come in one packet with the answer.
            if number % 2:
                connection.sendall(answer)
            else:
                connection.sendall(answer + chunks[0])
                chunks = chunks[1:]
            for chunk in chunks:
                connection.sendall(chunk)
        except ConnectionError:
            pass
        print(verdict(name, expected, answers(reader, must_mask=True)), flush=True)
        connection.close()


main()
