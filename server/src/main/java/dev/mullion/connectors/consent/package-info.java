/**
 * Connections by a person's consent at a vendor's own page (OAuth 2.0, RFC 6749, section 4.1): who asked, what came
 * back, and tokens that change with every use. Not here: any vendor's addresses or words (a package for each), and what
 * is read with a token.
 */
@NamedInterface("consent")
@NullMarked
package dev.mullion.connectors.consent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
