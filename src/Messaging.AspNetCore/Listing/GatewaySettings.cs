using System.Text.Json;
using Messaging.AspNetCore.Answers;
using Messaging.AspNetCore.Draining;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Messaging.AspNetCore.Listing;

/// <summary>The settings of a gateway: an immutable copy of the user's options.</summary>
internal sealed class GatewaySettings(RpcGatewayOptions options, ILogger logger, GatewayDrain? drain)
{
    /// <summary>The answer to every request while the gateway is stopping; otherwise null.</summary>
    public Problem? Stopping => drain is { IsDraining: true }
        ? new Problem(ProblemKind.Draining, "This gateway is stopping. The method has not run: try another gateway, or this one later.")
        : null;

    public ILogger Logger { get; } = logger;

    public string? UserKey { get; } = options.UserKey;

    public Func<HttpContext, RpcContext, RpcContext>? Context { get; } = options.Context;

    public TimeSpan Timeout { get; } = options.Timeout;

    public TimeSpan MaxTimeout { get; } = options.MaxTimeout;

    public int MaxBodySize { get; } = options.MaxBodySize;

    public int MaxBatch { get; } = options.MaxBatch;

    public bool SendTraces { get; } = options.SendTraces;

    public int RetryAfter { get; } = (int)Math.Ceiling(options.RetryAfter.TotalSeconds);

    /// <summary>How requests are parsed: duplicate members would be read in two ways.</summary>
    public JsonDocumentOptions Json { get; } = new() { MaxDepth = options.MaxDepth, AllowDuplicateProperties = false };
}
