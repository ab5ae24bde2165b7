package io.railgate.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that sends bytes as they are, and sees what an HTTP client hides: how a connection ends.
 */
public final class RawClient implements AutoCloseable {

  /** The chunk that ends a complete answer. */
  public static final String LAST_CHUNK = "0\r\n\r\n";

  private static final Pattern CONTENT_LENGTH =
      Pattern.compile("content-length: (\\d+)", Pattern.CASE_INSENSITIVE);

  private final Socket socket;

  public RawClient(URI server) throws IOException {
    socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout(15_000);
  }

  /** Sends a chat request with one user message, streamed, by the HTTP version given. */
  public RawClient askStreamed(String message, String version) throws IOException {
    String body = "{\"stream\":true,\"messages\":[" + TestProxy.user(message) + "]}";
    return send(
        "POST /v1/chat/completions %s\r\nhost: x\r\ncontent-type: application/json\r\n"
                .formatted(version)
            + "connection: keep-alive\r\ncontent-length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n"
            + body);
  }

  public RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Sends piece by piece, as long as there is no answer; then reads it. */
  public String sendUntilAnswered(String text, int piece) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      for (int i = 0; i < bytes.length && socket.getInputStream().available() == 0; i += piece) {
        socket.getOutputStream().write(bytes, i, Math.min(piece, bytes.length - i));
      }
    } catch (SocketException cut) {
      // what was answered before is still to be read
    }
    return readAnswer();
  }

  /** All that comes until the connection ends; fails if it does not end within 15 s. */
  public String readToTheEnd() throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try {
      for (int b = socket.getInputStream().read(); b >= 0; b = socket.getInputStream().read()) {
        read.write(b);
      }
    } catch (SocketException reset) {
      // an end too
    }
    return read.toString(StandardCharsets.UTF_8);
  }

  /** One answer that says how long it is; what came of it if the connection ends before that. */
  public String readAnswer() throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] some = new byte[8192];
    while (!isWhole(read.toString(StandardCharsets.ISO_8859_1))) {
      int count = socket.getInputStream().read(some);
      if (count < 0) {
        break;
      }
      read.write(some, 0, count);
    }
    return read.toString(StandardCharsets.UTF_8);
  }

  private static boolean isWhole(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    Matcher length = CONTENT_LENGTH.matcher(answer);
    return end >= 0
        && length.find()
        && answer.length() >= end + 4 + Integer.parseInt(length.group(1));
  }

  public Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
