package dev.mullion.keys;

/** A customer's own key as trials make it: of a file, under the name of a service's, with a switch. */
final class SwitchedKey implements KeySource {

    static final KmsKey NAME =
            new KmsKey("arn:aws:kms:eu-central-1:000000000000:key/00000000-0000-4000-8000-000000000000");

    private final KeySource file;
    private volatile boolean off;

    SwitchedKey(MasterKey master) {
        this.file = FileSource.of(master);
    }

    void switchOff() {
        off = true;
    }

    void switchOn() {
        off = false;
    }

    @Override
    public String name() {
        return NAME.sourceName();
    }

    @Override
    public boolean opens(Part part) {
        return true;
    }

    @Override
    public KeySource ofWebAlone() {
        return this;
    }

    @Override
    public byte[] wrap(byte[] plain, WrapContext context) {
        requireOn();
        return file.wrap(plain, context);
    }

    @Override
    public byte[] unwrapped(byte[] wrapped, WrapContext context) {
        requireOn();
        return file.unwrapped(wrapped, context);
    }

    private void requireOn() {
        if (off) {
            throw new KeysUnavailable(KeysUnavailable.Reason.LOCKED, "the key of this trial is switched off");
        }
    }
}
