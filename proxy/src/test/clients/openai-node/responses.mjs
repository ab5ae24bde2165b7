// Asks /v1/responses.
import { zodTextFormat } from "openai/helpers/zod";
import { z } from "zod";

const Place = z.object({ city: z.string() });

export async function ask(client, question, options) {
  const params = request(question);
  if (question.extras.includes("SCHEMA")) {
    params.text = { format: zodTextFormat(Place, "place") };
    return told(
      question.streamed
        ? await client.responses.stream(params).finalResponse()
        : await client.responses.parse(params),
    );
  }
  const { data, response } = await client.responses
    .create({ ...params, stream: question.streamed }, options)
    .withResponse();
  const seen = question.streamed ? await read(data, question.leave) : told(data);
  return { ...seen, dropped: response.headers.get("railgate-dropped") ?? "" };
}

async function read(stream, leave) {
  const seen = { texts: [""], calls: [] };
  if (leave === "AT_HEAD") {
    stream.controller.abort();
    return seen;
  }
  for await (const event of stream) {
    switch (event.type) {
      case "response.output_text.delta":
        seen.texts[0] += event.delta;
        break;
      case "response.output_item.added":
        seen.calls[event.output_index] = { name: event.item.name, arguments: "" };
        break;
      case "response.function_call_arguments.delta":
        seen.calls[event.output_index].arguments += event.delta;
        break;
      case "response.completed":
        return same(seen, told(event.response));
    }
    if (leave === "AT_TEXT" && seen.texts[0]) {
      break; // which ends the request
    }
  }
  return seen;
}

// The whole, if the pieces are.
function same(pieces, whole) {
  const { texts } = whole;
  const calls = pieces.calls.filter((call) => call.name);
  if (JSON.stringify([pieces.texts, calls]) !== JSON.stringify([texts, whole.calls])) {
    throw new Error(`the pieces are not the whole: ${JSON.stringify(pieces)}`);
  }
  return whole;
}

function told(response) {
  const content = response.output
    .filter((item) => item.type === "message")
    .flatMap((message) => message.content);
  const text = content.filter((part) => part.type === "output_text").map((part) => part.text);
  return {
    texts: [text.join("")],
    refusals: content.filter((part) => part.type === "refusal").map((part) => part.refusal),
    calls: response.output
      .filter((item) => item.type === "function_call")
      .map((call) => ({ name: call.name, arguments: call.arguments })),
    // A response has a status where a choice has a reason.
    finishReasons: [response.status === "completed" ? "stop" : response.status],
    city: response.output_parsed?.city,
  };
}

function request(question) {
  const has = (extra) => question.extras.includes(extra);
  return {
    model: question.model,
    instructions: question.system,
    input: input(question, has),
    ...(has("HEAT") && { temperature: 9.5 }),
    ...(has("TOOLS") && {
      tools: [
        { type: "function", name: "lookup", parameters: z.toJSONSchema(Place), strict: true },
      ],
      tool_choice: "required",
    }),
  };
}

function input(question, has) {
  const user = (content) => [{ role: "user", content }];
  const text = (text) => ({ type: "input_text", text });
  if (has("PARTS")) {
    return user(question.parts.map(text));
  }
  return has("IMAGE")
    ? user([
        text(question.message),
        { type: "input_image", image_url: question.picture, detail: "auto" },
      ])
    : question.message;
}
