/**
 * Who someone is and what they may do: people, members with permission keys, one-time links, sessions, API tokens, and
 * the doorway that checks all of it before a workspace's door opens. No password exists. Not here: pages (web), the
 * command line (cli), and who is allowed to ask how often (limits).
 */
@ApplicationModule(allowedDependencies = {"checks", "keys", "tenancy", "audit", "limits"})
@NullMarked
package dev.mullion.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
