package dev.bosai.runbooks.step;

import java.util.Map;

/**
 * Sends one request and compares the status of the answer.
 *
 * @param head what every step has
 * @param method for example {@code POST}
 * @param url may be a secret reference such as {@code env:HOOK_URL}
 * @param headers by name; values may be secret references
 * @param body empty for none
 * @param expectStatus the only status that counts as done
 */
public record Http(
    StepHead head,
    String method,
    String url,
    Map<String, String> headers,
    String body,
    int expectStatus)
    implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.http(this);
  }
}
