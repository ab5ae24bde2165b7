package io.railgate.proxy.cli;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs something at first, and again whenever a file of a rail set changes. */
final class FolderWatch {

  /** Editors write a file in several steps: it is run once they are done. */
  private static final long STILL_MS = 60;

  private static final List<String> SUBFOLDERS = List.of("rails", "tests");

  private final Path folder;

  private FolderWatch(Path folder) {
    this.folder = folder;
  }

  static FolderWatch of(Path folder) {
    return new FolderWatch(folder);
  }

  /**
   * Runs until the thread is interrupted.
   *
   * @throws IOException if the folder cannot be watched
   */
  void run(Runnable action) throws IOException, InterruptedException {
    try (WatchService service = FileSystems.getDefault().newWatchService()) {
      Map<WatchKey, Path> watched = new HashMap<>();
      while (true) {
        register(service, watched);
        action.run();
        while (!isOurs(service.take(), watched)) {
          register(service, watched);
        }
        WatchKey more = service.poll(STILL_MS, TimeUnit.MILLISECONDS);
        while (more != null) {
          var unused = isOurs(more, watched);
          more = service.poll(STILL_MS, TimeUnit.MILLISECONDS);
        }
      }
    }
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
      ours |= name.endsWith(".yml") || SUBFOLDERS.contains(name);
    }
    if (!key.reset()) {
      watched.remove(key);
    }
    return ours;
  }
}
