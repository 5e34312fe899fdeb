package dev.mullion.audit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a route leaves in the log when it succeeds: one of these, in the request itself. Every route that changes
 * something carries it, whatever its method; the tests compare each answered request with it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Recorded {
    /** Why a success may leave nothing: see {@link #unless()}. */
    String STANDS = "it stands already, or cannot be, as the answer says";

    AuditAction[] value();

    /** When a success changes nothing and so leaves nothing; empty: there is no such success. */
    String unless() default "";
}
