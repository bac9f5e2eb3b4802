package io.dagwerk.examples.megajob.type;

import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;
import io.dagwerk.config.Secret;
import io.dagwerk.definitions.Failure;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Materialized;
import io.dagwerk.examples.megajob.tool.Tools;
import io.dagwerk.examples.megajob.tool.Web;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Sends a request, and expects it to be answered well.
public final class HttpCall implements JobType<Web, HttpCall.Params> {
  private static final int FIRST_ERROR = 400;

  /// What to send.
  public record Params(
      @Doc("Where to") URI url,
      @Doc("How") @Default("GET") Method method,
      @Doc("What is sent along") @Default({}) Map<String, String> headers,
      @Doc("What is sent") Optional<String> body,
      @Doc("Sent as a bearer token") Optional<Secret<String>> token) {}

  /// A method of HTTP.
  public enum Method {
    GET,
    POST,
    PUT,
    DELETE
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public String description() {
    return "Sends a request by HTTP.";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Makes makes() {
    return Makes.ANYTHING;
  }

  @Override
  public Input<Web> tool(Tools tools) {
    return tools.web();
  }

  @Override
  public Made run(Web web, Params params, Work work) throws Exception {
    Map<String, String> headers = new LinkedHashMap<>(params.headers());
    params.token().ifPresent(token -> headers.put("Authorization", "Bearer " + token.reveal()));
    Web.Call call = new Web.Call(params.method().name(), params.url(), headers, params.body());
    Web.Answer answer = web.send(call);
    if (answer.status() >= FIRST_ERROR) {
      throw new Failure("%s was answered with status %d".formatted(call, answer.status()));
    }
    return Made.of(Materialized.with("status", answer.status()));
  }
}
