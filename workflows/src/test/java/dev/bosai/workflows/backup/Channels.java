package dev.bosai.workflows.backup;

import dev.bosai.workflows.port.OutsideActivities.Message;
import dev.bosai.workflows.port.OutsideActivities.Receipt;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The part of the outside that these tests need. */
@ActivityInterface
public interface Channels {
  @ActivityMethod
  Receipt tell(Message message);
}
