package io.railgate.proxy.loading;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs something at first, and again whenever a file of a rail set changes. */
public final class FolderWatch {

  private static final List<String> SUBFOLDERS = List.of("rails", "tests");

  /** The link that Kubernetes turns to a new folder when what a volume holds has changed. */
  private static final String KUBERNETES = "..data";

  /** How often it is looked whether the folder was moved away and another put in its place. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Path folder;
  private final Duration still;

  private FolderWatch(Path folder, Duration still) {
    this.folder = folder;
    this.still = still;
  }

  /**
   * Of a rail set.
   *
   * @param still editors and copies write in several steps: it is run once nothing has changed for
   *     so long
   */
  public static FolderWatch of(Path folder, Duration still) {
    return new FolderWatch(folder, still);
  }

  /**
   * Runs until the thread is interrupted.
   *
   * @throws IOException if the folder cannot be watched
   */
  public void run(Runnable action) throws IOException, InterruptedException {
    try (WatchService service = FileSystems.getDefault().newWatchService()) {
      Map<WatchKey, Path> watched = new HashMap<>();
      while (true) {
        register(service, watched);
        Object identity = identity();
        action.run();
        while (!hasChanged(service, watched, identity)) {
          register(service, watched);
        }
        WatchKey more = service.poll(still.toMillis(), TimeUnit.MILLISECONDS);
        while (more != null) {
          var unused = isOurs(more, watched);
          more = service.poll(still.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    }
  }

  /** Whether a file that counts has changed, or the folder is another one, which nobody tells. */
  private boolean hasChanged(WatchService service, Map<WatchKey, Path> watched, Object identity)
      throws IOException, InterruptedException {
    WatchKey key = service.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
    if (key != null) {
      return isOurs(key, watched);
    }
    return !identity.equals(identity());
  }

  /** Tells the folder from another of its name, where the file system can. */
  private Object identity() throws IOException {
    Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
    return key == null ? folder : key;
  }

  /** Folders that came meanwhile, too. */
  private void register(WatchService service, Map<WatchKey, Path> watched) throws IOException {
    List<Path> folders = new ArrayList<>(List.of(folder));
    SUBFOLDERS.stream().map(folder::resolve).filter(Files::isDirectory).forEach(folders::add);
    for (Path each : folders) {
      watched.put(each.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE), each);
    }
  }

  /** Whether a file that counts has changed: not an editor's own beside it. */
  private static boolean isOurs(WatchKey key, Map<WatchKey, Path> watched) {
    boolean ours = false;
    for (WatchEvent<?> event : key.pollEvents()) {
      String name = event.context() == null ? ".yml" : event.context().toString();
      ours |= name.endsWith(".yml") || SUBFOLDERS.contains(name) || name.equals(KUBERNETES);
    }
    if (!key.reset()) {
      watched.remove(key);
    }
    return ours;
  }
}
