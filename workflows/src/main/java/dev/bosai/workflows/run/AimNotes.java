package dev.bosai.workflows.run;

import dev.bosai.workflows.port.Aim;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a person should know of an aim before deciding anything about it. */
final class AimNotes {
  private static final int LONG_NOTE = 300;

  private AimNotes() {}

  /** Returns it, by short names. */
  static Map<String, String> of(Aim aim) {
    Map<String, String> shown = new LinkedHashMap<>();
    String noSwitch = aim.noSwitch();
    if (noSwitch != null) {
      shown.put("a switch", "is not possible: " + noSwitch);
    }
    List<String> notes = aim.notes();
    for (int n = 0; n < notes.size(); n++) {
      shown.put("note " + (n + 1), shortened(notes.get(n)));
    }
    return shown;
  }

  private static String shortened(String note) {
    return note.length() <= LONG_NOTE ? note : note.substring(0, LONG_NOTE - 1) + "…";
  }
}
