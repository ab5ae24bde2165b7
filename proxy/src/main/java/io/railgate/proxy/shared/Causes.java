package io.railgate.proxy.shared;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.railgate.proxy.shared.SharedUnavailable.Reason;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What failures mean. The server's own words are not repeated, but for the first, its code. */
final class Causes {

  private static final Pattern CODE = Pattern.compile("([A-Z]{2,20})\\b.*", Pattern.DOTALL);
  private static final List<String> SIGN_IN = List.of("WRONGPASS", "NOAUTH");

  private Causes() {}

  /** Why a request to a server that was there failed. */
  static Reason reason(Throwable failure) {
    for (Throwable cause : chain(failure)) {
      if (cause instanceof RedisCommandTimeoutException) {
        return Reason.TIMEOUT;
      }
      if (cause instanceof RedisCommandExecutionException) {
        return Reason.ERROR;
      }
    }
    return Reason.AWAY;
  }

  /** The same for people. */
  static String words(Throwable failure, Duration allowed) {
    for (Throwable cause : chain(failure)) {
      switch (cause) {
        case RedisCommandExecutionException answered -> {
          return said(answered);
        }
        case RedisCommandTimeoutException late -> {
          return silent(allowed);
        }
        case TimeoutException late -> {
          return silent(allowed);
        }
        case UnknownHostException unknown -> {
          return "its host is not known";
        }
        case SSLException tls -> {
          return "TLS with it fails";
        }
        case ConnectException refused -> {
          return "it cannot be reached";
        }
        default -> {}
      }
    }
    return SharedStore.BROKE;
  }

  private static String said(RedisCommandExecutionException answered) {
    Matcher code = CODE.matcher("" + answered.getMessage());
    if (!code.matches()) {
      return "it answers with an error";
    }
    return SIGN_IN.contains(code.group(1))
        ? "it refuses the user or the password, or asks for one (" + code.group(1) + ")"
        : "it answers with the error " + code.group(1);
  }

  private static String silent(Duration allowed) {
    return "it does not answer within " + allowed.toMillis() + " ms";
  }

  private static List<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(10).toList();
  }
}
