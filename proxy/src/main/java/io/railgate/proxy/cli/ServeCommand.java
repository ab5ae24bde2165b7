package io.railgate.proxy.cli;

import io.railgate.embeddings.Device;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.Progress;
import io.railgate.embeddings.VectorCache;
import io.railgate.proxy.loading.LoadedSet;
import io.railgate.proxy.loading.ReloadTriggers;
import io.railgate.proxy.loading.Reloader;
import io.railgate.proxy.server.ProxyOptions;
import io.railgate.proxy.server.ProxyServer;
import io.railgate.proxy.server.PublicHost;
import io.railgate.proxy.server.Sockets;
import io.railgate.proxy.server.StartFailed;
import io.railgate.proxy.tls.TlsState;
import io.railgate.proxy.tracing.TracesInvalid;
import io.railgate.proxy.tracing.Tracing;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.AccessSettings;
import io.railgate.rails.set.AuditSettings;
import io.railgate.rails.set.BackendSettings;
import io.railgate.rails.set.BackendSettings.Target;
import io.railgate.rails.set.Mode;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetInvalid;
import io.railgate.rails.set.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code railgate serve DIR}. */
@Command(
    name = "serve",
    description = "Run the proxy with a rail set, until it is stopped (Ctrl-C or SIGTERM).",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer =
        "%nPoint an OpenAI client's base URL to http://HOST:PORT/v1. Environment variables that the"
            + " set's railgate.yml names, such as OPENAI_API_KEY, are read from this process, and"
            + " OpenTelemetry's: with OTEL_EXPORTER_OTLP_ENDPOINT requests are traced.")
final class ServeCommand implements Callable<Integer> {

  private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

  /** What closing takes beyond requests in flight: the audit is written down, threads end. */
  private static final Duration CLOSING = Duration.ofSeconds(3);

  private static final int LONGEST_DRAIN = 3600;

  private final CountDownLatch closed = new CountDownLatch(1);

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Folder of the rail set.")
  private Path folder;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description =
          "Address to listen on; one that others can reach needs client keys in railgate.yml"
              + " (default: ${DEFAULT-VALUE}).")
  private String host = ProxyOptions.DEFAULT.host();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port for clients; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port = ProxyOptions.DEFAULT.port();

  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      description = "Port for health, metrics and reloads (default: ${DEFAULT-VALUE}).")
  private int managementPort = ProxyOptions.DEFAULT.managementPort();

  @Option(
      names = "--management-host",
      paramLabel = "HOST",
      description =
          "Address to listen on for health, metrics and reloads, which need no key"
              + " (default: ${DEFAULT-VALUE}).")
  private String managementHost = ProxyOptions.DEFAULT.managementHost();

  @Option(
      names = "--backend",
      paramLabel = "URL",
      description =
          "Base URL of an OpenAI-compatible endpoint, or demo; replaces the one in railgate.yml.")
  private @Nullable String backend;

  @Option(
      names = "--drain",
      paramLabel = "SECONDS",
      description =
          "How long requests in flight may take when the proxy stops (default: ${DEFAULT-VALUE}).")
  private int drain = Math.toIntExact(ProxyOptions.DEFAULT.drain().toSeconds());

  @Option(
      names = "--sockets",
      paramLabel = "HOW",
      description =
          "How sockets are served: ${COMPLETION-CANDIDATES}; the last two on Linux only, for more"
              + " requests a second (default: ${DEFAULT-VALUE}).")
  private Sockets sockets = ProxyOptions.DEFAULT.sockets();

  @Option(
      names = "--no-watch",
      description =
          "Do not load the set again when its folder changes; SIGHUP and POST /reload on the"
              + " management port still do.")
  private boolean noWatch;

  @ArgGroup private CacheOptions cache = new CacheOptions();

  private boolean stopped;

  @Override
  public Integer call() throws RailSetInvalid, StartFailed, TracesInvalid, InterruptedException {
    PublicHost.isPublic(host); // or no address at all
    requirePort("--port", port);
    requirePort("--management-port", managementPort);
    if (drain < 0 || drain > LONGEST_DRAIN) {
      throw invalid("--drain: found " + drain + ", expected 0 to " + LONGEST_DRAIN + " seconds");
    }
    ProxyServer.requirePorts(options());
    ProxyServer.requireSockets(options());
    try (Tracing tracing = Tracing.start(System.getenv())) {
      serve(tracing);
    }
    return ExitCode.OK;
  }

  private void serve(Tracing tracing) throws RailSetInvalid, StartFailed, InterruptedException {
    long started = System.nanoTime();
    RailSet set = read();
    ProxyServer.requireCertificates(set.settings());
    VectorCache vectors = cache.open(spec.commandLine().getErr());
    LoadedSet first = LoadedSet.load(set, vectors);
    Duration taken = Duration.ofNanos(System.nanoTime() - started);
    log.atInfo()
        .addKeyValue("cached", vectors.found())
        .addKeyValue("missed", vectors.missed())
        .log("vectors of the set and the background");
    try (ProxyServer server =
        ProxyServer.start(first.engine(), first.encoder(), options(), tracing, first::close)) {
      Reloader reloader =
          new Reloader(
              server,
              first,
              served -> served.loadNext(read(), vectors.telling(Progress.NONE)),
              Clock.systemUTC());
      server.reloadBy(reloader);
      announce(first, server, tracing, taken);
      OldGeneration.bound();
      ReloadTriggers triggers = ReloadTriggers.start(reloader, folder, !noWatch);
      try {
        awaitEnd();
        stopped = true;
      } finally {
        triggers.close();
      }
    } finally {
      if (stopped) {
        Logging.end();
      }
      closed.countDown();
    }
  }

  /** The set as it is now; whatever is reached from outside needs keys, also after a reload. */
  private RailSet read() throws RailSetInvalid, StartFailed {
    RailSet set = withBackend(RailSetReader.read(folder));
    requireKeys(set.settings().access());
    return set;
  }

  private ProxyOptions options() {
    return ProxyOptions.DEFAULT
        .withHosts(host, managementHost)
        .withPorts(port, managementPort)
        .withDrain(Duration.ofSeconds(drain))
        .withSockets(sockets);
  }

  private void announce(LoadedSet loaded, ProxyServer server, Tracing tracing, Duration taken) {
    RailSet set = loaded.engine().railSet();
    PrintWriter out = spec.commandLine().getOut();
    out.printf("Railgate %s%n", Version.current());
    out.printf(
        Locale.ROOT,
        "  rail set   %s: %s, %s, loaded in %.1f s%n",
        set.settings().name(),
        Counts.of(set.rails().size(), "rail"),
        Counts.of(set.exampleCount(), "example"),
        taken.toMillis() / 1000.0);
    if (!loaded.engine().unread().isEmpty()) {
      out.printf(
          "  left out   %s longer than the encoder reads; see railgate check%n",
          Counts.of(loaded.engine().unread().size(), "example"));
    }
    out.printf("  digest     %s%n", loaded.engine().digest());
    out.printf("  encoder    %s%n", about(loaded.encoder()));
    out.printf("  backend    %s (%s)%n", server.backendUrl(), about(set.settings().backend()));
    if (!set.settings().access().keys().isEmpty()) {
      out.printf("  clients    %s%n", Counts.of(set.settings().access().keys().size(), "key"));
    }
    server
        .tls()
        .flatMap(TlsState::notAfter)
        .ifPresent(until -> out.printf("  tls        certificate until %s%n", until));
    if (set.settings().mode() instanceof Mode.Monitor) {
      out.printf("  mode       monitor: NOTHING IS GUARDED, requests are forwarded as they come%n");
    }
    set.settings()
        .audit()
        .ifPresent(audit -> out.printf("  audit      %s%s%n", audit.file(), about(audit)));
    tracing.collector().ifPresent(to -> out.printf("  traces     by OTLP to %s%n", to));
    out.printf("  health     %s/health/ready%n", server.managementUrl());
    out.printf("Listening on %s%n", server.url());
    out.flush();
  }

  private static String about(Encoder encoder) {
    String name = encoder.model().name();
    return encoder.model().device() == Device.CPU ? name : name + " on " + encoder.device().word();
  }

  private static String about(BackendSettings backend) {
    if (backend.target() instanceof Target.Demo) {
      return "demo: answers with what it was sent";
    }
    return backend.apiKey().isPresent() ? "with an API key" : "without an API key";
  }

  private static String about(AuditSettings audit) {
    String text =
        switch (audit.text()) {
          case NONE -> "";
          case HASH -> ", with hashes of what users say";
          case WHOLE -> ", WITH WHAT USERS SAY";
        };
    return text + (audit.required() ? ", required" : "");
  }

  /**
   * Waits for a signal. The process then ends once {@link #closed} is counted down, or after the
   * drain and {@link #CLOSING}.
   */
  private void awaitEnd() throws InterruptedException {
    CountDownLatch signal = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  signal.countDown();
                  tell("railgate: stopping");
                  awaitClosed();
                }));
    signal.await();
  }

  private void awaitClosed() {
    try {
      long longest = CLOSING.plusSeconds(drain).toSeconds();
      if (!closed.await(longest, TimeUnit.SECONDS)) {
        tell("railgate: not everything could be closed within " + longest + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** On the way out nobody waits for whoever reads this. */
  private void tell(String line) {
    Thread.ofPlatform().daemon().start(() -> spec.commandLine().getErr().println(line));
  }

  private RailSet withBackend(RailSet set) {
    if (backend == null) {
      return set;
    }
    String url = backend;
    Target target =
        Target.parse(url)
            .orElseThrow(
                () ->
                    invalid(
                        "--backend: found " + Target.found(url) + ", expected " + Target.EXPECTED));
    Settings settings = set.settings();
    BackendSettings replaced = settings.backend().withTarget(target);
    return set.withSettings(settings.withBackend(replaced));
  }

  /** Before anything dear is loaded. */
  private void requireKeys(AccessSettings access) throws StartFailed {
    PublicHost.requireKeys(host, access);
    if (PublicHost.isInTheClear(host, access)) {
      log.atWarn()
          .addKeyValue("host", host)
          .log(
              "clients' keys travel in the clear: set \"tls\" in railgate.yml, unless a server with"
                  + " TLS stands in front");
    }
  }

  private void requirePort(String option, int number) {
    if (number < 0 || number > 65_535) {
      throw invalid(option + ": found " + number + ", expected a port from 0 to 65535");
    }
  }

  private ParameterException invalid(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
