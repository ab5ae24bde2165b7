package io.railgate.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.railgate.embeddings.BuiltInModels;
import io.railgate.embeddings.BuiltInModels.BuiltIn;
import io.railgate.embeddings.EncoderModel;
import io.railgate.embeddings.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EncodersCommandTest {

  @Test
  void listsTheEncodersTheDefaultFirst() {
    Run run = Run.of("encoders");

    assertThat(run.code()).isZero();
    assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ").strip()))
        .startsWith(
            "encoder dimension tokens size licence",
            "bge-small-en-v1.5-q 384 512 34 MB MIT English; the default",
            "all-MiniLM-L6-v2-q 384 512 23 MB Apache-2.0 English; about twice as fast");
  }

  @Test
  void printsThemAsJson() throws IOException {
    JsonNode encoders = new ObjectMapper().readTree(Run.of("encoders", "--json").out());

    List<EncoderModel> here = here().map(BuiltIn::model).toList();
    assertThat(encoders.findValuesAsText("name"))
        .isNotEmpty()
        .isEqualTo(here.stream().map(EncoderModel::name).toList());
    assertThat(encoders.findValuesAsText("digest"))
        .isEqualTo(here.stream().map(EncoderModel::digest).toList());
  }

  @Test
  void theSizesAreThoseOfTheModels() throws IOException {
    for (BuiltIn each : here().toList()) {
      String resource = "/" + ((ModelFile.OnClassPath) each.model().onnx()).resource();
      try (InputStream model = EncodersCommandTest.class.getResourceAsStream(resource)) {
        assertThat(model).isNotNull();
        assertThat(Math.round(model.readAllBytes().length / 1e6)).isEqualTo(each.megabytes());
      }
    }
  }

  /** Those for GPUs are in builds by -Pcuda only. */
  private static Stream<BuiltIn> here() {
    return BuiltInModels.all().stream().filter(BuiltIn::isHere);
  }
}
