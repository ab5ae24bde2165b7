package io.railgate.proxy.clients;

import java.io.IOException;
import java.util.List;

/** OpenAI's own SDK for Python. */
class OpenAiPythonTest extends ClientContract {

  @Override
  Client open() throws IOException {
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
    return new ProcessClient(installation.folder(), List.of(python, "client.py"));
  }
}
