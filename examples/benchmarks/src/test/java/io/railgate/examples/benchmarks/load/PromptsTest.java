package io.railgate.examples.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetInvalid;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptsTest {

  private static final int MORE_THAN_A_RUN_TAKES = 600_000;

  @Test
  void noTwoAreAlike() throws RailSetInvalid {
    Prompts prompts = new Prompts(bank(), 1);

    List<String> taken = prompts.take(MORE_THAN_A_RUN_TAKES);

    assertThat(taken.stream().distinct().count()).isEqualTo(MORE_THAN_A_RUN_TAKES);
    assertThat(taken).allMatch(prompt -> prompt.matches("[^\"\\\\\\p{Cntrl}]+"), "fits in JSON");
  }

  @Test
  void theSameSeedGivesTheSameAndAnotherGivesOthers() throws RailSetInvalid {
    List<String> taken = new Prompts(bank(), 1).take(1_000);

    assertThat(new Prompts(bank(), 1).take(1_000)).isEqualTo(taken);
    assertThat(new Prompts(bank(), 2).take(1_000)).isNotEqualTo(taken);
  }

  private static RailSet bank() throws RailSetInvalid {
    return RailSetReader.read(Path.of("../bank"));
  }
}
