package io.railgate.proxy.clients;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** OpenAI's own SDK for Python, which is installed once for all its routes. */
final class OpenAiPython {

  private OpenAiPython() {}

  /**
   * Starts it.
   *
   * @param route {@code chat}, {@code responses} or {@code completions}
   */
  static Client open(String route, Set<Notion> lacks) throws IOException {
    Installation installation = new Installation("openai-python");
    String python = installation.folder().resolve("venv/bin/python").toString();
    installation.by(
        "requirements.txt",
        List.of(
            List.of("python3", "-m", "venv", "venv"),
            List.of(
                python,
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--retries=0",
                "--timeout=20",
                "--requirement=requirements.txt")));
    return new ProcessClient(installation.folder(), List.of(python, "client.py", route), lacks);
  }
}
