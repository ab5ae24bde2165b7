package io.railgate.proxy.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTest {

  @Test
  void textsAreEscapedOnTheirWayIn() {
    assertThat(Html.of("<p title=\"%s\">%s</p>", "\" onclick='x'", "<b>&amp;</b>").source())
        .isEqualTo("<p title=\"&quot; onclick=&#39;x&#39;\">&lt;b&gt;&amp;amp;&lt;/b&gt;</p>");
  }

  @Test
  void piecesAndNumbersStay() {
    Html bold = Html.of("<b>%d</b>", 5);

    assertThat(Html.of("%s %.1f %s", bold, 0.25, Html.join(List.of(bold, bold))).source())
        .isEqualTo("<b>5</b> 0.3 <b>5</b>\n<b>5</b>");
  }

  @Test
  void aTextIsNoTemplate() {
    assertThat(Html.of("%s", "%s %d %n").source()).isEqualTo("%s %d %n");
  }

  @Test
  void whatNoPageMayHoldIsReplaced() {
    assertThat(Html.of("%s", "a\0b\u001Bc\uD800d\ne\tf 😀").source())
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\ne\tf 😀");
  }
}
