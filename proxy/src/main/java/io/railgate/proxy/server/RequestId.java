package io.railgate.proxy.server;

import io.vertx.core.http.HttpServerRequest;
import java.util.UUID;
import java.util.regex.Pattern;

/** A request's id: the client's, if it is fit to stand in a header and a log, or a new one. */
record RequestId(String value) {

  private static final Pattern FIT = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  static RequestId of(HttpServerRequest request) {
    String given = request.getHeader("x-request-id");
    boolean fit = given != null && FIT.matcher(given).matches();
    return new RequestId(fit ? given : UUID.randomUUID().toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
