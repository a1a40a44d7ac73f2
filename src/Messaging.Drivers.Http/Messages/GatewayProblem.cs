using System.Text.Json;

namespace Messaging.Drivers.Http.Messages;

/// <summary>The answer of a gateway, or of a proxy in front of it, instead of a result.</summary>
/// <param name="Status">The status.</param>
/// <param name="Kind">The last part of the type of a problem of our gateway; null when it is not ours.</param>
/// <param name="Detail">The details.</param>
/// <param name="Json">The whole problem; missing when it is not ours.</param>
internal sealed record GatewayProblem(int Status, string? Kind, string Detail, RpcValue Json)
{
    private const string TypePrefix = "urn:messaging:";
    private const int MaxDetail = 500;

    /// <summary>Whether the request has not run, so that another gateway may be asked.</summary>
    public bool IsUntouched => Status == 503;

    /// <summary>Whether the gateway, or a proxy in front of it, accepts no requests at all for a while.</summary>
    public bool IsAway => Status == 503 && Kind is null or "draining";

    public static GatewayProblem Read(int status, string? reason, string? mediaType, ReadOnlySpan<byte> body)
    {
        if (mediaType == "application/problem+json")
        {
            try
            {
                var json = RpcValue.Parse(body);
                if (json["type"].GetString() is { } type && type.StartsWith(TypePrefix, StringComparison.Ordinal))
                {
                    return new GatewayProblem(status, type[TypePrefix.Length..], json["detail"].ToString(), json);
                }

                return new GatewayProblem(status, null, Cut($"{status} {json["title"]}: {json["detail"]}"), default);
            }
            catch (SerializationException)
            {
                // Then it is no more useful than any other page.
            }
        }

        return new GatewayProblem(status, null, $"{status} {reason}".TrimEnd(), default);
    }

    /// <summary>The error of a call. A failure that its server reported is not an error of the driver: see <see cref="ToReply"/>.</summary>
    public Exception ToError(OutgoingMessage call, string gateway, int size) => (Kind, Status) switch
    {
        ("invalid-arguments", _) => new InvalidArgumentsException(call.Method, Detail),
        ("method-not-found", _) => new MethodNotFoundException(call.Method, Detail),
        ("unsupported-version", _) => new UnsupportedVersionException(call.Method, Detail),
        ("not-authorized", _) => new NotAuthorizedException(call.Method, Detail),
        ("overloaded", _) => new ServerOverloadedException(call.Method, Detail),
        ("reply-too-large", _) => new MessageTooLargeException(Detail, null, 0, isReply: true),
        ("bad-reply", _) => new SerializationException(Detail),
        ("not-json" or "invalid-request", _) => new SerializationException($"The gateway {gateway} cannot read '{call.Method}': {Detail}"),
        (_, 413) => new MessageTooLargeException(
            $"The gateway {gateway} does not accept the {size} bytes of '{call.Method}': {Detail}", size, Limit),
        (_, 401) => Refused(gateway, "Check the user and the password in the URL, or HttpOptions.Authorization."),
        (_, 403) => Refused(gateway, "The user may not call this topic there."),
        (_, 504 or 408) => new CallTimeoutException(
            call.Target, call.Method, call.Deadline.Elapsed, $"The gateway {gateway} stopped waiting: {Detail}"),
        (_, 503) => new NoServerException(call.Target, call.Method, $"The gateway {gateway} says: {Detail}"),
        (_, 429) => new DeliveryException($"The gateway {gateway} accepts no more requests now: {Detail}", isTransient: true),
        ("refused", _) => new DeliveryException($"The gateway {gateway} says: {Detail}", isTransient: false),
        (_, >= 500) => new ConnectionLostException($"The gateway {gateway} has no reply of '{call.Method}', which may have run: {Detail}"),
        _ => new DeliveryException(
            $"The gateway {gateway} answered {Detail}. Check the path in the URL: is a gateway mapped there?", isTransient: false),
    };

    /// <summary>The error of a cast.</summary>
    public MessagingException ToCastError(OutgoingMessage cast, string gateway, int size) => ToError(cast, gateway, size) switch
    {
        ConnectionFailedException refused => refused,
        DeliveryException delivery => delivery,
        SerializationException unwritten => unwritten,
        var error => new DeliveryException(
            $"'{cast.Method}' was not handed over: {error.Message}", (error as MessagingException)?.IsTransient ?? false, error),
    };

    /// <summary>The failure of the method, as Core reads it; null for any other problem.</summary>
    public Reply? ToReply()
    {
        if (Kind != "remote-failure")
        {
            return null;
        }

        using var body = MessageBuffer.Rent();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("failure"u8);
            writer.WriteString("class"u8, Json["class"].ToString());
            writer.WriteString("module"u8, Json["module"].ToString());
            writer.WriteString("message"u8, Detail);
            writer.WriteStartArray("tb"u8);
            if (Json["trace"].GetString() is { } trace)
            {
                writer.WriteStringValue(trace);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Reply.Read(body.WrittenSpan);
    }

    private long Limit => Json["limit"] is { Kind: JsonValueKind.Number } limit ? limit.GetInt64() : 0;

    private ConnectionFailedException Refused(string gateway, string cure) =>
        new($"The gateway {gateway} refused us: {Detail}. {cure}", isTransient: false);

    private static string Cut(string text) => text.Length <= MaxDetail ? text : text[..MaxDetail];
}
