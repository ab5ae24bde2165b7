"""Asks /v1/chat/completions."""

from pydantic import BaseModel


class Place(BaseModel):
    city: str


def ask(client, question, options):
    completions = client.chat.completions
    params = request(question)
    if "SCHEMA" in question["extras"]:
        if not question["streamed"]:
            return told(completions.parse(response_format=Place, **params).choices)
        with completions.stream(response_format=Place, **params) as stream:
            return told(stream.get_final_completion().choices)
    raw = completions.with_raw_response.create(stream=question["streamed"], **params, **options)
    dropped = raw.headers.get("railgate-dropped", "")
    if question["streamed"]:
        return {**read(raw.parse(), question["leave"]), "dropped": dropped}
    return {**told(raw.parse().choices), "dropped": dropped}


def read(stream, leave):
    texts, ends, calls = {}, {}, {}
    if leave == "AT_HEAD":
        stream.close()
        return {}
    for chunk in stream:
        for choice in chunk.choices:
            texts[choice.index] = texts.get(choice.index, "") + (choice.delta.content or "")
            for call in choice.delta.tool_calls or []:
                whole = calls.setdefault(call.index, {"name": "", "arguments": ""})
                whole["name"] += call.function.name or ""
                whole["arguments"] += call.function.arguments or ""
            ends[choice.index] = choice.finish_reason or ends.get(choice.index)
        if leave == "AT_TEXT" and texts.get(0):
            stream.close()
            return {}
    return {
        "texts": [texts[index] for index in sorted(texts)],
        "calls": list(calls.values()),
        "finishReasons": [ends[index] for index in sorted(ends)],
    }


def told(choices):
    parsed = getattr(choices[0].message, "parsed", None)
    return {
        "texts": [choice.message.content or "" for choice in choices],
        "refusals": [choice.message.refusal for choice in choices if choice.message.refusal],
        "calls": [
            {"name": call.function.name, "arguments": call.function.arguments}
            for choice in choices
            for call in choice.message.tool_calls or []
        ],
        "finishReasons": [choice.finish_reason for choice in choices],
        "city": parsed.city if parsed else None,
    }


def request(question):
    params = {
        "model": question["model"],
        "messages": [
            {"role": "system", "content": question["system"]},
            {"role": "user", "content": content(question)},
        ],
    }
    if question["choices"] > 1:
        params["n"] = question["choices"]
    if "HEAT" in question["extras"]:
        params["temperature"] = 9.5
    if "TOOLS" in question["extras"]:
        function = {"name": "lookup", "parameters": Place.model_json_schema()}
        params["tools"] = [{"type": "function", "function": function}]
        params["tool_choice"] = "required"
    return params


def content(question):
    if "PARTS" in question["extras"]:
        return [{"type": "text", "text": part} for part in question["parts"]]
    if "IMAGE" in question["extras"]:
        return [
            {"type": "text", "text": question["message"]},
            {"type": "image_url", "image_url": {"url": question["picture"]}},
        ]
    return question["message"]
