"""A server that misbehaves in one way: `rude_server.py MODE`. Prints `port P` and serves until its standard input ends."""

import base64
import hashlib
import os
import socket
import struct
import sys
import threading
import time


def head(connection):
    got = b""
    while b"\r\n\r\n" not in got:
        more = connection.recv(65536)
        if not more:
            raise ConnectionError
        got += more
    return got


def upgrade(connection):
    lines = head(connection).split(b"\r\n")
    key = next(line.split(b": ")[1] for line in lines if line.lower().startswith(b"sec-websocket-key"))
    proof = base64.b64encode(hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest())
    connection.sendall(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                       b"Sec-WebSocket-Accept: " + proof + b"\r\n\r\n")


def stay(connection):
    while connection.recv(65536):
        pass


def answer(text):
    def serve(connection):
        head(connection)
        connection.sendall(text.encode())
        connection.shutdown(socket.SHUT_WR)
        stay(connection)
    return serve


def silent(connection):
    stay(connection)


def no_pong(connection):
    upgrade(connection)
    stay(connection)


def never_reads(connection):
    upgrade(connection)
    time.sleep(60)


def drop(connection):
    upgrade(connection)
    connection.close()


def reset(connection):
    upgrade(connection)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def half_frame(connection):
    upgrade(connection)
    connection.sendall(b"\x82\x7e\x04\x00" + b"half" * 10)
    connection.close()


def half_head(connection):
    head(connection)
    connection.sendall(b"HTTP/1.1 101 Switching")
    connection.close()


def flood(connection):
    """Sends messages of 64 KiB until TCP holds it up for 2 seconds, then tells how many bytes went out."""
    upgrade(connection)
    connection.settimeout(2)
    frame = b"\x82\x7f" + struct.pack(">Q", 65536) + bytes(65536)
    sent = 0
    try:
        while sent < 512 << 20:
            sent += connection.send(frame[sent % len(frame):])
    except TimeoutError:
        print(f"held up after {sent}", flush=True)
    connection.settimeout(None)
    while sent % len(frame):
        sent += connection.send(frame[sent % len(frame):])
    connection.sendall(b"\x88\x02\x03\xe8")
    stay(connection)


def big(connection):
    """A message of 20 MiB in frames of 1 MiB, and then what close code came back."""
    upgrade(connection)
    part = struct.pack(">Q", 1 << 20) + bytes(1 << 20)
    try:
        for number in range(20):
            connection.sendall(bytes([(0x80 if number == 19 else 0) | (0 if number else 2), 127]) + part)
    except ConnectionError:
        pass
    got = connection.recv(4)
    key = connection.recv(4) if len(got) >= 2 else b""
    print("said " + (got + key).hex(), flush=True)
    stay(connection)


def no_close_answer(connection):
    upgrade(connection)
    stay(connection)


MODES = {
    "silent": silent,
    "no-pong": no_pong,
    "never-reads": never_reads,
    "drop": drop,
    "reset": reset,
    "half-frame": half_frame,
    "half-head": half_head,
    "flood": flood,
    "big": big,
    "no-close-answer": no_close_answer,
    "401": answer("HTTP/1.1 401 Unauthorized\r\nContent-Length: 20\r\n\r\n{\"error\":\"bad key\"}\n"),
    "429": answer("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 17\r\nContent-Length: 0\r\n\r\n"),
    "503": answer("HTTP/1.1 503 Service Unavailable\r\nRetry-After: Fri, 31 Dec 2027 23:59:59 GMT\r\n\r\n" + "x" * 5000),
    "302": answer("HTTP/1.1 302 Found\r\nLocation: ws://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"),
    "wrong-accept": answer("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                           "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n"),
    "long-head": answer("HTTP/1.1 101 Switching Protocols\r\n" + "X-Filler: " + "a" * 20000 + "\r\n\r\n"),
    "not-http": answer("SSH-2.0-OpenSSH_9.2\r\n\r\n"),
}


def serve(mode, connection):
    try:
        MODES[mode](connection)
    except OSError:
        pass


def main():
    mode = sys.argv[1]
    if mode == "blackhole":
        # A full queue of connections: the kernel drops the next ones' packets.
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        kept = []
        for _ in range(4):
            filler = socket.socket()
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
            kept.append(filler)
        time.sleep(0.2)
    else:
        listener = socket.create_server(("127.0.0.1", 0))
    print(f"port {listener.getsockname()[1]}", flush=True)
    if mode != "blackhole":
        def accept():
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=serve, args=(mode, connection), daemon=True).start()
        threading.Thread(target=accept, daemon=True).start()
    sys.stdin.read()
    os._exit(0)


main()
