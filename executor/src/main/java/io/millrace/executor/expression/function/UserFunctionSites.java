package io.millrace.executor.expression.function;

import io.millrace.executor.function.UserFunction;
import io.millrace.spi.type.DataType;
import java.util.List;

/** A user's function and its arguments' types, of which each kernel makes a site of its own. */
public record UserFunctionSites(UserFunction function, List<DataType> types) {
    public UserFunctionSites {
        types = List.copyOf(types);
    }

    public UserFunctionSite newSite() {
        return new UserFunctionSite(function.newCall(types));
    }
}
