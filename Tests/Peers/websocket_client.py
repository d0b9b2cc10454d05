"""A client on somebody else's WebSocket library against an echo server: `websocket_client.py LIBRARY ROUTE [CA]`.

LIBRARY is `websockets` or `wsproto`; ROUTE is `tcp:PORT`, `tls:PORT` or `unix:PATH`. Sends messages of many sizes and both
kinds, checks each echo, closes with 4000 and prints `ok`, the subprotocol and the close code that came back.
"""

import socket
import ssl
import sys

SIZES = (0, 1, 125, 126, 65535, 65536, 300_000)


def messages():
    for size in SIZES:
        yield bytes(i % 251 for i in range(size))
        yield "é" * (size // 2)


def connect(route, authority):
    kind, where = route.split(":", 1)
    if kind == "unix":
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(where)
        return connection
    connection = socket.create_connection(("127.0.0.1", int(where)))
    if kind == "tls":
        context = ssl.create_default_context(cafile=authority)
        connection = context.wrap_socket(connection, server_hostname="localhost")
    return connection


def run_websockets(connection):
    from websockets.sync.client import connect as open_websocket

    with open_websocket("ws://localhost/voice-live/realtime?model=m", sock=connection, compression=None,
                        subprotocols=["realtime"]) as websocket:
        for message in messages():
            websocket.send(message)
            assert websocket.recv() == message
        websocket.send(["frag", "men", "ted"])
        assert websocket.recv() == "fragmented"
        assert websocket.ping().wait(5)
        websocket.close(4000, "enough")
        return websocket.subprotocol, websocket.close_code


def run_wsproto(connection):
    from wsproto import ConnectionType, WSConnection, events

    machine = WSConnection(ConnectionType.CLIENT)
    connection.sendall(machine.send(events.Request(host="localhost", target="/?q=1", subprotocols=["realtime"])))

    def arrived():
        while True:
            yield from machine.events()
            machine.receive_data(connection.recv(65536) or None)

    stream = arrived()
    accepted = next(stream)
    assert isinstance(accepted, events.AcceptConnection), accepted
    for message in messages():
        connection.sendall(machine.send(events.Message(data=message)))
        parts = []
        while True:
            event = next(stream)
            parts.append(event.data)
            if event.message_finished:
                break
        assert type(message)().join(parts) == message
    connection.sendall(machine.send(events.Ping(payload=b"p")))
    assert next(stream) == events.Pong(payload=b"p")
    connection.sendall(machine.send(events.CloseConnection(4000, "enough")))
    closed = next(stream)
    assert isinstance(closed, events.CloseConnection), closed
    return accepted.subprotocol, closed.code


def main():
    library, route = sys.argv[1:3]
    connection = connect(route, sys.argv[3] if len(sys.argv) > 3 else None)
    connection.settimeout(10)
    subprotocol, code = {"websockets": run_websockets, "wsproto": run_wsproto}[library](connection)
    print(f"ok {subprotocol} {code}")


main()
