"""A proxy for CONNECT: `connect_proxy.py [USER:PASSWORD [here]]`. Prints `port P`, then one line for each request.

With `here` every name is this machine's own.
"""

import base64
import os
import socket
import sys
import threading


def copy(source, sink):
    try:
        while chunk := source.recv(65536):
            sink.sendall(chunk)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def serve(client, credentials):
    request = b""
    while b"\r\n\r\n" not in request:
        request += client.recv(4096)
    lines = request.decode().split("\r\n")
    method, authority, _ = lines[0].split(" ")
    given = next((line.split(" ")[2] for line in lines if line.lower().startswith("proxy-authorization: basic ")), None)
    print(f"{method} {authority}", flush=True)
    if credentials and given != base64.b64encode(credentials.encode()).decode():
        client.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\n\r\n")
        client.close()
        return
    host, port = authority.rsplit(":", 1)
    try:
        name = "127.0.0.1" if "here" in sys.argv[2:] else host.strip("[]")
        server = socket.create_connection((name, int(port)), timeout=5)
    except OSError:
        client.sendall(b"HTTP/1.1 502 Bad Gateway\r\n\r\n")
        client.close()
        return
    server.settimeout(None)
    client.sendall(b"HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n")
    threading.Thread(target=copy, args=(server, client), daemon=True).start()
    copy(client, server)


def main():
    credentials = sys.argv[1] if len(sys.argv) > 1 else None
    listener = socket.create_server(("127.0.0.1", 0))
    print(f"port {listener.getsockname()[1]}", flush=True)

    def accept():
        while True:
            client, _ = listener.accept()
            threading.Thread(target=serve, args=(client, credentials), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    sys.stdin.read()
    os._exit(0)


main()
