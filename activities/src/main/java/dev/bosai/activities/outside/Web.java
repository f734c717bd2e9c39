package dev.bosai.activities.outside;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Redaction;
import dev.bosai.activities.Secrets;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.OutsideActivities.Answer;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Sends HTTP requests. Addresses and headers may be secrets, so errors name the reference and the
 * kind of failure, never what the library says, which may quote the address.
 */
final class Web {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration READ = Duration.ofSeconds(30);
  private static final int EXCERPT = 500;
  private static final int MOST_BYTES = 4 * EXCERPT;

  private final Secrets secrets;
  private final OkHttpClient http =
      new OkHttpClient.Builder()
          .connectTimeout(CONNECT)
          .readTimeout(READ)
          .followRedirects(false)
          .build();

  Web(Secrets secrets) {
    this.secrets = secrets;
  }

  /**
   * A request whose address and headers may be secret references.
   *
   * @param body null for none
   */
  record Call(String method, String url, Map<String, String> headers, @Nullable String body) {}

  /**
   * Sends a request.
   *
   * @return whatever status was answered, with secrets cut out of the excerpt
   * @throws ApplicationFailure if there was no answer
   */
  Answer send(Call call) {
    Redaction redaction = new Redaction();
    Request request = request(call, redaction);
    try (Response response = http.newCall(request).execute()) {
      return new Answer(response.code(), redaction.clean(excerpt(response)));
    } catch (IOException e) {
      throw Failures.of(
          FailureType.UNREACHABLE,
          call.method() + " to \"" + call.url() + "\" got no answer: " + kind(e),
          "see that the address is right and reachable from this worker, then retry");
    }
  }

  private Request request(Call call, Redaction redaction) {
    Request.Builder request = new Request.Builder().url(url(call.url(), redaction));
    try {
      call.headers().forEach((name, value) -> request.header(name, resolved(value, redaction)));
      return request.method(call.method(), body(call)).build();
    } catch (IllegalArgumentException e) {
      throw Failures.of(
          FailureType.REFUSED,
          call.method()
              + " to \""
              + call.url()
              + "\" cannot be sent with this method, headers and"
              + " body",
          "correct the step: no body with GET, and no line breaks in headers");
    }
  }

  private static @Nullable RequestBody body(Call call) {
    String text = call.body();
    boolean demanded = Set.of("POST", "PUT", "PATCH").contains(call.method());
    if (text == null && !demanded) {
      return null;
    }
    return RequestBody.create((text == null ? "" : text).getBytes(StandardCharsets.UTF_8));
  }

  private HttpUrl url(String reference, Redaction redaction) {
    HttpUrl url = HttpUrl.parse(resolved(reference, redaction));
    if (url == null) {
      throw Failures.of(
          FailureType.REFUSED,
          "what \"" + reference + "\" stands for is not an http or https address",
          "correct it in the system file or on this worker, then retry");
    }
    return url;
  }

  private String resolved(String reference, Redaction redaction) {
    String value = secrets.resolve(reference);
    if (!value.equals(reference)) {
      redaction.secret(value);
    }
    return value;
  }

  private static String excerpt(Response response) throws IOException {
    BufferedSource source = response.body().source();
    source.request(MOST_BYTES);
    String text = source.getBuffer().snapshot().utf8();
    return text.length() > EXCERPT ? text.substring(0, EXCERPT) : text;
  }

  private static String kind(IOException e) {
    if (e instanceof UnknownHostException) {
      return "the host's name is not known";
    }
    if (e instanceof ConnectException) {
      return "the connection was refused";
    }
    return e instanceof SocketTimeoutException ? "time is up" : e.getClass().getSimpleName();
  }
}
