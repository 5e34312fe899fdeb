package dev.mullion.tenancy;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.mullion.Attack;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Rows and arrays still know the driver's own statement; asking them for it would lead past the guard. */
@Attack("isolation-29")
class NoWayAroundTheDoorTest {

    private static final JavaClasses PRODUCT = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void nobodyAsksRowsForTheStatementTheyCameFrom() {
        noClasses().should().callMethod(ResultSet.class, "getStatement").check(PRODUCT);
        noClasses().should().callMethod(Array.class, "getResultSet").check(PRODUCT);
        noClasses().should().callMethod(Statement.class, "getConnection").check(PRODUCT);
    }

    @Test
    void onlyTenancyUnwrapsWhatTheDriverMade() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.mullion.tenancy")
                .should()
                .callMethodWhere(target(name("unwrap")))
                .check(PRODUCT);
    }
}
