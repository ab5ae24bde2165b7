package io.railgate.proxy.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A backend below HTTP: it reads a request, and does with the connection what a fault says. */
final class RawBackend implements AutoCloseable {

  private static final Pattern LENGTH =
      Pattern.compile("content-length: (\\d+)", Pattern.CASE_INSENSITIVE);

  private final ServerSocket server;
  private final Behaviour behaviour;
  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

  /** What becomes of a connection once a request has come; it is then closed. */
  @FunctionalInterface
  interface Behaviour {
    void answer(Socket connection) throws IOException, InterruptedException;
  }

  RawBackend(Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
  }

  /** Requests as they came, head and body. */
  List<String> received() {
    return List.copyOf(received);
  }

  /** Sends {@code text}, and nothing more. */
  static Behaviour sends(String text) {
    return connection -> send(connection, text);
  }

  /** Sends {@code text}, and keeps the connection. */
  static Behaviour sendsAndStalls(String text) {
    return connection -> {
      send(connection, text);
      Thread.sleep(20_000);
    };
  }

  static void send(Socket connection, String text) throws IOException {
    connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    connection.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket each : open) {
      each.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = server.accept();
        open.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException e) {
      return; // it was closed
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      received.add(request(connection.getInputStream()));
      behaviour.answer(connection);
    } catch (IOException | InterruptedException e) {
      return; // the proxy has gone
    }
  }

  private static String request(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int end = -1;
    while (end < 0 || bytes.size() < end) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no whole request came");
      }
      bytes.write(next);
      String text = bytes.toString(StandardCharsets.UTF_8);
      if (end < 0 && text.endsWith("\r\n\r\n")) {
        Matcher length = LENGTH.matcher(text);
        end = bytes.size() + (length.find() ? Integer.parseInt(length.group(1)) : 0);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
