"""Asks /v1/responses."""

from pydantic import BaseModel


class Place(BaseModel):
    city: str


def ask(client, question, options):
    responses = client.responses
    params = request(question)
    if "SCHEMA" in question["extras"]:
        if not question["streamed"]:
            return told(responses.parse(text_format=Place, **params))
        with responses.stream(text_format=Place, **params) as stream:
            return told(stream.get_final_response())
    raw = responses.with_raw_response.create(stream=question["streamed"], **params, **options)
    answer = raw.parse()
    seen = read(answer, question["leave"]) if question["streamed"] else told(answer)
    return {**seen, "dropped": raw.headers.get("railgate-dropped", "")}


def read(stream, leave):
    text, calls = "", {}
    if leave == "AT_HEAD":
        stream.close()
        return {}
    for event in stream:
        if event.type == "response.output_text.delta":
            text += event.delta
        if event.type == "response.output_item.added" and event.item.type == "function_call":
            calls[event.output_index] = {"name": event.item.name, "arguments": ""}
        if event.type == "response.function_call_arguments.delta":
            calls[event.output_index]["arguments"] += event.delta
        if event.type == "response.completed":
            whole = told(event.response)
            if whole["texts"] != [text] or whole["calls"] != list(calls.values()):
                raise ValueError(f"the pieces are not the whole: {text} {calls}")
            return whole
        if leave == "AT_TEXT" and text:
            stream.close()
            return {}
    return {"texts": [text]}


def told(response):
    parts = [part for item in response.output if item.type == "message" for part in item.content]
    parsed = getattr(response, "output_parsed", None)
    return {
        "texts": [response.output_text],
        "refusals": [part.refusal for part in parts if part.type == "refusal"],
        "calls": [
            {"name": item.name, "arguments": item.arguments}
            for item in response.output
            if item.type == "function_call"
        ],
        # A response has a status where a choice has a reason.
        "finishReasons": ["stop" if response.status == "completed" else response.status],
        "city": parsed.city if parsed else None,
    }


def request(question):
    params = {
        "model": question["model"],
        "instructions": question["system"],
        "input": content(question),
    }
    if "HEAT" in question["extras"]:
        params["temperature"] = 9.5
    if "TOOLS" in question["extras"]:
        schema = Place.model_json_schema()
        params["tools"] = [{"type": "function", "name": "lookup", "parameters": schema}]
        params["tool_choice"] = "required"
    return params


def content(question):
    if "PARTS" in question["extras"]:
        parts = [{"type": "input_text", "text": part} for part in question["parts"]]
        return [{"role": "user", "content": parts}]
    if "IMAGE" in question["extras"]:
        text = {"type": "input_text", "text": question["message"]}
        picture = {"type": "input_image", "image_url": question["picture"]}
        return [{"role": "user", "content": [text, picture]}]
    return question["message"]
