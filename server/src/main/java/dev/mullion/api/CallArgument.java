package dev.mullion.api;

import dev.mullion.identity.Caller;
import dev.mullion.identity.Doorway;
import dev.mullion.identity.Permission;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/** Gives an operation its {@link Call}, with the permission key that {@link Needs} names. */
final class CallArgument implements HandlerMethodArgumentResolver {

    private final Doorway doorway;
    private final Repeats repeats;

    CallArgument(Doorway doorway, Repeats repeats) {
        this.doorway = doorway;
        this.repeats = repeats;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Call.class;
    }

    @Override
    public Call resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Needs needs = Objects.requireNonNull(parameter.getMethodAnnotation(Needs.class), "an operation names its key");
        Permission needed = Permission.named(needs.value()).orElseThrow();
        var whom = new Call.Whom(slug(request), caller(), needed);
        HttpServletRequest asked = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        return new Call(doorway, repeats, whom, asked, List.of(needs.query()));
    }

    private static String slug(NativeWebRequest request) {
        Object variables =
                request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
        return variables instanceof Map<?, ?> known ? String.valueOf(known.get("slug")) : "";
    }

    private static Caller caller() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("an operation of a workspace was open to strangers");
    }
}
