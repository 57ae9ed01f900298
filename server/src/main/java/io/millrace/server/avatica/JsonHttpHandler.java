package io.millrace.server.avatica;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.jdbc.link.Command;
import io.millrace.jdbc.link.LinkException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.calcite.avatica.AvaticaSeverity;
import org.apache.calcite.avatica.metrics.noop.NoopMetricsSystem;
import org.apache.calcite.avatica.remote.Handler.HandlerResponse;
import org.apache.calcite.avatica.remote.JsonHandler;
import org.apache.calcite.avatica.remote.JsonService;
import org.apache.calcite.avatica.remote.LocalService;
import org.apache.calcite.avatica.remote.Service;
import org.apache.calcite.avatica.server.AvaticaHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.AbstractHandler;
import org.jspecify.annotations.Nullable;

/**
 * Avatica's JSON at {@code /} and our commands at {@code /command}. Unlike Avatica's own handler it sends the message and the
 * SQLSTATE of a failure, and no stack traces.
 */
final class JsonHttpHandler extends AbstractHandler implements AvaticaHandler {
    private final MillraceMeta meta;
    private final JsonHandler requests;

    JsonHttpHandler(MillraceMeta meta) {
        this.meta = meta;
        this.requests = new JsonHandler(new LocalService(meta), NoopMetricsSystem.getInstance()) {
            @Override
            public HandlerResponse<String> convertToErrorResponse(Exception e) {
                return error(e);
            }
        };
    }

    @Override
    public void handle(String target, Request baseRequest, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean command = target.equals("/command");
        if (!request.getMethod().equals("POST") || !command && !target.equals("/")) {
            return;
        }
        String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        HandlerResponse<String> answer = command ? command(body) : requests.apply(body);
        baseRequest.setHandled(true);
        response.setContentType("application/json;charset=utf-8");
        response.setStatus(answer.getStatusCode());
        response.getOutputStream().write(answer.getResponse().getBytes(StandardCharsets.UTF_8));
    }

    private HandlerResponse<String> command(String body) {
        try {
            Command command = JsonService.MAPPER.readValue(body, Command.class);
            return new HandlerResponse<>(JsonService.MAPPER.writeValueAsString(meta.command(command)), 200);
        } catch (JsonProcessingException e) {
            return error(
                    new LinkException("08P01", "the request is not one of this version's: " + e.getOriginalMessage()));
        } catch (RuntimeException e) {
            return error(e);
        }
    }

    private static HandlerResponse<String> error(Exception failure) {
        LinkException error = failure instanceof JsonProcessingException e
                ? new LinkException("08P01", "the request is not JSON of Avatica: " + e.getOriginalMessage())
                : Failures.of(failure);
        Service.ErrorResponse response = new Service.ErrorResponse(
                List.of(), error.getMessage(), error.vendorCode(), error.sqlState(), AvaticaSeverity.ERROR, null);
        try {
            return new HandlerResponse<>(JsonService.MAPPER.writeValueAsString(response), 500);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void setServerRpcMetadata(Service.@Nullable RpcMetadataResponse metadata) {
        // our driver knows whom it asked
    }
}
