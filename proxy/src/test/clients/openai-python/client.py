"""Takes a question as a line of JSON, and tells what a user of the SDK sees of its answer in another."""

import importlib
import json
import sys

from openai import APIStatusError, OpenAI

# The route: chat, completions or responses.
route = importlib.import_module(sys.argv[1])


def seen(question):
    with OpenAI(
        base_url=question["endpoint"],
        api_key="client-key",
        max_retries=question.get("retries", 0),
    ) as client:
        try:
            if "message" not in question:
                return {"models": [model.id for model in client.models.list()]}
            leaves = question["leave"] == "BEFORE_HEAD"
            options = {"timeout": question["patienceMs"] / 1000} if leaves else {}
            return route.ask(client, question, options)
        except APIStatusError as error:
            return {
                "problem": {
                    "status": error.status_code,
                    "told": f"{error} {error.code}",
                    "retryAfter": error.response.headers.get("retry-after", ""),
                }
            }
        except Exception as error:
            return {"problem": {"status": 0, "told": repr(error)}}


for line in sys.stdin:
    print(json.dumps(seen(json.loads(line))), flush=True)
