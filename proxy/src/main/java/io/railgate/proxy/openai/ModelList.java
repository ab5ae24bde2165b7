package io.railgate.proxy.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The bodies of {@code GET /v1/models} and {@code GET /v1/models/{id}}. */
public final class ModelList {

  private ModelList() {}

  public static String of(List<String> models) {
    ObjectNode root = Json.object().put("object", "list");
    ArrayNode data = root.putArray("data");
    models.forEach(model -> data.add(one(model)));
    return root.toString();
  }

  public static String of(String model) {
    return one(model).toString();
  }

  private static ObjectNode one(String model) {
    return Json.object()
        .put("id", model)
        .put("object", "model")
        .put("created", 0)
        .put("owned_by", "railgate");
  }
}
