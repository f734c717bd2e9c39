package dev.bosai.runbooks.system;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** Where people are told. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Channel.Webhook.class, name = "webhook"),
  @JsonSubTypes.Type(value = Channel.Program.class, name = "command")
})
public sealed interface Channel {
  /**
   * A JSON message is posted.
   *
   * @param url address or secret reference
   */
  record Webhook(String url) implements Channel {}

  /**
   * A program is run with the message as JSON on its standard input.
   *
   * @param command program and arguments
   */
  record Program(List<String> command) implements Channel {}
}
