"""The openai package's typed events as a judge. Its models forgive unknown fields; this judge does not."""

import pydantic
from openai.types import realtime
from openai.types.beta import realtime as beta

ADAPTERS = {
    ("openai", "client"): pydantic.TypeAdapter(realtime.RealtimeClientEvent),
    ("openai", "server"): pydantic.TypeAdapter(realtime.RealtimeServerEvent),
    ("openai-beta", "client"): pydantic.TypeAdapter(beta.RealtimeClientEvent),
    ("openai-beta", "server"): pydantic.TypeAdapter(beta.RealtimeServerEvent),
}

# What the service puts into its sessions, though the library declares only what a client may ask for.
UNDECLARED_FIELDS = {"$.session.id", "$.session.object", "$.session.expires_at"}


def surplus(value, path):
    """Fields that the library keeps but does not know."""
    if isinstance(value, pydantic.BaseModel):
        for name in value.model_extra or {}:
            if f"{path}.{name}" not in UNDECLARED_FIELDS:
                yield f"{path}.{name}: not a field of {type(value).__name__}"
        for name in type(value).model_fields:
            yield from surplus(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, list):
        for index, element in enumerate(value):
            yield from surplus(element, f"{path}[{index}]")


def faults(dialect, side, event):
    try:
        value = ADAPTERS[dialect, side].validate_python(event, strict=True)
    except pydantic.ValidationError as error:
        return relevant(error, event.get("type"))
    return list(surplus(value, "$"))


def relevant(error, kind):
    """A union complains once for each member: keep the complaints of the member that has the event's type."""
    others = {e["loc"][0] for e in error.errors() if e["loc"][-1] == "type" and len(e["loc"]) == 2}
    kept = [e for e in error.errors() if e["loc"][0] not in others]
    return [f'{".".join(map(str, e["loc"]))}: {e["msg"]}' for e in kept] or [f"unknown type {kind}"]
