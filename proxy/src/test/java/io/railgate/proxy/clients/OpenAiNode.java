package io.railgate.proxy.clients;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** OpenAI's own SDK for Node, which is installed once for all its routes. */
final class OpenAiNode {

  private OpenAiNode() {}

  /**
   * Starts it.
   *
   * @param route {@code chat}, {@code responses} or {@code completions}
   */
  static Client open(String route, Set<Notion> lacks) throws IOException {
    Path folder =
        new Installation("openai-node")
            .by(
                "package.json",
                List.of(
                    List.of(
                        "node",
                        "--eval",
                        "process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)"),
                    List.of(
                        "npm",
                        "install",
                        "--no-package-lock",
                        "--no-audit",
                        "--no-fund",
                        "--ignore-scripts",
                        "--fetch-retries=0",
                        "--fetch-timeout=20000")));
    return new ProcessClient(folder, List.of("node", "client.mjs", route), lacks);
  }
}
