package io.railgate.proxy.openai.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** An item of a response's output. */
sealed interface Item permits MessageItem, FunctionCallItem {

  String id();

  /**
   * The item as it stands.
   *
   * @param status {@code in_progress} or {@code completed}
   */
  ObjectNode json(String status);
}
