package dev.mullion.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** One answer of all pages to a parameter that does not fit: 400, which one it is, and what was expected. */
@Component
class UnfitParameters implements HandlerExceptionResolver, Ordered {

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (failure instanceof UnfitParameter unfit) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return new ModelAndView("door/problem", "page", unfit.page());
        }
        return null;
    }
}
