package io.railgate.proxy.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.openai.Event;
import io.railgate.proxy.openai.Json;
import io.railgate.proxy.openai.JsonText;
import io.railgate.proxy.openai.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResponseEventsTest {

  private final ResponseEvents events =
      new ResponseEvents(new ResponseObject(new Parameters(true, true, Map.of())));

  @Test
  void textRefusalAndCallsBecomeItemsAndPartsOfTheirOwn() throws Exception {
    List<Event> all = new ArrayList<>();
    all.addAll(events.chunk(chunk("{\"content\":\"a\"}")));
    all.addAll(events.chunk(chunk("{\"refusal\":\"no\"}")));
    all.addAll(
        events.chunk(
            chunk(
                "{\"tool_calls\":[{\"index\":1,\"id\":\"c1\",\"function\":{\"name\":\"f\","
                    + "\"arguments\":\"{\"}},{\"index\":0,\"id\":\"c0\",\"function\":{\"name\":"
                    + "\"g\",\"arguments\":\"[\"}}]}")));
    all.addAll(
        events.chunk(
            chunk(
                "{\"content\":\"b\",\"tool_calls\":[{\"index\":1,\"function\":{\"arguments\":"
                    + "\"}\"}},{\"index\":0,\"function\":{\"arguments\":\"]\"}}]}")));
    all.addAll(events.end());

    JsonNode output = Json.readObject(all.getLast().data()).at("/response/output");
    assertThat(output.at("/0/content/0/text").asText()).isEqualTo("ab");
    assertThat(output.at("/0/content/1/refusal").asText()).isEqualTo("no");
    assertThat(output.at("/1/call_id").asText() + output.at("/1/arguments").asText())
        .isEqualTo("c1{}");
    assertThat(output.at("/2/call_id").asText() + output.at("/2/arguments").asText())
        .isEqualTo("c0[]");
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i).data()).contains("\"sequence_number\":" + i + ",");
    }
  }

  @Test
  void logprobsThatWereSentAreNotKept() throws Exception {
    String chunk =
        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"logprobs\":{\"content\":"
            + "[{\"token\":\"x\",\"logprob\":-1}]}}]}";

    List<Event> begun = events.chunk(JsonText.read(chunk.formatted("")));
    events.chunk(JsonText.read(chunk.formatted("x")));

    assertThat(begun.getLast().data()).contains("\"logprobs\":[{\"token\":\"x\"");
    assertThat(events.end()).allSatisfy(event -> assertThat(event.data()).doesNotContain("-1"));
  }

  @Test
  void anAnswerThatWasCutIsIncompleteInAllItsParts() throws Exception {
    events.chunk(chunk("{\"content\":\"a\"}"));
    events.chunk(
        JsonText.read("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"length\"}]}"));

    List<Event> end = events.end();
    assertThat(end).allSatisfy(event -> assertThat(event.data()).doesNotContain("\"completed\""));
    assertThat(Json.readObject(end.getLast().data()).at("/response/output/0/status").asText())
        .isEqualTo("incomplete");
  }

  @Test
  void otherChoicesArePassedOver() throws Exception {
    events.chunk(
        JsonText.read("{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"x\"}},{\"index\":0}]}"));

    JsonNode response = Json.readObject(events.end().getLast().data()).path("response");
    assertThat(response.at("/output/0/content")).isEmpty();
    assertThat(response.path("status").asText()).isEqualTo("completed");
  }

  @Test
  void anAnswerThatIsTooLongIsNotKept() throws Exception {
    String piece = "{\"content\":\"" + "x".repeat(Output.MAX_CHARACTERS) + "\"}";
    events.chunk(chunk(piece));

    assertThatThrownBy(() -> events.chunk(chunk("{\"content\":\"x\"}")))
        .isInstanceOf(ApiError.class)
        .hasMessage("the backend's answer is longer than 1048576 characters");
  }

  @Test
  void aBackendsErrorIsToldInTheShapeOfAResponse() throws Exception {
    String object = "{\"error\":{\"message\":\"full\",\"code\":\"busy\",\"param\":\"x\"}}";
    JsonNode told = Json.readObject(events.error(JsonText.read(object)).data());
    assertThat(told.path("type").asText()).isEqualTo("error");
    assertThat(told.path("message").asText()).isEqualTo("full");
    assertThat(told.path("code").asText()).isEqualTo("busy");
    assertThat(told.path("param").asText()).isEqualTo("x");

    JsonNode text = Json.readObject(events.error(JsonText.read("{\"error\":\"full\"}")).data());
    assertThat(text.path("message").asText()).isEqualTo("full");
    assertThat(text.path("code").asText()).isEqualTo("server_error");
  }

  private static JsonText chunk(String delta) throws Json.NotJson {
    return JsonText.read("{\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}");
  }
}
