package dev.mullion.identity.http;

import dev.mullion.identity.Caller;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives a handler method its {@link Caller}. What is open to strangers asks for an {@code Optional<Caller>}. */
final class CallerArgument implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.nestedIfOptional().getNestedParameterType() == Caller.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Optional<Caller> caller = CallerAuthentication.current();
        if (parameter.getParameterType() == Optional.class) {
            return caller;
        }
        return caller.orElseThrow(() -> new IllegalStateException(
                "a handler that is open to strangers asked for its caller: " + parameter.getExecutable()));
    }
}
