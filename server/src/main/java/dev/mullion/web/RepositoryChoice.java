package dev.mullion.web;

import dev.mullion.telemetry.RepositoryId;
import dev.mullion.telemetry.engineering.Repositories;
import dev.mullion.web.view.part.Choice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The filter by repository: all, or one of the first {@link Repositories#MOST}, by name. */
@Component
class RepositoryChoice {

    private final Repositories repositories;

    RepositoryChoice(Repositories repositories) {
        this.repositories = repositories;
    }

    Choice of(@Nullable RepositoryId chosen) {
        List<Choice.Option> options = new ArrayList<>();
        options.add(new Choice.Option("", "All repositories", chosen == null));
        repositories.page(null, Repositories.MOST).stream()
                .sorted(Comparator.comparing(Repositories.Entry::name))
                .map(entry -> new Choice.Option(
                        entry.id().toString(), entry.name(), entry.id().equals(chosen)))
                .forEach(options::add);
        return new Choice("repository", "Repository", options);
    }
}
