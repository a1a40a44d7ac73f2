using Messaging.AspNetCore.Answers;
using Messaging.AspNetCore.Draining;
using Messaging.AspNetCore.JsonRpc;
using Messaging.AspNetCore.OpenApi;
using Messaging.AspNetCore.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messaging.AspNetCore.Listing;

/// <summary>Creates the endpoints of a gateway.</summary>
internal static class GatewayMapping
{
    public static RouteGroupBuilder Map(
        IEndpointRouteBuilder endpoints, string prefix, RpcGatewayOptions options, TransportChoice transports)
    {
        var loggers = endpoints.ServiceProvider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
        var settings = new GatewaySettings(
            options, loggers.CreateLogger("Messaging.AspNetCore"), endpoints.ServiceProvider.GetService<GatewayDrain>());
        var caller = new MethodCaller(settings);
        var topics = options.Topics.OrderBy(topic => topic.Name, StringComparer.Ordinal)
            .Select(topic => (Said: topic, Listed: new ListedTopic(topic, transports.Of(topic)))).ToList();
        var group = endpoints.MapGroup(prefix);
        foreach (var (said, listed) in topics)
        {
            var methods = new MethodHandler(settings, listed, caller);
            said.Map(group.MapPost($"/{said.Name}/{{method}}", methods.HandleAsync).WithDisplayName($"RPC {said.Name}"));
            var jsonRpc = new JsonRpcHandler(settings, listed, caller);
            RequestDelegate whole = said.Formats.Count == 0 ? jsonRpc.HandleAsync
                : new FormatHandler(settings, listed, said.Formats, caller, jsonRpc.HandleAsync).HandleAsync;
            said.Map(group.MapPost($"/{said.Name}", whole).WithDisplayName($"JSON-RPC {said.Name}"));
        }

        var document = new OpenApiHandler(options.Title, options.DocumentVersion, [.. topics.Select(topic => topic.Listed)]);
        group.MapGet("/openapi.json", document.HandleAsync).WithDisplayName("OpenAPI of RPC");
        group.MapPost("/{**path}", http => ProblemWriter.WriteAsync(
            http, settings, new Problem(
                ProblemKind.MethodNotFound,
                $"There is nothing to call at '{http.Request.Path}': topics and methods are listed by the gateway.")))
            .WithDisplayName("RPC, not listed");
        return group;
    }
}
