package dev.mullion.web;

/**
 * One page in one situation.
 *
 * @param name of the situation, and its address on the story server
 * @param template without its ending
 */
record Story(String name, String template, Object page) {

    @Override
    public String toString() {
        return name;
    }
}
