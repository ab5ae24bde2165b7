package io.railgate.rails.reader;

import java.util.List;

/** The keys of each mapping of the language. The schema files for editors hold the same. */
enum Keys {
  SETTINGS(
      "railgate",
      "name",
      "encoder",
      "backend",
      "matching",
      "never",
      "otherwise",
      "conversation",
      "refusals",
      "expose",
      "forward",
      "mode",
      "audit",
      "closed",
      "keys",
      "limits",
      "tls",
      "shared"),
  BACKEND(
      "url",
      "api-key",
      "model",
      "models",
      "timeout",
      "ca",
      "client-certificate",
      "client-key",
      "fallbacks"),
  FALLBACK("url", "api-key", "model"),
  TIMEOUT("connect", "first-byte", "idle", "total"),
  MATCHING("false-accepts", "accept", "margin"),
  OTHERWISE("clarify", "refuse"),
  CONVERSATION("system", "prompt", "history", "time-zone"),
  CLIENT_KEY("id", "sha256", "groups", "requests-per-minute", "prompts-per-minute"),
  LIMITS("requests-per-minute", "prompts-per-minute"),
  TLS("certificate", "key"),
  AUDIT("file", "text", "required", "max-size", "keep"),
  SHARED("redis", "when-away", "prefix", "timeout"),
  ENCODER("model", "device"),
  ENCODER_FILE("name", "dimension", "pooling", "prefix", "max-tokens", "batching"),

  RAIL_FILE("rails"),
  RAIL(
      "about",
      "says",
      "slots",
      "after",
      "prompt",
      "reply",
      "refuse",
      "pass",
      "cases",
      "model",
      "parameters",
      "accept"),
  CASE("after", "prompt", "reply", "refuse", "pass", "model", "parameters"),
  PARAMETERS("temperature", "max-tokens", "top-p", "seed"),
  SLOT("one-of", "number", "date", "pattern", "text", "max", "examples", "ask", "default"),
  NUMBER("min", "max", "decimals"),
  DATE("from", "to"),
  TEXT("max"),

  TEST_FILE("tests", "accepts", "rejects"),
  TEST("name", "turns", "user", "expect", "backend"),
  TURN("user", "expect", "backend"),
  EXPECT("rail", "action", "says", "forwards");

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> names;

  Keys(String... names) {
    this.names = List.of(names);
  }

  List<String> names() {
    return names;
  }
}
