#!/usr/bin/env python3
"""Sets the cabin's temperature when asked by voice."""
import json
import os
import socket

temperature = {"value": 20.0}
tool = {
    "name": "set_temperature",
    "description": "Sets the cabin temperature in degrees Celsius.",
    "parameters": {
        "type": "object",
        "properties": {"value": {"type": "number", "minimum": 15, "maximum": 30}},
        "required": ["value"],
    },
    "timeout_ms": 2000,
}

daemon = socket.socket(socket.AF_UNIX)
daemon.connect(os.environ.get("VOICELIVED_SOCKET", "/run/voicelived/control.sock"))


def send(method, **params):
    daemon.sendall(json.dumps({"id": method, "method": method, "params": params}).encode() + b"\n")


send("tool.register", tools=[tool])
for line in daemon.makefile(encoding="utf-8"):
    message = json.loads(line)
    if "error" in message:
        raise SystemExit(message["error"]["message"])
    if message.get("method") == "tool.call":
        call = message["params"]["data"]
        temperature.update(call["arguments"])  # the car would be told here
        send("tool.result", call=call["call"], output={"ok": True, **temperature})
        print("temperature is now", temperature["value"], flush=True)
