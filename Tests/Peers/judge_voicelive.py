"""The models of azure-ai-voicelive as a judge. The library reads any JSON; this judge holds it to its declarations."""

import datetime
import enum
import functools
import types
import typing

import azure.ai.voicelive._unions as unions
import azure.ai.voicelive.models as models
from azure.ai.voicelive._utils import model_base
from azure.ai.voicelive.models import _models as private_models

ROOTS = {"client": models.ClientEvent, "server": models.ServerEvent}
NAMES = {**vars(typing), **vars(private_models), **{n: getattr(models, n) for n in dir(models)}}
NAMES |= {"_models": types.SimpleNamespace(**NAMES), "_unions": unions, "datetime": datetime}

# What the service documents or sends, though the library does not declare it.
UNDECLARED_FIELDS = {
    "session.object",
    "session.truncation_strategy",
    "session.greeting",
    "session.handoff",
    "session.input_audio_transcription.prompt",
    "rtc_configuration",
}
UNDECLARED_TYPES = {
    "server": {"conversation.item.done": "conversation.item.created"},
    "client": {},
}
UNDECLARED_KINDS = {("TurnDetection", "semantic_vad")}
# Declared, but not as a part of the messages that hold it.
DECLARED_ELSEWHERE = {("MessageContentPart", "input_image"): models.RequestImageContentPart}
# Declared as required, but left out: a server does not send a user's audio back.
OPTIONAL_FIELDS = {("RequestAudioContentPart", "audio")}
# A type name without an event behind it: the answer really travels as an item.
NAME_ONLY = {"mcp_approval_response"}


def scalar_fits(wanted, value):
    if wanted is bool:
        return isinstance(value, bool)
    if wanted is int or wanted is datetime.datetime:
        return isinstance(value, int) and not isinstance(value, bool)
    if wanted is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if wanted in (str, bytes):
        return isinstance(value, str)
    return True


@functools.lru_cache(maxsize=None)
def declared(model):
    """Field name on the wire -> (declared type, whether it picks the subclass)."""
    try:
        model({})  # the library names its fields on first use
    except Exception:
        pass
    fields = {}
    for base in reversed(model.__mro__):
        hints = base.__dict__.get("__annotations__", {})
        for attribute, field in base.__dict__.items():
            if isinstance(field, model_base._RestField):
                fields[field._rest_name] = (resolved(hints.get(attribute)), field._is_discriminator)
    return fields


def resolved(hint):
    """The type behind an annotation, however many strings it is wrapped in."""
    if isinstance(hint, typing.ForwardRef):
        hint = hint.__forward_arg__
    if isinstance(hint, str):
        return resolved(eval(hint, dict(NAMES)))
    return hint


def subclass(model, value, path, faults):
    """Follows the discriminators to the model that declares this value; None if it need not be declared."""
    while getattr(model, "__mapping__", None):
        own = [n for n, (_, picks) in declared(model).items() if picks]
        word = next((value.get(n) for n in reversed(own) if value.get(n) in model.__mapping__), None)
        if word is None:
            kinds = [(model.__name__, value.get(n)) for n in own]
            if any(kind in UNDECLARED_KINDS for kind in kinds):
                return None
            if elsewhere := [DECLARED_ELSEWHERE[kind] for kind in kinds if kind in DECLARED_ELSEWHERE]:
                return elsewhere[0]
            faults.append(f"{path}: no kind of {model.__name__} is called {[value.get(n) for n in own]}")
            return model
        if model.__mapping__[word] is model:
            return model
        model = model.__mapping__[word]
    return model


def judge_object(model, value, path, faults):
    if not isinstance(value, dict):
        faults.append(f"{path}: expected an object")
        return
    model = subclass(model, value, path, faults)
    if model is None:
        return
    fields = declared(model)
    for name, (hint, _) in fields.items():
        if value.get(name) is not None:
            judge_value(hint, value[name], f"{path}.{name}", faults)
        elif not allows_none(hint) and (model.__name__, name) not in OPTIONAL_FIELDS:
            faults.append(f"{path}.{name}: required by {model.__name__}")
    for name in value:
        if name not in fields and f"{path}.{name}".removeprefix("$.") not in UNDECLARED_FIELDS:
            faults.append(f"{path}.{name}: not a field of {model.__name__}")


def allows_none(hint):
    return hint is typing.Any or hint is None or type(None) in typing.get_args(hint)


def judge_value(hint, value, path, faults):
    hint = resolved(hint)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Union:
        judge_union([resolved(a) for a in arguments if a is not type(None)], value, path, faults)
    elif origin is list:
        if not isinstance(value, list):
            faults.append(f"{path}: expected an array")
            return
        for index, element in enumerate(value):
            judge_value(arguments[0], element, f"{path}[{index}]", faults)
    elif origin is dict:
        if not isinstance(value, dict):
            faults.append(f"{path}: expected a map")
            return
        for name, element in value.items():
            judge_value(arguments[1], element, f"{path}.{name}", faults)
    elif origin is typing.Literal:
        if value not in [getattr(a, "value", a) for a in arguments]:
            faults.append(f"{path}: {value!r} is not {arguments}")
    elif isinstance(hint, type):
        judge_plain(hint, value, path, faults)


def judge_plain(hint, value, path, faults):
    if issubclass(hint, enum.Enum):
        if value not in [member.value for member in hint]:
            faults.append(f"{path}: {value!r} is not a {hint.__name__}")
    elif issubclass(hint, model_base.Model):
        judge_object(hint, value, path, faults)
    elif not scalar_fits(hint, value):
        faults.append(f"{path}: {value!r} is not {hint.__name__}")


def judge_union(members, value, path, faults):
    """The member with the fewest complaints speaks. Beside an enumeration a bare string says nothing."""
    nested = [a for m in members if typing.get_origin(m) is typing.Union for a in map(resolved, typing.get_args(m))]
    members = [m for m in members if typing.get_origin(m) is not typing.Union] + nested
    closed = any(isinstance(m, type) and issubclass(m, enum.Enum) for m in members)
    best = None
    for member in members:
        if member is type(None) or closed and member is str:
            continue
        complaints = []
        judge_value(member, value, path, complaints)
        if best is None or len(complaints) < len(best):
            best = complaints
    faults += best or []


def faults(side, event):
    kind = event.get("type")
    if kind in NAME_ONLY:
        return []
    event = dict(event, type=UNDECLARED_TYPES[side].get(kind, kind))
    found = []
    judge_object(ROOTS[side], event, "$", found)
    return found
