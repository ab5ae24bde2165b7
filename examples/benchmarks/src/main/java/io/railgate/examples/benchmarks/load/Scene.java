package io.railgate.examples.benchmarks.load;

import io.railgate.examples.benchmarks.load.SystemUnderLoad.Kind;
import io.railgate.proxy.server.Sockets;
import io.railgate.rails.set.RailSet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All processes of a run, and the prompts for them. Closing ends them all. */
final class Scene implements AutoCloseable {

  /** Prompts that are asked again and again; each is forwarded. */
  private static final int KNOWN = 64;

  /** New prompts whose decisions and tokens are counted. */
  private static final int COUNTED = 500;

  /** More texts than one core encodes. */
  private static final int MOST_PER_SECOND_AND_CORE = 6_000;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final List<SystemUnderLoad> systems = new ArrayList<>();
  private final Cores measured;
  private final Cores load;
  private final Path folder;
  private final Prompts prompts;
  private final Client client;
  private final Path known;
  private final Map<String, Integer> actions = new TreeMap<>();
  private final Proxy.Start start;
  private final Wrk wrk;
  private final TokenCounts tokens;
  private int files;

  /** Where things are, and on which cores they run. */
  record Place(
      Path home,
      Path set,
      Path folder,
      Path vectors,
      Cores measured,
      Cores load,
      Sockets sockets) {}

  /** Starts all parts; those that can run do, even where nginx is not installed. */
  Scene(Place place, RailSet set, long seed, Client client)
      throws IOException, InterruptedException {
    this.client = client;
    this.measured = place.measured;
    this.load = place.load;
    this.folder = place.folder;
    this.prompts = new Prompts(set, seed);
    this.wrk = new Wrk(load, folder);
    try {
      Part backend = part(Part.java("backend", load, ScriptedModel.class, List.of(), folder));
      int port = Integer.parseInt(backend.readLine());
      URI url = api(port);
      this.start =
          new Proxy.Start(place.home, place.set, url, place.vectors, folder, place.sockets);
      add(Kind.DIRECT, Optional.of(url), backend, false);
      if (Tools.has("nginx")) {
        int listens = Tools.freePort();
        Part nginx = part(Nginx.start(measured, folder, port, listens));
        add(Kind.NGINX, Optional.of(api(listens)), nginx, false);
      }
      List<String> throughTo = List.of("" + port, place.sockets.toString());
      Part through =
          part(Part.java("pass-through", measured, PassThrough.class, throughTo, folder));
      add(Kind.VERTX, Optional.of(api(Integer.parseInt(through.readLine()))), through, false);
      this.known = file(forwarded(addProxy(Kind.CACHED, false)));
      URI fresh = addProxy(Kind.NEW, true);
      for (String prompt : prompts.take(COUNTED)) {
        actions.merge(action(fresh, prompt), 1, Integer::sum);
      }
      List<String> arguments =
          List.of(set.settings().encoder().name(), file(prompts.take(COUNTED)).toString());
      Part encoder = part(Part.java("encoder", measured, RawEncoder.class, arguments, folder));
      this.tokens = TokenCounts.parse(encoder.readLine());
      add(Kind.ENCODER, Optional.empty(), encoder, true);
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  List<SystemUnderLoad> systems() {
    return systems;
  }

  Optional<SystemUnderLoad> system(Kind kind) {
    return systems.stream().filter(system -> system.kind() == kind).findFirst();
  }

  TokenCounts tokens() {
    return tokens;
  }

  Wrk wrk() {
    return wrk;
  }

  int coresMeasured() {
    return measured.count();
  }

  /** How many new prompts of a sample were decided on how. */
  Map<String, Integer> actions() {
    return actions;
  }

  /** Messages that nobody has asked yet. */
  List<String> fresh(int count) {
    return prompts.take(count);
  }

  /** A file of those for {@code seconds} of load. */
  Path freshFor(int seconds) throws IOException {
    return file(fresh(MOST_PER_SECOND_AND_CORE * measured.count() * seconds));
  }

  /** Messages that are asked again and again, a line each. */
  Path known() {
    return known;
  }

  Path file(List<String> lines) throws IOException {
    return Files.write(folder.resolve("prompts-" + files++ + ".txt"), lines);
  }

  /**
   * A proxy that starts on all cores that are named, while nothing else runs; the caller's to
   * close.
   */
  Proxy started(String name) throws IOException, InterruptedException {
    return Proxy.start(name, measured.and(load), start);
  }

  /** Another proxy on the cores that are measured; the caller's to close. */
  Proxy proxy(String name) throws IOException, InterruptedException {
    return Proxy.start(name, measured, start);
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Those of the prompts that follow that reach the backend. */
  private List<String> forwarded(URI url) {
    List<String> found = new ArrayList<>();
    while (found.size() < KNOWN) {
      prompts.take(KNOWN).stream()
          .filter(prompt -> action(url, prompt).equals("forward"))
          .limit(KNOWN - found.size())
          .forEach(found::add);
    }
    return found;
  }

  private String action(URI url, String prompt) {
    return client
        .ask(url, prompt, System.nanoTime())
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .action()
        .orElse("none");
  }

  private URI addProxy(Kind kind, boolean fresh) throws IOException, InterruptedException {
    Proxy proxy = proxy("railgate-" + (fresh ? "new" : "cached"));
    open.push(proxy);
    add(kind, Optional.of(proxy.url()), proxy.part(), fresh);
    return proxy.url();
  }

  private Part part(Part started) {
    open.push(started);
    return started;
  }

  private void add(Kind kind, Optional<URI> url, Part part, boolean fresh) {
    systems.add(new SystemUnderLoad(kind, url, part, fresh));
  }

  private static URI api(int port) {
    return URI.create("http://127.0.0.1:" + port + "/v1");
  }
}
