"""Judges events by the models of the official client libraries.

Reads JSON lines {"dialect": ..., "side": "client" | "server", "event": {...}} from a file. Prints one line for each fault and
a last line "judged N, faults M". A fault is an unknown event or field, a missing required field, a word outside an
enumeration, or a value of the wrong type.
"""

import json
import sys

import judge_openai
import judge_voicelive


def judge(line):
    if line["dialect"] == "voice-live":
        return judge_voicelive.faults(line["side"], line["event"])
    return judge_openai.faults(line["dialect"], line["side"], line["event"])


def main(path):
    judged = faults = 0
    with open(path, encoding="utf-8") as lines:
        for text in lines:
            line = json.loads(text)
            judged += 1
            for fault in judge(line):
                faults += 1
                print(f'{line["dialect"]} {line["side"]} {line["event"].get("type")}: {fault}')
    print(f"judged {judged}, faults {faults}")
    return 1 if faults or not judged else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
