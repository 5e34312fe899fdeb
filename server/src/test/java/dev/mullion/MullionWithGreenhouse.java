package dev.mullion;

import dev.mullion.connectors.greenhouse.PlayedGreenhouse;
import org.springframework.context.annotation.Import;

/** A server with a second vendor by key. Not annotated as a component: other servers of the tests do not find it. */
@Import({PlayedGreenhouse.Keys.class, PlayedGreenhouse.Api.class, PlayedGreenhouse.Pull.class})
public class MullionWithGreenhouse extends Mullion {}
