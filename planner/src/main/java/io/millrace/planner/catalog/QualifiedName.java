package io.millrace.planner.catalog;

/** Schema and name of a catalog object; prints as a plan names it: {@code public.t}. */
public record QualifiedName(String schema, String name) {
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
