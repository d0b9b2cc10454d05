"""Judges the schema and the reference file with other people's tools.

usage: check_schema.py SCHEMA REFERENCE EXAMPLES WRONG SAMPLES
SAMPLES is a file with one valid TOML file a line, as JSON strings.
"""
import json
import pathlib
import sys
import tomllib

import jsonschema

schema_path, reference, examples, wrong, samples = map(pathlib.Path, sys.argv[1:])
schema = json.loads(schema_path.read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)


def good(text, name):
    errors = list(validator.iter_errors(tomllib.loads(text)))
    assert not errors, f"{name}: {errors[0].message}"


good(reference.read_text(), "reference")
seen = 0
for path in sorted(examples.glob("*.toml")):
    good(path.read_text(), path.name)
    seen += 1
for line in samples.read_text().splitlines():
    good(json.loads(line), line)
    seen += 1

refused = 0
for path in sorted(wrong.glob("*.toml")):
    if path.name.split("-")[0] not in ("type", "range", "choice", "unknown", "syntax", "too"):
        continue
    try:
        document = json.loads(json.dumps(tomllib.loads(path.read_text()), default=lambda date: {}))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        refused += 1
        continue
    # What JSON Schema cannot say: depths, bytes, durations' limits, infinite numbers; and 8.0 is an integer in JSON.
    beyond = ("range-duration", "range-size", "type-number-nan", "type-number-infinite", "type-float-for-integer")
    if list(validator.iter_errors(document)):
        refused += 1
    elif path.stem not in beyond:
        sys.exit(f"{path.name}: the schema takes it")
print(f"{seen} good, {refused} refused")
