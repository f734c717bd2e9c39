package dev.bosai.activities.route;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Speaks to the control interface of Bosai's own router. */
final class RouterClient {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final OkHttpClient http =
      new OkHttpClient.Builder().connectTimeout(PATIENCE).callTimeout(PATIENCE).build();
  private final ObjectMapper json = new ObjectMapper();

  /**
   * An answer with its status.
   *
   * @param status HTTP status
   */
  record Reply(int status, RouterAnswer answer) {}

  /**
   * Asks where the router leads.
   *
   * @param admin base URL of the control interface
   * @throws IOException if it does not answer
   */
  Reply state(String admin) throws IOException {
    return call(route(admin).build());
  }

  /**
   * Asks the router to lead clients to a node.
   *
   * @param admin base URL of the control interface
   * @throws IOException if it does not answer; whether it moved is then unknown
   */
  Reply move(String admin, String node, Token token) throws IOException {
    byte[] body = json.writeValueAsBytes(Map.of("node", node, "token", token));
    return call(route(admin).put(RequestBody.create(body, JSON)).build());
  }

  private static Request.Builder route(String admin) {
    String base = admin.endsWith("/") ? admin.substring(0, admin.length() - 1) : admin;
    return new Request.Builder().url(base + "/route");
  }

  private Reply call(Request request) throws IOException {
    try (Response response = http.newCall(request).execute()) {
      return new Reply(
          response.code(), json.readValue(response.body().byteStream(), RouterAnswer.class));
    }
  }
}
