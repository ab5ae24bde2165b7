package io.railgate.proxy.loading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.railgate.embeddings.VectorCache;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.TestProxy;
import io.railgate.proxy.server.ProxyOptions;
import io.railgate.proxy.server.ProxyServer;
import io.railgate.proxy.server.StartFailed;
import io.railgate.proxy.tracing.Tracing;
import io.railgate.rails.RailSetFolder;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetInvalid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A proxy in front of a scripted backend, whose set can be loaded again from its folder. */
final class ReloadedProxy implements AutoCloseable {

  final ScriptedBackend backend = new ScriptedBackend();
  final RailSetFolder folder;
  final Reloader reloader;
  final LoadedSet first;
  final CompletableFuture<Void> firstEnded = new CompletableFuture<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final ProxyServer server;

  ReloadedProxy(Path path) {
    folder = ProxiedBank.in(path);
    try {
      first = LoadedSet.load(read(), VectorCache.none());
      server =
          ProxyServer.start(
              first.engine(),
              first.encoder(),
              ProxyOptions.DEFAULT.withPorts(0, 0),
              Tracing.off(),
              () -> firstEnded.complete(null));
    } catch (RailSetInvalid | StartFailed e) {
      throw new AssertionError(e);
    }
    reloader =
        new Reloader(
            server,
            first,
            served -> served.loadNext(read(), VectorCache.none()),
            Clock.systemUTC());
    server.reloadBy(reloader);
  }

  private RailSet read() throws RailSetInvalid {
    return RailSetReader.read(
        folder.path(), Map.of("BACKEND", backend.url().toString(), "KEY", "k")::get);
  }

  CompletableFuture<HttpResponse<String>> ask(String message) {
    String body = "{\"model\":\"m\",\"messages\":[" + TestProxy.user(message) + "]}";
    return client.sendAsync(
        HttpRequest.newBuilder(URI.create(server.url() + "/chat/completions"))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** The last prompt that the backend was sent. */
  String prompt() throws IOException {
    String body = backend.received().getLast().body();
    return new ObjectMapper()
        .readTree(body)
        .findPath("messages")
        .findValuesAsText("content")
        .getLast();
  }

  HttpResponse<String> management(String method, String path) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create(server.managementUrl() + path))
              .method(method, BodyPublishers.noBody())
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  JsonNode railSet() throws IOException {
    return new ObjectMapper().readTree(management("GET", "/railset").body());
  }

  @Override
  public void close() {
    server.close();
    backend.close();
    client.close();
    reloader.served().close();
  }
}
