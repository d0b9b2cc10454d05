"""Tries the judge of order: what does it overlook?

usage: try_judge_order.py FILE   FILE is a good record of one connection, its sound shortened

Leaves out each thing that the server says, then says each twice. Prints a line for each that the judge does not notice.
"""

import json
import sys

from judge_order import judge

with open(sys.argv[1], encoding="utf-8") as file:
    good = [json.loads(line) for line in file]
faults = judge(good, True)
assert not faults, faults
for index, line in enumerate(good):
    if line["side"] != "server":
        continue
    if not judge(good[:index] + good[index + 1 :], True):
        print("left out:", line["event"]["type"])
    if not judge(good[:index] + [line] + good[index:], True):
        print("twice:", line["event"]["type"])
