package io.railgate.proxy.cli;

import io.railgate.embeddings.VectorCache;
import io.railgate.proxy.loading.LoadedSet;
import io.railgate.proxy.openai.Json;
import io.railgate.proxy.server.ProxyOptions;
import io.railgate.proxy.server.ProxyServer;
import io.railgate.proxy.server.StartFailed;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.BackendSettings.Target;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetInvalid;
import io.railgate.rails.set.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code railgate rehearse}: does what is done most, so that the archive that the launcher makes of
 * it holds the classes, and what the JVM learnt of them. Asks no backend but the demo's.
 */
@Command(
    name = "rehearse",
    hidden = true,
    description =
        "Load, test and serve a rail set for a moment; the launcher's archive is made of it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RehearseCommand implements Callable<Integer> {

  private static final int ROUNDS = 4;

  /** Milliseconds that a connection, or an answer, may take. */
  private static final int LONGEST = 10_000;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The rail set's folder.")
  private Path folder;

  @ArgGroup private CacheOptions cache = new CacheOptions();

  @Override
  public Integer call() throws RailSetInvalid, StartFailed, IOException {
    VectorCache vectors = cache.open(spec.commandLine().getErr());
    RailSet set = withDemo(RailSetReader.read(folder));
    LoadedSet.load(set, vectors.withoutResults()).close(); // it is fitted to, whatever is held
    List<String> test = new ArrayList<>(List.of("test", folder.toString()));
    test.addAll(cache.arguments());
    var unused = spec.root().commandLine().execute(test.toArray(String[]::new));
    ProxyOptions anyPorts = ProxyOptions.DEFAULT.withPorts(0, 0);
    try (LoadedSet loaded = LoadedSet.load(set, vectors);
        ProxyServer server = ProxyServer.start(loaded.engine(), loaded.encoder(), anyPorts)) {
      for (int round = 0; round < ROUNDS; round++) {
        talk(server, set);
      }
    }
    return ExitCode.OK;
  }

  /** The set, whatever backend the environment names. */
  private static RailSet withDemo(RailSet set) {
    Settings settings = set.settings();
    return set.withSettings(settings.withBackend(settings.backend().withTarget(new Target.Demo())));
  }

  private static void talk(ProxyServer server, RailSet set) throws IOException {
    for (String said :
        set.rails().stream().map(rail -> rail.examples().getFirst().text().source()).toList()) {
      ask(server.url() + "/chat/completions", said, false);
      ask(server.url() + "/chat/completions", said, true);
      ask(server.url() + "/checks", said, false);
    }
    for (String route : List.of("/health/live", "/health/ready", "/metrics", "/railset")) {
      read((HttpURLConnection) URI.create(server.managementUrl() + route).toURL().openConnection());
    }
  }

  private static void ask(String url, String said, boolean stream) throws IOException {
    var body = Json.object().put("model", "gpt-4o-mini").put("stream", stream);
    body.putArray("messages").addObject().put("role", "user").put("content", said);
    var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setRequestProperty("content-type", "application/json");
    connection.setDoOutput(true);
    connection.setConnectTimeout(LONGEST);
    connection.getOutputStream().write(body.toString().getBytes(StandardCharsets.UTF_8));
    read(connection);
  }

  private static void read(HttpURLConnection connection) throws IOException {
    connection.setConnectTimeout(LONGEST);
    connection.setReadTimeout(LONGEST);
    int status = connection.getResponseCode();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      var unused = in == null ? 0 : in.readAllBytes().length;
    }
  }
}
