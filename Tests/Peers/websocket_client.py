"""A client on somebody else's WebSocket library against an echo server: `websocket_client.py LIBRARY ROUTE [CA]`.

LIBRARY is `websockets` or `wsproto`; ROUTE is `tcp:PORT`, `tls:PORT` or `unix:PATH`. Sends messages of many sizes and both
kinds, checks each echo, closes with 4000 and prints `ok`, the subprotocol and the close code that came back.
"""

import asyncio
import socket
import ssl
import sys

SIZES = (0, 1, 125, 126, 65535, 65536, 300_000)


def messages():
    for size in SIZES:
        yield bytes(i % 251 for i in range(size))
        yield "é" * (size // 2)


def plain(route):
    kind, where = route.split(":", 1)
    if kind != "unix":
        return socket.create_connection(("127.0.0.1", int(where)))
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(where)
    return connection


def trust(route, authority):
    return ssl.create_default_context(cafile=authority) if route.startswith("tls:") else None


def run_websockets(route, authority):
    # The library's other client reads and writes one TLS socket from two threads, which Python's ssl does not bear.
    return asyncio.run(asyncio.wait_for(talk(route, authority), 30))


async def talk(route, authority):
    from websockets.asyncio.client import connect

    context = trust(route, authority)
    secure = {"ssl": context, "server_hostname": "localhost"} if context else {}
    scheme = "wss" if context else "ws"
    async with connect(f"{scheme}://localhost/voice-live/realtime?model=m", sock=plain(route), compression=None,
                       subprotocols=["realtime"], **secure) as websocket:
        for message in messages():
            await websocket.send(message)
            assert await websocket.recv() == message
        await websocket.send(["frag", "men", "ted"])
        assert await websocket.recv() == "fragmented"
        await asyncio.wait_for(await websocket.ping(), 5)
        await websocket.close(4000, "enough")
        return websocket.subprotocol, websocket.close_code


def run_wsproto(route, authority):
    connection = plain(route)
    context = trust(route, authority)
    if context:
        connection = context.wrap_socket(connection, server_hostname="localhost")
    connection.settimeout(10)
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
    authority = sys.argv[3] if len(sys.argv) > 3 else None
    subprotocol, code = {"websockets": run_websockets, "wsproto": run_wsproto}[library](route, authority)
    print(f"ok {subprotocol} {code}")


main()
