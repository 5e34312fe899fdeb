package dev.mullion.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class SignatureTest {

    /** By construction and not by a clock: on a shared machine the noise is larger than what a timing would show. */
    @Test
    @Attack("reliability-25")
    void comparesWithTheOneMethodWhoseTimeDoesNotDependOnTheBytes() throws IOException {
        try (InputStream bytes = Objects.requireNonNull(Signature.class.getResourceAsStream("Signature.class"))) {
            var called = StreamSupport.stream(
                            ClassFile.of()
                                    .parse(bytes.readAllBytes())
                                    .constantPool()
                                    .spliterator(),
                            false)
                    .filter(MemberRefEntry.class::isInstance)
                    .map(MemberRefEntry.class::cast)
                    .map(member -> member.owner().asInternalName() + "." + member.name())
                    .toList();

            assertThat(called)
                    .contains("java/security/MessageDigest.isEqual")
                    .doesNotContain("java/util/Arrays.equals", "java/lang/String.equals");
        }
    }
}
