package io.railgate.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A client that sends bytes as they are, and sees what an HTTP client hides: how a connection ends.
 */
public final class RawClient implements AutoCloseable {

  /** The chunk that ends a complete answer. */
  public static final String LAST_CHUNK = "0\r\n\r\n";

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

  public Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
