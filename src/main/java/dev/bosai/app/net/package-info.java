/** What the small network daemons share: addresses, forwarding and a control interface. */
@NullMarked
package dev.bosai.app.net;

import org.jspecify.annotations.NullMarked;
