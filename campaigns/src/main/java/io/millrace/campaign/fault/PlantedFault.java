package io.millrace.campaign.fault;

/**
 * A fault.
 *
 * @param description what is wrong then
 * @param file relative to the project's root
 * @param sound what stands there
 * @param faulty what stands there instead
 */
public record PlantedFault(String name, String description, String file, String sound, String faulty) {
    /**
     * The file's text with the fault.
     *
     * @throws IllegalStateException if what is to be replaced does not stand there exactly once
     */
    public String plantedIn(String text) {
        int at = text.indexOf(sound);
        if (at < 0 || text.indexOf(sound, at + 1) >= 0) {
            throw new IllegalStateException("fault " + name + ": what it replaces stands "
                    + (at < 0 ? "nowhere" : "more than once") + " in " + file);
        }
        return text.substring(0, at) + faulty + text.substring(at + sound.length());
    }
}
