// Asks /v1/completions.
export async function ask(client, question, options) {
  const { data, response } = await client.completions
    .create({ ...request(question), stream: question.streamed }, options)
    .withResponse();
  const choices = question.streamed ? await read(data, question.leave) : data.choices;
  return {
    texts: choices.map((choice) => choice.text),
    finishReasons: choices.map((choice) => choice.finish_reason),
    dropped: response.headers.get("railgate-dropped") ?? "",
  };
}

async function read(stream, leave) {
  const choices = [];
  if (leave === "AT_HEAD") {
    stream.controller.abort();
    return choices;
  }
  for await (const chunk of stream) {
    for (const { index, text, finish_reason } of chunk.choices) {
      const choice = (choices[index] ??= { text: "" });
      choice.text += text;
      choice.finish_reason = finish_reason ?? choice.finish_reason;
    }
    if (leave === "AT_TEXT" && choices[0]?.text) {
      break; // which ends the request
    }
  }
  return choices;
}

function request(question) {
  return {
    model: question.model,
    prompt: question.message,
    ...(question.choices > 1 && { n: question.choices }),
    ...(question.extras.includes("HEAT") && { temperature: 9.5 }),
  };
}
