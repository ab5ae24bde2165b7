package io.railgate.proxy.tracing;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * Names of attributes: those of OpenTelemetry's conventions for HTTP and for generative AI, and
 * Railgate's own. They are written out: those for generative AI are in development, and no stable
 * artifact of constants holds them.
 */
final class Names {

  static final AttributeKey<String> METHOD = stringKey("http.request.method");
  static final AttributeKey<String> ROUTE = stringKey("http.route");
  static final AttributeKey<Long> STATUS = longKey("http.response.status_code");
  static final AttributeKey<String> SCHEME = stringKey("url.scheme");
  static final AttributeKey<String> PATH = stringKey("url.path");
  static final AttributeKey<String> ADDRESS = stringKey("server.address");
  static final AttributeKey<Long> PORT = longKey("server.port");
  static final AttributeKey<String> ERROR = stringKey("error.type");

  static final AttributeKey<String> ACTION = stringKey("railgate.action");
  static final AttributeKey<String> RAIL = stringKey("railgate.rail");
  static final AttributeKey<Double> CONFIDENCE = doubleKey("railgate.confidence");
  static final AttributeKey<Double> MARGIN = doubleKey("railgate.margin");
  static final AttributeKey<String> SET = stringKey("railgate.set");
  static final AttributeKey<String> MODE = stringKey("railgate.mode");

  static final AttributeKey<String> OPERATION = stringKey("gen_ai.operation.name");
  static final AttributeKey<String> PROVIDER = stringKey("gen_ai.provider.name");
  static final AttributeKey<String> REQUEST_MODEL = stringKey("gen_ai.request.model");
  static final AttributeKey<Boolean> STREAM = booleanKey("gen_ai.request.stream");
  static final AttributeKey<Long> CHOICES = longKey("gen_ai.request.choice.count");
  static final AttributeKey<Long> MAX_TOKENS = longKey("gen_ai.request.max_tokens");
  static final AttributeKey<Long> SEED = longKey("gen_ai.request.seed");

  static final AttributeKey<String> RESPONSE_ID = stringKey("gen_ai.response.id");
  static final AttributeKey<String> RESPONSE_MODEL = stringKey("gen_ai.response.model");
  static final AttributeKey<List<String>> FINISH_REASONS =
      stringArrayKey("gen_ai.response.finish_reasons");
  static final AttributeKey<Double> FIRST_CHUNK = doubleKey("gen_ai.response.time_to_first_chunk");
  static final AttributeKey<Long> INPUT_TOKENS = longKey("gen_ai.usage.input_tokens");
  static final AttributeKey<Long> OUTPUT_TOKENS = longKey("gen_ai.usage.output_tokens");

  private Names() {}

  /** Of a number of the request. */
  static AttributeKey<Double> request(String name) {
    return doubleKey("gen_ai.request." + name);
  }
}
