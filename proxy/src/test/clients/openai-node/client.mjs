// Takes a question as a line of JSON, and tells what a user of the SDK sees of its answer in another.
import { createInterface } from "node:readline";
import OpenAI from "openai";

// The route: chat, completions or responses.
const { ask } = await import(`./${process.argv[2]}.mjs`);

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await seen(JSON.parse(line))));
}

async function seen(question) {
  const client = new OpenAI({
    baseURL: question.endpoint,
    apiKey: "client-key",
    maxRetries: question.retries ?? 0,
  });
  try {
    if (!question.message) {
      return { models: (await client.models.list()).data.map((model) => model.id) };
    }
    const patience = question.leave === "BEFORE_HEAD" && AbortSignal.timeout(question.patienceMs);
    return await ask(client, question, patience ? { signal: patience } : {});
  } catch (error) {
    return {
      problem: {
        status: error.status ?? 0,
        told: `${error} ${error.code ?? ""}`,
        retryAfter: error.headers?.get("retry-after") ?? "",
      },
    };
  }
}
