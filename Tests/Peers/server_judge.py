"""Judges a WebSocket server that echoes: `server_judge.py PORT`. Prints `cases N`, then a verdict for each."""

import base64
import os
import socket
import sys

from websocket_cases import Reader, Wire, answers, cases, verdict


def main():
    every = list(cases(Wire(masked=True)))
    print(f"cases {len(every)}", flush=True)
    for number, (name, chunks, expected) in enumerate(every):
        connection = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
        connection.settimeout(4)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        key = base64.b64encode(os.urandom(16))
        request = (b"GET /judge HTTP/1.1\r\nhost: judge\r\nupgrade: WebSocket\r\nconnection: keep-alive, Upgrade\r\n"
                   b"sec-websocket-version: 13\r\nsec-websocket-key: " + key + b"\r\n\r\n")
        reader = Reader(connection)
        # Every other time the first frames come in one packet with the request, before the answer.
        eager = number % 2 == 0
        connection.sendall(request + (chunks[0] if eager else b""))
        assert reader.head().startswith(b"HTTP/1.1 101 ")
        try:
            for chunk in chunks[1 if eager else 0:]:
                connection.sendall(chunk)
        except ConnectionError:
            pass
        print(verdict(name, expected, answers(reader, must_mask=False)), flush=True)
        connection.close()


main()
