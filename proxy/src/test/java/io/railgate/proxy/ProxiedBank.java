package io.railgate.proxy;

import io.railgate.rails.RailSetFolder;
import java.nio.file.Path;

/** The small rail set of the proxy's tests; its backend is the variable BACKEND. */
public final class ProxiedBank {

  public static final String SYSTEM = "You are the assistant of Test Bank.";
  public static final String LOST_CARD = "Explain how a customer blocks a lost card.";
  public static final String GREETING = "Hello! Ask me about cards.";
  public static final String REFUSAL = "I can help with cards only.";

  public static final String SETTINGS =
      """
      railgate: 1
      name: test-bank
      backend:
        url: ${BACKEND}
        api-key: ${KEY}
        model: approved-model
        timeout: {connect: 500ms, first-byte: 1s, idle: 500ms, total: 10s}
      otherwise:
        refuse: I can help with cards only.
      conversation:
        prompt: You are the assistant of Test Bank.
      """;

  private ProxiedBank() {}

  /** Writes the set. */
  public static RailSetFolder in(Path folder) {
    return new RailSetFolder(folder).settings(SETTINGS);
  }
}
