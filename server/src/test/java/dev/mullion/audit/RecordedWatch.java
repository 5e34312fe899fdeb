package dev.mullion.audit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Stands beside every route of every server that the tests start, and compares what each request left in the log with
 * what its route says. What does not agree fails the test that is running: see {@link RecordedExtension}.
 */
@Component
class RecordedWatch implements HandlerInterceptor, WebMvcConfigurer {

    private static final String REQUEST = RecordedWatch.class.getName();
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final OverheardTrail trail;

    RecordedWatch(OverheardTrail trail) {
        this.trail = trail;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    /** A stream ends on another thread, where no request is bound. */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(REQUEST) == null) {
            request.setAttribute(REQUEST, RequestId.current());
            if (changes(request)) {
                RecordedTally.begun();
            }
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        List<AuditAction> left = trail.takeAll(String.valueOf(request.getAttribute(REQUEST)));
        if (handler instanceof HandlerMethod method && isOurs(method)) {
            boolean succeeded = failure == null && response.getStatus() < HttpServletResponse.SC_BAD_REQUEST;
            boolean repeated = response.getHeader("Idempotency-Replayed") != null;
            RecordedTally.add(new Answered(
                    method.getBeanType().getSimpleName() + "."
                            + method.getMethod().getName(),
                    method.getMethodAnnotation(Recorded.class),
                    changes(request),
                    succeeded && !repeated,
                    left));
        }
        request.removeAttribute(REQUEST);
        if (changes(request)) {
            RecordedTally.ended();
        }
    }

    /** Of the product, and not one that a test adds. */
    private static boolean isOurs(HandlerMethod method) {
        Class<?> type = method.getBeanType();
        return type.getPackageName().startsWith("dev.mullion")
                && !type.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .equals(RecordedWatch.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation());
    }

    private static boolean changes(HttpServletRequest request) {
        return !READING.contains(HttpMethod.valueOf(request.getMethod()));
    }
}
