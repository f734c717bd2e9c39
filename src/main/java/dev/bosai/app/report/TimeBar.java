package dev.bosai.app.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where the time went, as one bar of four parts. */
final class TimeBar {
  private final Map<String, Long> parts = new LinkedHashMap<>();

  TimeBar(Times times) {
    parts.put("detect", times.detectMs());
    parts.put("decide", times.decideMs());
    parts.put("act", times.actMs());
    parts.put("verify", times.verifyMs());
  }

  String html() {
    long all = Math.max(1, parts.values().stream().mapToLong(Long::longValue).sum());
    StringBuilder bar = new StringBuilder("<div class=\"parts\">");
    StringBuilder words = new StringBuilder("<p class=\"small legend\">");
    parts.forEach(
        (name, ms) -> {
          bar.append(
              String.format(
                  Locale.ROOT,
                  "<i class=\"%s\" style=\"width:%.2f%%\"></i>",
                  name,
                  100.0 * ms / all));
          words.append(
              String.format("<span><i class=\"%s\"></i>%s %s</span>", name, name, Spans.words(ms)));
        });
    return bar.append("</div>\n").append(words).append("</p>\n").toString();
  }
}
