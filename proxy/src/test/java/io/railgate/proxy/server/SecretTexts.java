package io.railgate.proxy.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Bodies of {@code POST /v1/completions}. */
final class SecretTexts implements SecretRequests.Body {

  @Override
  public String path() {
    return "/completions";
  }

  @Override
  public String saysIn() {
    return "prompt";
  }

  @Override
  public void fill(ObjectNode body, String last, Secrets secrets) {
    if (secrets.random().nextBoolean()) {
      body.put("prompt", last);
    } else {
      body.putArray("prompt").add(last);
    }
    for (String field : List.of("suffix", "user", "stop", "echo", "best_of")) {
      secrets.put(body, field);
    }
    secrets.sometimes(() -> body.putArray("stop").add(secrets.next()));
    secrets.sometimes(() -> body.putObject("logit_bias").put(secrets.next(), 1));
    secrets.sometimes(() -> body.put("logprobs", 2));
    secrets.sometimes(() -> body.put("n", 2));
    secrets.sometimes(() -> body.put("stream", true));
    secrets.sometimes(() -> body.putObject("stream_options").put(secrets.next(), secrets.next()));
  }
}
