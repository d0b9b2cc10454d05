"""logind's part in a sleep, for tests: gives delay locks and tells before and after a sleep as real logind does.

    sleepy_logind.py BUS-ADDRESS        "system" for the system bus

Commands on standard input, answers on standard output:
    sleep N     tells that the machine will sleep, waits until nobody holds a lock or N ms have passed, says
                "asleep after M ms, H held"
    wake        tells that the machine is awake
    locks       says how many locks are held
"""

import os
import select
import sys
import threading
import time

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

NAME = "org.freedesktop.login1"
MANAGER = "org.freedesktop.login1.Manager"


class Logind(dbus.service.Object):
    def __init__(self, bus: dbus.Bus) -> None:
        self.name = dbus.service.BusName(NAME, bus, replace_existing=True, do_not_queue=True)
        super().__init__(bus, "/org/freedesktop/login1")
        self.held: list[int] = []

    @dbus.service.method(MANAGER, in_signature="ssss", out_signature="h")
    def Inhibit(self, what: str, who: str, why: str, mode: str) -> dbus.types.UnixFd:
        assert (what, mode) == ("sleep", "delay"), (what, mode)
        ours, theirs = os.pipe()
        self.held.append(ours)
        lock = dbus.types.UnixFd(theirs)
        os.close(theirs)
        return lock

    @dbus.service.signal(MANAGER, signature="b")
    def PrepareForSleep(self, begins: bool) -> None:
        pass

    def locks(self) -> int:
        """A lock is given back when its other end is closed everywhere."""
        for lock in list(self.held):
            gone = select.poll()
            gone.register(lock, 0)
            if any(event & select.POLLHUP for _, event in gone.poll(0)):
                self.held.remove(lock)
                os.close(lock)
        return len(self.held)


def say(text: str) -> None:
    print(text, flush=True)


def obey(logind: Logind, loop: GLib.MainLoop) -> None:
    for line in sys.stdin:
        word, *rest = line.split()
        if word == "sleep":
            began = time.monotonic()
            deadline = began + int(rest[0]) / 1000
            GLib.idle_add(lambda: logind.PrepareForSleep(True) and False)
            time.sleep(0.005)
            while logind.locks() and time.monotonic() < deadline:
                time.sleep(0.005)
            say(f"asleep after {round((time.monotonic() - began) * 1000)} ms, {logind.locks()} held")
        elif word == "wake":
            GLib.idle_add(lambda: logind.PrepareForSleep(False) and False)
            say("awake")
        elif word == "locks":
            say(f"{logind.locks()} held")
    loop.quit()


dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
GLib.threads_init() if hasattr(GLib, "threads_init") else None
address = sys.argv[1]
bus = dbus.SystemBus() if address == "system" else dbus.bus.BusConnection(address)
logind = Logind(bus)
loop = GLib.MainLoop()
threading.Thread(target=obey, args=(logind, loop), daemon=True).start()
say("ready")
loop.run()
