"""systemd's part when a service is told to stop, for tests: says which job it is about with every process's unit.

    busy_systemd.py BUS-ADDRESS JOB [SYSTEM-STATE]

JOB is the job's type, "none" when there is no job, or "silent" when nothing is ever answered. Says "ready".
"""

import sys
import time

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

NAME = "org.freedesktop.systemd1"
UNIT = "/org/freedesktop/systemd1/unit/voicelived_2eservice"
JOB = "/org/freedesktop/systemd1/job/17"
ROOT = "/org/freedesktop/systemd1"


class Properties(dbus.service.Object):
    def __init__(self, name: dbus.service.BusName, path: str, values: dict[tuple[str, str], object]) -> None:
        super().__init__(name, path)
        self.values = values

    @dbus.service.method("org.freedesktop.DBus.Properties", in_signature="ss", out_signature="v")
    def Get(self, interface: str, name: str) -> object:
        return self.values[(interface.removeprefix(NAME + "."), name)]


class Manager(Properties):
    @dbus.service.method(NAME + ".Manager", in_signature="u", out_signature="o")
    def GetUnitByPID(self, process: int) -> str:
        if job == "silent":
            time.sleep(3600)
        return UNIT


address, job, *state = sys.argv[1:]
dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
bus = dbus.bus.BusConnection(address)
name = dbus.service.BusName(NAME, bus, do_not_queue=True)
Manager(name, ROOT, {("Manager", "SystemState"): state[0] if state else "running"})
there = (dbus.UInt32(17), dbus.ObjectPath(JOB)) if job != "none" else (dbus.UInt32(0), dbus.ObjectPath("/"))
Properties(name, UNIT, {("Unit", "Job"): dbus.Struct(there, signature="uo")})
Properties(name, JOB, {("Job", "JobType"): job})
print("ready", flush=True)
GLib.MainLoop().run()
