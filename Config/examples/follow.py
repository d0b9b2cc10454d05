#!/usr/bin/env python3
"""Follows the conversation: prints what is said and where the session stands. Python's standard library only."""
import itertools
import json
import os
import socket
import sys


class Client:
    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.lines = self.socket.makefile("r", encoding="utf-8", newline="\n")
        self.ids = itertools.count(1)

    def call(self, method, **params):
        """Sends a request; notifications that come before its reply are passed to `told`."""
        request = {"jsonrpc": "2.0", "id": next(self.ids), "method": method, "params": params}
        self.socket.sendall(json.dumps(request).encode() + b"\n")
        for line in self.lines:
            message = json.loads(line)
            if message.get("id") == request["id"]:
                if "error" in message:
                    sys.exit(f"{message['error']['message']}: {message['error']['data']['hint']}")
                return message["result"]
            told(message)
        sys.exit("the daemon hung up")


def told(message):
    data = message["params"]["data"]
    if message["method"] == "session.transcript" and data["final"]:
        print(f"{data['role']}: {data['text']}", flush=True)
    elif message["method"] == "session.state":
        print(f"({data['state']})", flush=True)


client = Client(os.environ.get("VOICELIVED_SOCKET", "/run/voicelived/control.sock"))
client.call("rpc.hello", protocol=1, client={"name": "follow.py"})
reply = client.call("events.subscribe", topics=[{"name": "session.state"}, {"name": "session.transcript"}])
print("following from event", reply["seq"], flush=True)
for line in client.lines:
    told(json.loads(line))
