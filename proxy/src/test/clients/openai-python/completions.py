"""Asks /v1/completions."""


def ask(client, question, options):
    raw = client.completions.with_raw_response.create(
        stream=question["streamed"], **request(question), **options
    )
    answer = raw.parse()
    seen = read(answer, question["leave"]) if question["streamed"] else told(answer.choices)
    return {**seen, "dropped": raw.headers.get("railgate-dropped", "")}


def read(stream, leave):
    texts, ends = {}, {}
    if leave == "AT_HEAD":
        stream.close()
        return {}
    for chunk in stream:
        for choice in chunk.choices:
            texts[choice.index] = texts.get(choice.index, "") + choice.text
            ends[choice.index] = choice.finish_reason or ends.get(choice.index)
        if leave == "AT_TEXT" and texts.get(0):
            stream.close()
            return {}
    return {
        "texts": [texts[index] for index in sorted(texts)],
        "finishReasons": [ends[index] for index in sorted(ends)],
    }


def told(choices):
    return {
        "texts": [choice.text for choice in choices],
        "finishReasons": [choice.finish_reason for choice in choices],
    }


def request(question):
    params = {"model": question["model"], "prompt": question["message"]}
    if question["choices"] > 1:
        params["n"] = question["choices"]
    if "HEAT" in question["extras"]:
        params["temperature"] = 9.5
    return params
