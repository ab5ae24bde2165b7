package io.railgate.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.access.Client;
import io.railgate.proxy.access.ClientKeys;
import io.railgate.rails.RailSetFolder;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.RailSetInvalid;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCommandTest {

  @TempDir Path temp;

  @Test
  void itsLinesLetItsKeyIn() throws RailSetInvalid {
    String out = Run.of("key", "web-shop").out();
    Matcher key = Pattern.compile("rg-[A-Za-z0-9_-]{43}").matcher(out);
    assertThat(key.find()).isTrue();
    String lines = out.substring(out.indexOf("\nkeys:") + 1);

    var folder = new RailSetFolder(temp).settings(RailSetFolder.SETTINGS + lines);

    ClientKeys keys = ClientKeys.of(RailSetReader.read(folder.path()).settings().access());
    assertThat(keys.client(List.of("Bearer " + key.group())).flatMap(Client::id))
        .contains("web-shop");
    assertThat(lines).doesNotContain(key.group());
    assertThat(key.find()).as("shown once").isFalse();
  }

  @Test
  void aNameThatIsNoneIsRefused() {
    Run run = Run.of("key", "Web Shop");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("railgate: ID: expected a name such as web-shop");
    assertThat(run.out()).isEmpty();
  }
}
