package io.railgate.proxy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.embeddings.BuiltInModels;
import io.railgate.embeddings.BuiltInModels.BuiltIn;
import io.railgate.embeddings.EncoderModel;
import io.railgate.proxy.openai.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code railgate encoders}. */
@Command(
    name = "encoders",
    description = "List the sentence encoders that come with Railgate.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "%nChoose one in railgate.yml:",
      "  encoder: all-MiniLM-L6-v2-q",
      "or name a folder of the set with an ONNX model and its tokenizer. Builds by -Pcuda have more,",
      "for GPUs:",
      "  encoder: {model: bge-small-en-v1.5, device: cuda}"
    })
final class EncodersCommand implements Callable<Integer> {

  private static final String ROW = "%-21s%11s%10s%9s  %-12s%s%n";

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print JSON for tools.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json().toPrettyString());
    } else {
      out.printf(ROW, "encoder", "dimension", "tokens", "size", "licence", "");
      for (BuiltIn each : here()) {
        EncoderModel model = each.model();
        out.printf(
            ROW,
            model.name(),
            model.dimension(),
            model.tokenLimit(),
            each.megabytes() + " MB",
            each.licence(),
            each.about());
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  /** Those that this build has the files of. */
  private static List<BuiltIn> here() {
    return BuiltInModels.all().stream().filter(BuiltIn::isHere).toList();
  }

  private static ArrayNode json() {
    ArrayNode all = Json.object().putArray("encoders");
    for (BuiltIn each : here()) {
      ObjectNode encoder = all.addObject();
      encoder
          .put("name", each.model().name())
          .put("dimension", each.model().dimension())
          .put("token_limit", each.model().tokenLimit())
          .put("megabytes", each.megabytes())
          .put("licence", each.licence())
          .put("about", each.about())
          .put("digest", each.model().digest());
    }
    return all;
  }
}
