package dev.mullion;

import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.DependencyDepth;

class ModulePictureTest {

    @Test
    void thePictureOfTheModulesIsWhatTheCodeIs() {
        ApplicationModules modules = ApplicationModules.of(Mullion.class, ArchitectureTest.OTHER_PROGRAMS);
        var lines = new TreeSet<String>();
        for (ApplicationModule module : modules) {
            String from = module.getIdentifier().toString();
            lines.add("    " + from);
            module.getDependencies(modules, DependencyDepth.IMMEDIATE).stream()
                    .map(dependency ->
                            dependency.getTargetModule().getIdentifier().toString())
                    .filter(to -> !to.equals(from))
                    .forEach(to -> lines.add("    " + from + " --> " + to));
        }
        String picture = "```mermaid\ngraph LR\n" + String.join("\n", lines) + "\n```\n";
        Generated.matches(Path.of("../ARCHITECTURE.md"), "modules", picture);
    }
}
