using System.Text.Json;
using Messaging.Contracts;
using Messaging.Diagnostics;
using Messaging.Drivers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messaging.Serialization;

/// <summary>Turns a failure on the wire into the exception that the caller gets. Names from the wire stay text, except those that the user
/// allows or the called member declares.</summary>
internal static class FailureReader
{
    /// <summary>Reads a failure.</summary>
    /// <param name="json">The value of the field: a string that contains JSON. An object, which Python would refuse, is read too.</param>
    /// <param name="call">The call that failed.</param>
    /// <param name="allowed">The exceptions that may be recreated.</param>
    /// <param name="logger">Logs when an allowed exception cannot be recreated; or null.</param>
    public static Exception Read(ReadOnlySpan<byte> json, OutgoingMessage call, RemoteExceptionMap allowed, ILogger? logger = null)
    {
        RpcValue failure;
        try
        {
            failure = Parse(json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or SerializationException)
        {
            return new SerializationException($"The server's failure of '{call.Method}' cannot be read: {e.Message}", e);
        }

        if (failure.Kind != JsonValueKind.Object)
        {
            return new RemoteException("Exception", "", failure.ToString());
        }

        var typeName = WithoutRemote(failure["class"].ToString(), failure["module"].ToString(), out var module);
        (string, string)? pythonName = null;
        if (failure[FailureNames.DotnetClass].GetString() is { } dotnetClass)
        {
            // One of ours: its own name says more than the Python name under which it is sent.
            pythonName = (typeName, module);
            (typeName, module) = (dotnetClass, failure[FailureNames.DotnetModule].ToString());
        }

        var message = failure["message"].ToString();
        return (typeName, module, failure["code"].GetString()) switch
        {
            ("NoSuchMethod", FailureNames.DispatcherModule, _) => new MethodNotFoundException(call.Method, Explain(
                message, call, "Check the name, the namespace and the version, and whether the server is of an older release."), message),
            ("UnsupportedVersion", FailureNames.DispatcherModule, _) => new UnsupportedVersionException(call.Method, Explain(
                message, call, "Check the namespace and the version of the target: an endpoint serves its own major version, "
                    + "up to its minor one."), message),
            (FailureNames.ServerOverloaded, FailureNames.OwnModule, _) => ReadOverload(call.Method, message, failure["kwargs"]),
            (FailureNames.MessageTooLarge, FailureNames.OwnModule, _) => ReadTooLarge(message, failure["kwargs"]),
            (FailureNames.NotAuthorized, FailureNames.OwnModule, _) => new NotAuthorizedException(call.Method, message),
            (FailureNames.MayHaveRun, FailureNames.OwnModule, _) => new ConnectionLostException(message),
            (FailureNames.GivenBack, FailureNames.OwnModule, _) => new CallGivenBackException(message),
            (_, _, FailureNames.InvalidArguments) => new InvalidArgumentsException(call.Method, message),
            _ => Rebuild(
                new RemoteException(typeName, module, message, failure["args"], failure["kwargs"], ReadTrace(failure["tb"]))
                {
                    PythonName = pythonName,
                    Properties = failure[FailureNames.DotnetProperties],
                },
                call as OutgoingRequest,
                allowed,
                logger ?? NullLogger.Instance),
        };
    }

    /// <summary>The server's words are Python's, and say neither where nor what to do.</summary>
    private static string Explain(string said, OutgoingMessage call, string advice) =>
        $"{said}{(said.Length == 0 ? "" : said.EndsWith('.') ? " " : ". ")}The call was to {call.Target}. {advice}";

    /// <summary>Makes what the called member declares, or what the user allows.</summary>
    private static Exception Rebuild(RemoteException failure, OutgoingRequest? call, RemoteExceptionMap allowed, ILogger logger)
    {
        try
        {
            return call is not null && RpcThrown.Find(call.Throws, failure) is { } declared
                ? declared.Rebuild(failure, call.Serializer)
                : allowed.Rebuild(failure);
        }
        catch (Exception e)
        {
            // The user's factory or constructor failed: the server's failure must not be lost.
            MessagingLog.RemoteExceptionNotMade(logger, failure.TypeName, failure.Module, e);
            return failure;
        }
    }

    /// <summary>Whether a failure says that the call has not run, and that its caller must send it again.</summary>
    public static bool IsGivenBack(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("CallGivenBack"u8) < 0)
        {
            return false;
        }

        try
        {
            return Parse(json) is { Kind: JsonValueKind.Object } failure
                && failure["class"].ToString() == FailureNames.GivenBack && failure["module"].ToString() == FailureNames.OwnModule;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or SerializationException)
        {
            return false;
        }
    }

    private static ServerOverloadedException ReadOverload(string method, string message, RpcValue facts) =>
        new(method, message, ReadCount(facts[FailureNames.Running]), ReadCount(facts[FailureNames.Waiting]));

    private static MessageTooLargeException ReadTooLarge(string message, RpcValue facts) => new(
        message,
        facts[FailureNames.Size] is { Kind: JsonValueKind.Number } size ? size.GetInt64() : null,
        facts[FailureNames.Limit].GetInt64(),
        facts[FailureNames.IsReply].GetBoolean());

    private static int? ReadCount(RpcValue value) => value.Kind == JsonValueKind.Number ? value.GetInt32() : null;

    private static RpcValue Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, EnvelopeFields.ReaderOptions);
        var element = JsonElement.ParseValue(ref reader);
        return element.ValueKind == JsonValueKind.String ? RpcValue.Parse(element.GetString()!) : new RpcValue(element);
    }

    /// <summary>A failure that a Python server passes on from another server carries this suffix; the client strips one.</summary>
    private static string WithoutRemote(string typeName, string rawModule, out string module)
    {
        const string Suffix = "_Remote";
        var both = typeName.EndsWith(Suffix, StringComparison.Ordinal) && rawModule.EndsWith(Suffix, StringComparison.Ordinal);

        // Python 2's module "exceptions" is "builtins" today.
        module = both ? rawModule[..^Suffix.Length] : rawModule == "exceptions" ? "builtins" : rawModule;
        return both ? typeName[..^Suffix.Length] : typeName;
    }

    private static string ReadTrace(RpcValue lines) =>
        lines.Kind == JsonValueKind.Array ? string.Concat(lines.Items.Select(line => line.ToString())) : lines.ToString();
}
