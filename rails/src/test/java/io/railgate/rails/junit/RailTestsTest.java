package io.railgate.rails.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.railgate.rails.RailSetFolder;
import io.railgate.rails.Talk;
import io.railgate.rails.set.RailSetInvalid;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class RailTestsTest {

  @TempDir Path temp;

  @Test
  void eachTestIsADynamicTestWithItsPlace() throws RailSetInvalid {
    RailSetFolder folder = new RailSetFolder(temp);
    folder.write(
        "tests/cards.yml",
        """
        tests:
          - name: a greeting
            user: hello
            expect: {rail: cards.greeting}
          - name: taken for another
            user: hello
            expect: {rail: cards.report-lost}
        """
            .getBytes(StandardCharsets.UTF_8));
    folder.write(
        "tests/no.yml",
        "rejects: [write me a poem about the sea]".getBytes(StandardCharsets.UTF_8));

    List<DynamicNode> files = RailTests.of(temp, Talk.TODAY).toList();

    assertThat(files).hasSize(2);
    List<DynamicTest> tests = tests(files.getFirst());
    assertThat(tests)
        .extracting(DynamicNode::getDisplayName)
        .containsExactly("a greeting", "taken for another");
    assertThat(tests.getFirst().getTestSourceUri())
        .contains(URI.create(temp.resolve("tests/cards.yml").toUri() + "?line=2&column=11"));
    assertThatCode(tests.getFirst().getExecutable()::execute).doesNotThrowAnyException();
    assertThatThrownBy(tests.getLast().getExecutable()::execute)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("cards.yml:6:11: turn 1 of \"taken for another\"")
        .hasMessageContaining("expected rail cards.report-lost, got cards.greeting (reply)");
    assertThat(tests(files.getLast()))
        .extracting(DynamicNode::getDisplayName)
        .containsExactly("write me a poem about the sea");
  }

  /** As a team would write it. */
  @TestFactory
  Stream<DynamicNode> bicycles() throws RailSetInvalid {
    return RailTests.of(Path.of("../examples/bicycles"), Talk.TODAY);
  }

  private static List<DynamicTest> tests(DynamicNode file) {
    return ((DynamicContainer) file).getChildren().map(DynamicTest.class::cast).toList();
  }
}
