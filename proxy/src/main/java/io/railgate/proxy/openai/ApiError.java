package io.railgate.proxy.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/**
 * A request ends with an error in OpenAI's shape. The message is for the client: it never holds a
 * key, and of the client's texts at most names of fields.
 */
public final class ApiError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final String INVALID = "invalid_request_error";

  /** Code of what too many wait for. */
  public static final String OVERLOADED = "overloaded";

  private static final String SERVER = "server_error";

  private final int status;
  private final String type;
  private final String code;
  private final transient Optional<String> param;
  private final transient Optional<Duration> retryAfter;

  private ApiError(
      int status,
      String type,
      String code,
      String message,
      Optional<String> param,
      Optional<Duration> retryAfter) {
    super(message, null, false, false); // an answer, not a fault: it needs no stack trace
    this.status = status;
    this.type = type;
    this.code = code;
    this.param = param;
    this.retryAfter = retryAfter;
  }

  /**
   * 400 for a field of the body.
   *
   * @param param path of the field, such as {@code messages[0].content}
   */
  public static ApiError badField(String param, String message) {
    return new ApiError(
        400,
        INVALID,
        "invalid_value",
        param + ": " + message,
        Optional.of(param),
        Optional.empty());
  }

  /** 400 for a body that cannot be read. */
  public static ApiError badBody(String message) {
    return invalid(400, "invalid_body", message);
  }

  /**
   * 400 for a message that is refused, in the shape of OpenAI's content filter.
   *
   * @param param the field that holds the message
   */
  public static ApiError refusal(String param, String text) {
    return new ApiError(400, INVALID, "content_filter", text, Optional.of(param), Optional.empty());
  }

  /** An error of the client's, with a status from 400 to 499. */
  public static ApiError invalid(int status, String code, String message) {
    return new ApiError(status, INVALID, code, message, Optional.empty(), Optional.empty());
  }

  /** An error that is not the client's, with a status from 500 to 599. */
  public static ApiError server(int status, String code, String message) {
    return new ApiError(status, SERVER, code, message, Optional.empty(), Optional.empty());
  }

  /** 503: too busy now; the client may try again after {@code retryAfter}. */
  public static ApiError overloaded(String message, Duration retryAfter) {
    return new ApiError(
        503, SERVER, OVERLOADED, message, Optional.empty(), Optional.of(retryAfter));
  }

  /** 401: no key, or one that is not known. */
  public static ApiError badKey(String message) {
    return invalid(401, "invalid_api_key", message);
  }

  /**
   * 429: the client has had its share.
   *
   * @param what it had its share of, such as {@code requests}
   * @param retryAfter when it may have more, in whole seconds
   */
  public static ApiError rateLimited(String what, String message, Duration retryAfter) {
    return new ApiError(
        429, what, "rate_limit_exceeded", message, Optional.empty(), Optional.of(retryAfter));
  }

  /** 503: something that every request needs is not there; the client may try again. */
  public static ApiError unavailable(String code, String message, Duration retryAfter) {
    return new ApiError(503, SERVER, code, message, Optional.empty(), Optional.of(retryAfter));
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** The error object: {@code {"error":{"message","type","param","code"}}}. */
  public String toJson() {
    return toTree().toString();
  }

  /** The error object; see {@link #toJson}. */
  public ObjectNode toTree() {
    ObjectNode root = Json.object();
    ObjectNode error = root.putObject("error");
    error.put("message", getMessage());
    error.put("type", type);
    error.put("param", param.orElse(null));
    error.put("code", code);
    return root;
  }
}
