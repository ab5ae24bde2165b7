// Asks /v1/chat/completions.
import { zodResponseFormat } from "openai/helpers/zod";
import { z } from "zod";

const Place = z.object({ city: z.string() });

export async function ask(client, question, options) {
  const completions = client.chat.completions;
  const params = request(question);
  if (question.extras.includes("SCHEMA")) {
    params.response_format = zodResponseFormat(Place, "place");
    return told(
      question.streamed
        ? await completions.stream(params).finalChatCompletion()
        : await completions.parse(params),
    );
  }
  const { data, response } = await completions
    .create({ ...params, stream: question.streamed }, options)
    .withResponse();
  const completion = question.streamed ? await read(data, question.leave) : data;
  return { ...told(completion), dropped: response.headers.get("railgate-dropped") ?? "" };
}

async function read(stream, leave) {
  const choices = [];
  if (leave === "AT_HEAD") {
    stream.controller.abort();
    return { choices };
  }
  for await (const chunk of stream) {
    for (const { index, delta, finish_reason } of chunk.choices) {
      const choice = (choices[index] ??= { message: { content: "" } });
      choice.message.content += delta.content ?? "";
      for (const call of delta.tool_calls ?? []) {
        const calls = (choice.message.tool_calls ??= []);
        calls[call.index] ??= { function: { name: "", arguments: "" } };
        calls[call.index].function.name += call.function.name ?? "";
        calls[call.index].function.arguments += call.function.arguments ?? "";
      }
      choice.finish_reason = finish_reason ?? choice.finish_reason;
    }
    if (leave === "AT_TEXT" && choices[0]?.message.content) {
      break; // which ends the request
    }
  }
  return { choices };
}

function told({ choices }) {
  return {
    texts: choices.map((choice) => choice.message.content ?? ""),
    refusals: choices.map((choice) => choice.message.refusal).filter(Boolean),
    calls: choices
      .flatMap((choice) => choice.message.tool_calls ?? [])
      .map((call) => call.function),
    finishReasons: choices.map((choice) => choice.finish_reason),
    city: choices[0]?.message.parsed?.city,
  };
}

function request(question) {
  const has = (extra) => question.extras.includes(extra);
  return {
    model: question.model,
    messages: [
      { role: "system", content: question.system },
      { role: "user", content: content(question, has) },
    ],
    ...(question.choices > 1 && { n: question.choices }),
    ...(has("HEAT") && { temperature: 9.5 }),
    ...(has("TOOLS") && {
      tools: [
        { type: "function", function: { name: "lookup", parameters: z.toJSONSchema(Place) } },
      ],
      tool_choice: "required",
    }),
  };
}

function content(question, has) {
  const text = (text) => ({ type: "text", text });
  if (has("PARTS")) {
    return question.parts.map(text);
  }
  return has("IMAGE")
    ? [text(question.message), { type: "image_url", image_url: { url: question.picture } }]
    : question.message;
}
