"""An echo server on somebody else's WebSocket library: `websocket_echo_server.py LIBRARY (tcp|unix PATH) [CERTIFICATE KEY]`.

LIBRARY is `websockets` or `wsproto`. Prints `port P` (0 for a Unix socket). The text `close me` is answered with close
code 4001 and reason `as you wish`.
"""

import asyncio
import os
import socket
import ssl
import sys
import threading


def listen(kind, path):
    if kind == "unix":
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(path)
        listener.listen()
        return listener, 0
    listener = socket.create_server(("127.0.0.1", 0))
    return listener, listener.getsockname()[1]


def serve_websockets(listener, context):
    # Not the library's server with threads: two of them share a TLS socket there, which Python's ssl does not bear.
    asyncio.run(echo_for_ever(listener, context))


async def echo_for_ever(listener, context):
    from websockets.asyncio.server import serve

    async def echo(connection):
        async for message in connection:
            if message == "close me":
                await connection.close(4001, "as you wish")
                return
            await connection.send(message)

    async with serve(echo, sock=listener, ssl=context, compression=None, subprotocols=["realtime"],
                     select_subprotocol=lambda _, offered: "realtime" if "realtime" in offered else None,
                     max_size=64 << 20) as server:
        await server.serve_forever()


def serve_wsproto(listener, context):
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=echo_wsproto, args=(connection, context), daemon=True).start()


def echo_wsproto(connection, context):
    from wsproto import ConnectionType, WSConnection, events

    if context:
        connection = context.wrap_socket(connection, server_side=True)
    machine = WSConnection(ConnectionType.SERVER)
    kind, parts = None, []
    while True:
        machine.receive_data(connection.recv(65536) or None)
        for event in machine.events():
            if isinstance(event, events.Request):
                chosen = "realtime" if "realtime" in event.subprotocols else None
                connection.sendall(machine.send(events.AcceptConnection(subprotocol=chosen)))
            elif isinstance(event, events.Ping):
                connection.sendall(machine.send(event.response()))
            elif isinstance(event, (events.TextMessage, events.BytesMessage)):
                parts.append(event.data)
                if not event.message_finished:
                    continue
                message = (b"" if isinstance(event, events.BytesMessage) else "").join(parts)
                parts = []
                if message == "close me":
                    connection.sendall(machine.send(events.CloseConnection(4001, "as you wish")))
                else:
                    connection.sendall(machine.send(events.Message(data=message)))
            elif isinstance(event, events.CloseConnection):
                if machine.state.name == "REMOTE_CLOSING":
                    connection.sendall(machine.send(event.response()))
                connection.close()
                return


def main():
    library, kind = sys.argv[1:3]
    rest = sys.argv[3:]
    path = rest.pop(0) if kind == "unix" else None
    context = None
    if rest:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*rest)
    listener, port = listen(kind, path)
    run = {"websockets": serve_websockets, "wsproto": serve_wsproto}[library]
    threading.Thread(target=run, args=(listener, context), daemon=True).start()
    print(f"port {port}", flush=True)
    sys.stdin.read()
    os._exit(0)


main()
